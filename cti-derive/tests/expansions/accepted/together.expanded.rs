// What the derives make of `together.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for TogetherEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for TogetherEvent<'a> {
        type Owned = TogetherEvent<'static>;
        fn into_owned(self) -> TogetherEvent<'static> {
            TogetherEvent {
                a: self.a,
                b: __rt::IntoOwned::into_owned(self.b),
                c: self.c,
                d: __rt::IntoOwned::into_owned(self.d),
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 1usize] = [__rt::fixed_info::<u16>("A")];
    static __MEMBER_1: __rt::ListInfo = __rt::list_info(
        "Bs",
        __rt::ListStyle::Single,
        __rt::CountInfo {
            name: "NumBs",
            tag: ::core::option::Option::None,
            width: 2u8,
        },
        __rt::ElementInfo::Value(__rt::field_info::<Text<'static>>("B", 1u16)),
    );
    static __MEMBER_2: __rt::FieldInfo = __rt::field_info::<u16>("C", 2u16);
    static __MEMBER_3: __rt::ListInfo = __rt::list_info(
        "Ds",
        __rt::ListStyle::Single,
        __rt::CountInfo {
            name: "NumDs",
            tag: ::core::option::Option::None,
            width: 2u8,
        },
        __rt::ElementInfo::Value(__rt::field_info::<Text<'static>>("D", 3u16)),
    );
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u16>("A"),
        __rt::place::<::core::primitive::u16>("NumBs"),
        __rt::place::<::core::primitive::u16>("NumDs"),
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
        name: "TOGETHER_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            4usize,
        >(
            &__MEMBERS,
            &[__rt::List(&__MEMBER_1), __rt::Field(&__MEMBER_2), __rt::List(&__MEMBER_3)],
        ),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[
            __rt::CombinedLimit {
                lists: &[1usize, 3usize],
                bytes: 2000usize,
            },
            __rt::CombinedLimit {
                lists: &[1usize],
                bytes: 100usize,
            },
        ],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for TogetherEvent<'a> {
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
            let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
            __progress.b.counted = __rt::read_count::<
                ::core::primitive::u16,
            >(__chunk, __AT_0[1usize]);
            __progress.d.counted = __rt::read_count::<
                ::core::primitive::u16,
            >(__chunk, __AT_0[2usize]);
            let mut __message = Self {
                a: __rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),
                b: ::core::default::Default::default(),
                c: ::core::default::Default::default(),
                d: ::core::default::Default::default(),
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
                __rt::write_fixed(&mut __chunk, __AT_0[0usize], &self.a);
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_0[1usize],
                    __rt::Writer::count_bits(__writer, self.b.len(), &__MEMBER_1)?,
                );
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_0[2usize],
                    __rt::Writer::count_bits(__writer, self.d.len(), &__MEMBER_3)?,
                );
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
    impl<'a> __rt::DynMessage for TogetherEvent<'a> {
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
    pub struct __Progress {
        b: __rt::Counted,
        d: __rt::Counted,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                b: ::core::default::Default::default(),
                d: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for TogetherEvent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0 + __rt::of_list::<Text<'a>>(&__MEMBER_1)
            + __rt::of_list::<Text<'a>>(&__MEMBER_3);
        #[inline(always)]
        fn read(
            &mut self,
            __progress: &mut Self::Progress,
            __tag: ::core::primitive::u16,
            __data: &'a [::core::primitive::u8],
            __reader: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            match __tag {
                1u16 => {
                    __reader
                        .single_list(
                            &mut self.b,
                            &__progress.b.counted,
                            &__MEMBER_1,
                            __data,
                        )
                }
                2u16 => __reader.single(&mut self.c, &__MEMBER_2, __data),
                3u16 => {
                    __reader
                        .single_list(
                            &mut self.d,
                            &__progress.d.counted,
                            &__MEMBER_3,
                            __data,
                        )
                }
                _ => __rt::Outcome::Foreign,
            }
        }
        #[inline]
        fn close(
            &mut self,
            __progress: &Self::Progress,
            __reader: &__rt::Reader<'a>,
        ) -> ::core::result::Result<(), __rt::DecodeError> {
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.b, __progress.b.counted, &__MEMBER_1)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.d, __progress.d.counted, &__MEMBER_3)
            {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<'a>> {
            &mut self.unknown
        }
    }
    #[automatically_derived]
    impl<'a> __rt::WriteFloating for TogetherEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::as_slice(&self.b),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                2usize,
                &__MEMBER_2,
                &self.c,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                3usize,
                &__MEMBER_3,
                __rt::as_slice(&self.d),
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        fn unknown(&self) -> &[__rt::UnknownField<'_>] {
            &self.unknown
        }
    }
    const _: () = __rt::check_message(
        &__INFO,
        <TogetherEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for TogetherEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.a,
                1usize => return __rt::show_values(&self.b),
                2usize => &self.c,
                3usize => return __rt::show_values(&self.d),
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
                0usize => &mut self.a,
                1usize => return __rt::set_values(&mut self.b, __value),
                2usize => &mut self.c,
                3usize => return __rt::set_values(&mut self.d, __value),
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
