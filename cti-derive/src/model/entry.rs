//! An entry of an `ordered` or `columns` list.

use syn::{DeriveInput, Lifetime, Path};

use crate::attribute::directives::Directives;
use crate::attribute::member::ENTRY_KINDS;
use crate::attribute::newtype::NameAttribute;
use crate::attribute::value::Spanned;
use crate::errors::Errors;
use crate::model::member::{Field, Floating, Member};
use crate::model::{container, tags};

const WHAT: &str = "an entry";

/// A struct for `#[derive(Entry)]`.
pub(crate) struct Entry<'i> {
    pub(crate) name: Spanned<String>,
    pub(crate) lifetime: Option<&'i Lifetime>,
    pub(crate) fields: Vec<Field<'i>>,
}

impl<'i> Entry<'i> {
    /// Reads the struct; reports all that is wrong with it.
    pub(crate) fn read(input: &'i DeriveInput, errors: &Errors) -> (Path, Option<Self>) {
        let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
        let (runtime, attribute) = NameAttribute::take(directives);
        let lifetime = container::lifetime(input, WHAT, errors);
        let Some(fields) = container::named_fields(input, WHAT, errors) else {
            return (runtime, None);
        };
        let mut floating = Vec::new();
        for field in fields {
            if let Some(Member::Floating(member)) = Member::read(field, ENTRY_KINDS, errors) {
                floating.push(member);
            }
        }
        if fields.is_empty() {
            errors.at(
                input.ident.span(),
                "an entry has at least one member: an empty one cannot be read back",
            );
        }
        tags::check(&floating, errors);
        let fields: Vec<_> = floating
            .into_iter()
            .filter_map(|member| match member {
                Floating::Field(field) => Some(field),
                Floating::List(_) => None,
            })
            .collect();
        for field in &fields {
            let reason = "any member of an entry may be missing";
            field.attribute.refuse_required(reason, errors);
        }
        (
            runtime,
            attribute.map(|attribute| Self {
                name: attribute.name,
                lifetime,
                fields,
            }),
        )
    }
}
