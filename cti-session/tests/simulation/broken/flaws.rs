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
        )
    }
}
