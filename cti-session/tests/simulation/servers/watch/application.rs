//! What the application is given.

use cti_session::{ConnectionId, ServerEvent, SessionEnd};

use super::link::Owed;
use super::maintenance::Told;
use super::{Checked, ServerWatch, broken};

pub(super) const CLOSED_ONCE: &str = "exactly one Closed for each connection";

/// The kind of an end, without what it carries.
fn kind(end: &SessionEnd) -> String {
    let all = format!("{end:?}");
    let place = all.find(|character: char| !character.is_alphanumeric());
    all[..place.unwrap_or(all.len())].to_owned()
}

impl ServerWatch {
    /// The application takes an event, or finds that there is none.
    pub(crate) fn event(&mut self, event: Option<&ServerEvent>) -> Checked {
        match event {
            None => self.nothing_more(),
            Some(ServerEvent::OpenAsked {
                connection,
                request,
            }) => self.given(*connection, &Owed::OpenAsked(request.as_bytes().to_vec())),
            Some(ServerEvent::Message { connection, frame }) => {
                self.seen.insert("message".to_owned());
                let owed = Owed::Message(frame.as_bytes().to_vec(), frame.version());
                self.given(*connection, &owed)
            }
            Some(ServerEvent::Closed { connection, end }) => {
                self.seen.insert(format!("closed: {}", kind(end)));
                self.closed_told(*connection, end)
            }
            Some(ServerEvent::MaintenanceAgreed) => self.tell(Told::Agreed),
            Some(ServerEvent::MaintenanceRefused { by }) => {
                let mut by = by.clone();
                by.sort_by_key(|(connection, _)| *connection);
                self.tell(Told::Refused(by))
            }
            Some(ServerEvent::MaintenanceOver) => self.tell(Told::Over),
            Some(ServerEvent::Stopped) => self.tell(Told::Stopped),
            Some(other) => panic!("the watch does not know {other:?}"),
        }
    }

    fn tell(&mut self, told: Told) -> Checked {
        self.seen.insert(format!("told: {}", told.rule()));
        loop {
            if self.told.front() == Some(&told) {
                self.told.pop_front();
                return Ok(());
            }
            if !self.told.is_empty() || !self.guess()? {
                let how = format!("{told:?} is told, expected was {:?}", self.told.front());
                return broken(told.rule(), how);
            }
        }
    }

    fn closed_told(&mut self, connection: ConnectionId, end: &SessionEnd) -> Checked {
        let Some(link) = self.links.get(&connection).filter(|link| !link.end_told) else {
            return broken(CLOSED_ONCE, format!("{connection:?} has another"));
        };
        if let Some(owed) = link.events.front() {
            return broken(
                "Closed comes after everything that the client has sent",
                format!("{owed:?} of {connection:?} is not given"),
            );
        }
        if link.end.is_none() && !self.is_certain(link) {
            // Everything that it has sent is handled, then.
            while self.links[&connection].end.is_none()
                && self.step_pending(connection, true, None)?
            {}
            let link = &self.links[&connection];
            if link.end.is_none() && link.peer_closed && link.pending.is_empty() {
                self.disconnected(connection);
            }
        }
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        let expected = link.end.take();
        link.end_told = true;
        match expected {
            Some(ends) if ends.contains(end) => Ok(()),
            Some(ends) => broken(
                "the reason of an end",
                format!("{end:?} of {connection:?}, not {ends:?}"),
            ),
            None => broken(CLOSED_ONCE, format!("{connection:?} is not over: {end:?}")),
        }
    }
}
