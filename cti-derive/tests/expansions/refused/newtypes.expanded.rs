// What the derives make of `newtypes.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "unknown key `colour` of an enumeration; expected one of `crate`, `name`, `constants`, `serde`"
    }
    impl __rt::Scalar for Mood {
        const SIZE: ::core::primitive::usize = 4;
        const KIND: __rt::Kind = __rt::Kind::Unsigned;
        fn from_u32(_: ::core::primitive::u32) -> Self {
            ::core::unreachable!()
        }
        fn to_u32(self) -> ::core::primitive::u32 {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Debug for Mood {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Display for Mood {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "a mask needs `bits(LOGIN = \"AGENT_LOGIN_MASK\")`"
    }
    impl __rt::Scalar for Gear {
        const SIZE: ::core::primitive::usize = 4;
        const KIND: __rt::Kind = __rt::Kind::Unsigned;
        fn from_u32(_: ::core::primitive::u32) -> Self {
            ::core::unreachable!()
        }
        fn to_u32(self) -> ::core::primitive::u32 {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Debug for Gear {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Display for Gear {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
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
    __rt::mask_methods!(Gear : u16, []);
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "an ID is a struct around one integer, as in `struct Name(pub u16);`"
    }
    impl __rt::Scalar for QueueId {
        const SIZE: ::core::primitive::usize = 4;
        const KIND: __rt::Kind = __rt::Kind::Unsigned;
        fn from_u32(_: ::core::primitive::u32) -> Self {
            ::core::unreachable!()
        }
        fn to_u32(self) -> ::core::primitive::u32 {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Debug for QueueId {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Display for QueueId {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
};
