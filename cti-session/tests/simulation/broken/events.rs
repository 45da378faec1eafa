//! Flaws in what is reported to the application.

use core::time::Duration;

use cti_messages::{MessageType, OwnedFrame, StoppingRequestsToThisSideInd, TypedMessage};
use cti_session::{
    ClientAction, ClientEnd, ClientEvent, Continuity, LossReason, OpenFailure, Outcome, Refusal,
    Side, SideState, Time,
};

use super::{Broken, Flaw};

impl Broken {
    pub(super) fn flip(&self, side: Side) -> Side {
        if self.is_flipped {
            side.opposite()
        } else {
            side
        }
    }

    /// Takes an event of the client, or what the flaw makes of it.
    pub(super) fn change_event(&mut self, event: ClientEvent, now: Time) {
        let mut event = self.flip_event(event);
        match (self.flaw, &mut event) {
            (
                Flaw::TakesFatalForTemporary,
                ClientEvent::NotOpened {
                    reason: OpenFailure::Refused { refusal, .. },
                    ..
                },
            ) => *refusal = Refusal::Temporary,
            (Flaw::HidesWhatIsNotGranted, ClientEvent::Opened { not_granted, .. }) => {
                *not_granted = cti_messages::CtiServiceMask::empty();
            }
            (Flaw::TakesTheVersionOfThePeer, ClientEvent::Message { frame, .. }) => {
                if frame.message_type() == MessageType::OPEN_REQ {
                    self.wrong_version = Some(frame.version());
                } else if let Some(version) = self.wrong_version {
                    if let Ok(other) = OwnedFrame::parse(frame.as_bytes(), version) {
                        *frame = other;
                    }
                }
            }
            (Flaw::AnswersTwice, ClientEvent::Answered { .. }) => {
                self.events.push_back(event.clone())
            }
            (Flaw::AnswersNever, ClientEvent::Answered { .. })
            | (Flaw::TellsNoLateAnswers, ClientEvent::LateAnswer { .. }) => {
                return;
            }
            (
                Flaw::AnswersLossLate,
                ClientEvent::Answered {
                    outcome: Outcome::SessionLost,
                    ..
                },
            ) => {
                self.late.push_back((now + Duration::from_secs(1), event));
                return;
            }
            (Flaw::PairsByIdAlone, ClientEvent::Message { side, frame }) => {
                let waiting = self.requests.iter().find(|(_, of)| **of == *side);
                if let (Some((request, _)), MessageType::STOP_RECORDING_REQ) =
                    (waiting, frame.message_type())
                {
                    let outcome = Outcome::Confirmed(frame.clone());
                    event = ClientEvent::Answered {
                        request: *request,
                        outcome,
                    };
                }
            }
            (Flaw::LosesMessages, ClientEvent::Message { .. }) => {
                self.messages += 1;
                if self.messages % 7 == 0 {
                    return;
                }
            }
            (Flaw::SwapsMessages, ClientEvent::Message { .. }) => {
                if let Some(before @ ClientEvent::Message { .. }) = self.events.pop_back() {
                    self.events.push_back(event);
                    event = before;
                }
            }
            (Flaw::KeepsAlways, ClientEvent::Active { continuity, .. }) => {
                *continuity = Continuity::Kept
            }
            (Flaw::KeepsNever, ClientEvent::Active { continuity, .. }) => {
                *continuity = Continuity::Lost
            }
            (Flaw::ActivatesTwice, ClientEvent::Active { .. }) => {
                self.events.push_back(event.clone())
            }
            (Flaw::TakesTheRival, ClientEvent::Rival { side }) => {
                event = ClientEvent::Active {
                    side: *side,
                    continuity: Continuity::Lost,
                };
            }
            (Flaw::PromotesTheStandby, ClientEvent::Lost { side, .. }) => {
                let other = side.opposite();
                self.events.push_back(event);
                if self.client.active_side().is_none()
                    && self.client.state(other) == SideState::Open
                {
                    let continuity = Continuity::Lost;
                    self.events.push_back(ClientEvent::Active {
                        side: other,
                        continuity,
                    });
                }
                return;
            }
            (Flaw::StopsTheOldSideTooEarly, ClientEvent::Maintenance { side, starts: true }) => {
                let stopping = StoppingRequestsToThisSideInd::default();
                let mut links = self.links.values_mut().rev();
                if let Some(link) = links.find(|link| link.side == Some(*side)) {
                    let _ = stopping.encode(self.version, &mut link.outgoing);
                }
            }
            (
                Flaw::FailsRequestsAtTheSwitch,
                ClientEvent::Active {
                    side,
                    continuity: Continuity::Kept,
                },
            ) => {
                let old = side.opposite();
                for (request, of) in &self.requests {
                    if *of == old && self.failed.insert(*request) {
                        let outcome = Outcome::SessionLost;
                        self.events.push_back(ClientEvent::Answered {
                            request: *request,
                            outcome,
                        });
                    }
                }
            }
            (Flaw::FailsRequestsAtTheSwitch, ClientEvent::Answered { request, .. })
                if self.failed.contains(request) =>
            {
                return;
            }
            (Flaw::RedialsAfterClose, ClientEvent::Ended(_)) => {
                if let Some(connection) = self.last_connection {
                    self.extra_actions.push_back(ClientAction::Connect {
                        side: Side::A,
                        connection,
                    });
                }
            }
            (
                Flaw::TellsSilenceAsFailure,
                ClientEvent::Answered {
                    outcome: outcome @ Outcome::Unconfirmed,
                    ..
                },
            ) => *outcome = Outcome::TimedOut,
            (Flaw::EndsAtTheFirstConfirmation, ClientEvent::PartialAnswer { request, frame }) => {
                event = ClientEvent::Answered {
                    request: *request,
                    outcome: Outcome::Confirmed(frame.clone()),
                };
            }
            (
                Flaw::TellsTheOnlyAnswerAsOneOfSeveral,
                ClientEvent::Answered {
                    request,
                    outcome: Outcome::Confirmed(frame),
                },
            ) => {
                event = ClientEvent::PartialAnswer {
                    request: *request,
                    frame: frame.clone(),
                };
            }
            (Flaw::MisnamesLateAnswers, ClientEvent::LateAnswer { request, .. }) => *request = None,
            (
                Flaw::TellsAnswersAsMessages,
                ClientEvent::Answered {
                    request,
                    outcome: Outcome::Confirmed(frame),
                },
            ) => {
                if let Some(side) = self.requests.get(request).copied() {
                    let frame = frame.clone();
                    event = ClientEvent::Message { side, frame };
                }
            }
            (
                Flaw::TellsAnswersAsLate,
                ClientEvent::Answered {
                    request,
                    outcome: Outcome::Confirmed(frame),
                },
            ) => {
                if let Some(side) = self.requests.get(request).copied() {
                    event = ClientEvent::LateAnswer {
                        side,
                        request: Some(*request),
                        frame: frame.clone(),
                    };
                }
            }
            (Flaw::TakesRequestsForLateAnswers, ClientEvent::Message { side, frame }) => {
                let id = frame.invoke_id();
                let mut requests = self.requests.keys();
                let request = requests.find(|request| Some(request.invoke_id()) == id);
                if frame.message_type() == MessageType::STOP_RECORDING_REQ && request.is_some() {
                    event = ClientEvent::LateAnswer {
                        side: *side,
                        request: request.copied(),
                        frame: frame.clone(),
                    };
                }
            }
            (Flaw::RepeatsMessages, ClientEvent::Message { .. })
            | (Flaw::EndsTwice, ClientEvent::Ended(_)) => self.events.push_back(event.clone()),
            (Flaw::HidesOpenings, ClientEvent::Opened { .. })
            | (Flaw::HidesLosses, ClientEvent::Lost { .. })
            | (Flaw::HidesTheEnd, ClientEvent::Ended(_)) => return,
            (Flaw::NamesTheOtherSide, ClientEvent::Opened { side, .. }) => *side = side.opposite(),
            (Flaw::NamesTheWrongLoss, ClientEvent::Lost { reason, .. }) => {
                *reason = LossReason::Closed;
            }
            (Flaw::CallsLossesFailures, ClientEvent::Lost { side, retry_in, .. }) => {
                event = ClientEvent::NotOpened {
                    side: *side,
                    reason: OpenFailure::Disconnected,
                    retry_in: *retry_in,
                };
            }
            (
                Flaw::MisstatesTheWait,
                ClientEvent::NotOpened {
                    retry_in: Some(wait),
                    ..
                },
            ) => *wait += Duration::from_secs(1),
            (
                Flaw::PromisesAnotherAttempt,
                ClientEvent::NotOpened { retry_in, .. } | ClientEvent::Lost { retry_in, .. },
            ) => *retry_in = retry_in.or(Some(Duration::from_secs(15))),
            (Flaw::EndsWithoutReason, ClientEvent::Opened { .. }) => {
                self.events.push_back(event);
                event = ClientEvent::Ended(ClientEnd::Closed);
            }
            _ => {}
        }
        match &event {
            ClientEvent::Lost { .. } | ClientEvent::NotOpened { .. } => {
                self.is_flipped = self.connects_flipped
            }
            ClientEvent::Opened { side, .. } => self.last_opened = Some(*side),
            _ => {}
        }
        if let ClientEvent::Answered { request, .. } = &event {
            self.requests.remove(request);
        }
        self.events.push_back(event);
    }

    fn flip_event(&self, mut event: ClientEvent) -> ClientEvent {
        if let ClientEvent::Opened { side, .. }
        | ClientEvent::NotOpened { side, .. }
        | ClientEvent::Lost { side, .. }
        | ClientEvent::Active { side, .. }
        | ClientEvent::Message { side, .. }
        | ClientEvent::LateAnswer { side, .. } = &mut event
        {
            *side = self.flip(*side);
        }
        event
    }
}
