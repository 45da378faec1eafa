//! What schedules have to reach.

use cti_session::{Check, MaintenanceRefusal, ServerRole};

use super::messages::{BAD, CLOSED, HEARTBEAT, NOT_OPEN, OPEN_ALREADY, OVER, REFUSED, STANDBY};

/// The statuses with which an OPEN_REQ is refused for what it is, or for what the server is.
const REFUSALS: [u32; 14] = [1, 6, 7, 10, 15, 18, 19, 20, 21, 22, 25, 95, 107, 110];

/// What schedules have to reach: all answers, all refusals of OPEN_REQ, all ends of sessions, all outcomes of
/// maintenance, and an event for each kind of mask.
pub(crate) fn everything() -> impl Iterator<Item = String> {
    let answers = [
        BAD,
        CLOSED,
        HEARTBEAT,
        NOT_OPEN,
        OPEN_ALREADY,
        OVER,
        REFUSED,
        STANDBY,
    ];
    let ends = [
        "Closed",
        "Disconnected",
        "NotOpened",
        "NotDecided",
        "Idle",
        "WriteTimedOut",
        "TooSlow",
        "Unreadable",
        "Replaced",
        "Maintenance",
        "Ended",
    ];
    let events = [
        "SYSTEM_EVENT",
        "BEGIN_CALL_EVENT",
        "END_CALL_EVENT",
        "AGENT_STATE_EVENT",
        "CLIENT_SESSION_OPENED_EVENT",
        "EMERGENCY_CALL_EVENT",
        "CONFIG_AGENT_EVENT",
    ];
    let maintenance = [
        "maintenance: agreed".to_owned(),
        "maintenance: moved".to_owned(),
        format!("maintenance: {:?}", MaintenanceRefusal::Refused),
        format!("maintenance: {:?}", MaintenanceRefusal::NoAnswer),
        "activated".to_owned(),
        "message".to_owned(),
        "refused: a version left out".to_owned(),
        "a service that it has not".to_owned(),
        "event for new masks".to_owned(),
        "new peripherals".to_owned(),
        "refused late: 10".to_owned(),
        "refused late: 110".to_owned(),
        format!("open: {:?}", ServerRole::Active),
        format!("open: {:?}", ServerRole::Standby),
    ];
    let answers = answers.into_iter().map(|rule| format!("answer: {rule}"));
    let refusals = REFUSALS
        .into_iter()
        .map(|status| format!("refused: {status}"));
    let ends = ends.into_iter().map(|end| format!("closed: {end}"));
    let events = events.into_iter().map(|event| format!("event: {event}"));
    let relaxed = Check::ALL.iter().map(|check| format!("relaxed: {check:?}"));
    answers
        .chain(refusals)
        .chain(relaxed)
        .chain(ends)
        .chain(events)
        .chain(maintenance)
}
