//! An entry of a `records` list: it may hold lists and keeps what it does not know.

use syn::{DeriveInput, Ident, Lifetime, Path};

use crate::attribute::directives::Directives;
use crate::attribute::member::RECORD_KINDS;
use crate::attribute::newtype::NameAttribute;
use crate::attribute::value::Spanned;
use crate::errors::Errors;
use crate::model::container;
use crate::model::floating::FloatingPart;
use crate::model::member::{Floating, Member};

const WHAT: &str = "a record";

/// A struct for `#[derive(Record)]`.
pub(crate) struct Record<'i> {
    pub(crate) name: Spanned<String>,
    pub(crate) lifetime: &'i Lifetime,
    pub(crate) part: FloatingPart<'i>,
    /// The member for unknown fields.
    pub(crate) unknown: &'i Ident,
}

impl<'i> Record<'i> {
    /// Reads the struct; reports all that is wrong with it.
    pub(crate) fn read(input: &'i DeriveInput, errors: &Errors) -> (Path, Option<Self>) {
        let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
        let (runtime, attribute) = NameAttribute::take(directives);
        let lifetime = container::required_lifetime(input, WHAT, errors);
        let Some(fields) = container::named_fields(input, WHAT, errors) else {
            return (runtime, None);
        };
        let members: Vec<_> = fields
            .iter()
            .filter_map(|field| Member::read(field, RECORD_KINDS, errors))
            .collect();
        let complete = members.len() == fields.len();

        let unknown = container::unknown_member(&members, complete, WHAT, input, errors);
        let floating: Vec<_> = members
            .into_iter()
            .filter_map(|member| match member {
                Member::Floating(floating) => Some(floating),
                _ => None,
            })
            .collect();
        for member in &floating {
            if let Floating::List(list) = member {
                if !list.is_optional() {
                    errors.at(
                        list.attribute.count.span,
                        "a record has no fixed part: give the count a `tag`",
                    );
                }
            }
        }
        let part = FloatingPart::new(floating, complete, errors);
        let (Some(attribute), Some(lifetime), Some(unknown)) = (attribute, lifetime, unknown)
        else {
            return (runtime, None);
        };
        (
            runtime,
            Some(Self {
                name: attribute.name,
                lifetime,
                part,
                unknown,
            }),
        )
    }
}
