//! What schedules have to reach.

use std::collections::BTreeSet;

use cti_session::{ClientEvent, SideState};

/// The kind of an event, and of its reason or outcome.
pub(super) fn kind(event: &ClientEvent) -> String {
    let kind = match event {
        ClientEvent::NotOpened { reason, .. } => format!("NotOpened {reason:?}"),
        ClientEvent::Lost { reason, .. } => format!("Lost {reason:?}"),
        ClientEvent::Active { continuity, .. } => format!("Active {continuity:?}"),
        ClientEvent::Answered { outcome, .. } => format!("Answered {outcome:?}"),
        ClientEvent::MaintenanceAnswered { accepted, .. } => {
            format!("MaintenanceAnswered {accepted}")
        }
        ClientEvent::Maintenance { starts, .. } => format!("Maintenance {starts}"),
        ClientEvent::Ended(end) => format!("Ended {end:?}"),
        other => format!("{other:?}"),
    };
    let end = |place: &char| !place.is_alphanumeric() && *place != ' ';
    let place = kind.find(|character| end(&character)).unwrap_or(kind.len());
    kind[..place].trim_end().to_owned()
}

/// What schedules have to reach: all that a client reports, and all ways in which the state of a side changes.
pub(crate) fn everything() -> BTreeSet<String> {
    let events = [
        "Opened",
        "NotOpened ConnectFailed",
        "NotOpened ConnectTimedOut",
        "NotOpened OpenTimedOut",
        "NotOpened Refused",
        "NotOpened Disconnected",
        "NotOpened WriteTimedOut",
        "NotOpened Unreadable",
        "NotOpened Closed",
        "Lost Disconnected",
        "Lost HandedOver",
        "Lost HeartbeatsUnanswered",
        "Lost HeartbeatRefused",
        "Lost EndedByServer",
        "Lost WriteTimedOut",
        "Lost Unreadable",
        "Lost Closed",
        "Active Kept",
        "Active Lost",
        "Rival",
        "Message",
        "Answered Confirmed",
        "Answered Failed",
        "Answered TimedOut",
        "Answered Unconfirmed",
        "Answered SessionLost",
        "Answered Closed",
        "PartialAnswer",
        "LateAnswer",
        "MaintenanceAsked",
        "MaintenanceAnswered true",
        "MaintenanceAnswered false",
        "Maintenance true",
        "Maintenance false",
        "Ended Closed",
        "Ended Refused",
    ];
    // A server would have to send much before it answers OPEN_REQ, which those that are simulated do not.
    let unusual = (SideState::Opening, SideState::Draining);
    let pairs = SideState::ALL
        .into_iter()
        .flat_map(|from| SideState::ALL.map(|to| (from, to)));
    let changes = pairs
        .filter(|(from, to)| from.may_become(*to) && (*from, *to) != unusual)
        .map(|(from, to)| format!("{from:?} to {to:?}"));
    events
        .into_iter()
        .map(str::to_owned)
        .chain(changes)
        .collect()
}
