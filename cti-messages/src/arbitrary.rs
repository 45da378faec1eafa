//! Messages made from the bytes of a fuzzer (feature `arbitrary`).
//!
//! The strategies of the property tests make them; the fuzzer's bytes are the seed of their random
//! numbers. So every edge that the properties reach is reached, and any bytes make a message; but bytes
//! that are alike make messages that are not. The bytes cannot stand for the random numbers themselves:
//! strategies that draw again until a number fits would not end once the bytes are used up.

use std::vec::Vec;

use ::arbitrary::{Arbitrary, Error, Result, Unstructured};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::codec::Codec;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::message::UnknownMessage;
use crate::mode::Mode;
use crate::strategy;
use crate::version::ProtocolVersion;

/// A message that can be encoded at a version, in a mode, as in
/// [`strategies`](crate::strategies::values_of). `Arbitrary` makes what can be encoded leniently at
/// the latest version.
///
/// # Errors
/// If the bytes do not do.
pub fn message<M>(u: &mut Unstructured<'_>, version: ProtocolVersion, mode: Mode) -> Result<M>
where
    M: Codec<'static> + Default + Clone + 'static,
{
    value_of(u, &strategy::message(version, mode))
}

/// Any message that can be encoded at a version, in a mode; now and then one of a type whose layout
/// is not known.
///
/// # Errors
/// If the bytes do not do.
pub fn any_message(
    u: &mut Unstructured<'_>,
    version: ProtocolVersion,
    mode: Mode,
) -> Result<Message<'static>> {
    let message_type = *u.choose(MessageType::ALL)?;
    match crate::generated::strategies::any_message(message_type, version, mode) {
        Some(strategy) => value_of(u, &strategy),
        None => Ok(Message::Unknown(UnknownMessage {
            message_type,
            body: Vec::arbitrary(u)?.into(),
        })),
    }
}

/// The value that a strategy makes of these bytes.
fn value_of<S: Strategy>(u: &mut Unstructured<'_>, strategy: &S) -> Result<S::Value> {
    let seed = <[u8; 32]>::arbitrary(u)?;
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tree = strategy.new_tree(&mut runner);
    Ok(tree.map_err(|_| Error::IncorrectFormat)?.current())
}

impl<'u> Arbitrary<'u> for Message<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        any_message(u, ProtocolVersion::LATEST, Mode::Lenient)
    }
}

impl<'u> Arbitrary<'u> for ProtocolVersion {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let versions: Vec<Self> = Self::all().collect();
        Ok(*u.choose(&versions)?)
    }
}
