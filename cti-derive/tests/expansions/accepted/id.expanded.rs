// What the derives make of `id.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __INFO: __rt::IdInfo = __rt::IdInfo {
        name: "SeatID",
        null: ::core::option::Option::None,
    };
    #[automatically_derived]
    impl __rt::Scalar for SeatId {
        const SIZE: ::core::primitive::usize = <u8 as __rt::Unsigned>::BYTES;
        const KIND: __rt::Kind = __rt::Kind::Id(&__INFO);
        #[inline]
        fn from_u32(__bits: ::core::primitive::u32) -> Self {
            Self(<u8 as __rt::Scalar>::from_u32(__bits))
        }
        #[inline]
        fn to_u32(self) -> ::core::primitive::u32 {
            __rt::Scalar::to_u32(self.0)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for SeatId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for SeatId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<u8> for SeatId {
        fn from(__value: u8) -> Self {
            Self(__value)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<SeatId> for u8 {
        fn from(__value: SeatId) -> Self {
            __value.0
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __INFO: __rt::IdInfo = __rt::IdInfo {
        name: "SiteID",
        null: ::core::option::Option::Some((
            SiteId::NOWHERE.0 as ::core::primitive::u32,
            ::core::option::Option::None,
        )),
    };
    #[automatically_derived]
    impl __rt::Scalar for SiteId {
        const SIZE: ::core::primitive::usize = <u16 as __rt::Unsigned>::BYTES;
        const KIND: __rt::Kind = __rt::Kind::Id(&__INFO);
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
    impl ::core::fmt::Debug for SiteId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for SiteId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<u16> for SiteId {
        fn from(__value: u16) -> Self {
            Self(__value)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<SiteId> for u16 {
        fn from(__value: SiteId) -> Self {
            __value.0
        }
    }
    impl SiteId {
        /// Whether it is the value that means "none".
        #[must_use]
        pub const fn is_null(self) -> ::core::primitive::bool {
            self.0 == Self::NOWHERE.0
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __INFO: __rt::IdInfo = __rt::IdInfo {
        name: "QueueID",
        null: ::core::option::Option::Some((
            QueueId::NULL.0 as ::core::primitive::u32,
            ::core::option::Option::Some("NULL_QUEUE_ID"),
        )),
    };
    #[automatically_derived]
    impl __rt::Scalar for QueueId {
        const SIZE: ::core::primitive::usize = <u32 as __rt::Unsigned>::BYTES;
        const KIND: __rt::Kind = __rt::Kind::Id(&__INFO);
        #[inline]
        fn from_u32(__bits: ::core::primitive::u32) -> Self {
            Self(<u32 as __rt::Scalar>::from_u32(__bits))
        }
        #[inline]
        fn to_u32(self) -> ::core::primitive::u32 {
            __rt::Scalar::to_u32(self.0)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Debug for QueueId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for QueueId {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_scalar(*self, __formatter)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<u32> for QueueId {
        fn from(__value: u32) -> Self {
            Self(__value)
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<QueueId> for u32 {
        fn from(__value: QueueId) -> Self {
            __value.0
        }
    }
    impl QueueId {
        /// Whether it is the value that means "none".
        #[must_use]
        pub const fn is_null(self) -> ::core::primitive::bool {
            self.0 == Self::NULL.0
        }
    }
};
