//! The flaws of servers.

/// What is wrong with a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    AnswersOpenTwice,
    AnswersOpenNever,
    GrantsMore,
    NamesTheWrongRole,
    NamesTheWrongStatus,
    TakesAnyIdleTimeout,
    SharesDevices,
    HidesPeripherals,
    KeepsOldPeripherals,
    KeepsOldMasks,
    DeniesNewMasks,
    EnforcesWhatIsRelaxed,
    GrantsWhatItHasNot,
    OpensAllVersions,
    IgnoresRequestsBeforeOpen,
    IgnoresASecondOpen,
    TakesTheVersionOfASecondOpen,
    ServesWhileStandby,
    LosesHeartbeats,
    AnswersHeartbeatsLate,
    AnswersHeartbeatsTwice,
    HoldsHeartbeatsWhileFull,
    SendsHeartbeats,
    IgnoresWhatItCannotRead,
    IgnoresClose,
    EndsSilently,
    EndsTwice,
    AnswersAfterTheEnd,
    NeverIdle,
    TakesPausesForSilence,
    WaitsForOpenTooLong,
    WaitsForOpenTooShort,
    WaitsForDecisionsTooLong,
    WaitsForWritesTooLong,
    WaitsForTheEndTooLong,
    WaitsForMaintenanceTooLong,
    ResetsAtRandom,
    KeepsWhatIsOver,
    LosesEvents,
    SwapsEvents,
    ReportsToAll,
    ReportsWhileStandby,
    TakesAllForOwners,
    LeavesOutWhatDoesNotFit,
    SendsNothing,
    ActivatesSilently,
    ActivatesTwice,
    AsksTwice,
    GoesOnWithoutAnswers,
    HidesRefusedMaintenance,
    AgreesAlways,
    BeginsMaintenanceTwice,
    AgreesBeforeAllIsSent,
    NeverCancels,
    HandsOverByItself,
    EndsStreamsTwice,
    IgnoresStoppingRequests,
    EndsMaintenanceEarly,
    HidesTheEndOfMaintenance,
    HidesItsEnd,
    ClosesNever,
    ClosesTwice,
    ClosesFirst,
    ReportsAfterTheEnd,
    NamesTheWrongEnd,
    LosesMessages,
    SwapsMessages,
    QueuesWithoutBound,
    SendsWithoutBound,
    ReadsOn,
    ReadsOneAtATime,
    AcceptsOneOnly,
    AcceptsWhileStopping,
    TellsNotToWrite,
    TellsNotToRead,
    WritesAfterReset,
}

