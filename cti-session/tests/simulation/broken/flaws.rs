//! The flaws of clients.

/// What is wrong with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    RedialsAtOnce,
    WaitsTooLong,
    BeginsWithSideA,
    WaitsForAConnectionForever,
    WaitsForOpenConfForever,
    WaitsForWritesForever,
    OpensTwice,
    KeepsRefusedConnections,
    TakesFatalForTemporary,
    HidesWhatIsNotGranted,
    TakesTheVersionOfThePeer,
    SendsNoHeartbeats,
    SendsHeartbeatsTwice,
    SendsNoHeartbeatsWhileSlow,
    EnduresUnansweredHeartbeats,
    EnduresRefusedHeartbeats,
    ReusesInvokeIds,
    AnswersTwice,
    AnswersNever,
    AnswersLossLate,
    TellsNoLateAnswers,
    PairsByIdAlone,
    LosesMessages,
    SwapsMessages,
    ReadsOn,
    IgnoresTheEndByTheServer,
    ClosesWithoutAsking,
    NeverResetsAfterClose,
    RedialsAfterClose,
    PromotesTheStandby,
    ActivatesTwice,
    TakesTheRival,
    KeepsAlways,
    KeepsNever,
    NeverStopsTheOldSide,
    StopsTheOldSideTooEarly,
    FailsRequestsAtTheSwitch,
    IgnoresMaintenance,
    AnswersMaintenanceLate,
    AcceptsMaintenanceAlone,
    ConnectsTwice,
    DialsBesides,
    RedialsNever,
    MisstatesTheWait,
    PromisesAnotherAttempt,
    ResetsTwice,
    TellsAnotherIdleTimeout,
    SendsWhatCannotBeDecoded,
    ReportsOpeningsEarly,
    HidesOpenings,
    NamesTheOtherSide,
    NamesTheWrongLoss,
    CallsLossesFailures,
    HidesLosses,
    MisstatesTheState,
    SkipsAState,
    SendsNoRequests,
    DeniesRequests,
    RepeatsRequestNumbers,
    SendsRequestsToTheStandby,
    SendsRequestsAfterStopping,
    TakesRequestsAfterTheEnd,
    TellsAnswersAsMessages,
    TellsAnswersAsLate,
    TakesRequestsForLateAnswers,
    MisnamesLateAnswers,
    RepeatsMessages,
    SendsAfterClose,
    ClosesWithAnotherStatus,
    HidesTheEnd,
    EndsTwice,
    EndsWithoutReason,
    AnswersMaintenanceTwice,
    TellsSilenceAsFailure,
    EndsAtTheFirstConfirmation,
    TellsTheOnlyAnswerAsOneOfSeveral,
}

