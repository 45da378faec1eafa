// What the derives make of `fixed_part.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for FixedEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for FixedEvent<'a> {
        type Owned = FixedEvent<'static>;
        fn into_owned(self) -> FixedEvent<'static> {
            FixedEvent {
                byte: self.byte,
                bytes: self.bytes,
                long: self.long,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 3usize] = [
        __rt::fixed_info::<u8>("Byte"),
        __rt::fixed_info::<[u8; 3]>("Bytes"),
        __rt::FixedInfo {
            signed: true,
            ..__rt::fixed_info::<u32>("Long")
        },
    ];
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u8>("Byte"),
        __rt::place::<[u8; 3]>("Bytes"),
        __rt::place::<u32>("Long"),
    ];
    const __AT_0: [::core::primitive::usize; 3usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[3usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (__FIXED_0, 0 + __CHUNK_0)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "FIXED_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<3usize>(&__MEMBERS, &[]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for FixedEvent<'a> {
        const INFO: &'static __rt::MessageInfo = &__INFO;
        fn decode_body<__M>(
            __bytes: &'a [::core::primitive::u8],
            __version: __rt::ProtocolVersion,
            __mode: __rt::Mode,
            __made: impl ::core::ops::FnOnce(Self) -> __M,
        ) -> ::core::result::Result<__M, __rt::DecodeError> {
            let mut __body = __rt::Body::new(&__INFO, __bytes, __version, __mode);
            let mut __progress = <<Self as __rt::FloatingPart<
                'a,
            >>::Progress as ::core::default::Default>::default();
            let (__member_0, __member_1, __member_2) = {
                let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                (
                    __rt::read_fixed::<u8>(__chunk, __AT_0[0usize]),
                    __rt::read_fixed::<[u8; 3]>(__chunk, __AT_0[1usize]),
                    __rt::read_fixed::<u32>(__chunk, __AT_0[2usize]),
                )
            };
            if __body.is_read() {
                return ::core::result::Result::Ok(
                    __made(Self {
                        byte: __member_0,
                        bytes: __member_1,
                        long: __member_2,
                        unknown: ::core::default::Default::default(),
                    }),
                );
            }
            let mut __message = Self {
                byte: __member_0,
                bytes: __member_1,
                long: __member_2,
                unknown: ::core::default::Default::default(),
            };
            if let ::core::result::Result::Err(__error) = __rt::read_floating(
                __body,
                &mut __message,
                __progress,
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(__made(__message))
        }
        fn write_body<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            {
                let mut __chunk = [0; __CHUNK_0];
                __rt::write_fixed(&mut __chunk, __AT_0[0usize], &self.byte);
                __rt::write_fixed(&mut __chunk, __AT_0[1usize], &self.bytes);
                __rt::write_fixed(&mut __chunk, __AT_0[2usize], &self.long);
                __rt::Writer::raw(__writer, &__chunk);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating(
                __writer,
                self,
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<'a> __rt::DynMessage for FixedEvent<'a> {
        fn info(&self) -> &'static __rt::MessageInfo {
            &__INFO
        }
        fn encode_body<'__value>(
            &'__value self,
            __writer: &mut __rt::SlowWriter<'__value, '_>,
        ) -> ::core::result::Result<(), __rt::EncodeError> {
            __rt::TypedMessage::write_body(self, __writer)
        }
        fn encode_fast(
            &self,
            __version: __rt::ProtocolVersion,
            __options: __rt::EncodeOptions,
            __out: &mut __rt::Vec<::core::primitive::u8>,
        ) -> ::core::primitive::bool {
            __rt::encode_fast(self, __version, __options, __out)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for FixedEvent<'a> {
        type Progress = ();
        const COST: ::core::primitive::usize = 0;
        #[inline(always)]
        fn read(
            &mut self,
            __progress: &mut Self::Progress,
            __tag: ::core::primitive::u16,
            __data: &'a [::core::primitive::u8],
            __reader: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            match __tag {
                _ => __rt::Outcome::Foreign,
            }
        }
        #[inline]
        fn close(
            &mut self,
            __progress: &Self::Progress,
            __reader: &__rt::Reader<'a>,
        ) -> ::core::result::Result<(), __rt::DecodeError> {
            ::core::result::Result::Ok(())
        }
        fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<'a>> {
            &mut self.unknown
        }
    }
    #[automatically_derived]
    impl<'a> __rt::WriteFloating for FixedEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::result::Result::Ok(())
        }
        fn unknown(&self) -> &[__rt::UnknownField<'_>] {
            &self.unknown
        }
    }
    const _: () = __rt::check_message(
        &__INFO,
        <FixedEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for FixedEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.byte,
                1usize => &self.bytes,
                2usize => return __rt::Slot::show(&self.long, true),
                _ => &__rt::NoMember,
            };
            __rt::Slot::show(__slot, false)
        }
        fn set_value(
            &mut self,
            __index: ::core::primitive::usize,
            __value: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            let __slot: &mut dyn __rt::Slot = match __index {
                0usize => &mut self.byte,
                1usize => &mut self.bytes,
                2usize => &mut self.long,
                _ => &mut __rt::NoMember,
            };
            __rt::Slot::set(__slot, __value)
        }
        fn unknown_fields(&self) -> &[__rt::UnknownField<'_>] {
            &self.unknown
        }
        fn set_unknown_fields(
            &mut self,
            __fields: __rt::Vec<__rt::UnknownField<'static>>,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            self.unknown = __fields;
            ::core::result::Result::Ok(())
        }
    }
};