/// The flaws, each with the rule that the watch has to name.
#[rustfmt::skip]
pub(crate) const FLAWS: &[(Flaw, &str)] = &[
    (Flaw::AnswersOpenTwice, "OPEN_REQ is answered once, by the OPEN_CONF that was granted"),
    (Flaw::AnswersOpenNever, "OPEN_REQ is answered once, by the OPEN_CONF that was granted"),
    (Flaw::GrantsMore, "OPEN_REQ is answered once, by the OPEN_CONF that was granted"),
    (Flaw::NamesTheWrongRole, "OPEN_REQ is answered once, by the OPEN_CONF that was granted"),
    (Flaw::NamesTheWrongStatus, "an OPEN_REQ that breaks a rule is refused, with its status"),
    (Flaw::TakesAnyIdleTimeout, "an OPEN_REQ that breaks a rule is refused, with its status"),
    (Flaw::SharesDevices, "an OPEN_REQ that breaks a rule is refused, with its status"),
    (Flaw::HidesPeripherals, "SYSTEM_EVENT for each peripheral after OPEN_CONF"),
    (Flaw::KeepsOldPeripherals, "SYSTEM_EVENT for each peripheral after OPEN_CONF"),
    (Flaw::KeepsOldMasks, "events go to the sessions that ask for them, all and in order"),
    (Flaw::DeniesNewMasks, "the masks of open sessions can be changed"),
    (Flaw::EnforcesWhatIsRelaxed, "an OPEN_REQ that breaks a rule is refused, with its status"),
    (Flaw::GrantsWhatItHasNot, "OPEN_REQ is answered once, by the OPEN_CONF that was granted"),
    (Flaw::OpensAllVersions, "an OPEN_REQ that breaks a rule is refused, with its status"),
    (Flaw::IgnoresRequestsBeforeOpen, "there is no session before OPEN_REQ"),
    (Flaw::IgnoresASecondOpen, "a second OPEN_REQ is refused"),
    (Flaw::TakesTheVersionOfASecondOpen, "events go to the sessions that ask for them, all and in order"),
    (Flaw::ServesWhileStandby, "a standby server serves no requests"),
    (Flaw::LosesHeartbeats, "HEARTBEAT_REQ is answered in its turn"),
    (Flaw::AnswersHeartbeatsLate, "HEARTBEAT_REQ is answered in its turn"),
    (Flaw::HoldsHeartbeatsWhileFull, "HEARTBEAT_REQ is answered in its turn"),
    (Flaw::AnswersHeartbeatsTwice, "one answer for each request"),
    (Flaw::SendsHeartbeats, "a server never sends HEARTBEAT_REQ"),
    (Flaw::IgnoresWhatItCannotRead, "a message that cannot be read is answered"),
    (Flaw::IgnoresClose, "CLOSE_REQ is answered"),
    (Flaw::EndsSilently, "FAILURE_EVENT once to a session that the server ends"),
    (Flaw::EndsTwice, "FAILURE_EVENT once to a session that the server ends"),
    (Flaw::AnswersAfterTheEnd, "requests of a session that the server has ended are refused"),
    (Flaw::NeverIdle, "IdleTimeout"),
    (Flaw::TakesPausesForSilence, "no reset without a reason"),
    (Flaw::WaitsForOpenTooLong, "a client has 30 seconds for OPEN_REQ"),
    (Flaw::WaitsForOpenTooShort, "no reset without a reason"),
    (Flaw::WaitsForDecisionsTooLong, "the application has 60 seconds for its decision"),
    (Flaw::WaitsForWritesTooLong, "a client has 30 seconds to take something"),
    (Flaw::WaitsForTheEndTooLong, "a session that the server ends is over after 5 seconds"),
    (Flaw::WaitsForTheEndTooLong, "a closed session is reset after 5 seconds"),
    (Flaw::WaitsForMaintenanceTooLong, "maintenance waits 5 seconds for the sessions"),
    (Flaw::ResetsAtRandom, "no reset without a reason"),
    (Flaw::KeepsWhatIsOver, "a session that has failed is reset"),
    (Flaw::LosesEvents, "events go to the sessions that ask for them, all and in order"),
    (Flaw::SwapsEvents, "events go to the sessions that ask for them, all and in order"),
    (Flaw::ReportsToAll, "events go to the sessions that ask for them, all and in order"),
    (Flaw::ReportsWhileStandby, "events go to the sessions that ask for them, all and in order"),
    (Flaw::TakesAllForOwners, "events go to the sessions that ask for them, all and in order"),
    (Flaw::LeavesOutWhatDoesNotFit, "events go to the sessions that ask for them, all and in order"),
    (Flaw::SendsNothing, "what the application sends is sent"),
    (Flaw::ActivatesSilently, "STANDBY_ACTIVE_EVENT once to each open session"),
    (Flaw::ActivatesTwice, "STANDBY_ACTIVE_EVENT once to each open session"),
    (Flaw::AsksTwice, "each session is asked once about maintenance"),
    (Flaw::GoesOnWithoutAnswers, "maintenance goes on exactly if all sessions agree"),
    (Flaw::HidesRefusedMaintenance, "maintenance goes on exactly if all sessions agree"),
    (Flaw::AgreesAlways, "maintenance goes on exactly if all sessions agree"),
    (Flaw::BeginsMaintenanceTwice, "when maintenance can begin"),
    (Flaw::AgreesBeforeAllIsSent, "maintenance goes on exactly if all sessions agree"),
    (Flaw::NeverCancels, "maintenance goes on exactly if all sessions agree"),
    (Flaw::HandsOverByItself, "FAILURE_EVENT once to a session that the server ends"),
    (Flaw::EndsStreamsTwice, "a stream ends once"),
    (Flaw::IgnoresStoppingRequests, "the stream of a session that has moved ends once everything is sent"),
    (Flaw::EndsMaintenanceEarly, "MaintenanceOver once, when the last session has gone"),
    (Flaw::HidesTheEndOfMaintenance, "MaintenanceOver once, when the last session has gone"),
    (Flaw::HidesItsEnd, "Stopped once, when the last connection has gone"),
    (Flaw::ClosesNever, "exactly one Closed for each connection"),
    (Flaw::ClosesTwice, "exactly one Closed for each connection"),
    (Flaw::ClosesFirst, "Closed comes after everything that the client has sent"),
    (Flaw::ReportsAfterTheEnd, "nothing of a connection after its end"),
    (Flaw::NamesTheWrongEnd, "the reason of an end"),
    (Flaw::LosesMessages, "no message is kept from the application, and their order is kept"),
    (Flaw::SwapsMessages, "no message is kept from the application, and their order is kept"),
    (Flaw::QueuesWithoutBound, "what waits for the application is bounded"),
    (Flaw::SendsWithoutBound, "what waits for a client is bounded"),
    (Flaw::ReadsOn, "reading waits for the decision on OPEN_REQ"),
    (Flaw::ReadsOneAtATime, "reading goes on when there is room"),
    (Flaw::AcceptsOneOnly, "the server takes what there is room for"),
    (Flaw::AcceptsWhileStopping, "a server that stops takes no connections"),
    (Flaw::TellsNotToWrite, "the driver is told to write"),
    (Flaw::TellsNotToRead, "the driver is told to read again"),
    (Flaw::WritesAfterReset, "no action for a connection that is over"),
    (Flaw::KeepsWhatIsOver, "bytes that wait are sent"),
];

impl Flaw {
    /// Whether what the server sends is looked at frame by frame.
    pub(super) fn changes_bytes(self) -> bool {
        matches!(
            self,
            // It takes what it has handed on as sent.
            Self::AgreesBeforeAllIsSent
                | Self::AnswersOpenTwice
                | Self::AnswersOpenNever
                | Self::GrantsMore
                | Self::NamesTheWrongRole
                | Self::NamesTheWrongStatus
                | Self::IgnoresRequestsBeforeOpen
                | Self::IgnoresASecondOpen
                | Self::TakesTheVersionOfASecondOpen
                | Self::ServesWhileStandby
                | Self::LosesHeartbeats
                | Self::AnswersHeartbeatsLate
                | Self::AnswersHeartbeatsTwice
                | Self::HoldsHeartbeatsWhileFull
                | Self::SendsHeartbeats
                | Self::IgnoresWhatItCannotRead
                | Self::IgnoresClose
                | Self::EndsSilently
                | Self::EndsTwice
                | Self::AnswersAfterTheEnd
                | Self::NeverIdle
                | Self::LosesEvents
                | Self::SwapsEvents
                | Self::ActivatesSilently
                | Self::ActivatesTwice
                | Self::AsksTwice
                | Self::GoesOnWithoutAnswers
                | Self::HidesRefusedMaintenance
        )
    }
}
