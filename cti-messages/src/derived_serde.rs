//! The implementations of serde's traits that the derives write for types with the key `serde`.
//!
//! A derive cannot see which features this crate has, so it calls these macros; without the feature `serde` they are
//! compile errors.
//!
//! Nothing here may act on types that do not ask: features are additive across crates, so that a crate
//! which turns one on changes no type of another.

#[cfg(feature = "serde")]
pub mod serde {
    //! What the implementations of serde's traits call.

    pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::serialization::{
        Carried, Read, deserialize, deserialize_value, serialize, serialize_value,
    };
}

/// For each message struct with the key `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __message_serde {
    ($borrowed:ty, $owned:ty) => {
        const _: () = {
            use $crate::__private as __rt;

            #[automatically_derived]
            impl __rt::serde::Carried for $borrowed {
                fn known(
                    &self,
                ) -> ::core::result::Result<&dyn __rt::DynMessage, &__rt::UnknownMessage<'_>>
                {
                    ::core::result::Result::Ok(self)
                }
            }

            #[automatically_derived]
            impl __rt::serde::Read for $owned {
                const ONLY: ::core::option::Option<(
                    __rt::MessageType,
                    &'static ::core::primitive::str,
                )> = {
                    let __info = <Self as __rt::TypedMessage<'static>>::INFO;
                    ::core::option::Option::Some((__info.message_type, __info.name))
                };

                fn blank(_: __rt::MessageType) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(::core::default::Default::default())
                }

                fn without_layout(
                    _: __rt::UnknownMessage<'static>,
                ) -> ::core::option::Option<Self> {
                    ::core::option::Option::None
                }

                fn slots(&mut self) -> ::core::option::Option<&mut dyn __rt::Fields> {
                    ::core::option::Option::Some(self)
                }

                fn of_frame(
                    __frame: &[::core::primitive::u8],
                    __version: __rt::ProtocolVersion,
                ) -> ::core::result::Result<Self, __rt::DecodeError> {
                    <$borrowed as __rt::TypedMessage<'_>>::decode(__frame, __version)
                        .map(__rt::IntoOwned::into_owned)
                }
            }

            #[automatically_derived]
            impl __rt::serde::Serialize for $borrowed {
                fn serialize<__S: __rt::serde::Serializer>(
                    &self,
                    __serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    __rt::serde::serialize(self, __serializer)
                }
            }

            #[automatically_derived]
            impl<'de> __rt::serde::Deserialize<'de> for $borrowed {
                fn deserialize<__D: __rt::serde::Deserializer<'de>>(
                    __deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    __rt::serde::deserialize::<$owned, __D>(__deserializer)
                }
            }
        };
    };
}

/// For each enumeration, mask and ID with the key `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __value_serde {
    ($name:ty) => {
        const _: () = {
            use $crate::__private as __rt;

            #[automatically_derived]
            impl __rt::serde::Serialize for $name {
                fn serialize<__S: __rt::serde::Serializer>(
                    &self,
                    __serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    __rt::serde::serialize_value(self, __serializer)
                }
            }

            #[automatically_derived]
            impl<'de> __rt::serde::Deserialize<'de> for $name {
                fn deserialize<__D: __rt::serde::Deserializer<'de>>(
                    __deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    __rt::serde::deserialize_value(__deserializer)
                }
            }
        };
    };
}

/// For each message struct with the key `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __message_serde {
    ($borrowed:ty, $owned:ty) => {
        $crate::__value_serde! { $owned }
    };
}

/// For each enumeration, mask and ID with the key `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __value_serde {
    ($name:ty) => {
        ::core::compile_error! {
            "the key `serde` needs the feature `serde` of cti-messages: add it to the `features` of that \
             dependency, or write `#[cfg_attr(feature = \"…\", cti(serde))]` with a feature that turns it on"
        }
    };
}
