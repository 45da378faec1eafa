// What the derives make of `fields.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for FieldsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for FieldsEvent<'a> {
        type Owned = FieldsEvent<'static>;
        fn into_owned(self) -> FieldsEvent<'static> {
            FieldsEvent {
                plain: self.plain,
                required: __rt::IntoOwned::into_owned(self.required),
                optional: self.optional,
                conditional: self.conditional,
                maxima: __rt::IntoOwned::into_owned(self.maxima),
                parts: __rt::IntoOwned::into_owned(self.parts),
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 0usize] = [];
    static __MEMBER_0: __rt::FieldInfo = __rt::field_info::<u16>("Plain", 1u16);
    static __MEMBER_1: __rt::FieldInfo = __rt::field_info::<
        Text<'static>,
    >("Required", 2u16)
        .with_max::<16usize>()
        .with_presence(__rt::Presence::Required);
    static __MEMBER_2: __rt::FieldInfo = __rt::field_info::<u32>("Optional", 3u16)
        .signed()
        .with_presence(__rt::Presence::Optional);
    static __MEMBER_3: __rt::FieldInfo = __rt::field_info::<u32>("Conditional", 300u16)
        .with_presence(__rt::Presence::Conditional)
        .in_versions(__rt::VersionRange {
            since: 20u8,
            until: 255u8,
        });
    static __MEMBER_4: __rt::FieldInfo = __rt::field_info::<
        Text<'static>,
    >("Maxima", 5u16)
        .with_maxima(
            &[
                __rt::Maximum {
                    versions: __rt::VersionRange {
                        since: 0u8,
                        until: 18u8,
                    },
                    bytes: 16usize,
                },
                __rt::Maximum {
                    versions: __rt::VersionRange {
                        since: 19u8,
                        until: 255u8,
                    },
                    bytes: 64usize,
                },
            ],
        );
    static __MEMBER_5: __rt::FieldInfo = __rt::field_info::<
        NamedVariable<'static>,
    >("Parts", 6u16)
        .with_parts(33usize, 211usize);
    static __FIXED_0: &[__rt::FixedPlace] = &[];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (__FIXED_0, 0)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "FIELDS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            6usize,
        >(
            &__MEMBERS,
            &[
                __rt::Field(&__MEMBER_0),
                __rt::Field(&__MEMBER_1),
                __rt::Field(&__MEMBER_2),
                __rt::Field(&__MEMBER_3),
                __rt::Field(&__MEMBER_4),
                __rt::Field(&__MEMBER_5),
            ],
        ),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for FieldsEvent<'a> {
        const INFO: &'static __rt::MessageInfo = &__INFO;
        fn decode_body<__M>(
            __bytes: &'a [::core::primitive::u8],
            __version: __rt::ProtocolVersion,
            __mode: __rt::Mode,
            __made: impl ::core::ops::FnOnce(Self) -> __M,
        ) -> ::core::result::Result<__M, __rt::DecodeError> {
            let __body = __rt::Body::new(&__INFO, __bytes, __version, __mode);
            let mut __progress = <<Self as __rt::FloatingPart<
                'a,
            >>::Progress as ::core::default::Default>::default();
            let mut __message = Self {
                plain: ::core::default::Default::default(),
                required: ::core::default::Default::default(),
                optional: ::core::default::Default::default(),
                conditional: ::core::default::Default::default(),
                maxima: ::core::default::Default::default(),
                parts: ::core::default::Default::default(),
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
    impl<'a> __rt::DynMessage for FieldsEvent<'a> {
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
    impl<'a> __rt::FloatingPart<'a> for FieldsEvent<'a> {
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
                1u16 => __reader.single(&mut self.plain, &__MEMBER_0, __data),
                2u16 => __reader.single(&mut self.required, &__MEMBER_1, __data),
                3u16 => __reader.single(&mut self.optional, &__MEMBER_2, __data),
                300u16 => __reader.single(&mut self.conditional, &__MEMBER_3, __data),
                5u16 => __reader.single(&mut self.maxima, &__MEMBER_4, __data),
                6u16 => __reader.single(&mut self.parts, &__MEMBER_5, __data),
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
                .require(&self.required, &__MEMBER_1)
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
    impl<'a> __rt::WriteFloating for FieldsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                0usize,
                &__MEMBER_0,
                &self.plain,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                1usize,
                &__MEMBER_1,
                &self.required,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                2usize,
                &__MEMBER_2,
                &self.optional,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                3usize,
                &__MEMBER_3,
                &self.conditional,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                4usize,
                &__MEMBER_4,
                &self.maxima,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                5usize,
                &__MEMBER_5,
                &self.parts,
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
        <FieldsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for FieldsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.plain,
                1usize => &self.required,
                2usize => return __rt::Slot::show(&self.optional, true),
                3usize => &self.conditional,
                4usize => &self.maxima,
                5usize => &self.parts,
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
                0usize => &mut self.plain,
                1usize => &mut self.required,
                2usize => &mut self.optional,
                3usize => &mut self.conditional,
                4usize => &mut self.maxima,
                5usize => &mut self.parts,
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
