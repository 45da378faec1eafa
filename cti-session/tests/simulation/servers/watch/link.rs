//! A connection of a server, as it is seen from outside.

use core::time::Duration;
use std::collections::{BTreeSet, VecDeque};

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, DecodeError, DynMessage,
    FailureConf, FrameBuffer, InvokeId, MessageType, OwnedFrame, PeripheralId, ProtocolVersion,
    StatusCode,
};
use cti_session::{SessionEnd, Time};

use super::OPEN;

pub(super) struct Link {
    /// The version of the session; before there is one, any does for what is sent.
    pub(super) version: ProtocolVersion,
    pub(super) stage: Stage,
    /// The ways in which messages that wait may have been handled, if it cannot be seen when they were.
    pub(super) modes: Vec<Mode>,
    incoming: FrameBuffer,
    is_unreadable: bool,
    /// What has been received and is not known to have been handled.
    pub(super) pending: VecDeque<Received>,
    /// How many bytes wait to be sent, and since when none was.
    pub(super) outgoing: usize,
    pub(super) stalled: Time,
    sent: FrameBuffer,
    /// Frames that the server has added to what is sent, and that are not accounted for yet.
    pub(super) fresh: VecDeque<OwnedFrame>,
    /// What the server has to send, other than the answers to what is pending.
    pub(super) own: VecDeque<Own>,
    /// What the application has to be given.
    pub(super) events: VecDeque<Owed>,
    /// What the application may be given, because it may have been asked before the server refused it.
    pub(super) perhaps: Vec<Owed>,
    /// The reasons of which the application has to be given one, when the session is over.
    pub(super) end: Option<Vec<SessionEnd>>,
    pub(super) end_told: bool,
    /// Whether the driver is to read and to write.
    pub(super) is_readable: bool,
    pub(super) was_told_to_read: bool,
    pub(super) was_told_to_write: bool,
    /// When the last message was handled, or reading went on.
    pub(super) heard: Time,
    /// How much of its time the client has left for OPEN_REQ.
    pub(super) open_left: Duration,
    pub(super) idle: Option<Duration>,
    pub(super) subscription: Subscription,
    pub(super) has_new_masks: bool,
    pub(super) client: Vec<u8>,
    pub(super) devices: Vec<Device>,
    /// The IDs of the questions that it was asked.
    pub(super) questions: BTreeSet<InvokeId>,
    pub(super) was_open: bool,
    pub(super) peer_closed: bool,
    /// Why the server has to reset it now.
    pub(super) must_reset: Option<SessionEnd>,
    /// Whether the driver has been told to end the stream.
    pub(super) is_ended: bool,
    pub(super) is_reset: bool,
    /// Whether the server does not know it any more.
    pub(super) is_gone: bool,
}

pub(super) enum Stage {
    /// There is no session yet.
    Awaiting,
    /// The application decides, since a time between these two.
    Deciding {
        request: OwnedFrame,
        asked: (Time, Time),
    },
    Open,
    /// The server has sent FAILURE_EVENT.
    Ending {
        until: Time,
        end: SessionEnd,
    },
    /// Nothing more is read.
    Leaving {
        until: Time,
        /// Whether the stream ends once everything is sent.
        ends_stream: bool,
    },
}

/// What decides how a message is handled.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mode {
    Awaiting {
        is_standby: bool,
        closed: Option<StatusCode>,
        /// Whether no other client has the device that it asks for.
        devices_are_free: bool,
    },
    Deciding,
    Open {
        is_standby: bool,
    },
    Ending(SessionEnd),
    Leaving,
}

impl Mode {
    /// The mode before another client got the device that this one asks for.
    pub(super) fn with_free_devices(&self) -> Option<Self> {
        match self {
            Self::Awaiting {
                is_standby, closed, ..
            } => Some(Self::Awaiting {
                is_standby: *is_standby,
                closed: *closed,
                devices_are_free: true,
            }),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Received {
    Frame { bytes: Vec<u8>, at: Time },
    Garbage(DecodeError),
}

/// Something that the server has to send by itself.
pub(super) struct Own {
    pub(super) rule: &'static str,
    pub(super) what: What,
}

pub(super) enum What {
    Bytes(Vec<u8>),
    /// ACTIVE_MAINTENANCE_REQ with an ID of the server's choice.
    Question,
}

impl Own {
    pub(super) fn is(&self, frame: &OwnedFrame) -> bool {
        match &self.what {
            What::Bytes(bytes) => frame.as_bytes() == bytes,
            What::Question => frame.message_type() == MessageType::ACTIVE_MAINTENANCE_REQ_MSG,
        }
    }
}

/// The answer to a message.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) rule: &'static str,
    pub(super) message_type: MessageType,
    pub(super) invoke_id: InvokeId,
    /// Any of these, in FAILURE_CONF.
    pub(super) statuses: Vec<StatusCode>,
}

impl Answer {
    pub(super) fn is(&self, frame: &OwnedFrame) -> bool {
        let has_status = || {
            let failure = frame.decode::<FailureConf<'_>>();
            failure.is_ok_and(|failure| self.statuses.contains(&failure.status))
        };
        frame.message_type() == self.message_type
            && frame.invoke_id() == Some(self.invoke_id)
            && (self.message_type != MessageType::FAILURE_CONF || has_status())
    }
}

/// What the application has to be given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owed {
    OpenAsked(Vec<u8>),
    Message(Vec<u8>, ProtocolVersion),
}

/// What a session asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Subscription {
    pub(super) services: CtiServiceMask,
    pub(super) calls: CallEventMask,
    pub(super) states: AgentStateMask,
    pub(super) configuration: ConfigInformationMask,
}

