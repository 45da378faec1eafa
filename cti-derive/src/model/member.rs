//! The members of messages, records and entries.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Field as RustField, Ident, Type};

use crate::attribute::directives::Directives;
use crate::attribute::list::{Count, ListAttribute, ValuesAttribute};
use crate::attribute::member::{FieldAttribute, FixedAttribute, Kind};
use crate::errors::Errors;
use crate::model::shape;

/// A member that a struct may have.
// Spans are large only in builds for tests, which ask them for lines and columns.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Member<'i> {
    Fixed(Fixed<'i>),
    Floating(Floating<'i>),
    /// Where unknown fields are kept.
    Unknown(&'i Ident),
    /// Where what follows the header is kept.
    Trailing(&'i Ident),
}

/// A field of the fixed part.
pub(crate) struct Fixed<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) attribute: FixedAttribute,
    /// The type as it was written.
    pub(crate) written: &'i Type,
}

/// A member in the floating part.
pub(crate) enum Floating<'i> {
    Field(Field<'i>),
    List(List<'i>),
}

/// A floating field.
pub(crate) struct Field<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) attribute: FieldAttribute,
    /// The type of its value.
    pub(crate) value: &'i Type,
}

/// A list of floating fields.
pub(crate) struct List<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) attribute: ListAttribute,
    pub(crate) element: Element,
    /// The type of an element.
    pub(crate) ty: &'i Type,
}

/// What a list is made of, and how its entries are told apart.
pub(crate) enum Element {
    /// Values of one field, one per field on the wire.
    Single(FieldAttribute),
    /// Values of one field, as an array or one per field on the wire.
    Array(FieldAttribute),
    /// Structs whose members stand in order.
    Ordered,
    /// Structs in which no tag repeats.
    Records,
    /// Structs whose members travel as columns.
    Columns,
}

impl<'i> Member<'i> {
    /// Reads a member; `kinds` are those that its struct may have.
    pub(crate) fn read(
        field: &'i RustField,
        kinds: &[(&'static str, Kind)],
        errors: &Errors,
    ) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let mut directives =
            Directives::of_attributes(&field.attrs, "a member", ident.span(), errors);
        match Kind::take(&mut directives, kinds, ident.span(), errors)? {
            Kind::Fixed => {
                let attribute = FixedAttribute::take(directives, errors)?;
                Some(Self::Fixed(Fixed {
                    ident,
                    attribute,
                    written: &field.ty,
                }))
            }
            Kind::Field => {
                let attribute = FieldAttribute::take(directives, errors);
                let value = shape::option(&field.ty, "a floating field may be missing", errors);
                let field = Field {
                    ident,
                    attribute: attribute?,
                    value,
                };
                check_limits(&field.attribute, field.value, errors);
                Some(Self::Floating(Floating::Field(field)))
            }
            kind @ (Kind::List | Kind::Array) => {
                let ValuesAttribute { list, member } = ValuesAttribute::take(directives, errors)?;
                let ty = element_type(&field.ty, &list.count, errors);
                check_limits(&member, ty, errors);
                member.refuse_required("a list may be empty or missing", errors);
                let element = if kind == Kind::List {
                    Element::Single(member)
                } else {
                    Element::Array(member)
                };
                Some(Self::Floating(Floating::List(List {
                    ident,
                    attribute: list,
                    element,
                    ty,
                })))
            }
            kind @ (Kind::Ordered | Kind::Records | Kind::Columns) => {
                let attribute = ListAttribute::take(directives, errors)?;
                let ty = element_type(&field.ty, &attribute.count, errors);
                let element = match kind {
                    Kind::Ordered => Element::Ordered,
                    Kind::Records => Element::Records,
                    _ => Element::Columns,
                };
                Some(Self::Floating(Floating::List(List {
                    ident,
                    attribute,
                    element,
                    ty,
                })))
            }
            Kind::Unknown => {
                directives.finish();
                shape::vec(
                    &field.ty,
                    "unknown fields are kept in a `Vec<UnknownField<'a>>`",
                    errors,
                );
                Some(Self::Unknown(ident))
            }
            Kind::Trailing => {
                directives.finish();
                Some(Self::Trailing(ident))
            }
        }
    }

    /// Its name in the struct.
    pub(crate) fn ident(&self) -> &'i Ident {
        match self {
            Self::Fixed(fixed) => fixed.ident,
            Self::Floating(floating) => floating.ident(),
            Self::Unknown(ident) | Self::Trailing(ident) => ident,
        }
    }
}

impl<'i> Floating<'i> {
    /// Its name in the struct.
    pub(crate) fn ident(&self) -> &'i Ident {
        match self {
            Self::Field(field) => field.ident,
            Self::List(list) => list.ident,
        }
    }

    /// The type of its value, or of an element.
    pub(crate) fn ty(&self) -> &'i Type {
        match self {
            Self::Field(field) => field.value,
            Self::List(list) => list.ty,
        }
    }
}

impl List<'_> {
    /// Whether its count is a floating field: then the list may be missing.
    pub(crate) fn is_optional(&self) -> bool {
        self.attribute.count.tag.is_some()
    }

    /// Where a mistake about its place is reported.
    pub(crate) fn span(&self) -> Span {
        self.ident.span()
    }
}

/// Whether a word of an attribute names a member. `r#` says how an identifier is written, not which one it is.
pub(crate) fn is_named(member: &Ident, word: &Ident) -> bool {
    member.unraw() == word.unraw()
}

/// The type of an element: a list with a floating count may be missing, one with a fixed count may not.
fn element_type<'i>(ty: &'i Type, count: &Count, errors: &Errors) -> &'i Type {
    if count.tag.is_some() {
        shape::option_vec(ty, "a list whose count has a tag may be missing", errors)
    } else {
        shape::vec(
            ty,
            "a list whose count is in the fixed part is always there, if empty",
            errors,
        )
    }
}

/// A maximum says nothing about a value that always has the same size, and only a named variable
/// has parts.
fn check_limits(attribute: &FieldAttribute, value: &Type, errors: &Errors) {
    if let (Some(parts), Some(name)) = (&attribute.parts, shape::partless_name(value)) {
        errors.at(
            parts.span,
            format!("`parts` limits the name and the value of a `NamedVariable` or `NamedArray`; `{name}` has none"),
        );
    }
    if let (Some(maximum), Some(name)) = (attribute.maxima.first(), shape::sized_name(value)) {
        errors.at(
            maximum.span(),
            format!("`max` limits the bytes of text and the like; `{name}` has one size"),
        );
    }
}
