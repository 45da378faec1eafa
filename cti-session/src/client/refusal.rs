//! Why a server refuses a session, and whether it is worth another try.

use cti_messages::StatusCode;

/// How a client goes on after a server has refused a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// This side does not serve now. The client goes on trying: the other side may serve, and this one later.
    Elsewhere,
    /// The reason may pass. The client goes on trying.
    Temporary,
    /// The request itself is wrong or not allowed, so it would be refused again. The client gives this side up, unless
    /// the same request has opened a session before: then it goes on trying, since a server that is being upgraded can
    /// be of another version for a while.
    Fatal,
}

impl Refusal {
    /// Classifies the status of the FAILURE_CONF to an OPEN_REQ, or of the FAILURE_EVENT that ended a session before
    /// OPEN_CONF.
    ///
    /// An unknown status is temporary: trying again costs little, giving up could silence an application for good.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::CTI_SERVER_OFFLINE
            | StatusCode::SERVER_NOT_MASTER
            | StatusCode::INVALID_CLIENT_FOR_STANDBY
            | StatusCode::SERVER_IN_MAINTENANCE_MODE => Self::Elsewhere,
            // The version, the password, the masks, the data.
            StatusCode::INVALID_VERSION
            | StatusCode::INVALID_MESSAGE_LENGTH
            | StatusCode::INVALID_FIELD_TAG
            | StatusCode::REQUIRED_DATA_MISSING
            | StatusCode::INVALID_PERIPHERAL_ID
            | StatusCode::INVALID_AGENT_DATA
            | StatusCode::FUNCTION_NOT_AVAILABLE
            | StatusCode::INVALID_TIMEOUT
            | StatusCode::INVALID_SERVICE_MASK
            | StatusCode::INVALID_CALL_MSG_MASK
            | StatusCode::INVALID_AGENT_STATE_MASK
            | StatusCode::INVALID_RESERVED_FIELD
            | StatusCode::INVALID_FIELD_LENGTH
            | StatusCode::INVALID_DIGITS
            | StatusCode::BAD_MESSAGE_FORMAT
            | StatusCode::INVALID_TAG_FOR_MSG_TYPE
            | StatusCode::INCONSISTENT_AGENT_DATA
            | StatusCode::INVALID_PASSWORD
            | StatusCode::INVALID_MSG_TYPE_FOR_VERSION
            | StatusCode::INVALID_TAG_FOR_VERSION
            | StatusCode::INVALID_CHARACTER
            | StatusCode::INVALID_TASK_MSG_MASK
            | StatusCode::INVALID_CONFIG_MSG_MASK
            | StatusCode::INVALID_UNIQUE_INSTANCE_ID => Self::Fatal,
            // Among them a device or instance ID in use: by a session of this client, perhaps, whose end the server has
            // not noticed yet.
            _ => Self::Temporary,
        }
    }
}
