// What the derives make of `enumeration.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __INFO: __rt::EnumerationInfo = __rt::EnumerationInfo {
        name: "Mood",
        constants: &[
            __rt::named_value(
                "MOOD_GOOD",
                "GOOD",
                Mood::GOOD.0 as ::core::primitive::u32,
            ),
            __rt::NamedValue {
                versions: __rt::VersionRange {
                    since: 0u8,
                    until: 18u8,
                },
                ..__rt::named_value(
                    "MOOD_BAD",
                    "OLD_BAD",
                    Mood::OLD_BAD.0 as ::core::primitive::u32,
                )
            },
            __rt::NamedValue {
                versions: __rt::VersionRange {
                    since: 19u8,
                    until: 255u8,
                },
                ..__rt::named_value(
                    "MOOD_BAD",
                    "BAD",
                    Mood::BAD.0 as ::core::primitive::u32,
                )
            },
        ],
    };
    #[automatically_derived]
    impl __rt::Scalar for Mood {
        const SIZE: ::core::primitive::usize = <u16 as __rt::Unsigned>::BYTES;
        const KIND: __rt::Kind = __rt::Kind::Enumeration(&__INFO);
        #[inline]
        fn from_u32(__bits: ::core::primitive::u32) -> Self {
            Self(<u16 as __rt::Scalar>::from_u32(__bits))
        }
        #[inline]
        fn to_u32(self) -> ::core::primitive::u32 {
            __rt::Scalar::to_u32(self.0)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for Mood {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Mood {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<u16> for Mood {
        fn from(__value: u16) -> Self {
            Self(__value)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Mood> for u16 {
        fn from(__value: Mood) -> Self {
            __value.0
        }
    }
    impl Mood {
        /// The name in the guide, which `Display` prints; `None` if the guide names no such value.
        #[must_use]
        pub fn name(self) -> ::core::option::Option<&'static ::core::primitive::str> {
            __INFO.name_of(__rt::Scalar::to_u32(self))
        }
        /// The name of the constant with this value; `None` if no constant has it.
        #[must_use]
        pub fn short_name(
            self,
        ) -> ::core::option::Option<&'static ::core::primitive::str> {
            __INFO.short_name_of(__rt::Scalar::to_u32(self))
        }
        /// The name of the enumeration and all its constants.
        #[must_use]
        pub fn info() -> &'static __rt::EnumerationInfo {
            &__INFO
        }
    }
    /// The value with this name, in upper or lower case: that of a constant, or that of the
    /// guide; or the value with this number.
    #[automatically_derived]
    impl ::core::str::FromStr for Mood {
        type Err = __rt::ParseNameError;
        fn from_str(
            __text: &::core::primitive::str,
        ) -> ::core::result::Result<Self, __rt::ParseNameError> {
            let __size = <Self as __rt::Scalar>::SIZE;
            __rt::parse_value(__text, __size, &__INFO).map(__rt::Scalar::from_u32)
        }
    }
};
