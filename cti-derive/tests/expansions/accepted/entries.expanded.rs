// What the derives make of `entries.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for EntriesEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for EntriesEvent<'a> {
        type Owned = EntriesEvent<'static>;
        fn into_owned(self) -> EntriesEvent<'static> {
            EntriesEvent {
                a: self.a,
                parties: __rt::IntoOwned::into_owned(self.parties),
                skills: self.skills,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 1usize] = [__rt::fixed_info::<u16>("A")];
    static __MEMBER_1: __rt::ListInfo = __rt::ListInfo {
        limit: ::core::option::Option::Some(16usize),
        ..__rt::list_info(
            "Parties",
            __rt::ListStyle::Ordered,
            __rt::CountInfo {
                name: "NumParties",
                tag: ::core::option::Option::None,
                width: 2u8,
            },
            __rt::ElementInfo::Entry(<Party<'static> as __rt::Described>::INFO),
        )
    };
    static __MEMBER_2: __rt::ListInfo = __rt::ListInfo {
        versions: __rt::VersionRange {
            since: 0u8,
            until: 18u8,
        },
        ..__rt::list_info(
            "Skills",
            __rt::ListStyle::Columns,
            __rt::CountInfo {
                name: "NumSkills",
                tag: ::core::option::Option::Some(__rt::Tag(9u16)),
                width: 2u8,
            },
            __rt::ElementInfo::Entry(__rt::in_columns(<Skill as __rt::Described>::INFO)),
        )
    };
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<u16>("A"),
        __rt::place::<::core::primitive::u16>("NumParties"),
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
        (__FIXED_0, 0 + __CHUNK_0)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "ENTRIES_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            3usize,
        >(&__MEMBERS, &[__rt::List(&__MEMBER_1), __rt::List(&__MEMBER_2)]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for EntriesEvent<'a> {
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
            __progress.parties.counted = __rt::read_count::<
                ::core::primitive::u16,
            >(__chunk, __AT_0[1usize]);
            let mut __message = Self {
                a: __rt::read_fixed::<u16>(__chunk, __AT_0[0usize]),
                parties: ::core::default::Default::default(),
                skills: ::core::default::Default::default(),
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
                    __rt::Writer::count_bits(__writer, self.parties.len(), &__MEMBER_1)?,
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
    impl<'a> __rt::DynMessage for EntriesEvent<'a> {
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
    const _: () = ::core::assert!(
        < Skill as __rt::EntryMembers > ::MEMBERS.len() <= __rt::MAX_COLUMNS,
        "an entry of a `columns` list has at most 8 members"
    );
    pub struct __Progress {
        parties: __rt::InOrder,
        skills: __rt::InColumns,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                parties: ::core::default::Default::default(),
                skills: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for EntriesEvent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0
            + __rt::of_list::<Party<'a>>(&__MEMBER_1)
            + __rt::of_list::<Skill>(&__MEMBER_2);
        #[inline(always)]
        fn read(
            &mut self,
            __progress: &mut Self::Progress,
            __tag: ::core::primitive::u16,
            __data: &'a [::core::primitive::u8],
            __reader: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            match __tag {
                9u16 => {
                    __reader
                        .count::<
                            ::core::primitive::u16,
                        >(&mut __progress.skills.counted, &__MEMBER_2, __data)
                }
                _ => {
                    match __reader
                        .ordered(
                            &mut self.parties,
                            &mut __progress.parties,
                            &__MEMBER_1,
                            __tag,
                            __data,
                        )
                    {
                        __rt::Outcome::Foreign => {}
                        __outcome => return __outcome,
                    }
                    match __reader
                        .columns(
                            &mut self.skills,
                            &mut __progress.skills,
                            &__MEMBER_2,
                            __tag,
                            __data,
                        )
                    {
                        __rt::Outcome::Foreign => {}
                        __outcome => return __outcome,
                    }
                    __rt::Outcome::Foreign
                }
            }
        }
        #[inline]
        fn close(
            &mut self,
            __progress: &Self::Progress,
            __reader: &__rt::Reader<'a>,
        ) -> ::core::result::Result<(), __rt::DecodeError> {
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.parties, __progress.parties.counted, &__MEMBER_1)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.skills, __progress.skills.counted, &__MEMBER_2)
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
    impl<'a> __rt::WriteFloating for EntriesEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::ordered(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::as_slice(&self.parties),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating_count(
                __writer,
                2usize,
                &__MEMBER_2,
                __rt::entries(&self.skills),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::columns(
                __writer,
                2usize,
                &__MEMBER_2,
                __rt::as_slice(&self.skills),
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
        <EntriesEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for EntriesEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.a,
                1usize => return __rt::show_entries(&self.parties),
                2usize => return __rt::show_entries_option(&self.skills),
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
                1usize => return __rt::set_entries(&mut self.parties, __value),
                2usize => return __rt::set_entries(&mut self.skills, __value),
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
    static __MEMBER_0: __rt::FieldInfo = __rt::field_info::<u32>("CallID", 1u16);
    static __MEMBER_1: __rt::FieldInfo = __rt::field_info::<
        Text<'static>,
    >("DeviceID", 2u16)
        .with_max::<64usize>()
        .with_presence(__rt::Presence::Optional);
    static __INFO: __rt::EntryInfo = __rt::EntryInfo {
        name: "Party",
        members: &[
            __rt::MemberInfo::Field(&__MEMBER_0),
            __rt::MemberInfo::Field(&__MEMBER_1),
        ],
    };
    #[automatically_derived]
    impl<'a> __rt::Described for Party<'a> {
        const INFO: &'static __rt::EntryInfo = &__INFO;
    }
    #[automatically_derived]
    impl<'a> __rt::EntryMembers for Party<'a> {
        const MEMBERS: &'static [__rt::MemberInfo] = __INFO.members;
    }
    #[automatically_derived]
    impl<'a> __rt::ReadEntry<'a> for Party<'a> {
        #[inline]
        fn place(
            __tag: ::core::primitive::u16,
        ) -> ::core::option::Option<::core::primitive::usize> {
            match __tag {
                1u16 => ::core::option::Option::Some(0usize),
                2u16 => ::core::option::Option::Some(1usize),
                _ => ::core::option::Option::None,
            }
        }
        #[inline]
        fn take<__S: __rt::ListSlot<Self>>(
            __tag: ::core::primitive::u16,
            __entries: __rt::Ordered<'_, 'a, __S>,
        ) -> __rt::Outcome {
            match __tag {
                1u16 => __entries.take(0usize, |__entry: &mut Self| &mut __entry.call_id),
                2u16 => {
                    __entries.take(1usize, |__entry: &mut Self| &mut __entry.device_id)
                }
                _ => __rt::Outcome::Foreign,
            }
        }
        fn fill(
            __entries: &mut [Self],
            __place: ::core::primitive::usize,
            __data: &'a [::core::primitive::u8],
        ) {
            match __place {
                0usize => __rt::fill(__entries, __data, |__entry| &mut __entry.call_id),
                1usize => __rt::fill(__entries, __data, |__entry| &mut __entry.device_id),
                _ => {}
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::WriteEntry for Party<'a> {
        #[inline]
        fn write_members<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
            __order: &mut __rt::Order,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::member(
                __writer,
                __order,
                0usize,
                &__MEMBER_0,
                &self.call_id,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::member(
                __writer,
                __order,
                1usize,
                &__MEMBER_1,
                &self.device_id,
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        #[inline]
        fn write_columns<__W: __rt::ColumnWriter>(
            __entries: &[Self],
            __writer: &mut __W,
        ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
            let mut __any = false;
            __any
                |= __rt::ColumnWriter::column(
                    __writer,
                    &__MEMBER_0,
                    ::core::iter::Iterator::map(
                        __entries.iter(),
                        |__entry| &__entry.call_id,
                    ),
                )?;
            __any
                |= __rt::ColumnWriter::column(
                    __writer,
                    &__MEMBER_1,
                    ::core::iter::Iterator::map(
                        __entries.iter(),
                        |__entry| &__entry.device_id,
                    ),
                )?;
            ::core::result::Result::Ok(__any)
        }
        #[inline]
        fn member(
            &self,
            __place: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Data<'_>> {
            match __place {
                0usize => __rt::member_data(&self.call_id),
                1usize => __rt::member_data(&self.device_id),
                _ => ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::Fields for Party<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.call_id,
                1usize => &self.device_id,
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
                0usize => &mut self.call_id,
                1usize => &mut self.device_id,
                _ => &mut __rt::NoMember,
            };
            __rt::Slot::set(__slot, __value)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for Party<'a> {
        type Owned = Party<'static>;
        fn into_owned(self) -> Party<'static> {
            Party {
                call_id: self.call_id,
                device_id: __rt::IntoOwned::into_owned(self.device_id),
            }
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    static __MEMBER_0: __rt::FieldInfo = __rt::field_info::<u32>("SkillNumber", 3u16)
        .signed();
    static __INFO: __rt::EntryInfo = __rt::EntryInfo {
        name: "Skill",
        members: &[__rt::MemberInfo::Field(&__MEMBER_0)],
    };
    #[automatically_derived]
    impl __rt::Described for Skill {
        const INFO: &'static __rt::EntryInfo = &__INFO;
    }
    #[automatically_derived]
    impl __rt::EntryMembers for Skill {
        const MEMBERS: &'static [__rt::MemberInfo] = __INFO.members;
    }
    #[automatically_derived]
    impl<'__frame> __rt::ReadEntry<'__frame> for Skill {
        #[inline]
        fn place(
            __tag: ::core::primitive::u16,
        ) -> ::core::option::Option<::core::primitive::usize> {
            match __tag {
                3u16 => ::core::option::Option::Some(0usize),
                _ => ::core::option::Option::None,
            }
        }
        #[inline]
        fn take<__S: __rt::ListSlot<Self>>(
            __tag: ::core::primitive::u16,
            __entries: __rt::Ordered<'_, '__frame, __S>,
        ) -> __rt::Outcome {
            match __tag {
                3u16 => __entries.take(0usize, |__entry: &mut Self| &mut __entry.number),
                _ => __rt::Outcome::Foreign,
            }
        }
        fn fill(
            __entries: &mut [Self],
            __place: ::core::primitive::usize,
            __data: &'__frame [::core::primitive::u8],
        ) {
            match __place {
                0usize => __rt::fill(__entries, __data, |__entry| &mut __entry.number),
                _ => {}
            }
        }
    }
    #[automatically_derived]
    impl __rt::WriteEntry for Skill {
        #[inline]
        fn write_members<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
            __order: &mut __rt::Order,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::member(
                __writer,
                __order,
                0usize,
                &__MEMBER_0,
                &self.number,
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        #[inline]
        fn write_columns<__W: __rt::ColumnWriter>(
            __entries: &[Self],
            __writer: &mut __W,
        ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
            let mut __any = false;
            __any
                |= __rt::ColumnWriter::column(
                    __writer,
                    &__MEMBER_0,
                    ::core::iter::Iterator::map(
                        __entries.iter(),
                        |__entry| &__entry.number,
                    ),
                )?;
            ::core::result::Result::Ok(__any)
        }
        #[inline]
        fn member(
            &self,
            __place: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Data<'_>> {
            match __place {
                0usize => __rt::member_data(&self.number),
                _ => ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __rt::Fields for Skill {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => return __rt::Slot::show(&self.number, true),
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
                0usize => &mut self.number,
                _ => &mut __rt::NoMember,
            };
            __rt::Slot::set(__slot, __value)
        }
    }
    #[automatically_derived]
    impl __rt::IntoOwned for Skill {
        type Owned = Self;
        fn into_owned(self) -> Self {
            self
        }
    }
};
