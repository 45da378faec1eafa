//! What `docs/api-guidelines.md` says and a compiler can check.

use std::error::Error;
use std::fmt::{Binary, Debug, Display, LowerHex, Octal, UpperHex};
use std::hash::Hash;

use cti_messages::fields::SetValueError;
use cti_messages::{
    AgentState, AgentStateMask, Bool, Bytes, CallId, DecodeError, DecodeOptions, EncodeError,
    EncodeOptions, Frame, FrameBuffer, FrameLimit, FrameReader, Message, MessageType, Mode,
    NamedArray, NamedVariable, OpenReq, OwnedFrame, ParseNameError, PartsError, ProtocolVersion,
    RawMessage, ReadError, Secret, Service, Tag, Text, Time, TimeRangeError, UnexpectedMessage,
    UnknownField, UnknownMessage, UnsupportedVersion, VersionNumber, VersionRange,
};

fn is_send_and_sync<T: Send + Sync + Unpin + 'static>() {}

fn is_error<T: Error + Send + Sync + 'static>() {}

fn is_value<T: Debug + Clone + Eq + Hash + Send + Sync + 'static>() {}

fn is_number<T: Debug + Display + Copy + Ord + Hash + Default + Send + Sync + 'static>() {}

fn shows_its_bits<T: Binary + Octal + LowerHex + UpperHex>() {}

#[test]
fn types_have_the_traits_that_they_can_have() {
    // C-SEND-SYNC
    is_send_and_sync::<Message<'static>>();
    is_send_and_sync::<OpenReq<'static>>();
    is_send_and_sync::<RawMessage<'static>>();
    is_send_and_sync::<FrameBuffer>();
    is_send_and_sync::<FrameReader<std::net::TcpStream>>();
    // C-GOOD-ERR
    is_error::<DecodeError>();
    is_error::<EncodeError>();
    is_error::<ReadError>();
    is_error::<SetValueError>();
    is_error::<UnexpectedMessage<'static>>();
    // C-COMMON-TRAITS
    is_value::<Text<'static>>();
    is_value::<Bytes<'static>>();
    is_value::<NamedVariable<'static>>();
    is_value::<NamedArray<'static>>();
    is_value::<UnknownField<'static>>();
    is_value::<UnknownMessage<'static>>();
    is_value::<Secret<Text<'static>>>();
    is_value::<Frame<'static>>();
    is_value::<OwnedFrame>();
    is_value::<FrameLimit>();
    is_value::<DecodeOptions>();
    is_value::<EncodeOptions>();
    is_value::<Mode>();
    is_value::<Service>();
    is_value::<VersionRange>();
    is_value::<PartsError>();
    is_number::<ProtocolVersion>();
    is_number::<MessageType>();
    is_number::<Tag>();
    is_number::<AgentState>();
    is_number::<CallId>();
    is_value::<Bool>();
    is_value::<Time>();
    is_number::<VersionNumber>();
    is_error::<UnsupportedVersion>();
    is_error::<TimeRangeError>();
    is_error::<ParseNameError>();
    // C-NUM-FMT
    shows_its_bits::<AgentStateMask>();
}

#[cfg(feature = "tokio")]
#[test]
fn types_of_sessions_have_the_traits_that_they_can_have() {
    use cti_messages::tokio::{SessionCodec, WriteError};
    is_send_and_sync::<SessionCodec>();
    is_error::<WriteError>();
}

/// C-DEBUG-NONEMPTY
#[test]
fn debug_says_something_of_what_is_empty() {
    assert_eq!(format!("{:?}", Text::from("")), "\"\"");
    assert!(!format!("{:?}", Bytes::from(&[])).is_empty());
    assert_eq!(
        format!("{:?}", AgentState::default()),
        "AGENT_STATE_UNKNOWN"
    );
    assert!(!format!("{:?}", AgentStateMask::empty()).is_empty());
}

/// C-GOOD-ERR: in lower case, without a full stop, to be put into another sentence.
#[test]
fn errors_read_as_a_part_of_a_sentence() {
    let decoding = Message::decode(&[0; 4], ProtocolVersion::V24).expect_err("cut");
    let open = OpenReq {
        version_number: VersionNumber(99),
        ..OpenReq::default()
    };
    let encoding = Message::from(open).encode(ProtocolVersion::V24, &mut Vec::new());
    let errors: [&dyn Error; 4] = [
        &decoding,
        &encoding.expect_err("no such version"),
        &SetValueError,
        &ReadError::Truncated { actual: 3 },
    ];
    for error in errors {
        let text = error.to_string();
        assert!(!text.ends_with('.'), "{text}");
        let first = text.split([' ', ',']).next().expect("a word");
        // Names of messages stand as the guide spells them.
        let is_name = first
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '_');
        assert!(is_name || text.starts_with(char::is_lowercase), "{text}");
    }
}

/// C-ANYWHERE
#[test]
fn a_message_can_be_declared_in_a_function() {
    use cti_messages::TypedMessage;

    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "LOCAL_IND", number = 9001, from = client)]
    struct LocalInd<'a> {
        #[cti(fixed, name = "InvokeID")]
        invoke_id: u32,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    let sent = LocalInd {
        invoke_id: 7,
        ..LocalInd::default()
    };
    let mut bytes = Vec::new();
    sent.encode(ProtocolVersion::V24, &mut bytes)
        .expect("encoded");
    assert_eq!(LocalInd::decode(&bytes, ProtocolVersion::V24), Ok(sent));
}
