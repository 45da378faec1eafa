// What the derives make of `record.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "unknown key `colour` of a record; expected one of `crate`, `name`"
    }
    impl<'a> __rt::FloatingPart<'a> for Agent<'a> {
        type Progress = ();
        const COST: ::core::primitive::usize = 0;
        fn read(
            &mut self,
            _: &mut (),
            _: ::core::primitive::u16,
            _: &'a [::core::primitive::u8],
            _: &mut __rt::Reader<'a>,
        ) -> __rt::Outcome {
            ::core::unreachable!()
        }
        fn close(
            &mut self,
            _: &(),
            _: &__rt::Reader<'a>,
        ) -> ::core::result::Result<(), __rt::DecodeError> {
            ::core::unreachable!()
        }
        fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<'a>> {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::WriteFloating for Agent<'a> {
        fn write_floating<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            _: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::unreachable!()
        }
        fn unknown(&self) -> &[__rt::UnknownField<'_>] {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::RecordTags for Agent<'a> {
        fn has_tag(_: ::core::primitive::u16) -> ::core::primitive::bool {
            ::core::unreachable!()
        }
        fn holds(&self, _: ::core::primitive::u16) -> ::core::primitive::bool {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::Described for Agent<'a> {
        const INFO: &'static __rt::EntryInfo = &__rt::EntryInfo {
            name: "",
            members: &[],
        };
    }
    impl<'a> __rt::IntoOwned for Agent<'a> {
        type Owned = Agent<'static>;
        fn into_owned(self) -> Agent<'static> {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::Fields for Agent<'a> {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            ::core::unreachable!()
        }
        fn value(
            &self,
            _: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Value<'_>> {
            ::core::unreachable!()
        }
        fn set_value(
            &mut self,
            _: ::core::primitive::usize,
            _: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            ::core::unreachable!()
        }
    }
};
