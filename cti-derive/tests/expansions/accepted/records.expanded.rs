// What the derives make of `records.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    #[automatically_derived]
    impl ::core::fmt::Display for RecordsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for RecordsEvent<'a> {
        type Owned = RecordsEvent<'static>;
        fn into_owned(self) -> RecordsEvent<'static> {
            RecordsEvent {
                title: __rt::IntoOwned::into_owned(self.title),
                records: __rt::IntoOwned::into_owned(self.records),
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 0usize] = [];
    static __MEMBER_0: __rt::FieldInfo = __rt::field_info::<
        Text<'static>,
    >("Title", 1u16);
    static __MEMBER_1: __rt::ListInfo = __rt::ListInfo {
        limit: ::core::option::Option::Some(10usize),
        ..__rt::list_info(
            "Records",
            __rt::ListStyle::Records,
            __rt::CountInfo {
                name: "NumRecords",
                tag: ::core::option::Option::None,
                width: 2u8,
            },
            __rt::ElementInfo::Entry(<Agent<'static> as __rt::Described>::INFO),
        )
    };
    static __FIXED_0: &[__rt::FixedPlace] = &[
        __rt::place::<::core::primitive::u16>("NumRecords"),
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
        name: "RECORDS_EVENT",
        message_type: __rt::MessageType(1u32),
        direction: __rt::Direction::Server,
        service: ::core::option::Option::None,
        versions: __rt::VersionRange::ALWAYS,
        confirmation: ::core::option::Option::None,
        members: &__rt::members::<
            2usize,
        >(&__MEMBERS, &[__rt::Field(&__MEMBER_0), __rt::List(&__MEMBER_1)]),
        fixed: __FIXED_0,
        header_only: false,
        version_at: ::core::option::Option::None,
        combined_limits: &[],
    };
    #[automatically_derived]
    impl<'a> __rt::TypedMessage<'a> for RecordsEvent<'a> {
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
            __progress.records.counted = __rt::read_count::<
                ::core::primitive::u16,
            >(__chunk, __AT_0[0usize]);
            let mut __message = Self {
                title: ::core::default::Default::default(),
                records: ::core::default::Default::default(),
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
                    __rt::Writer::count_bits(__writer, self.records.len(), &__MEMBER_1)?,
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
    impl<'a> __rt::DynMessage for RecordsEvent<'a> {
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
    pub struct __Progress<'a> {
        records: __rt::InRecords<<Agent<'a> as __rt::FloatingPart<'a>>::Progress>,
    }
    #[automatically_derived]
    impl<'a> ::core::default::Default for __Progress<'a> {
        fn default() -> Self {
            Self {
                records: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for RecordsEvent<'a> {
        type Progress = __Progress<'a>;
        const COST: ::core::primitive::usize = 0
            + __rt::of_records::<
                Agent<'a>,
            >(&__MEMBER_1, <Agent<'a> as __rt::FloatingPart<'a>>::COST);
        #[inline(always)]
        fn read(
            &mut self,
            __progress: &mut Self::Progress,
            __tag: ::core::primitive::u16,
            __data: &'a [::core::primitive::u8],
            __reader: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            match __tag {
                1u16 => __reader.single(&mut self.title, &__MEMBER_0, __data),
                _ => {
                    __reader
                        .record(
                            &mut self.records,
                            &mut __progress.records,
                            &__MEMBER_1,
                            __tag,
                            __data,
                        )
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
                .close_records(&mut self.records, &__progress.records, &__MEMBER_1)
            {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<'a>> {
            &mut self.unknown
        }
        fn for_each_record(
            &mut self,
            __visit: &mut dyn ::core::ops::FnMut(&mut __rt::Vec<__rt::UnknownField<'a>>),
        ) {
            __rt::for_each_unknown_mut(&mut self.records, __visit);
        }
    }
    #[automatically_derived]
    impl<'a> __rt::WriteFloating for RecordsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                0usize,
                &__MEMBER_0,
                &self.title,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::records(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::as_slice(&self.records),
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
        <RecordsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for RecordsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.title,
                1usize => return __rt::show_entries(&self.records),
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
                0usize => &mut self.title,
                1usize => return __rt::set_entries(&mut self.records, __value),
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
    impl ::core::fmt::Display for CountedRecordsEvent<'_> {
        fn fmt(
            &self,
            __formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            __rt::show_message(__INFO.name, self, __formatter)
        }
    }
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for CountedRecordsEvent<'a> {
        type Owned = CountedRecordsEvent<'static>;
        fn into_owned(self) -> CountedRecordsEvent<'static> {
            CountedRecordsEvent {
                records: __rt::IntoOwned::into_owned(self.records),
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
    static __MEMBERS: [__rt::FixedInfo; 0usize] = [];
    static __MEMBER_0: __rt::ListInfo = __rt::list_info(
        "Records",
        __rt::ListStyle::Records,
        __rt::CountInfo {
            name: "NumRecords",
            tag: ::core::option::Option::Some(__rt::Tag(1u16)),
            width: 2u8,
        },
        __rt::ElementInfo::Entry(<Agent<'static> as __rt::Described>::INFO),
    );
    static __FIXED_0: &[__rt::FixedPlace] = &[];
    fn __fixed_part(
        __body: &[::core::primitive::u8],
        __version: __rt::ProtocolVersion,
    ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
        (__FIXED_0, 0)
    }
    static __INFO: __rt::MessageInfo = __rt::MessageInfo {
        fixed_part: __fixed_part,
        name: "COUNTED_RECORDS_EVENT",
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
    impl<'a> __rt::TypedMessage<'a> for CountedRecordsEvent<'a> {
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
                records: ::core::default::Default::default(),
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
    impl<'a> __rt::DynMessage for CountedRecordsEvent<'a> {
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
    pub struct __Progress<'a> {
        records: __rt::InRecords<<Agent<'a> as __rt::FloatingPart<'a>>::Progress>,
    }
    #[automatically_derived]
    impl<'a> ::core::default::Default for __Progress<'a> {
        fn default() -> Self {
            Self {
                records: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for CountedRecordsEvent<'a> {
        type Progress = __Progress<'a>;
        const COST: ::core::primitive::usize = 0
            + __rt::of_records::<
                Agent<'a>,
            >(&__MEMBER_0, <Agent<'a> as __rt::FloatingPart<'a>>::COST);
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
                        .count::<
                            ::core::primitive::u16,
                        >(&mut __progress.records.counted, &__MEMBER_0, __data)
                }
                _ => {
                    __reader
                        .record(
                            &mut self.records,
                            &mut __progress.records,
                            &__MEMBER_0,
                            __tag,
                            __data,
                        )
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
                .close_records(&mut self.records, &__progress.records, &__MEMBER_0)
            {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<'a>> {
            &mut self.unknown
        }
        fn for_each_record(
            &mut self,
            __visit: &mut dyn ::core::ops::FnMut(&mut __rt::Vec<__rt::UnknownField<'a>>),
        ) {
            __rt::for_each_unknown_mut(&mut self.records, __visit);
        }
    }
    #[automatically_derived]
    impl<'a> __rt::WriteFloating for CountedRecordsEvent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating_count(
                __writer,
                0usize,
                &__MEMBER_0,
                __rt::entries(&self.records),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::records(
                __writer,
                0usize,
                &__MEMBER_0,
                __rt::as_slice(&self.records),
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
        <CountedRecordsEvent<'static> as __rt::FloatingPart<'static>>::COST,
    );
    #[automatically_derived]
    impl<'a> __rt::Fields for CountedRecordsEvent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => return __rt::show_entries_option(&self.records),
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
                0usize => return __rt::set_entries(&mut self.records, __value),
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
    static __MEMBER_0: __rt::FieldInfo = __rt::field_info::<
        Text<'static>,
    >("AgentID", 2u16)
        .with_max::<12usize>()
        .with_presence(__rt::Presence::Required);
    static __MEMBER_1: __rt::ListInfo = __rt::list_info(
        "Teams",
        __rt::ListStyle::Single,
        __rt::CountInfo {
            name: "NumTeams",
            tag: ::core::option::Option::Some(__rt::Tag(4u16)),
            width: 2u8,
        },
        __rt::ElementInfo::Value(__rt::field_info::<u32>("Team", 3u16)),
    );
    static __INFO: __rt::EntryInfo = __rt::EntryInfo {
        name: "Agent",
        members: &[__rt::Field(&__MEMBER_0), __rt::List(&__MEMBER_1)],
    };
    #[automatically_derived]
    impl<'a> __rt::Described for Agent<'a> {
        const INFO: &'static __rt::EntryInfo = &__INFO;
    }
    pub struct __Progress {
        teams: __rt::Counted,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Progress {
        fn default() -> Self {
            Self {
                teams: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::FloatingPart<'a> for Agent<'a> {
        type Progress = __Progress;
        const COST: ::core::primitive::usize = 0 + __rt::of_list::<u32>(&__MEMBER_1);
        #[inline(always)]
        fn read(
            &mut self,
            __progress: &mut Self::Progress,
            __tag: ::core::primitive::u16,
            __data: &'a [::core::primitive::u8],
            __reader: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            match __tag {
                2u16 => __reader.single(&mut self.agent_id, &__MEMBER_0, __data),
                4u16 => {
                    __reader
                        .count::<
                            ::core::primitive::u16,
                        >(&mut __progress.teams.counted, &__MEMBER_1, __data)
                }
                3u16 => {
                    __reader
                        .single_list(
                            &mut self.teams,
                            &__progress.teams.counted,
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
                .require(&self.agent_id, &__MEMBER_0)
            {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __reader
                .close_list(&mut self.teams, __progress.teams.counted, &__MEMBER_1)
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
    impl<'a> __rt::WriteFloating for Agent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            if let ::core::result::Result::Err(__error) = __rt::Writer::field(
                __writer,
                0usize,
                &__MEMBER_0,
                &self.agent_id,
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::floating_count(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::entries(&self.teams),
            ) {
                return ::core::result::Result::Err(__error);
            }
            if let ::core::result::Result::Err(__error) = __rt::Writer::single_list(
                __writer,
                1usize,
                &__MEMBER_1,
                __rt::as_slice(&self.teams),
            ) {
                return ::core::result::Result::Err(__error);
            }
            ::core::result::Result::Ok(())
        }
        fn unknown(&self) -> &[__rt::UnknownField<'_>] {
            &self.unknown
        }
    }
    #[automatically_derived]
    impl<'a> __rt::RecordTags for Agent<'a> {
        #[inline]
        fn has_tag(__tag: ::core::primitive::u16) -> ::core::primitive::bool {
            match __tag {
                2u16 | 4u16 | 3u16 => true,
                _ => false,
            }
        }
        fn holds(&self, __tag: ::core::primitive::u16) -> ::core::primitive::bool {
            match __tag {
                2u16 => self.agent_id.is_some(),
                4u16 => self.teams.is_some(),
                _ => false,
            }
        }
    }
    #[automatically_derived]
    impl<'a> __rt::Fields for Agent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }
        fn value(
            &self,
            __index: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                0usize => &self.agent_id,
                1usize => return __rt::show_values_option(&self.teams),
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
                0usize => &mut self.agent_id,
                1usize => return __rt::set_values(&mut self.teams, __value),
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
    #[automatically_derived]
    impl<'a> __rt::IntoOwned for Agent<'a> {
        type Owned = Agent<'static>;
        fn into_owned(self) -> Agent<'static> {
            Agent {
                agent_id: __rt::IntoOwned::into_owned(self.agent_id),
                teams: self.teams,
                unknown: __rt::IntoOwned::into_owned(self.unknown),
            }
        }
    }
};
