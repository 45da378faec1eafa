// What the derives make of `fixed_counts.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for CountsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for CountsEvent<'a> {
        type Owned = CountsEvent<'static>;
        fn into_owned(self) -> CountsEvent<'static> {
            CountsEvent {
                a: self.a,
                b: self.b,
                bytes: self.bytes,
                shorts: self.shorts,
                longs: self.longs,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 2usize] = [
        __rt::fixed_info::<u16>("A"),
        __rt::FixedInfo {
            versions: __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
            optional: true,
            ..__rt::fixed_info::<u16>("B")
        },
    ];
    static __MEMBER_2: __rt::ListInfo = __rt::list_info(
        "Bytes",
        __rt::ListStyle::Single,
        __rt::CountInfo {
            name: "NumBytes",
            tag: ::core::option::Option::None,
            width: 1u8,
        },
        __rt::ElementInfo::Value(__rt::field_info::<u8>("Byte", 1u16)),
    );
    static __MEMBER_3: __rt::ListInfo = __rt::ListInfo {
        versions: __rt::VersionRange {
            since: 15u8,
            until: 255u8,
        },
        ..__rt::list_info(
            "Shorts",
            __rt::ListStyle::Single,
            __rt::CountInfo {
                name: "NumShorts",
                tag: ::core::option::Option::None,
                width: 2u8,
            },
            __rt::ElementInfo::Value(
                __rt::field_info::<u16>("Short", 2u16)
                    .in_versions(__rt::VersionRange {
                        since: 15u8,
                        until: 255u8,
                    }),
            ),
        )
    };
    static __MEMBER_4: __rt::ListInfo = __rt::ListInfo {
        versions: __rt::VersionRange {
            since: 16u8,
            until: 255u8,
        },
        ..__rt::list_info(
            "Longs",
            __rt::ListStyle::Single,
            __rt::CountInfo {
                name: "NumLongs",
                tag: ::core::option::Option::None,
                width: 4u8,
            },
            __rt::ElementInfo::Value(
                __rt::field_info::<u32>("Long", 3u16)
                    .in_versions(__rt::VersionRange {
                        since: 16u8,
                        until: 255u8,
                    }),
            ),
        )
    };
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u16>("A"),
        __rt::place::<::core::primitive::u8>("NumBytes"),
        __rt::place_in::<
            u16,
        >(
            "B",
            __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
        ),
        __rt::place_in::<
            ::core::primitive::u16,
        >(
            "NumShorts",
            __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
        ),
        __rt::place_in::<
            ::core::primitive::u32,
        >(
            "NumLongs",
            __rt::VersionRange {
                since: 16u8,
                until: 255u8,
            },
        ),
    ];
    const __AT_0: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[2usize];
    const __AT_1: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        2usize,
    );
    const __CHUNK_1: ::core::primitive::usize = __AT_1[2usize];
    const __AT_2: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        4usize,
    );
    const __CHUNK_2: ::core::primitive::usize = __AT_2[1usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (
            __FIXED_0,
            0 + __CHUNK_0
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 15u8,
                        until: 255u8,
                    },
                    __version,
                ) {
                    __CHUNK_1
                } else {
                    0
                }
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 16u8,
                        until: 255u8,
                    },
                    __version,
                ) {
                    __CHUNK_2
                } else {
                    0
                },
        )
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "COUNTS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            5usize,
        >(
            &__MEMBERS,
            &[__rt::List(&__MEMBER_2), __rt::List(&__MEMBER_3), __rt::List(&__MEMBER_4)],
        ),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for CountsEvent<'a> {
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
            let (__member_0,) = {
                let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                __progress.bytes.counted = __rt::read_count::<
                    ::core::primitive::u8,
                >(__chunk, __AT_0[1usize]);
                (__rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),)
            };
            let (__member_1,) = if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 255u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_1>(__FIXED_0)?;
                __progress.shorts.counted = __rt::read_count::<
                    ::core::primitive::u16,
                >(__chunk, __AT_1[1usize]);
                (
                    ::core::option::Option::Some(
                        __rt::read_fixed::<u16>(__chunk, __AT_1[0usize]),
                    ),
                )
            } else {
                (::core::option::Option::None,)
            };
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 16u8,
                    until: 255u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_2>(__FIXED_0)?;
                __progress.longs.counted = __rt::read_count::<
                    ::core::primitive::u32,
                >(__chunk, __AT_2[0usize]);
            }
            let mut __message = Self {
                a: __member_0,
                b: __member_1,
                bytes: ::core::default::Default::default(),
                shorts: ::core::default::Default::default(),
                longs: ::core::default::Default::default(),
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
                    1usize,
                >(
                    &mut __chunk,
                    __AT_0[1usize],
                    __rt::Writer::count_bits(__writer, self.bytes.len(), &__MEMBER_2)?,
                );
                __rt::Writer::raw(__writer, &__chunk);
            }
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 255u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_1];
                __rt::write_fixed_option(
                    &mut __chunk,
                    __AT_1[0usize],
                    &self.b,
                    &__MEMBERS[1usize],
                );
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_1[1usize],
                    __rt::Writer::count_bits(__writer, self.shorts.len(), &__MEMBER_3)?,
                );
                __rt::Writer::raw(__writer, &__chunk);
            } else {
                if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                    __writer,
                    &self.b,
                    &__MEMBERS[1usize],
                ) {
                    return ::core::result::Result::Err(__error);
                }
            }
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 16u8,
                    until: 255u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_2];
                __rt::write_bits::<
                    4usize,
                >(
                    &mut __chunk,
                    __AT_2[0usize],
                    __rt::Writer::count_bits(__writer, self.longs.len(), &__MEMBER_4)?,
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
    impl<'a> __rt::DynMessage for CountsEvent<'a> {
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
        bytes: __rt::Counted,
        shorts: __rt::Counted,
        longs: __rt::Counted,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                bytes: ::core::default::Default::default(),
                shorts: ::core::default::Default::default(),
                longs: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for CountsEvent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0 + __rt::of_list::<u8>(&__MEMBER_2)
            + __rt::of_list::<u16>(&__MEMBER_3) + __rt::of_list::<u32>(&__MEMBER_4);
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
                            &mut self.bytes,
                            &__progress.bytes.counted,
                            &__MEMBER_2,
                            __data,
                        )
                }
                2u16 => {
                    __reader
                        .single_list(
                            &mut self.shorts,
                            &__progress.shorts.counted,
                            &__MEMBER_3,
                            __data,
                        )
                }
                3u16 => {
                    __reader
                        .single_list(
                            &mut self.longs,
                            &__progress.longs.counted,
                            &__MEMBER_4,
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
                .close_list(&mut self.bytes, __progress.bytes.counted, &__MEMBER_2)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.shorts, __progress.shorts.counted, &__MEMBER_3)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.longs, __progress.longs.counted, &__MEMBER_4)
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
    impl<'a> __rt::WriteFloating for CountsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                2usize,
                &__MEMBER_2,
                __rt::as_slice(&self.bytes),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                3usize,
                &__MEMBER_3,
                __rt::as_slice(&self.shorts),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                4usize,
                &__MEMBER_4,
                __rt::as_slice(&self.longs),
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
        <CountsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for CountsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.a,
                1usize => &self.b,
                2usize => return __rt::show_values(&self.bytes),
                3usize => return __rt::show_values(&self.shorts),
                4usize => return __rt::show_values(&self.longs),
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
                1usize => &mut self.b,
                2usize => return __rt::set_values(&mut self.bytes, __value),
                3usize => return __rt::set_values(&mut self.shorts, __value),
                4usize => return __rt::set_values(&mut self.longs, __value),
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

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for CountEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for CountEvent<'a> {
        type Owned = CountEvent<'static>;
        fn into_owned(self) -> CountEvent<'static> {
            CountEvent {
                bytes: self.bytes,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 0usize] = [];
    static __MEMBER_0: __rt::ListInfo = __rt::list_info(
        "Bytes",
        __rt::ListStyle::Single,
        __rt::CountInfo {
            name: "NumBytes",
            tag: ::core::option::Option::None,
            width: 2u8,
        },
        __rt::ElementInfo::Value(__rt::field_info::<u8>("Byte", 1u16)),
    );
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<::core::primitive::u16>("NumBytes"),
    ];
    const __AT_0: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[1usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (__FIXED_0, 0 + __CHUNK_0)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "COUNT_EVENT",
        message_type: __rt::MessageType(2u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<1usize>(&__MEMBERS, &[__rt::List(&__MEMBER_0)]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for CountEvent<'a> {
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
            __progress.bytes.counted = __rt::read_count::<
                ::core::primitive::u16,
            >(__chunk, __AT_0[0usize]);
            let mut __message = Self {
                bytes: ::core::default::Default::default(),
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
                __rt::write_bits::<
                    2usize,
                >(
                    &mut __chunk,
                    __AT_0[0usize],
                    __rt::Writer::count_bits(__writer, self.bytes.len(), &__MEMBER_0)?,
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
    impl<'a> __rt::DynMessage for CountEvent<'a> {
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
        bytes: __rt::Counted,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                bytes: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for CountEvent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0 + __rt::of_list::<u8>(&__MEMBER_0);
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
                            &mut self.bytes,
                            &__progress.bytes.counted,
                            &__MEMBER_0,
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
                .close_list(&mut self.bytes, __progress.bytes.counted, &__MEMBER_0)
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
    impl<'a> __rt::WriteFloating for CountEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                0usize,
                &__MEMBER_0,
                __rt::as_slice(&self.bytes),
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
        <CountEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for CountEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => return __rt::show_values(&self.bytes),
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
                0usize => return __rt::set_values(&mut self.bytes, __value),
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
