// What the derives make of `generics.rs`.

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "an entry has one lifetime: the frame's"
    }
    ::core::compile_error! {
        "an entry cannot be generic, except over one lifetime"
    }
    ::core::compile_error! {
        "an entry cannot have a where clause"
    }
    impl<'a, 'b: 'a, const N: usize> __rt::EntryMembers for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
        const MEMBERS: &'static [__rt::MemberInfo] = &[];
    }
    impl<'a, 'b: 'a, const N: usize> __rt::ReadEntry<'a> for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
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
    impl<'a, 'b: 'a, const N: usize> __rt::WriteEntry for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
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
    impl<'a, 'b: 'a, const N: usize> __rt::Described for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
        const INFO: &'static __rt::EntryInfo = &__rt::EntryInfo {
            name: "",
            members: &[],
        };
    }
    impl<'a, 'b: 'a, const N: usize> __rt::IntoOwned for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
        type Owned = Sized<'static, 'static, N>;
        fn into_owned(self) -> Sized<'static, 'static, N> {
            ::core::unreachable!()
        }
    }
    impl<'a, 'b: 'a, const N: usize> __rt::Fields for Sized<'a, 'b, N>
    where
        [(); N]: Copy,
    {
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
        "an ID cannot be generic"
    }
    impl<const N: usize> __rt::Scalar for Const<N> {
        const SIZE: ::core::primitive::usize = 4;
        const KIND: __rt::Kind = __rt::Kind::Unsigned;
        fn from_u32(_: ::core::primitive::u32) -> Self {
            ::core::unreachable!()
        }
        fn to_u32(self) -> ::core::primitive::u32 {
            ::core::unreachable!()
        }
    }
    impl<const N: usize> ::core::fmt::Debug for Const<N> {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
    impl<const N: usize> ::core::fmt::Display for Const<N> {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::unreachable!()
        }
    }
};

const _: () = {
    use ::cti_messages::__private as __rt;
    use __rt::found::*;
    const _: () = __if_cti_messages_is_renamed_or_reexported_set_the_key_crate();
    ::core::compile_error! {
        "an entry cannot be generic, except over one lifetime"
    }
};