/// One name of a device: the peripheral, which of the names, and the name.
pub(super) type Device = (PeripheralId, u8, Vec<u8>);

impl Link {
    pub(super) fn new(now: Time) -> Self {
        Self {
            version: ProtocolVersion::LATEST,
            stage: Stage::Awaiting,
            modes: Vec::new(),
            incoming: FrameBuffer::new(),
            is_unreadable: false,
            pending: VecDeque::new(),
            outgoing: 0,
            stalled: now,
            sent: FrameBuffer::new(),
            fresh: VecDeque::new(),
            own: VecDeque::new(),
            events: VecDeque::new(),
            perhaps: Vec::new(),
            end: None,
            end_told: false,
            is_readable: true,
            was_told_to_read: false,
            was_told_to_write: false,
            heard: now,
            open_left: OPEN,
            idle: None,
            subscription: Subscription::default(),
            has_new_masks: false,
            client: Vec::new(),
            devices: Vec::new(),
            questions: BTreeSet::new(),
            was_open: false,
            peer_closed: false,
            must_reset: None,
            is_ended: false,
            is_reset: false,
            is_gone: false,
        }
    }

    pub(super) fn received(&mut self, bytes: &[u8], now: Time) {
        if self.is_unreadable {
            return;
        }
        self.incoming.push(bytes);
        loop {
            match self.incoming.next_frame() {
                Ok(Some(frame)) => {
                    let mut bytes = Vec::new();
                    if frame.encode(&mut bytes).is_ok() {
                        self.pending.push_back(Received::Frame { bytes, at: now });
                    }
                }
                Ok(None) => return,
                Err(error) => {
                    self.is_unreadable = true;
                    self.pending.push_back(Received::Garbage(error));
                    return;
                }
            }
        }
    }

    /// The server has added bytes to what is sent.
    pub(super) fn adds(&mut self, bytes: &[u8], now: Time) -> Result<(), String> {
        if self.outgoing == 0 {
            self.stalled = now;
        }
        self.outgoing += bytes.len();
        self.sent.push(bytes);
        while let Some(frame) = self.sent.next_frame().map_err(|error| error.to_string())? {
            let frame = OwnedFrame::from_frame(frame, self.version);
            self.fresh
                .push_back(frame.map_err(|error| error.to_string())?);
        }
        Ok(())
    }

    pub(super) fn owes(&mut self, rule: &'static str, message: &dyn DynMessage) {
        let mut bytes = Vec::new();
        if message.encode(self.version, &mut bytes).is_ok() {
            self.owes_bytes(rule, bytes);
        }
    }

    pub(super) fn owes_bytes(&mut self, rule: &'static str, bytes: Vec<u8>) {
        if !self.is_blind() {
            let what = What::Bytes(bytes);
            self.own.push_back(Own { rule, what });
        }
    }

    /// Whether it cannot be seen any more what the server would send.
    pub(super) fn is_blind(&self) -> bool {
        self.peer_closed || self.is_reset || self.is_gone
    }

    /// Whether the client has sent whole frames so far, and all are handled.
    pub(super) fn has_only_frames(&self) -> bool {
        self.pending.is_empty() && self.incoming.is_empty()
    }

    /// Whether there is something to account for.
    pub(super) fn is_busy(&self) -> bool {
        let is_over = self.peer_closed || self.is_reset;
        let has_any = !(self.pending.is_empty() && self.fresh.is_empty() && self.own.is_empty());
        !self.is_gone && (is_over || has_any)
    }

    /// Whether the time for OPEN_REQ passes: not while the client's messages wait for room among the events.
    pub(super) fn is_timed(&self, waits_for_room: bool, send_capacity: usize) -> bool {
        let is_held = self.outgoing >= send_capacity;
        matches!(self.stage, Stage::Awaiting) && (self.is_readable || is_held || !waits_for_room)
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open) && !self.is_gone
    }

    pub(super) fn is_deciding(&self) -> bool {
        matches!(self.stage, Stage::Deciding { .. }) && !self.is_gone
    }

    pub(super) fn is_leaving(&self) -> bool {
        matches!(self.stage, Stage::Leaving { .. })
    }

    /// Whether the session takes part in the change of sides.
    pub(super) fn knows_standby(&self) -> bool {
        let services = self.subscription.services;
        self.version >= ProtocolVersion::V24 && services.contains(CtiServiceMask::ACTIVE_STANDBY)
    }
}
