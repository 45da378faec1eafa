// What the derives make of `fixed_windows.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for WindowsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for WindowsEvent<'a> {
        type Owned = WindowsEvent<'static>;
        fn into_owned(self) -> WindowsEvent<'static> {
            WindowsEvent {
                a: self.a,
                b: self.b,
                c: self.c,
                d: self.d,
                e: self.e,
                f: self.f,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 6usize] = [
        __rt::FixedInfo {
            signed: true,
            versions: __rt::VersionRange {
                since: 0u8,
                until: 18u8,
            },
            optional: true,
            ..__rt::fixed_info::<u16>("A")
        },
        __rt::fixed_info::<u16>("B"),
        __rt::fixed_info::<u32>("C"),
        __rt::FixedInfo {
            versions: __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
            null: 65535u32,
            optional: true,
            ..__rt::fixed_info::<u16>("D")
        },
        __rt::FixedInfo {
            versions: __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
            optional: true,
            ..__rt::fixed_info::<u32>("E")
        },
        __rt::FixedInfo {
            versions: __rt::VersionRange {
                since: 15u8,
                until: 20u8,
            },
            optional: true,
            ..__rt::fixed_info::<u32>("F")
        },
    ];
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place_in::<
            u16,
        >(
            "A",
            __rt::VersionRange {
                since: 0u8,
                until: 18u8,
            },
        ),
        __rt::place::<u16>("B"),
        __rt::place::<u32>("C"),
        __rt::place_in::<
            u16,
        >(
            "D",
            __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
        ),
        __rt::place_in::<
            u32,
        >(
            "E",
            __rt::VersionRange {
                since: 15u8,
                until: 255u8,
            },
        ),
        __rt::place_in::<
            u32,
        >(
            "F",
            __rt::VersionRange {
                since: 15u8,
                until: 20u8,
            },
        ),
    ];
    const __AT_0: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[1usize];
    const __AT_1: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        1usize,
    );
    const __CHUNK_1: ::core::primitive::usize = __AT_1[2usize];
    const __AT_2: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        3usize,
    );
    const __CHUNK_2: ::core::primitive::usize = __AT_2[2usize];
    const __AT_3: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        5usize,
    );
    const __CHUNK_3: ::core::primitive::usize = __AT_3[1usize];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (
            __FIXED_0,
            0
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 0u8,
                        until: 18u8,
                    },
                    __version,
                ) {
                    __CHUNK_0
                } else {
                    0
                } + __CHUNK_1
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 15u8,
                        until: 255u8,
                    },
                    __version,
                ) {
                    __CHUNK_2
                } else {
                    0
                }
                + if __rt::VersionRange::contains(
                    __rt::VersionRange {
                        since: 15u8,
                        until: 20u8,
                    },
                    __version,
                ) {
                    __CHUNK_3
                } else {
                    0
                },
        )
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "WINDOWS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<6usize>(&__MEMBERS, &[]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for WindowsEvent<'a> {
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
            let (__member_0,) = if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 0u8,
                    until: 18u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                (
                    ::core::option::Option::Some(
                        __rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),
                    ),
                )
            } else {
                (::core::option::Option::None,)
            };
            let (__member_1, __member_2) = {
                let __chunk = __body.chunk::<__CHUNK_1>(__FIXED_0)?;
                (
                    __rt::read_fixed::<u16>(__chunk, __AT_1[0usize]),
                    __rt::read_fixed::<u32>(__chunk, __AT_1[1usize]),
                )
            };
            let (__member_3, __member_4) = if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 255u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_2>(__FIXED_0)?;
                (
                    ::core::option::Option::Some(
                        __rt::read_fixed::<u16>(__chunk, __AT_2[0usize]),
                    ),
                    ::core::option::Option::Some(
                        __rt::read_fixed::<u32>(__chunk, __AT_2[1usize]),
                    ),
                )
            } else {
                (::core::option::Option::None, ::core::option::Option::None)
            };
            let (__member_5,) = if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 20u8,
                },
                __body.version,
            ) {
                let __chunk = __body.chunk::<__CHUNK_3>(__FIXED_0)?;
                (
                    ::core::option::Option::Some(
                        __rt::read_fixed::<u32>(__chunk, __AT_3[0usize]),
                    ),
                )
            } else {
                (::core::option::Option::None,)
            };
            if __body.is_read() {
                return ::core::result::Result::Ok(
                    __made(Self {
                        a: __member_0,
                        b: __member_1,
                        c: __member_2,
                        d: __member_3,
                        e: __member_4,
                        f: __member_5,
                        unknown: ::core::default::Default::default(),
                    }),
                );
            }
            let mut __message = Self {
                a: __member_0,
                b: __member_1,
                c: __member_2,
                d: __member_3,
                e: __member_4,
                f: __member_5,
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
                    since: 0u8,
                    until: 18u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_0];
                __rt::write_fixed_option(
                    &mut __chunk,
                    __AT_0[0usize],
                    &self.a,
                    &__MEMBERS[0usize],
                );
                __rt::Writer::raw(__writer, &__chunk);
            } else {
                if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                    __writer,
                    &self.a,
                    &__MEMBERS[0usize],
                ) {
                    return ::core::result::Result::Err(__error);
                }
            }
            {
                let mut __chunk = [0; __CHUNK_1];
                __rt::write_fixed(&mut __chunk, __AT_1[0usize], &self.b);
                __rt::write_fixed(&mut __chunk, __AT_1[1usize], &self.c);
                __rt::Writer::raw(__writer, &__chunk);
            }
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 255u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_2];
                __rt::write_fixed_option(
                    &mut __chunk,
                    __AT_2[0usize],
                    &self.d,
                    &__MEMBERS[3usize],
                );
                __rt::write_fixed_option(
                    &mut __chunk,
                    __AT_2[1usize],
                    &self.e,
                    &__MEMBERS[4usize],
                );
                __rt::Writer::raw(__writer, &__chunk);
            } else {
                if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                    __writer,
                    &self.d,
                    &__MEMBERS[3usize],
                ) {
                    return ::core::result::Result::Err(__error);
                }
                if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                    __writer,
                    &self.e,
                    &__MEMBERS[4usize],
                ) {
                    return ::core::result::Result::Err(__error);
                }
            }
            if __rt::VersionRange::contains(
                __rt::VersionRange {
                    since: 15u8,
                    until: 20u8,
                },
                __rt::Writer::version(__writer),
            ) {
                let mut __chunk = [0; __CHUNK_3];
                __rt::write_fixed_option(
                    &mut __chunk,
                    __AT_3[0usize],
                    &self.f,
                    &__MEMBERS[5usize],
                );
                __rt::Writer::raw(__writer, &__chunk);
            } else {
                if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                    __writer,
                    &self.f,
                    &__MEMBERS[5usize],
                ) {
                    return ::core::result::Result::Err(__error);
                }
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
    impl<'a> __rt::DynMessage for WindowsEvent<'a> {
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
    impl<'a> __rt::FloatingPart<'a> for WindowsEvent<'a> {
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
    impl<'a> __rt::WriteFloating for WindowsEvent<'a> {
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
        <WindowsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for WindowsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => return __rt::Slot::show(&self.a, true),
                1usize => &self.b,
                2usize => &self.c,
                3usize => &self.d,
                4usize => &self.e,
                5usize => &self.f,
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
                2usize => &mut self.c,
                3usize => &mut self.d,
                4usize => &mut self.e,
                5usize => &mut self.f,
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
