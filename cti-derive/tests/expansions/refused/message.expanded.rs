// What the derives make of `message.rs`.

const _: () = {
    use runtime::__private as __rt;
    ::core::compile_error! {
        "unknown key `colour` of a message; expected one of `crate`, `name`, `number`, `from`, `service`, `since`, `until`, `confirmed_by`, `version_from`, `together`, `layout`, `header_only`, `serde`"
    }
    impl<'frame> __rt::IntoOwned for AEvent<'frame> {
        type Owned = AEvent<'static>;
        fn into_owned(self) -> AEvent<'static> {
            ::core::unreachable!()
        }
    }
    impl<'frame> __rt::TypedMessage<'frame> for AEvent<'frame> {
        const INFO: &'static __rt::MessageInfo = &__rt::MessageInfo {
            name: "",
            message_type: __rt::MessageType(0),
            direction: __rt::Direction::Either,
            service: ::core::option::Option::None,
            versions: __rt::VersionRange::ALWAYS,
            confirmation: ::core::option::Option::None,
            members: &[],
            fixed: &[],
            fixed_part: |_, _| (&[], 0),
            header_only: false,
            version_at: ::core::option::Option::None,
            combined_limits: &[],
        };
        fn decode_body<__M>(
            _: &'frame [::core::primitive::u8],
            _: __rt::ProtocolVersion,
            _: __rt::Mode,
            _: impl ::core::ops::FnOnce(Self) -> __M,
        ) -> ::core::result::Result<__M, __rt::DecodeError> {
            ::core::unreachable!()
        }
        fn write_body<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            _: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::unreachable!()
        }
    }
    impl<'frame> __rt::DynMessage for AEvent<'frame> {
        fn info(&self) -> &'static __rt::MessageInfo {
            ::core::unreachable!()
        }
        fn encode_body<'__value>(
            &'__value self,
            _: &mut __rt::SlowWriter<'__value, '_>,
        ) -> ::core::result::Result<(), __rt::EncodeError> {
            ::core::unreachable!()
        }
        fn encode_fast(
            &self,
            _: __rt::ProtocolVersion,
            _: __rt::EncodeOptions,
            _: &mut __rt::Vec<::core::primitive::u8>,
        ) -> ::core::primitive::bool {
            ::core::unreachable!()
        }
    }
    impl<'frame> ::core::fmt::Display for AEvent<'frame> {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl<'frame> __rt::Fields for AEvent<'frame> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            ::core::unreachable!()
        }
        fn value(
            &self,
            _: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            ::core::unreachable!()
        }
        fn set_value(
            &mut self,
            _: ::core::primitive::usize,
            _: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            ::core::unreachable!()
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "a message borrows from the frame: give it a lifetime, `NoLifetimeEvent<'a>`"
    }
    ::core::compile_error! {
        "a fixed field without `since` or `until` is always there: leave out the `Option`"
    }
    impl __rt::IntoOwned for NoLifetimeEvent {
        type Owned = NoLifetimeEvent;
        fn into_owned(self) -> NoLifetimeEvent {
            ::core::unreachable!()
        }
    }
    impl<'__frame> __rt::TypedMessage<'__frame> for NoLifetimeEvent {
        const INFO: &'static __rt::MessageInfo = &__rt::MessageInfo {
            name: "",
            message_type: __rt::MessageType(0),
            direction: __rt::Direction::Either,
            service: ::core::option::Option::None,
            versions: __rt::VersionRange::ALWAYS,
            confirmation: ::core::option::Option::None,
            members: &[],
            fixed: &[],
            fixed_part: |_, _| (&[], 0),
            header_only: false,
            version_at: ::core::option::Option::None,
            combined_limits: &[],
        };
        fn decode_body<__M>(
            _: &'__frame [::core::primitive::u8],
            _: __rt::ProtocolVersion,
            _: __rt::Mode,
            _: impl ::core::ops::FnOnce(Self) -> __M,
        ) -> ::core::result::Result<__M, __rt::DecodeError> {
            ::core::unreachable!()
        }
        fn write_body<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            _: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::unreachable!()
        }
    }
    impl __rt::DynMessage for NoLifetimeEvent {
        fn info(&self) -> &'static __rt::MessageInfo {
            ::core::unreachable!()
        }
        fn encode_body<'__value>(
            &'__value self,
            _: &mut __rt::SlowWriter<'__value, '_>,
        ) -> ::core::result::Result<(), __rt::EncodeError> {
            ::core::unreachable!()
        }
        fn encode_fast(
            &self,
            _: __rt::ProtocolVersion,
            _: __rt::EncodeOptions,
            _: &mut __rt::Vec<::core::primitive::u8>,
        ) -> ::core::primitive::bool {
            ::core::unreachable!()
        }
    }
    impl ::core::fmt::Display for NoLifetimeEvent {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl __rt::Fields for NoLifetimeEvent {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            ::core::unreachable!()
        }
        fn value(
            &self,
            _: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            ::core::unreachable!()
        }
        fn set_value(
            &mut self,
            _: ::core::primitive::usize,
            _: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            ::core::unreachable!()
        }
    }
};
