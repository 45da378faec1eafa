//! Strategies that make values of every message (feature `proptest`).
//!
//! One engine makes them from the static tables that the derives write: a plan of members
//! first ([`plan`]), which proptest can shrink, then the message with that plan ([`build`]). So a
//! new message has a strategy without another line. All values can be encoded at the version
//! that they are made for, in the mode that they are made for.

mod build;
#[cfg(feature = "arbitrary")]
mod choose;
mod limits;
mod plan;
mod scalar;
mod session;
mod unknown;

#[cfg(feature = "arbitrary")]
pub(crate) use choose::message as choose;
pub use session::{Sent, session};

use proptest::strategy::{BoxedStrategy, Strategy};

use crate::mode::Mode;
use crate::typed::TypedMessage;
use crate::version::ProtocolVersion;

/// Values of a message that can be encoded at a version.
///
/// In [`Mode::Strict`] they are what the guide allows; in [`Mode::Lenient`] they also lack
/// required fields, exceed maxima, and hold fields of other versions, repeated fields and fields
/// whose data do not fit, as a lenient decoder would keep them.
pub fn message<M>(version: ProtocolVersion, mode: Mode) -> BoxedStrategy<M>
where
    M: TypedMessage<'static> + Default + Clone + 'static,
{
    let limits = limits::Limits { version, mode };
    (
        plan::members(M::INFO, limits),
        unknown::fields(limits),
        proptest::collection::vec(proptest::num::u8::ANY, 0..20),
    )
        .prop_map(move |(members, unknown, trailing)| {
            build::message(&members, &unknown, trailing, limits)
        })
        .boxed()
}

/// Defines a strategy for each message, and `any_message`, of the list that `each_message!` passes.
///
/// Takes `messages` and `MessageType` from where it is called, as the macros of `dispatch` do.
macro_rules! strategies {
    ($($feature:literal $name:ident $constant:ident $function:ident;)*) => {
        $(
            #[doc = concat!(
                "Values of [`", stringify!($name), "`](crate::messages::", stringify!($name),
                ") that can be encoded."
            )]
            #[cfg(any(doc, feature = $feature))]
            pub fn $function(
                version: $crate::ProtocolVersion,
                mode: $crate::Mode,
            ) -> ::proptest::strategy::BoxedStrategy<messages::$name<'static>> {
                $crate::strategy::message(version, mode)
            }
        )*

        /// Values of the message of a type; `None` if its layout is not known.
        #[must_use]
        pub fn any_message(
            message_type: MessageType,
            version: $crate::ProtocolVersion,
            mode: $crate::Mode,
        ) -> Option<::proptest::strategy::BoxedStrategy<$crate::Message<'static>>> {
            let strategy = match message_type {
                $(
                    #[cfg(any(doc, feature = $feature))]
                    MessageType::$constant => {
                        let strategy = $function(version, mode);
                        let strategy = ::proptest::strategy::Strategy::prop_map(strategy, $crate::Message::$name);
                        ::proptest::strategy::Strategy::boxed(strategy)
                    }
                )*
                _ => return None,
            };
            Some(strategy)
        }
    };
}
pub(crate) use strategies;