/// The flaws, each with the rule that the watch has to name.
#[rustfmt::skip]
pub(crate) const FLAWS: &[(Flaw, &str)] = &[
    (Flaw::RedialsAtOnce, "the waits of the ladder"),
    (Flaw::WaitsTooLong, "the waits of the ladder"),
    (Flaw::BeginsWithSideA, "the sides of the ladder"),
    (Flaw::WaitsForAConnectionForever, "the time limit of connecting"),
    (Flaw::WaitsForOpenConfForever, "the time limit of opening"),
    (Flaw::WaitsForWritesForever, "the time limit of writing"),
    (Flaw::OpensTwice, "OPEN_REQ first, and once"),
    (Flaw::KeepsRefusedConnections, "a failed attempt ends its connection"),
    (Flaw::TakesFatalForTemporary, "the reason of a failed attempt"),
    (Flaw::HidesWhatIsNotGranted, "services that are not granted are reported"),
    (Flaw::TakesTheVersionOfThePeer, "the version is that of the client's own OPEN_REQ"),
    (Flaw::SendsNoHeartbeats, "a heartbeat after one interval without sending"),
    (Flaw::SendsHeartbeatsTwice, "a heartbeat after one interval without sending"),
    (Flaw::SendsNoHeartbeatsWhileSlow, "a heartbeat after one interval without sending"),
    (Flaw::EnduresUnansweredHeartbeats, "three unanswered heartbeats end the session"),
    (Flaw::EnduresRefusedHeartbeats, "a refusal ends the connection"),
    (Flaw::ReusesInvokeIds, "invoke IDs are unique in a session"),
    (Flaw::AnswersTwice, "a request has one outcome"),
    (Flaw::AnswersNever, "requests end in time"),
    (Flaw::AnswersLossLate, "requests end at once when their session does"),
    (Flaw::TellsNoLateAnswers, "no message is lost, and their order is kept"),
    (Flaw::PairsByIdAlone, "the outcome of a request"),
    (Flaw::LosesMessages, "no message is lost, and their order is kept"),
    (Flaw::SwapsMessages, "no message is lost, and their order is kept"),
    (Flaw::ReadsOn, "what waits for the application is bounded"),
    (Flaw::IgnoresTheEndByTheServer, "a session that the server ends is closed"),
    (Flaw::ClosesWithoutAsking, "5 seconds for CLOSE_CONF"),
    (Flaw::NeverResetsAfterClose, "a loss ends the connection"),
    (Flaw::RedialsAfterClose, "no redial"),
    (Flaw::PromotesTheStandby, "which side is active"),
    (Flaw::ActivatesTwice, "which side is active"),
    (Flaw::TakesTheRival, "which side is active"),
    (Flaw::KeepsAlways, "which side is active"),
    (Flaw::KeepsNever, "which side is active"),
    (Flaw::NeverStopsTheOldSide, "STOPPING to the old side"),
    (Flaw::StopsTheOldSideTooEarly, "which side is active"),
    (Flaw::FailsRequestsAtTheSwitch, "the outcome of a request"),
    (Flaw::IgnoresMaintenance, "maintenance is answered within 5 seconds"),
    (Flaw::AnswersMaintenanceLate, "maintenance is answered within 5 seconds"),
    (Flaw::AcceptsMaintenanceAlone, "maintenance is accepted only if the other side is open"),
    (Flaw::ConnectsTwice, "numbers of connections"),
    (Flaw::DialsBesides, "one attempt at a time"),
    (Flaw::RedialsNever, "in the end the sessions are open, and one is active"),
    (Flaw::MisstatesTheWait, "when the next attempt is"),
    (Flaw::PromisesAnotherAttempt, "no further attempt"),
    (Flaw::ResetsTwice, "a connection is reset once"),
    (Flaw::KeepsRefusedConnections, "a connection that is not used is reset"),
    (Flaw::TellsAnotherIdleTimeout, "IdleTimeout is four intervals"),
    (Flaw::SendsWhatCannotBeDecoded, "what the client sends can be decoded"),
    (Flaw::ReportsOpeningsEarly, "a session is open after OPEN_CONF"),
    (Flaw::HidesOpenings, "a session is lost after it was opened"),
    (Flaw::NamesTheOtherSide, "what is reported is of a connection"),
    (Flaw::NamesTheWrongLoss, "the reason of a loss"),
    (Flaw::CallsLossesFailures, "a session that was open is lost"),
    (Flaw::HidesLosses, "in the end no connection is left"),
    (Flaw::MisstatesTheState, "the states of a side"),
    (Flaw::SkipsAState, "the states of a side"),
    (Flaw::SendsNoRequests, "a request is sent exactly if the client says so"),
    (Flaw::DeniesRequests, "a request is sent exactly if the client says so"),
    (Flaw::RepeatsRequestNumbers, "numbers of requests are unique"),
    (Flaw::SendsRequestsToTheStandby, "requests go to the active side"),
    (Flaw::SendsRequestsAfterStopping, "no requests after STOPPING"),
    (Flaw::TakesRequestsAfterTheEnd, "no request after the end"),
    (Flaw::TellsAnswersAsMessages, "an answer is told as one"),
    (Flaw::TellsAnswersAsLate, "an answer is late if no request waits for it"),
    (Flaw::TakesRequestsForLateAnswers, "a request of the server is no answer"),
    (Flaw::MisnamesLateAnswers, "a late answer names its request"),
    (Flaw::LosesMessages, "what a server sent before the end is reported"),
    (Flaw::RepeatsMessages, "every message was sent"),
    (Flaw::SendsAfterClose, "nothing after CLOSE_REQ"),
    (Flaw::ClosesWithAnotherStatus, "the status of CLOSE_REQ"),
    (Flaw::HidesTheEnd, "in the end the client has ended"),
    (Flaw::EndsTwice, "nothing after the end"),
    (Flaw::EndsWithoutReason, "the end has a reason"),
    (Flaw::AnswersMaintenanceTwice, "one answer for each question about maintenance"),
    (Flaw::TellsSilenceAsFailure, "the outcome of a request"),
    (Flaw::EndsAtTheFirstConfirmation, "the outcome of a request"),
    (Flaw::TellsTheOnlyAnswerAsOneOfSeveral, "several confirmations where they are expected"),
];

impl Flaw {
    /// Whether what the client sends is looked at frame by frame.
    pub(super) fn changes_bytes(self) -> bool {
        matches!(
            self,
            Self::OpensTwice
                | Self::SendsNoHeartbeats
                | Self::SendsHeartbeatsTwice
                | Self::EnduresUnansweredHeartbeats
                | Self::ReusesInvokeIds
                | Self::ClosesWithoutAsking
                | Self::NeverStopsTheOldSide
                | Self::StopsTheOldSideTooEarly
                | Self::IgnoresMaintenance
                | Self::AnswersMaintenanceLate
                | Self::AcceptsMaintenanceAlone
                | Self::WaitsForWritesForever
                | Self::TellsAnotherIdleTimeout
                | Self::SendsWhatCannotBeDecoded
                | Self::SendsNoRequests
                | Self::SendsRequestsToTheStandby
                | Self::SendsRequestsAfterStopping
                | Self::SendsAfterClose
                | Self::ClosesWithAnotherStatus
                | Self::AnswersMaintenanceTwice
        )
    }
}
