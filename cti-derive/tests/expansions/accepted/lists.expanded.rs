// What the derives make of `lists.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for ListsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for ListsEvent<'a> {
        type Owned = ListsEvent<'static>;
        fn into_owned(self) -> ListsEvent<'static> {
            ListsEvent {
                names: __rt::IntoOwned::into_owned(self.names),
                numbers: self.numbers,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 0usize] = [];
    static __MEMBER_0: __rt::ListInfo = __rt::ListInfo {
        versions: __rt::VersionRange {
            since: 14u8,
            until: 255u8,
        },
        ..__rt::list_info(
            "Names",
            __rt::ListStyle::Single,
            __rt::CountInfo {
                name: "NumNames",
                tag: ::core::option::Option::None,
                width: 2u8,
            },
            __rt::ElementInfo::Value(
                __rt::field_info::<Text<'static>>("Name", 1u16)
                    .with_max::<16usize>()
                    .with_presence(__rt::Presence::Optional)
                    .in_versions(__rt::VersionRange {
                        since: 14u8,
                        until: 255u8,
                    }),
            ),
        )
    };
    static __MEMBER_1: __rt::ListInfo = __rt::ListInfo {
        limit: ::core::option::Option::Some(8usize),
        versions: __rt::VersionRange {
            since: 14u8,
            until: 255u8,
        },
        ..__rt::list_info(
            "Numbers",
            __rt::ListStyle::Array,
            __rt::CountInfo {
                name: "NumNumbers",
                tag: ::core::option::Option::None,
                width: 2u8,
            },
            __rt::ElementInfo::Value(
                __rt::in_array(
                    __rt::field_info::<u32>("Number", 2u16)
                        .signed()
                        .in_versions(__rt::VersionRange {
                            since: 14u8,
                            until: 255u8,
                        }),
                ),
            ),
        )
    };
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place_in::<
            ::core::primitive::u16,
        >(
            "NumNames",
            __rt::VersionRange {
                since: 14u8,
                until: 255u8,
            },
        ),
        __rt::place_in::<
            ::core::primitive::u16,
        >(
            "NumNumbers",
            __rt::VersionRange {
                since: 14u8,
                until: 255u8,
            },
        ),
    ];
    const __AT_0: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[2usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (
            __FIXED_0,
            0
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 14u8,
                        until: 255u8,
                    },
                    __version,
                ) {
                    __CHUNK_0
                } else {
                    0
                },
        )
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "LISTS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            2usize,
        >(&__MEMBERS, &[__rt::List(&__MEMBER_0), __rt::List(&__MEMBER_1)]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for ListsEvent<'a> {
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
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 14u8,
                    until: 255u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                __progress.names.counted = __rt::read_count::<
                    ::core::primitive::u16,
                >(__chunk, __AT_0[0usize]);
                __progress.numbers.counted = __rt::read_count::<
                    ::core::primitive::u16,
                >(__chunk, __AT_0[1usize]);
            }
            let mut __message = Self {
                names: ::core::default::Default::default(),
                numbers: ::core::default::Default::default(),
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
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 14u8,
                    until: 255u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_0];
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_0[0usize],
                    __rt::Writer::count_bits(__writer, self.names.len(), &__MEMBER_0)?,
                );
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_0[1usize],
                    __rt::Writer::count_bits(__writer, self.numbers.len(), &__MEMBER_1)?,
                );
                __rt::Writer::raw(__writer, &__chunk);
            } else {}
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
    impl<'a> __rt::DynMessage for ListsEvent<'a> {
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
        names: __rt::Counted,
        numbers: __rt::Counted,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                names: ::core::default::Default::default(),
                numbers: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for ListsEvent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0 + __rt::of_list::<Text<'a>>(&__MEMBER_0)
            + __rt::of_list::<u32>(&__MEMBER_1);
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
                            &mut self.names,
                            &__progress.names.counted,
                            &__MEMBER_0,
                            __data,
                        )
                }
                2u16 => {
                    __reader
                        .array(
                            &mut self.numbers,
                            &__progress.numbers.counted,
                            &__MEMBER_1,
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
                .close_list(&mut self.names, __progress.names.counted, &__MEMBER_0)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.numbers, __progress.numbers.counted, &__MEMBER_1)
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
    impl<'a> __rt::WriteFloating for ListsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                0usize,
                &__MEMBER_0,
                __rt::as_slice(&self.names),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::array(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::as_slice(&self.numbers),
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
        <ListsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for ListsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => return __rt::show_values(&self.names),
                1usize => return __rt::show_values(&self.numbers),
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
                0usize => return __rt::set_values(&mut self.names, __value),
                1usize => return __rt::set_values(&mut self.numbers, __value),
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
