//! The fixed part of a message, in one layout or in several.

use syn::{Ident, Type};

use crate::attribute::message::{Body, Layout};
use crate::attribute::value::{Spanned, VersionRange};
use crate::errors::Errors;
use crate::limits::MAX_FORM_BYTES;
use crate::model::floating::FloatingPart;
use crate::model::member::{Fixed, Floating, is_named};
use crate::model::placement::{Placed, in_wire_order};
use crate::model::shape;

/// The fixed part of a message.
pub(crate) struct FixedPart<'i> {
    pub(crate) members: Vec<FixedMember<'i>>,
    pub(crate) arrangement: Arrangement,
}

/// A member of the fixed part.
pub(crate) struct FixedMember<'i> {
    pub(crate) field: Fixed<'i>,
    /// The type of its value.
    pub(crate) value: &'i Type,
    /// Whether some version or layout lacks it.
    pub(crate) optional: bool,
}

/// How the fixed part lies on the wire.
pub(crate) enum Arrangement {
    /// In this order; members are indices into the fixed members, counts into the floating ones.
    One(Vec<Placed>),
    /// In the first of these that fits.
    Several(Vec<ResolvedLayout>),
}

/// A layout whose words are replaced by what they name.
pub(crate) struct ResolvedLayout {
    pub(crate) window: VersionRange,
    pub(crate) bodies: Vec<ResolvedBody>,
    /// Indices into the fixed members, with the integer on the wire where it is another than the type's.
    pub(crate) places: Vec<(usize, Option<Ident>)>,
}

/// A form of the body.
pub(crate) struct ResolvedBody {
    /// The bytes of the fixed part.
    pub(crate) size: Spanned<u16>,
    /// The floating field that follows it, as an index into the floating members.
    pub(crate) field: Option<usize>,
}

impl ResolvedLayout {
    /// Whether it has the fixed member with an index.
    pub(crate) fn has(&self, member: usize) -> bool {
        self.places.iter().any(|(index, _)| *index == member)
    }
}

impl<'i> FixedPart<'i> {
    /// Checks the members against the layouts, or puts the counts between them where there are none.
    pub(crate) fn new(
        fields: Vec<Fixed<'i>>,
        layouts: Vec<Layout>,
        floating: &FloatingPart<'_>,
        complete: bool,
        errors: &Errors,
    ) -> Self {
        let ignored = Errors::default();
        let place_errors = if complete { errors } else { &ignored };
        let counted: Vec<_> = floating
            .lists()
            .filter(|(_, list)| !list.is_optional())
            .collect();
        if layouts.is_empty() {
            let counts: Vec<_> = counted
                .iter()
                .map(|(index, list)| (*index, &list.attribute.count))
                .collect();
            let order = in_wire_order(fields.len(), &counts, "the fixed part", place_errors);
            let members: Vec<_> = fields
                .into_iter()
                .map(|field| windowed(field, errors))
                .collect();
            check_windows(windows(&order, &members, floating), place_errors);
            return Self {
                members,
                arrangement: Arrangement::One(order),
            };
        }
        for (_, list) in &counted {
            errors.at(
                list.attribute.count.span,
                "a message with layouts cannot have a count in its fixed part",
            );
        }
        let members: Vec<_> = fields
            .into_iter()
            .map(|field| laid_out(field, &layouts, errors))
            .collect();
        check_reachable(&layouts, errors);
        let layouts = layouts
            .iter()
            .map(|layout| resolved(layout, &members, floating, place_errors))
            .collect();
        Self {
            members,
            arrangement: Arrangement::Several(layouts),
        }
    }

    /// The index of a member.
    pub(crate) fn position(&self, name: &Ident) -> Option<usize> {
        position(&self.members, name)
    }

    /// The first member before another one that is not in every version; for a count, that of its list.
    pub(crate) fn windowed_before<'s>(
        &'s self,
        member: usize,
        floating: &'s FloatingPart<'i>,
    ) -> Option<&'s Ident> {
        let Arrangement::One(order) = &self.arrangement else {
            return None;
        };
        let before = order
            .iter()
            .position(|placed| *placed == Placed::Member(member))?;
        windows(order.get(..before)?, &self.members, floating)
            .find(|(window, _)| !window.is_unbounded())
            .map(|(_, ident)| ident)
    }
}

/// The index of a member.
fn position(members: &[FixedMember<'_>], name: &Ident) -> Option<usize> {
    members
        .iter()
        .position(|member| is_named(member.field.ident, name))
}

/// The versions of each field in the order of the wire, with its member; for a count, that of its list.
fn windows<'s>(
    order: &'s [Placed],
    members: &'s [FixedMember<'_>],
    floating: &'s FloatingPart<'_>,
) -> impl Iterator<Item = (VersionRange, &'s Ident)> {
    order.iter().filter_map(|placed| match *placed {
        Placed::Member(index) => {
            let field = &members.get(index)?.field;
            Some((field.attribute.window, field.ident))
        }
        Placed::Count(index) => match floating.members.get(index)? {
            Floating::List(list) => Some((list.attribute.window, list.ident)),
            Floating::Field(_) => None,
        },
    })
}

