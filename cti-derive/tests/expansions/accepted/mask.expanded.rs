// What the derives make of `mask.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __INFO: __rt::MaskInfo = __rt::MaskInfo {
        name: "Gear",
        bits: &[
            __rt::named_value(
                "GEAR_FIRST",
                "FIRST",
                Gear::FIRST.0 as ::core::primitive::u32,
            ),
            __rt::NamedValue {
                versions: __rt::VersionRange {
                    since: 19u8,
                    until: 24u8,
                },
                ..__rt::named_value(
                    "GEAR_SECOND",
                    "SECOND",
                    Gear::SECOND.0 as ::core::primitive::u32,
                )
            },
            __rt::NamedValue {
                mode: true,
                ..__rt::named_value(
                    "GEAR_THIRD",
                    "THIRD",
                    Gear::THIRD.0 as ::core::primitive::u32,
                )
            },
        ],
    };
    #[automatically_derived]
    impl __rt::Scalar for Gear {
        const SIZE: ::core::primitive::usize = <u16 as __rt::Unsigned>::BYTES;
        const KIND: __rt::Kind = __rt::Kind::Mask(&__INFO);
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
    impl ::core::fmt::Debug for Gear {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Gear {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    impl Gear {
        /// The bits as an integer.
        #[inline]
        #[must_use]
        pub const fn bits(&self) -> u16 {
            self.0
        }
    }
    __rt::mask_methods!(
        Gear : u16, [FIRST = Gear::FIRST, SECOND = Gear::SECOND, THIRD = Gear::THIRD]
    );
    impl Gear {
        /// The name of the mask and all its named bits.
        #[must_use]
        pub fn info() -> &'static __rt::MaskInfo {
            &__INFO
        }
        /// All bits that are defined in a version: those that have a name in it. A server may
        /// refuse others, which `all()` has too.
        #[must_use]
        pub fn defined_in(__version: __rt::ProtocolVersion) -> Self {
            <Self as __rt::Scalar>::from_u32(__INFO.defined_in(__version))
        }
        /// The bits that request everything in a version: all defined ones, except those that
        /// change how the session works.
        #[must_use]
        pub fn everything_in(__version: __rt::ProtocolVersion) -> Self {
            <Self as __rt::Scalar>::from_u32(__INFO.everything_in(__version))
        }
    }
};
