//! Inputs that are whole sessions. `World::choose`, `World::step` and `World::message` say what a byte means.

/// The inputs with their names.
#[must_use]
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("session", SESSION.concat()),
        ("maintenance", MAINTENANCE.concat()),
        ("standby", STANDBY.concat()),
        ("same-device", SAME_DEVICE.concat()),
        ("slow-application", SLOW_APPLICATION.concat()),
    ]
}

const CONNECT: &[u8] = &[0];
const TAKE: &[u8] = &[16];
const WAIT: &[u8] = &[14];
/// OPEN_REQ of the first and the second connection for All Events and standby.
const OPEN: &[u8] = &[2, 0, 0, 0, 7, 0, 1];
const OPEN_SECOND: &[u8] = &[2, 1, 0, 0, 7, 0, 1];
const ACCEPT: &[u8] = &[17, 0];
const ACCEPT_SECOND: &[u8] = &[17, 1];
const SEND_ALL: &[u8] = &[10, 0, 0x80];
const SEND_ALL_OF_SECOND: &[u8] = &[10, 1, 0x80];

/// A heartbeat, a request with its answer, an event for all, CLOSE_REQ.
const SESSION: &[&[u8]] = &[
    &[0xC0, 15, 0],
    CONNECT,
    OPEN,
    TAKE,
    ACCEPT,
    SEND_ALL,
    &[2, 0, 0, 4, 9],
    &[2, 0, 8, 7, 10, 5],
    &[2, 0, 0, 7, 11],
    TAKE,
    &[23, 0, 1, 20],
    &[21, 20, 0],
    SEND_ALL,
    &[2, 0, 0, 0, 7, 0, 1],
    &[2, 0, 0, 6, 1, 0],
    SEND_ALL,
    &[9, 0],
    TAKE,
];

/// Two sessions agree to maintenance and leave; before that, one refused.
const MAINTENANCE: &[&[u8]] = &[
    &[0, 15, 0],
    CONNECT,
    CONNECT,
    OPEN,
    OPEN_SECOND,
    ACCEPT,
    ACCEPT_SECOND,
    SEND_ALL,
    SEND_ALL_OF_SECOND,
    &[25],
    &[2, 0, 0, 0x19, 0],
    TAKE,
    &[25],
    &[2, 0, 0, 9, 0],
    &[2, 1, 0, 9, 0],
    TAKE,
    &[31],
    &[2, 0, 0, 12, 0],
    SEND_ALL,
    WAIT,
    WAIT,
    TAKE,
];

/// A standby server refuses a request, and becomes active.
const STANDBY: &[&[u8]] = &[
    &[1, 15, 0],
    CONNECT,
    OPEN,
    TAKE,
    ACCEPT,
    &[2, 0, 0, 7, 10],
    &[27],
    &[2, 0, 0, 7, 11],
    TAKE,
    &[24, 0],
    &[2, 0, 0, 7, 12],
    WAIT,
    TAKE,
];

/// Client Events of one phone, asked for by the same client and by another one.
const SAME_DEVICE: &[&[u8]] = &[
    &[0, 15, 0],
    CONNECT,
    CONNECT,
    CONNECT,
    &[2, 0, 0, 0, 7, 0, 2],
    ACCEPT,
    &[2, 1, 0, 0, 7, 0, 2],
    &[2, 2, 0, 0, 7, 4, 2, 0],
    TAKE,
    ACCEPT_SECOND,
    SEND_ALL,
    SEND_ALL,
    WAIT,
    TAKE,
];

/// Requests beyond the capacity, with an OPEN_REQ that is refused and one that nobody decides on.
const SLOW_APPLICATION: &[&[u8]] = &[
    &[0, 2, 0],
    CONNECT,
    CONNECT,
    OPEN,
    &[20, 0],
    OPEN,
    ACCEPT,
    &[2, 0, 0xF0, 7, 10],
    OPEN_SECOND,
    WAIT,
    &[15, 1],
    &[9, 0],
    TAKE,
    &[28, 0],
    TAKE,
    WAIT,
];
