// What the derives make of `layouts.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for LayoutsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for LayoutsEvent<'a> {
        type Owned = LayoutsEvent<'static>;
        fn into_owned(self) -> LayoutsEvent<'static> {
            LayoutsEvent {
                kind: self.kind,
                status: self.status,
                extra: self.extra,
                other: self.other,
                customer: self.customer,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 3usize] = [
        __rt::fixed_info::<u32>("Kind"),
        __rt::fixed_info::<u32>("Status"),
        __rt::FixedInfo {
            null: 65535u32,
            optional: true,
            ..__rt::fixed_info::<u16>("Extra")
        },
    ];
    static __MEMBER_3: __rt::FieldInfo = __rt::field_info::<u32>("Other", 1u16);
    static __MEMBER_4: __rt::FieldInfo = __rt::field_info::<u32>("Customer", 2u16);
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u32>("Status"),
        __rt::place::<u32>("Kind"),
    ];
    const __AT_0: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[2usize];
    static __FIXED_1: &[__rt::FixedPlace] = &[
        __rt::place::<u32>("Kind"),
        __rt::place::<::core::primitive::u16>("Status"),
    ];
    const __AT_1: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_1,
        0usize,
    );
    const __CHUNK_1: ::core::primitive::usize = __AT_1[2usize];
    const _: () = ::core::assert!(
        __CHUNK_1 == 6usize,
        "the fields of the layout do not take the 6 bytes of `body(6)`"
    );
    const _: () = ::core::assert!(
        __CHUNK_1 == 6usize,
        "the fields of the layout do not take the 6 bytes of `body(6)`"
    );
    static __FIXED_2: &[__rt::FixedPlace] = &[
        __rt::place::<u32>("Kind"),
        __rt::place::<u32>("Status"),
        __rt::place::<u16>("Extra"),
    ];
    const __AT_2: [::core::primitive::usize; 3usize + 1] = __rt::offsets(
        __FIXED_2,
        0usize,
    );
    const __CHUNK_2: ::core::primitive::usize = __AT_2[3usize];
    static __LAYOUTS: &[__rt::Layout] = &[
        __rt::Layout {
            versions: __rt::VersionRange {
                since: 0u8,
                until: 19u8,
            },
            bodies: &[],
            has: &[false],
        },
        __rt::Layout {
            versions: __rt::VersionRange {
                since: 20u8,
                until: 255u8,
            },
            bodies: &[
                __rt::BodyForm {
                    fixed_bytes: 6usize,
                    field: ::core::option::Option::None,
                },
                __rt::BodyForm {
                    fixed_bytes: 6usize,
                    field: ::core::option::Option::Some(&__MEMBER_4),
                },
            ],
            has: &[false],
        },
        __rt::Layout {
            versions: __rt::VersionRange {
                since: 20u8,
                until: 255u8,
            },
            bodies: &[],
            has: &[true],
        },
    ];
    const _: () = ::core::assert!(
        __rt::are_told(__LAYOUTS),
        "a form recognised by a field has more bytes of fixed fields than MAX_FORM_BYTES of the runtime"
    );
    fn __form_of(
        __head: &[::core::primitive::u8],
        __length: ::core::primitive::usize,
        __version: __rt::ProtocolVersion,
    ) -> ::core::primitive::usize {
        __rt::form_of(__LAYOUTS, __head, __length, __version)
    }
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        match __form_of(__body, __body.len(), __version) {
            0usize => (__FIXED_0, __CHUNK_0),
            1usize => (__FIXED_1, __CHUNK_1),
            _ => (__FIXED_2, __CHUNK_2),
        }
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "LAYOUTS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            5usize,
        >(&__MEMBERS, &[__rt::Field(&__MEMBER_3), __rt::Field(&__MEMBER_4)]),
        fixed: __FIXED_2,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for LayoutsEvent<'a> {
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
            let (__member_0, __member_1, __member_2) = match __form_of(
                __body.rest(),
                __body.rest().len(),
                __body.version,
            ) {
                0usize => {
                    let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                    (
                        __rt::read_fixed::<u32>(__chunk, __AT_0[1usize]),
                        __rt::read_fixed::<u32>(__chunk, __AT_0[0usize]),
                        ::core::option::Option::None,
                    )
                }
                1usize => {
                    let __chunk = __body.chunk::<__CHUNK_1>(__FIXED_1)?;
                    (
                        __rt::read_fixed::<u32>(__chunk, __AT_1[0usize]),
                        __rt::read_narrow::<
                            u32,
                            ::core::primitive::u16,
                        >(__chunk, __AT_1[1usize]),
                        ::core::option::Option::None,
                    )
                }
                _ => {
                    let __chunk = __body.chunk::<__CHUNK_2>(__FIXED_2)?;
                    (
                        __rt::read_fixed::<u32>(__chunk, __AT_2[0usize]),
                        __rt::read_fixed::<u32>(__chunk, __AT_2[1usize]),
                        ::core::option::Option::Some(
                            __rt::read_fixed::<u16>(__chunk, __AT_2[2usize]),
                        ),
                    )
                }
            };
            let mut __message = Self {
                kind: __member_0,
                status: __member_1,
                extra: __member_2,
                other: ::core::default::Default::default(),
                customer: ::core::default::Default::default(),
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
            let __form = __rt::form_to_write(
                __LAYOUTS,
                __rt::Writer::version(__writer),
                &[self.extra.is_some()],
            );
            match __form {
                0usize => {
                    let mut __chunk = [0; __CHUNK_0];
                    __rt::write_fixed(&mut __chunk, __AT_0[0usize], &self.status);
                    __rt::write_fixed(&mut __chunk, __AT_0[1usize], &self.kind);
                    __rt::Writer::raw(__writer, &__chunk);
                    if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                        __writer,
                        &self.extra,
                        &__MEMBERS[2usize],
                    ) {
                        return ::core::result::Result::Err(__error);
                    }
                }
                1usize => {
                    let mut __chunk = [0; __CHUNK_1];
                    __rt::write_fixed(&mut __chunk, __AT_1[0usize], &self.kind);
                    __rt::write_fixed::<
                        ::core::primitive::u16,
                    >(
                        &mut __chunk,
                        __AT_1[1usize],
                        &__rt::Writer::narrow::<
                            u32,
                            ::core::primitive::u16,
                        >(__writer, self.status, &__MEMBERS[1usize])?,
                    );
                    __rt::Writer::raw(__writer, &__chunk);
                    if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                        __writer,
                        &self.extra,
                        &__MEMBERS[2usize],
                    ) {
                        return ::core::result::Result::Err(__error);
                    }
                }
                _ => {
                    let mut __chunk = [0; __CHUNK_2];
                    __rt::write_fixed(&mut __chunk, __AT_2[0usize], &self.kind);
                    __rt::write_fixed(&mut __chunk, __AT_2[1usize], &self.status);
                    __rt::write_fixed_option(
                        &mut __chunk,
                        __AT_2[2usize],
                        &self.extra,
                        &__MEMBERS[2usize],
                    );
                    __rt::Writer::raw(__writer, &__chunk);
                }
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating(
                __writer,
                self,
            ) {
                return ::core::result::Result::Err(__error);
            }
            __rt::Writer::check_form(__writer, __form, __form_of)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::DynMessage for LayoutsEvent<'a> {
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
    impl<'a> __rt::FloatingPart<'a> for LayoutsEvent<'a> {
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
                1u16 => __reader.single(&mut self.other, &__MEMBER_3, __data),
                2u16 => __reader.single(&mut self.customer, &__MEMBER_4, __data),
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
    impl<'a> __rt::WriteFloating for LayoutsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                3usize,
                &__MEMBER_3,
                &self.other,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                4usize,
                &__MEMBER_4,
                &self.customer,
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
        <LayoutsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for LayoutsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.kind,
                1usize => &self.status,
                2usize => &self.extra,
                3usize => &self.other,
                4usize => &self.customer,
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
                0usize => &mut self.kind,
                1usize => &mut self.status,
                2usize => &mut self.extra,
                3usize => &mut self.other,
                4usize => &mut self.customer,
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
    impl ::core::fmt::Display for BodiesEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for BodiesEvent<'a> {
        type Owned = BodiesEvent<'static>;
        fn into_owned(self) -> BodiesEvent<'static> {
            BodiesEvent {
                a: self.a,
                b: self.b,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 2usize] = [
        __rt::fixed_info::<u16>("A"),
        __rt::FixedInfo {
            optional: true,
            ..__rt::fixed_info::<u16>("B")
        },
    ];
    static __FIXED_0: &[__rt::FixedPlace] = &[__rt::place::<u16>("A")];
    const __AT_0: [::core::primitive::usize; 1usize + 1] = __rt::offsets(
        __FIXED_0,
        0usize,
    );
    const __CHUNK_0: ::core::primitive::usize = __AT_0[1usize];
    const _: () = ::core::assert!(
        __CHUNK_0 == 2usize,
        "the fields of the layout do not take the 2 bytes of `body(2)`"
    );
    static __FIXED_1: &[__rt::FixedPlace] = &[
        __rt::place::<u16>("A"),
        __rt::place::<u16>("B"),
    ];
    const __AT_1: [::core::primitive::usize; 2usize + 1] = __rt::offsets(
        __FIXED_1,
        0usize,
    );
    const __CHUNK_1: ::core::primitive::usize = __AT_1[2usize];
    const _: () = ::core::assert!(
        __CHUNK_1 == 4usize,
        "the fields of the layout do not take the 4 bytes of `body(4)`"
    );
    static __LAYOUTS: &[__rt::Layout] = &[
        __rt::Layout {
            versions: __rt::VersionRange::ALWAYS,
            bodies: &[
                __rt::BodyForm {
                    fixed_bytes: 2usize,
                    field: ::core::option::Option::None,
                },
            ],
            has: &[false],
        },
        __rt::Layout {
            versions: __rt::VersionRange::ALWAYS,
            bodies: &[
                __rt::BodyForm {
                    fixed_bytes: 4usize,
                    field: ::core::option::Option::None,
                },
            ],
            has: &[true],
        },
    ];
    const _: () = ::core::assert!(
        __rt::are_told(__LAYOUTS),
        "a form recognised by a field has more bytes of fixed fields than MAX_FORM_BYTES of the runtime"
    );
    fn __form_of(
        __head: &[::core::primitive::u8],
        __length: ::core::primitive::usize,
        __version: __rt::ProtocolVersion,
    ) -> ::core::primitive::usize {
        __rt::form_of(__LAYOUTS, __head, __length, __version)
    }
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        match __form_of(__body, __body.len(), __version) {
            0usize => (__FIXED_0, __CHUNK_0),
            _ => (__FIXED_1, __CHUNK_1),
        }
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "BODIES_EVENT",
        message_type: __rt::MessageType(2u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<2usize>(&__MEMBERS, &[]),
        fixed: __FIXED_1,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for BodiesEvent<'a> {
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
            let (__member_0, __member_1) = match __form_of(
                __body.rest(),
                __body.rest().len(),
                __body.version,
            ) {
                0usize => {
                    let __chunk = __body.chunk::<__CHUNK_0>(__FIXED_0)?;
                    (
                        __rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),
                        ::core::option::Option::None,
                    )
                }
                _ => {
                    let __chunk = __body.chunk::<__CHUNK_1>(__FIXED_1)?;
                    (
                        __rt::read_fixed::<u16>(__chunk, __AT_1[0usize]),
                        ::core::option::Option::Some(
                            __rt::read_fixed::<u16>(__chunk, __AT_1[1usize]),
                        ),
                    )
                }
            };
            if __body.is_read() {
                return ::core::result::Result::Ok(
                    __made(Self {
                        a: __member_0,
                        b: __member_1,
                        unknown: ::core::default::Default::default(),
                    }),
                );
            }
            let mut __message = Self {
                a: __member_0,
                b: __member_1,
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
            let __form = __rt::form_to_write(
                __LAYOUTS,
                __rt::Writer::version(__writer),
                &[self.b.is_some()],
            );
            match __form {
                0usize => {
                    let mut __chunk = [0; __CHUNK_0];
                    __rt::write_fixed(&mut __chunk, __AT_0[0usize], &self.a);
                    __rt::Writer::raw(__writer, &__chunk);
                    if let ::core::result::Result::Err(__error) = __rt::Writer::lacks(
                        __writer,
                        &self.b,
                        &__MEMBERS[1usize],
                    ) {
                        return ::core::result::Result::Err(__error);
                    }
                }
                _ => {
                    let mut __chunk = [0; __CHUNK_1];
                    __rt::write_fixed(&mut __chunk, __AT_1[0usize], &self.a);
                    __rt::write_fixed_option(
                        &mut __chunk,
                        __AT_1[1usize],
                        &self.b,
                        &__MEMBERS[1usize],
                    );
                    __rt::Writer::raw(__writer, &__chunk);
                }
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating(
                __writer,
                self,
            ) {
                return ::core::result::Result::Err(__error);
            }
            __rt::Writer::check_form(__writer, __form, __form_of)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::DynMessage for BodiesEvent<'a> {
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
    impl<'a> __rt::FloatingPart<'a> for BodiesEvent<'a> {
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
    impl<'a> __rt::WriteFloating for BodiesEvent<'a> {
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
        <BodiesEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for BodiesEvent<'a> {
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
