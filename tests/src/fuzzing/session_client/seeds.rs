//! Inputs that are whole sessions. `World::choose`, `World::step` and `World::message` say what a byte means.

/// The inputs with their names.
#[must_use]
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("one-side", ONE_SIDE.concat()),
        ("both-sides", BOTH_SIDES.concat()),
        ("refused", REFUSED.concat()),
        ("slow-application", SLOW_APPLICATION.concat()),
        ("no-answers", NO_ANSWERS.concat()),
        ("early-events", EARLY_EVENTS.concat()),
    ]
}

const TAKE: &[u8] = &[18];
const WAIT: &[u8] = &[15];
const SEND_ALL_OF_A: &[u8] = &[12, 1, 0x80];
const SEND_ALL_OF_B: &[u8] = &[12, 0, 0x80];

/// A session on one side: a request and its answer, a heartbeat, CLOSE_REQ.
const ONE_SIDE: &[&[u8]] = &[
    &[2, 0, 90, 0xFF, 3, 7, 0],
    &[0, 0],
    SEND_ALL_OF_A,
    // OPEN_CONF.
    &[6, 0, 0, 0, 0, 0, 0],
    TAKE,
    &[20, 0, 10],
    SEND_ALL_OF_A,
    // QUERY_AGENT_STATE_CONF, and an event.
    &[6, 0, 0, 10, 0, 0],
    &[6, 0, 0, 14, 5],
    TAKE,
    WAIT,
    SEND_ALL_OF_A,
    // HEARTBEAT_CONF.
    &[6, 0, 0, 4, 0],
    &[26, 0],
    // CLOSE_CONF.
    &[6, 0, 0, 9],
    TAKE,
];

/// Both sides are open; the active one goes into maintenance.
const BOTH_SIDES: &[&[u8]] = &[
    &[1, 0, 90, 0xFF, 3, 7, 100],
    &[0, 1],
    &[0, 0],
    SEND_ALL_OF_A,
    SEND_ALL_OF_B,
    // OPEN_CONF: active, standby.
    &[6, 1, 0, 0, 0, 0, 0],
    &[6, 0, 0, 0, 0, 0, 1],
    TAKE,
    &[20, 0, 60],
    // ACTIVE_MAINTENANCE_REQ, and the application accepts.
    &[6, 1, 0, 5, 0],
    TAKE,
    &[25, 1],
    // ACTIVE_MAINTENANCE_EVENT, STANDBY_ACTIVE_EVENT.
    &[6, 1, 0, 6, 1],
    &[6, 0, 0, 7],
    TAKE,
    SEND_ALL_OF_A,
    &[4, 1],
    TAKE,
    WAIT,
    WAIT,
];

/// Side A refuses for good, side B for now; then a session that the server ends.
const REFUSED: &[&[u8]] = &[
    &[0, 0, 5, 0xFF, 0, 1, 0],
    &[0, 0],
    // FAILURE_CONF.
    &[6, 0, 0, 3, 0, 2],
    &[0, 0],
    &[6, 0, 0, 3, 0, 4],
    TAKE,
    WAIT,
    &[0, 0],
    &[6, 0, 0, 0, 0, 0, 0],
    // FAILURE_EVENT.
    &[6, 0, 0, 8, 0],
    WAIT,
    TAKE,
    &[3, 0],
    &[3, 0],
    WAIT,
    TAKE,
];

/// Events beyond the capacity, cut anywhere; the server closes the connection before they are taken.
const SLOW_APPLICATION: &[&[u8]] = &[
    &[3, 0, 5, 3, 0, 2, 0],
    &[0, 0],
    &[6, 0, 0, 0, 0, 0, 0],
    &[6, 0, 0xF8, 14, 3, 7],
    &[20, 0x10, 5],
    &[6, 0, 0xB0, 14, 3],
    WAIT,
    WAIT,
    &[17, 2],
    &[4, 0],
    TAKE,
    &[0, 0],
    &[5, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF],
];

/// A server that asks without reading the answers.
const NO_ANSWERS: &[&[u8]] = &[
    &[1, 0, 5, 0xFF, 0, 2, 0],
    &[0, 1],
    &[0, 0],
    &[6, 1, 0, 0, 0, 0, 0],
    &[6, 0, 0, 0, 0, 0, 1],
    SEND_ALL_OF_A,
    SEND_ALL_OF_B,
    TAKE,
    // ACTIVE_MAINTENANCE_REQ of the standby side: 6, and 6 more with an event at once, which wait behind the answers.
    &[6, 0, 0xE0, 5, 0],
    &[6, 0, 0xE8, 5, 0, 71],
    &[6, 0, 0, 14, 1],
    SEND_ALL_OF_B,
    SEND_ALL_OF_B,
    TAKE,
    // 100 at once, and the connection ends.
    &[6, 0, 0xF0, 5, 0],
    &[4, 0],
    TAKE,
];

/// 100 events before the answer to OPEN_REQ, more than may wait.
const EARLY_EVENTS: &[&[u8]] = &[
    &[2, 0, 5, 1, 0, 2, 0],
    &[0, 0],
    &[6, 0, 0xF0, 14, 1],
    &[17, 4],
    &[6, 0, 0, 0, 0, 0, 0],
    TAKE,
];