/// A member of a message with one layout: it is an `Option` exactly if it has a window.
fn windowed<'i>(field: Fixed<'i>, errors: &Errors) -> FixedMember<'i> {
    let optional = !field.attribute.window.is_unbounded();
    let value = if optional {
        shape::option(
            field.written,
            "a fixed field is not in every version",
            errors,
        )
    } else {
        shape::plain(
            field.written,
            "a fixed field without `since` or `until` is always there",
            errors,
        )
    };
    check_null(&field, optional, errors);
    FixedMember {
        value,
        optional,
        field,
    }
}

/// A member of a message with several layouts: it is an `Option` exactly if some layout lacks it.
fn laid_out<'i>(field: Fixed<'i>, layouts: &[Layout], errors: &Errors) -> FixedMember<'i> {
    if let Some(span) = field.attribute.window.span() {
        errors.at(
            span,
            "in a message with layouts the layouts have the versions, not the members",
        );
    }
    let in_layout = |layout: &&Layout| {
        layout
            .places
            .iter()
            .any(|place| is_named(field.ident, &place.member))
    };
    let number = layouts.iter().filter(in_layout).count();
    let optional = number < layouts.len();
    let value = if number == 0 {
        errors.at(
            field.ident.span(),
            format!("`{}` is in no layout", field.ident),
        );
        field.written
    } else if optional {
        shape::option(field.written, "some layout lacks the field", errors)
    } else {
        shape::plain(field.written, "every layout has the field", errors)
    };
    check_null(&field, optional, errors);
    FixedMember {
        value,
        optional,
        field,
    }
}

/// Null bits are written for `None`.
fn check_null(field: &Fixed<'_>, optional: bool, errors: &Errors) {
    if let Some(null) = field.attribute.null.filter(|_| !optional) {
        errors.at(
            null.span,
            "`null` is written for `None`, which this member cannot be",
        );
    }
}

/// Each field begins at the same place in all versions that have it: so none that came late stands before one that
/// came earlier.
fn check_windows<'s>(windows: impl Iterator<Item = (VersionRange, &'s Ident)>, errors: &Errors) {
    let mut latest: Option<(VersionRange, &Ident)> = None;
    for (window, ident) in windows {
        let late = latest.filter(|(late, _)| late.first() > window.first());
        if let Some((Some(span), late)) = late.map(|(late, ident)| (late.span(), ident)) {
            errors.at(
                span,
                format!("older versions have `{ident}`, which follows `{late}` on the wire"),
            );
            return;
        }
        latest = Some((window, ident));
    }
}

/// A layout is tried only if those before it can refuse a body.
fn check_reachable(layouts: &[Layout], errors: &Errors) {
    for (index, layout) in layouts.iter().enumerate() {
        let hides = |earlier: &Layout| {
            earlier.bodies.is_empty()
                && earlier.window.first() <= layout.window.first()
                && earlier.window.last() >= layout.window.last()
        };
        if layouts.iter().take(index).any(hides) {
            errors.at(
                layout.span,
                "never reached: a layout before it takes any body of the same versions",
            );
        }
    }
}

/// A layout with its words replaced by indices.
fn resolved(
    layout: &Layout,
    members: &[FixedMember<'_>],
    floating: &FloatingPart<'_>,
    errors: &Errors,
) -> ResolvedLayout {
    let mut places: Vec<(usize, Option<Ident>)> = Vec::new();
    for place in &layout.places {
        let name = &place.member;
        match position(members, name) {
            Some(index) if places.iter().any(|(earlier, _)| *earlier == index) => {
                errors.at(name.span(), format!("`{name}` is in this layout already"));
            }
            Some(index) => {
                let optional = members.get(index).is_some_and(|member| member.optional);
                if let Some(integer) = place.integer.as_ref().filter(|_| optional) {
                    errors.at(
                        integer.span(),
                        format!("some layout lacks `{name}`, so it has one width only"),
                    );
                }
                places.push((index, place.integer.clone()));
            }
            None => errors.at(name.span(), format!("there is no `fixed` member `{name}`")),
        }
    }
    let bodies = layout
        .bodies
        .iter()
        .map(|body| resolved_body(body, floating, errors))
        .collect();
    ResolvedLayout {
        window: layout.window,
        bodies,
        places,
    }
}

fn resolved_body(body: &Body, floating: &FloatingPart<'_>, errors: &Errors) -> ResolvedBody {
    let is_field = |member: &Floating<'_>, name: &Ident| matches!(member, Floating::Field(field) if is_named(field.ident, name));
    let field = body.field.as_ref().and_then(|name| {
        let index = floating
            .members
            .iter()
            .position(|member| is_field(member, name));
        if index.is_none() {
            errors.at(name.span(), format!("there is no `field` member `{name}`"));
        }
        index
    });
    if body.field.is_some() && usize::from(*body.size) > MAX_FORM_BYTES {
        errors.at(
            body.size.span,
            format!(
                "a form recognised by a field has at most {MAX_FORM_BYTES} bytes of fixed fields"
            ),
        );
    }
    ResolvedBody {
        size: body.size,
        field,
    }
}
