// What the derives make of `entry.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "unknown key `colour` of an entry; expected one of `crate`, `name`"
    }
    impl<'a> __rt::EntryMembers for Party<'a> {
        const MEMBERS: &'static [__rt::MemberInfo] = &[];
    }
    impl<'a> __rt::ReadEntry<'a> for Party<'a> {
        fn place(
            _: ::core::primitive::u16,
        ) -> ::core::option::Option<::core::primitive::usize> {
            ::core::unreachable!()
        }
        fn take<__S: __rt::ListSlot<Self>>(
            _: ::core::primitive::u16,
            _: __rt::Ordered<'_, 'a, __S>,
        ) -> __rt::Outcome {
            ::core::unreachable!()
        }
        fn fill(
            _: &mut [Self],
            _: ::core::primitive::usize,
            _: &'a [::core::primitive::u8],
        ) {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::WriteEntry for Party<'a> {
        fn write_members<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            _: &mut __W,
            _: &mut __rt::Order,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::unreachable!()
        }
        fn write_columns<__W: __rt::ColumnWriter>(
            _: &[Self],
            _: &mut __W,
        ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
            ::core::unreachable!()
        }
        fn member(
            &self,
            _: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Data<'_>> {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::Described for Party<'a> {
        const INFO: &'static __rt::EntryInfo = &__rt::EntryInfo {
            name: "",
            members: &[],
        };
    }
    impl<'a> __rt::IntoOwned for Party<'a> {
        type Owned = Party<'static>;
        fn into_owned(self) -> Party<'static> {
            ::core::unreachable!()
        }
    }
    impl<'a> __rt::Fields for Party<'a> {
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

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "an entry has at least one member: an empty one cannot be read back"
    }
    impl __rt::EntryMembers for Skill {
        const MEMBERS: &'static [__rt::MemberInfo] = &[];
    }
    impl<'__frame> __rt::ReadEntry<'__frame> for Skill {
        fn place(
            _: ::core::primitive::u16,
        ) -> ::core::option::Option<::core::primitive::usize> {
            ::core::unreachable!()
        }
        fn take<__S: __rt::ListSlot<Self>>(
            _: ::core::primitive::u16,
            _: __rt::Ordered<'_, '__frame, __S>,
        ) -> __rt::Outcome {
            ::core::unreachable!()
        }
        fn fill(
            _: &mut [Self],
            _: ::core::primitive::usize,
            _: &'__frame [::core::primitive::u8],
        ) {
            ::core::unreachable!()
        }
    }
    impl __rt::WriteEntry for Skill {
        fn write_members<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            _: &mut __W,
            _: &mut __rt::Order,
        ) -> ::core::result::Result<(), __W::Error> {
            ::core::unreachable!()
        }
        fn write_columns<__W: __rt::ColumnWriter>(
            _: &[Self],
            _: &mut __W,
        ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
            ::core::unreachable!()
        }
        fn member(
            &self,
            _: ::core::primitive::usize,
        ) -> ::core::option::Option<__rt::Data<'_>> {
            ::core::unreachable!()
        }
    }
    impl __rt::Described for Skill {
        const INFO: &'static __rt::EntryInfo = &__rt::EntryInfo {
            name: "",
            members: &[],
        };
    }
    impl __rt::IntoOwned for Skill {
        type Owned = Skill;
        fn into_owned(self) -> Skill {
            ::core::unreachable!()
        }
    }
    impl __rt::Fields for Skill {
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
