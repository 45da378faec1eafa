// What the derives make of `long_fixed_part.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for LongEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for LongEvent<'a> {
        type Owned = LongEvent<'static>;
        fn into_owned(self) -> LongEvent<'static> {
            LongEvent {
                number1: self.number1,
                number2: self.number2,
                number3: self.number3,
                number4: self.number4,
                number5: self.number5,
                number6: self.number6,
                number7: self.number7,
                number8: self.number8,
                number9: self.number9,
                number10: self.number10,
                number11: self.number11,
                number12: self.number12,
                number13: self.number13,
                number14: self.number14,
                number15: self.number15,
                number16: self.number16,
                number17: self.number17,
                number18: self.number18,
                number19: self.number19,
                number20: self.number20,
                number21: self.number21,
                number22: self.number22,
                number23: self.number23,
                number24: self.number24,
                number25: self.number25,
                number26: self.number26,
                number27: self.number27,
                number28: self.number28,
                number29: self.number29,
                number30: self.number30,
                number31: self.number31,
                number32: self.number32,
                number33: self.number33,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 33usize] = [
        __rt::fixed_info::<u16>("Number1"),
        __rt::fixed_info::<u16>("Number2"),
        __rt::fixed_info::<u16>("Number3"),
        __rt::fixed_info::<u16>("Number4"),
        __rt::fixed_info::<u16>("Number5"),
        __rt::fixed_info::<u16>("Number6"),
        __rt::fixed_info::<u16>("Number7"),
        __rt::fixed_info::<u16>("Number8"),
        __rt::fixed_info::<u16>("Number9"),
        __rt::fixed_info::<u16>("Number10"),
        __rt::fixed_info::<u16>("Number11"),
        __rt::fixed_info::<u16>("Number12"),
        __rt::fixed_info::<u16>("Number13"),
        __rt::fixed_info::<u16>("Number14"),
        __rt::fixed_info::<u16>("Number15"),
        __rt::fixed_info::<u16>("Number16"),
        __rt::fixed_info::<u16>("Number17"),
        __rt::fixed_info::<u16>("Number18"),
        __rt::fixed_info::<u16>("Number19"),
        __rt::fixed_info::<u16>("Number20"),
        __rt::fixed_info::<u16>("Number21"),
        __rt::fixed_info::<u16>("Number22"),
        __rt::fixed_info::<u16>("Number23"),
        __rt::fixed_info::<u16>("Number24"),
        __rt::fixed_info::<u16>("Number25"),
        __rt::fixed_info::<u16>("Number26"),
        __rt::fixed_info::<u16>("Number27"),
        __rt::fixed_info::<u16>("Number28"),
        __rt::fixed_info::<u16>("Number29"),
        __rt::fixed_info::<u16>("Number30"),
        __rt::fixed_info::<u16>("Number31"),
        __rt::fixed_info::<u16>("Number32"),
        __rt::fixed_info::<u16>("Number33"),
    ];
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u16>("Number1"),
        __rt::place::<u16>("Number2"),
        __rt::place::<u16>("Number3"),
        __rt::place::<u16>("Number4"),
        __rt::place::<u16>("Number5"),
        __rt::place::<u16>("Number6"),
        __rt::place::<u16>("Number7"),
        __rt::place::<u16>("Number8"),
        __rt::place::<u16>("Number9"),
        __rt::place::<u16>("Number10"),
        __rt::place::<u16>("Number11"),
        __rt::place::<u16>("Number12"),
        __rt::place::<u16>("Number13"),
        __rt::place::<u16>("Number14"),
        __rt::place::<u16>("Number15"),
        __rt::place::<u16>("Number16"),
        __rt::place::<u16>("Number17"),
        __rt::place::<u16>("Number18"),
        __rt::place::<u16>("Number19"),
        __rt::place::<u16>("Number20"),
        __rt::place::<u16>("Number21"),
        __rt::place::<u16>("Number22"),
        __rt::place::<u16>("Number23"),
        __rt::place::<u16>("Number24"),
        __rt::place::<u16>("Number25"),
        __rt::place::<u16>("Number26"),
        __rt::place::<u16>("Number27"),
        __rt::place::<u16>("Number28"),
        __rt::place::<u16>("Number29"),
        __rt::place::<u16>("Number30"),
        __rt::place::<u16>("Number31"),
        __rt::place::<u16>("Number32"),
        __rt::place::<u16>("Number33"),
    ];
    const __AT_0: [::core::primitive::usize; 32usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[32usize];
    const __AT_1: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        32usize,
    );
    const __CHUNK_1: ::core::primitive::usize = __AT_1[1usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (__FIXED_0, 0 + __CHUNK_0 + __CHUNK_1)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "LONG_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<33usize>(&__MEMBERS, &[]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for LongEvent<'a> {
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
            let (
                __member_0,
                __member_1,
                __member_2,
                __member_3,
                __member_4,
                __member_5,
                __member_6,
                __member_7,
                __member_8,
                __member_9,
                __member_10,
                __member_11,
                __member_12,
                __member_13,
                __member_14,
                __member_15,
                __member_16,
                __member_17,
                __member_18,
                __member_19,
                __member_20,
                __member_21,
                __member_22,
                __member_23,
                __member_24,
                __member_25,
                __member_26,
                __member_27,
                __member_28,
                __member_29,
                __member_30,
                __member_31,
            ) = {
                let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                (
                    __rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[1usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[2usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[3usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[4usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[5usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[6usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[7usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[8usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[9usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[10usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[11usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[12usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[13usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[14usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[15usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[16usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[17usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[18usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[19usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[20usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[21usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[22usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[23usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[24usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[25usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[26usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[27usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[28usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[29usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[30usize]),
                    __rt::read_fixed::<u16>(__chunk, __AT_0[31usize]),
                )
            };
            let (__member_32,) = {
                let __chunk = __body.chunk::<__CHUNK_1>(__FIXED_0)?;
                (__rt::read_fixed::<u16>(__chunk, __AT_1[0usize]),)
            };
            let mut __message = Self {
                number1: __member_0,
                number2: __member_1,
                number3: __member_2,
                number4: __member_3,
                number5: __member_4,
                number6: __member_5,
                number7: __member_6,
                number8: __member_7,
                number9: __member_8,
                number10: __member_9,
                number11: __member_10,
                number12: __member_11,
                number13: __member_12,
                number14: __member_13,
                number15: __member_14,
                number16: __member_15,
                number17: __member_16,
                number18: __member_17,
                number19: __member_18,
                number20: __member_19,
                number21: __member_20,
                number22: __member_21,
                number23: __member_22,
                number24: __member_23,
                number25: __member_24,
                number26: __member_25,
                number27: __member_26,
                number28: __member_27,
                number29: __member_28,
                number30: __member_29,
                number31: __member_30,
                number32: __member_31,
                number33: __member_32,
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
                __rt::write_fixed(&mut __chunk, __AT_0[0usize], &self.number1);
                __rt::write_fixed(&mut __chunk, __AT_0[1usize], &self.number2);
                __rt::write_fixed(&mut __chunk, __AT_0[2usize], &self.number3);
                __rt::write_fixed(&mut __chunk, __AT_0[3usize], &self.number4);
                __rt::write_fixed(&mut __chunk, __AT_0[4usize], &self.number5);
                __rt::write_fixed(&mut __chunk, __AT_0[5usize], &self.number6);
                __rt::write_fixed(&mut __chunk, __AT_0[6usize], &self.number7);
                __rt::write_fixed(&mut __chunk, __AT_0[7usize], &self.number8);
                __rt::write_fixed(&mut __chunk, __AT_0[8usize], &self.number9);
                __rt::write_fixed(&mut __chunk, __AT_0[9usize], &self.number10);
                __rt::write_fixed(&mut __chunk, __AT_0[10usize], &self.number11);
                __rt::write_fixed(&mut __chunk, __AT_0[11usize], &self.number12);
                __rt::write_fixed(&mut __chunk, __AT_0[12usize], &self.number13);
                __rt::write_fixed(&mut __chunk, __AT_0[13usize], &self.number14);
                __rt::write_fixed(&mut __chunk, __AT_0[14usize], &self.number15);
                __rt::write_fixed(&mut __chunk, __AT_0[15usize], &self.number16);
                __rt::write_fixed(&mut __chunk, __AT_0[16usize], &self.number17);
                __rt::write_fixed(&mut __chunk, __AT_0[17usize], &self.number18);
                __rt::write_fixed(&mut __chunk, __AT_0[18usize], &self.number19);
                __rt::write_fixed(&mut __chunk, __AT_0[19usize], &self.number20);
                __rt::write_fixed(&mut __chunk, __AT_0[20usize], &self.number21);
                __rt::write_fixed(&mut __chunk, __AT_0[21usize], &self.number22);
                __rt::write_fixed(&mut __chunk, __AT_0[22usize], &self.number23);
                __rt::write_fixed(&mut __chunk, __AT_0[23usize], &self.number24);
                __rt::write_fixed(&mut __chunk, __AT_0[24usize], &self.number25);
                __rt::write_fixed(&mut __chunk, __AT_0[25usize], &self.number26);
                __rt::write_fixed(&mut __chunk, __AT_0[26usize], &self.number27);
                __rt::write_fixed(&mut __chunk, __AT_0[27usize], &self.number28);
                __rt::write_fixed(&mut __chunk, __AT_0[28usize], &self.number29);
                __rt::write_fixed(&mut __chunk, __AT_0[29usize], &self.number30);
                __rt::write_fixed(&mut __chunk, __AT_0[30usize], &self.number31);
                __rt::write_fixed(&mut __chunk, __AT_0[31usize], &self.number32);
                __rt::Writer::raw(__writer, &__chunk);
            }
            {
                let mut __chunk = [0; __CHUNK_1];
                __rt::write_fixed(&mut __chunk, __AT_1[0usize], &self.number33);
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
    impl<'a> __rt::DynMessage for LongEvent<'a> {
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
    impl<'a> __rt::FloatingPart<'a> for LongEvent<'a> {
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
    impl<'a> __rt::WriteFloating for LongEvent<'a> {
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
        <LongEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for LongEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.number1,
                1usize => &self.number2,
                2usize => &self.number3,
                3usize => &self.number4,
                4usize => &self.number5,
                5usize => &self.number6,
                6usize => &self.number7,
                7usize => &self.number8,
                8usize => &self.number9,
                9usize => &self.number10,
                10usize => &self.number11,
                11usize => &self.number12,
                12usize => &self.number13,
                13usize => &self.number14,
                14usize => &self.number15,
                15usize => &self.number16,
                16usize => &self.number17,
                17usize => &self.number18,
                18usize => &self.number19,
                19usize => &self.number20,
                20usize => &self.number21,
                21usize => &self.number22,
                22usize => &self.number23,
                23usize => &self.number24,
                24usize => &self.number25,
                25usize => &self.number26,
                26usize => &self.number27,
                27usize => &self.number28,
                28usize => &self.number29,
                29usize => &self.number30,
                30usize => &self.number31,
                31usize => &self.number32,
                32usize => &self.number33,
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
                0usize => &mut self.number1,
                1usize => &mut self.number2,
                2usize => &mut self.number3,
                3usize => &mut self.number4,
                4usize => &mut self.number5,
                5usize => &mut self.number6,
                6usize => &mut self.number7,
                7usize => &mut self.number8,
                8usize => &mut self.number9,
                9usize => &mut self.number10,
                10usize => &mut self.number11,
                11usize => &mut self.number12,
                12usize => &mut self.number13,
                13usize => &mut self.number14,
                14usize => &mut self.number15,
                15usize => &mut self.number16,
                16usize => &mut self.number17,
                17usize => &mut self.number18,
                18usize => &mut self.number19,
                19usize => &mut self.number20,
                20usize => &mut self.number21,
                21usize => &mut self.number22,
                22usize => &mut self.number23,
                23usize => &mut self.number24,
                24usize => &mut self.number25,
                25usize => &mut self.number26,
                26usize => &mut self.number27,
                27usize => &mut self.number28,
                28usize => &mut self.number29,
                29usize => &mut self.number30,
                30usize => &mut self.number31,
                31usize => &mut self.number32,
                32usize => &mut self.number33,
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
