//! The set operations of masks, which `#[derive(Mask)]` implements by a call of the macro here.
//!
//! They have the names and meanings of the crate `bitflags`, whose trait `Flags` is implemented as well. All
//! bits belong to a mask, whether or not they have a name: no operation drops any.

/// Implements the set operations for a tuple struct around an unsigned integer, with its named bits.
///
/// The derive writes the method `bits`, because the compiler reports uses of deprecated fields and constants in the
/// output of a `macro_rules` macro, but not in that of a derive. So this macro names neither. Methods are called by
/// their paths: a trait of the user may have one of the same name, which `self.bits()` could mean.
// Parameters begin with `__` although macros are hygienic, because that does not keep constants of the same name out:
// where a module has a constant `other`, a parameter `other` is a pattern that means it (`cti-derive/tests/hygiene.rs`).
#[doc(hidden)]
#[macro_export]
macro_rules! __mask_methods {
    ($name:ty: $integer:ty, [$($bit:ident = $value:expr),*]) => {
        // For an alias: the methods below share their names with those of the trait on purpose, and the lint
        // `clippy::same_name_method` looks for both under one path only. An `#[allow(…)]` would be an error in crates
        // that forbid the lint; see `cti-derive/tests/lints.rs`.
        const _: () = {
            type __Mask = $name;

            #[automatically_derived]
            impl $crate::__private::bitflags::Flags for __Mask {
                const FLAGS: &'static [$crate::__private::bitflags::Flag<Self>] = &[
                    $($crate::__private::bitflags::Flag::new(::core::stringify!($bit), $value),)*
                    $crate::__private::bitflags::Flag::new("", Self(<$integer>::MAX)),
                ];

                type Bits = $integer;

                #[inline]
                fn bits(&self) -> $integer {
                    Self::bits(self)
                }

                #[inline]
                fn from_bits_retain(__bits: $integer) -> Self {
                    Self(__bits)
                }
            }
        };

        impl $name {
            /// The mask without any bit.
            #[inline]
            #[must_use]
            pub const fn empty() -> Self {
                Self(0)
            }

            /// The mask with all bits, those without a name too.
            #[inline]
            #[must_use]
            pub const fn all() -> Self {
                Self(<$integer>::MAX)
            }

            /// The mask with these bits; never `None`, since bits without a name are legal.
            #[inline]
            #[must_use]
            pub const fn from_bits(__bits: $integer) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self(__bits))
            }

            /// The mask with these bits; none is dropped, since bits without a name are legal.
            #[inline]
            #[must_use]
            pub const fn from_bits_truncate(__bits: $integer) -> Self {
                Self(__bits)
            }

            /// The mask with these bits, whether or not they have a name.
            #[inline]
            #[must_use]
            pub const fn from_bits_retain(__bits: $integer) -> Self {
                Self(__bits)
            }

            /// The constant with this name in Rust; `None` if there is none.
            #[must_use]
            pub fn from_name(__name: &::core::primitive::str) -> ::core::option::Option<Self> {
                <Self as $crate::__private::bitflags::Flags>::from_name(__name)
            }

            /// Whether no bit is set.
            #[inline]
            #[must_use]
            pub const fn is_empty(&self) -> ::core::primitive::bool {
                Self::bits(self) == 0
            }

            /// Whether all bits are set, those without a name too.
            #[inline]
            #[must_use]
            pub const fn is_all(&self) -> ::core::primitive::bool {
                Self::bits(self) == <$integer>::MAX
            }

            /// Whether any bit of the other mask is set.
            #[inline]
            #[must_use]
            pub const fn intersects(&self, __other: Self) -> ::core::primitive::bool {
                Self::bits(self) & Self::bits(&__other) != 0
            }

            /// Whether all bits of the other mask are set.
            #[inline]
            #[must_use]
            pub const fn contains(&self, __other: Self) -> ::core::primitive::bool {
                Self::bits(self) & Self::bits(&__other) == Self::bits(&__other)
            }

            /// Sets the bits of the other mask.
            #[inline]
            pub const fn insert(&mut self, __other: Self) {
                *self = Self::union(*self, __other);
            }

            /// Clears the bits of the other mask.
            #[inline]
            pub const fn remove(&mut self, __other: Self) {
                *self = Self::difference(*self, __other);
            }

            /// Inverts the bits of the other mask.
            #[inline]
            pub const fn toggle(&mut self, __other: Self) {
                *self = Self::symmetric_difference(*self, __other);
            }

            /// Sets the bits of the other mask if the value is true, and clears them if not.
            #[inline]
            pub const fn set(&mut self, __other: Self, __value: ::core::primitive::bool) {
                if __value {
                    Self::insert(self, __other);
                } else {
                    Self::remove(self, __other);
                }
            }

            /// The bits that are set in both.
            #[inline]
            #[must_use]
            pub const fn intersection(self, __other: Self) -> Self {
                Self(Self::bits(&self) & Self::bits(&__other))
            }

            /// The bits that are set in either.
            #[inline]
            #[must_use]
            pub const fn union(self, __other: Self) -> Self {
                Self(Self::bits(&self) | Self::bits(&__other))
            }

            /// The bits that are set here and not in the other mask.
            #[inline]
            #[must_use]
            pub const fn difference(self, __other: Self) -> Self {
                Self(Self::bits(&self) & !Self::bits(&__other))
            }

            /// The bits that are set in one of both, but not in the other.
            #[inline]
            #[must_use]
            pub const fn symmetric_difference(self, __other: Self) -> Self {
                Self(Self::bits(&self) ^ Self::bits(&__other))
            }

            /// The bits that are not set.
            #[inline]
            #[must_use]
            pub const fn complement(self) -> Self {
                Self(!Self::bits(&self))
            }

            /// The named bits that are set, then all others as one value.
            pub fn iter(&self) -> $crate::__private::bitflags::iter::Iter<Self> {
                $crate::__private::bitflags::Flags::iter(self)
            }

            /// The named bits that are set, with the names of their constants in Rust.
            pub fn iter_names(&self) -> $crate::__private::bitflags::iter::IterNames<Self> {
                $crate::__private::bitflags::Flags::iter_names(self)
            }
        }

        $crate::__mask_operators! { $name, union: BitOr::bitor, BitOrAssign::bitor_assign }
        $crate::__mask_operators! { $name, intersection: BitAnd::bitand, BitAndAssign::bitand_assign }
        $crate::__mask_operators! { $name, symmetric_difference: BitXor::bitxor, BitXorAssign::bitxor_assign }
        $crate::__mask_operators! { $name, difference: Sub::sub, SubAssign::sub_assign }
        $crate::__mask_formats! { $name: Binary, Octal, LowerHex, UpperHex }

        #[automatically_derived]
        impl ::core::ops::Not for $name {
            type Output = Self;

            #[inline]
            fn not(self) -> Self {
                Self::complement(self)
            }
        }

        #[automatically_derived]
        impl ::core::iter::Extend<$name> for $name {
            fn extend<__I: ::core::iter::IntoIterator<Item = Self>>(&mut self, __masks: __I) {
                for __mask in __masks {
                    Self::insert(self, __mask);
                }
            }
        }

        #[automatically_derived]
        impl ::core::iter::FromIterator<$name> for $name {
            fn from_iter<__I: ::core::iter::IntoIterator<Item = Self>>(__masks: __I) -> Self {
                let mut __all = Self::empty();
                ::core::iter::Extend::extend(&mut __all, __masks);
                __all
            }
        }

        #[automatically_derived]
        impl ::core::iter::IntoIterator for $name {
            type Item = Self;
            type IntoIter = $crate::__private::bitflags::iter::Iter<Self>;

            fn into_iter(self) -> Self::IntoIter {
                Self::iter(&self)
            }
        }
    };
}

/// Implements an operator, and the same with an assignment, by a method.
#[doc(hidden)]
#[macro_export]
macro_rules! __mask_operators {
    ($name:ty, $method:ident: $op:ident::$op_method:ident, $assign:ident::$assign_method:ident) => {
        #[automatically_derived]
        impl ::core::ops::$op for $name {
            type Output = Self;

            #[inline]
            fn $op_method(self, __other: Self) -> Self {
                Self::$method(self, __other)
            }
        }

        #[automatically_derived]
        impl ::core::ops::$assign for $name {
            #[inline]
            fn $assign_method(&mut self, __other: Self) {
                *self = Self::$method(*self, __other);
            }
        }
    };
}

/// Formats a mask as its integer.
#[doc(hidden)]
#[macro_export]
macro_rules! __mask_formats {
    ($name:ty: $($format:ident),*) => {$(
        #[automatically_derived]
        impl ::core::fmt::$format for $name {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::$format::fmt(&Self::bits(self), __f)
            }
        }
    )*};
}
