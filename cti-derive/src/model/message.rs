//! A message.

use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Lifetime, Path};

use crate::attribute::directives::Directives;
use crate::attribute::member::MESSAGE_KINDS;
use crate::attribute::message::{Confirmation, MessageAttribute};
use crate::errors::Errors;
use crate::limits::{MAX_COMBINED_LIMITS, MAX_MEMBERS};
use crate::model::container;
use crate::model::fixed::FixedPart;
use crate::model::floating::FloatingPart;
use crate::model::member::{Fixed, Floating, Member, is_named};

const WHAT: &str = "a message";

/// A struct for `#[derive(TypedMessage)]`.
pub(crate) struct Message<'i> {
    pub(crate) attribute: MessageAttribute,
    pub(crate) lifetime: &'i Lifetime,
    pub(crate) body: Body<'i>,
}

/// What follows the header of a message.
pub(crate) enum Body<'i> {
    /// A fixed and a floating part.
    Parts(Parts<'i>),
    /// Nothing that is known; the member holds whatever comes.
    Trailing(&'i Ident),
}

/// A body with its two parts.
pub(crate) struct Parts<'i> {
    pub(crate) fixed: FixedPart<'i>,
    pub(crate) floating: FloatingPart<'i>,
    /// The member for unknown fields.
    pub(crate) unknown: &'i Ident,
    /// The fixed member that names the version of the message itself, as an index.
    pub(crate) version: Option<usize>,
    /// The limits on several lists together: their indices among the floating members, and the bytes.
    pub(crate) together: Vec<(Vec<usize>, u16)>,
}

impl<'i> Message<'i> {
    /// Reads the struct; reports all that is wrong with it.
    pub(crate) fn read(input: &'i DeriveInput, errors: &Errors) -> (Path, Option<Self>) {
        let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
        let (runtime, attribute) = MessageAttribute::take(directives, errors);
        let lifetime = container::required_lifetime(input, WHAT, errors);
        let Some(fields) = container::named_fields(input, WHAT, errors) else {
            return (runtime, None);
        };
        let members: Vec<_> = fields
            .iter()
            .filter_map(|field| Member::read(field, MESSAGE_KINDS, errors))
            .collect();
        let complete = members.len() == fields.len();

        let Some(mut attribute) = attribute else {
            return (runtime, None);
        };
        if let Some(Confirmation::Type(path)) = &attribute.confirmed_by {
            if path.is_ident(&input.ident) {
                errors.at(path.span(), "a request cannot be its own confirmation");
            }
        }
        let body = if attribute.header_only.is_some() {
            trailing(&attribute, &members, complete, input, errors).map(Body::Trailing)
        } else {
            parts(&mut attribute, members, complete, input, errors).map(Body::Parts)
        };
        let message = match (lifetime, body) {
            (Some(lifetime), Some(body)) => Some(Self {
                attribute,
                lifetime,
                body,
            }),
            _ => None,
        };
        (runtime, message)
    }
}

/// The one member of a message of which only the header is known.
fn trailing<'i>(
    attribute: &MessageAttribute,
    members: &[Member<'i>],
    complete: bool,
    input: &DeriveInput,
    errors: &Errors,
) -> Option<&'i Ident> {
    for layout in &attribute.layouts {
        errors.at(
            layout.span,
            "a message that is `header_only` has no layouts",
        );
    }
    for together in &attribute.together {
        errors.at(
            together.span,
            "a message that is `header_only` has no lists",
        );
    }
    if let Some(member) = &attribute.version_from {
        errors.at(
            member.span(),
            "a message that is `header_only` has no field to take the version from",
        );
    }
    let mut trailing = None;
    for member in members {
        match member {
            Member::Trailing(ident) if trailing.is_none() => trailing = Some(*ident),
            other => errors.at(
                other.ident().span(),
                "a message that is `header_only` has one member: `#[cti(trailing)] pub trailing: TrailingBytes<'a>`",
            ),
        }
    }
    if members.is_empty() && complete {
        let advice = "`#[cti(trailing)] pub trailing: TrailingBytes<'a>`";
        errors.at(
            input.ident.span(),
            format!("a message that is `header_only` keeps what follows: give it {advice}"),
        );
    }
    trailing
}

