//! What the messages of the various libraries have in common, for the tests to compare.

/// A message that one of the libraries has decoded.
pub trait Decoded {
    /// The names and values of its fixed part, in wire order.
    fn fixed(&self) -> Vec<(&'static str, u32)>;

    /// The tags and values of its floating fields, in wire order.
    fn floating(&self) -> Vec<(u16, View<'_>)>;
}

/// The value of a floating field, borrowed from what a library has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are those of `Kind`")]
pub enum View<'v> {
    Text(&'v [u8]),
    Ushort(u16),
    Uint(u32),
    Ushorts(&'v [u16]),
    Uints(&'v [u32]),
    NamedVariable(&'v [u8], &'v [u8]),
    NamedArray(u8, &'v [u8], &'v [u8]),
    Bytes(&'v [u8]),
}

/// Makes the messages of a library comparable: their type and that of their values, then the
/// names of all that stands in the fixed parts.
macro_rules! comparable {
    ($message:ty, $value:ty; $($name:ident { $($field:ident,)* })*) => {
        impl $crate::others::Decoded for $message {
            fn fixed(&self) -> Vec<(&'static str, u32)> {
                match self {
                    $(Self::$name(message) => {
                        vec![$((stringify!($field), message.$field.into()),)*]
                    })*
                }
            }

            fn floating(&self) -> Vec<(u16, $crate::others::View<'_>)> {
                let fields = match self {
                    $(Self::$name(message) => &message.fields,)*
                };
                fields.iter().map(|field| (field.tag, field.value.view())).collect()
            }
        }

        impl $value {
            fn view(&self) -> $crate::others::View<'_> {
                use $crate::others::View;
                match self {
                    Self::Text(text) => View::Text(text.as_ref()),
                    Self::Ushort(number) => View::Ushort(*number),
                    Self::Uint(number) => View::Uint(*number),
                    Self::Ushorts(numbers) => View::Ushorts(numbers),
                    Self::Uints(numbers) => View::Uints(numbers),
                    Self::NamedVariable(named) => {
                        View::NamedVariable(named.name.as_ref(), named.value.as_ref())
                    }
                    Self::NamedArray { index, named } => {
                        View::NamedArray(*index, named.name.as_ref(), named.value.as_ref())
                    }
                    Self::Bytes(bytes) => View::Bytes(bytes),
                }
            }
        }
    };
}

pub(super) use comparable;