/// The parts of a message with a known body.
fn parts<'i>(
    attribute: &mut MessageAttribute,
    members: Vec<Member<'i>>,
    complete: bool,
    input: &DeriveInput,
    errors: &Errors,
) -> Option<Parts<'i>> {
    let unknown = container::unknown_member(&members, complete, WHAT, input, errors);
    let mut fixed = Vec::new();
    let mut floating = Vec::new();
    for member in members {
        match member {
            Member::Fixed(member) => {
                if !floating.is_empty() {
                    errors.at(
                        member.ident.span(),
                        "the fixed part comes first: move this before the floating members",
                    );
                }
                fixed.push(member);
            }
            Member::Floating(member) => floating.push(member),
            Member::Unknown(_) => {}
            Member::Trailing(ident) => {
                errors.at(
                    ident.span(),
                    "a `trailing` member belongs to a message that is `header_only`",
                );
            }
        }
    }
    check_number(&fixed, &floating, errors);
    let floating = FloatingPart::new(floating, complete, errors);
    let layouts = std::mem::take(&mut attribute.layouts);
    let has_layouts = !layouts.is_empty();
    let fixed = FixedPart::new(fixed, layouts, &floating, complete, errors);
    if let Some(name) = attribute.version_from.as_ref().filter(|_| has_layouts) {
        errors.at(
            name.span(),
            "`version_from` cannot be combined with `layout(…)`: the version needs one place in all bodies",
        );
    }
    let version = attribute
        .version_from
        .as_ref()
        .and_then(|name| version_member(name, &fixed, &floating, complete, errors));
    if let Some(together) = attribute.together.get(MAX_COMBINED_LIMITS) {
        errors.at(
            together.span,
            format!("a message has at most {MAX_COMBINED_LIMITS} combined limits (`together`)"),
        );
    }
    let together = attribute
        .together
        .iter()
        .map(|together| {
            (
                list_indices(&together.lists, &floating, complete, errors),
                together.max.value,
            )
        })
        .collect();
    Some(Parts {
        fixed,
        floating,
        unknown: unknown?,
        version,
        together,
    })
}

/// The runtime remembers of each member whether it has been written.
fn check_number(fixed: &[Fixed<'_>], floating: &[Floating<'_>], errors: &Errors) {
    let fixed = fixed.iter().map(|member| member.ident);
    let floating = floating.iter().map(|member| member.ident());
    if let Some(extra) = fixed.chain(floating).nth(MAX_MEMBERS) {
        errors.at(
            extra.span(),
            format!("a message has at most {MAX_MEMBERS} members besides `unknown`"),
        );
    }
}

/// The fixed member in which the version stands: every message has it, at the same place, since the version is not known
/// before it is read.
fn version_member(
    name: &Ident,
    fixed: &FixedPart<'_>,
    floating: &FloatingPart<'_>,
    complete: bool,
    errors: &Errors,
) -> Option<usize> {
    let Some(index) = fixed.position(name) else {
        if complete {
            errors.at(name.span(), format!("there is no `fixed` member `{name}`"));
        }
        return None;
    };
    if fixed.members.get(index)?.optional {
        errors.at(
            name.span(),
            format!("`{name}` is not in every version, so the version cannot be read from it"),
        );
    } else if complete {
        if let Some(earlier) = fixed.windowed_before(index, floating) {
            errors.at(
                name.span(),
                format!(
                    "`{earlier}` stands before `{name}` and is not in every version, so the place of `{name}` depends \
                     on the version that it names"
                ),
            );
        }
    }
    Some(index)
}

/// The places of named lists among the floating members.
fn list_indices(
    names: &[Ident],
    floating: &FloatingPart<'_>,
    complete: bool,
    errors: &Errors,
) -> Vec<usize> {
    let mut indices = Vec::new();
    for name in names {
        match floating
            .members
            .iter()
            .position(|member| is_named(member.ident(), name))
        {
            Some(index) if matches!(floating.members.get(index), Some(Floating::Field(_))) => {
                errors.at(name.span(), format!("`{name}` is not a list"));
            }
            Some(index) if indices.contains(&index) => {
                errors.at(name.span(), format!("`{name}` is named twice"))
            }
            Some(index) => indices.push(index),
            None if complete => errors.at(name.span(), format!("there is no list `{name}`")),
            None => {}
        }
    }
    indices
}
