//! Messages whose fixed part has several layouts (E1, E20): which one a body has, and which one a
//! value is written in.

use crate::decode::body_has_shape;
use crate::info::{FieldInfo, MAX_FORM_BYTES};
use crate::version::{ProtocolVersion, VersionRange};

/// One of several fixed parts of a message.
#[derive(Debug)]
pub struct Layout {
    /// The versions in which it is tried.
    pub versions: VersionRange,
    /// The bodies that have it; any, if there are none.
    pub bodies: &'static [BodyForm],
    /// Of each fixed member that is an `Option`, in order: whether this layout has it.
    pub has: &'static [bool],
}

/// A form of the body by which a layout is told.
#[derive(Debug)]
pub struct BodyForm {
    /// The bytes of the fixed part.
    pub fixed_bytes: usize,
    /// The one floating field that follows, if one does.
    pub field: Option<&'static FieldInfo>,
}

/// Whether every form recognised by a field fits [`MAX_FORM_BYTES`](crate::info::MAX_FORM_BYTES).
#[must_use]
pub const fn are_told(layouts: &[Layout]) -> bool {
    // Neither iterators nor `for` run in constants.
    let mut layout = 0;
    while layout < layouts.len() {
        let bodies = layouts[layout].bodies;
        let mut body = 0;
        while body < bodies.len() {
            if bodies[body].field.is_some() && bodies[body].fixed_bytes > MAX_FORM_BYTES {
                return false;
            }
            body += 1;
        }
        layout += 1;
    }
    true
}

/// The layout that a body has: the first that fits. `head` is the start of the body, `length` its
/// whole length.
///
/// A body that fits none (it is too short) is read as the last layout of the version, so that the
/// error tells what is missing of that one.
#[must_use]
pub fn form_of(layouts: &[Layout], head: &[u8], length: usize, version: ProtocolVersion) -> usize {
    let fits = |layout: &Layout| {
        layout.versions.contains(version)
            && (layout.bodies.is_empty()
                || layout.bodies.iter().any(|body| {
                    body_has_shape(head, length, version, body.fixed_bytes, body.field)
                }))
    };
    layouts
        .iter()
        .position(fits)
        .or_else(|| {
            layouts
                .iter()
                .rposition(|layout| layout.versions.contains(version))
        })
        .unwrap_or(layouts.len().saturating_sub(1))
}

/// The layout that a value is written in: the first of the version that has just the optional
/// members that are `present`. A value that suits none is written in the one that any body has,
/// where a member without a value gets its null value, and one without a place is an error.
#[must_use]
pub fn form_to_write(layouts: &[Layout], version: ProtocolVersion, present: &[bool]) -> usize {
    let position = |suits: &dyn Fn(&Layout) -> bool| {
        layouts
            .iter()
            .position(|layout| layout.versions.contains(version) && suits(layout))
    };
    position(&|layout| layout.has == present)
        .or_else(|| position(&|layout| layout.bodies.is_empty()))
        .or_else(|| {
            layouts
                .iter()
                .rposition(|layout| layout.versions.contains(version))
        })
        .unwrap_or(layouts.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{BodyForm, Layout, are_told, form_of, form_to_write};
    use crate::decode::body_has_shape;
    use crate::generated::tags::Tag;
    use crate::info::{FieldInfo, Form, Kind, MAX_FORM_BYTES, Presence};
    use crate::version::{ProtocolVersion, VersionRange};

    /// Like CONFIG_REQUEST_EVENT: an old form, and from 20 on a short one told by its body.
    const LAYOUTS: &[Layout] = &[
        Layout {
            versions: VersionRange {
                since: 0,
                until: 19,
            },
            bodies: &[],
            has: &[false],
        },
        Layout {
            versions: VersionRange {
                since: 20,
                until: u8::MAX,
            },
            bodies: &[BodyForm {
                fixed_bytes: 8,
                field: None,
            }],
            has: &[false],
        },
        Layout {
            versions: VersionRange {
                since: 20,
                until: u8::MAX,
            },
            bodies: &[],
            has: &[true],
        },
    ];

    #[test]
    fn a_body_has_the_first_layout_that_fits() {
        assert_eq!(form_of(LAYOUTS, &[0; 8], 8, ProtocolVersion::V19), 0);
        assert_eq!(form_of(LAYOUTS, &[0; 8], 8, ProtocolVersion::V20), 1);
        assert_eq!(form_of(LAYOUTS, &[0; 8], 7, ProtocolVersion::V20), 2);
        assert_eq!(form_of(&LAYOUTS[..2], &[0; 8], 7, ProtocolVersion::V20), 1);
        assert_eq!(form_of(&LAYOUTS[..1], &[0; 8], 8, ProtocolVersion::V20), 0);
    }

    const FIELD: FieldInfo = FieldInfo {
        name: "Field",
        tag: Tag(0x0102),
        kind: Kind::Unsigned,
        form: Form::Sized(1),
        signed: false,
        secret: false,
        maxima: &[],
        parts: None,
        presence: Presence::Optional,
        versions: VersionRange::ALWAYS,
    };

    #[test]
    fn a_field_tells_a_form_near_the_start_of_the_body() {
        const fn layout(bodies: &'static [BodyForm]) -> Layout {
            Layout {
                versions: VersionRange::ALWAYS,
                bodies,
                has: &[],
            }
        }
        const fn body(fixed_bytes: usize, field: Option<&'static FieldInfo>) -> BodyForm {
            BodyForm { fixed_bytes, field }
        }
        let near = const { &[body(MAX_FORM_BYTES, Some(&FIELD)), body(500, None)] };
        let far = const { &[body(500, None), body(MAX_FORM_BYTES + 1, Some(&FIELD))] };
        assert!(are_told(&[]) && are_told(LAYOUTS) && are_told(&[layout(near)]));
        assert!(!are_told(&[layout(near), layout(far)]));
    }

    #[test]
    fn a_body_may_end_with_one_field() {
        const NARROW: FieldInfo = FieldInfo {
            tag: Tag(7),
            ..FIELD
        };
        const TEXT: FieldInfo = FieldInfo {
            form: Form::Text,
            ..NARROW
        };
        let has =
            |body: &[u8], version, field| body_has_shape(body, body.len(), version, 2, Some(field));
        let (old, new) = (ProtocolVersion::V19, ProtocolVersion::V20);
        assert!(has(&[9, 9, 7, 1, 5], old, &NARROW));
        assert!(has(&[9, 9, 1, 2, 0, 1, 5], new, &FIELD));
        for (body, version, field) in [
            (&[9, 9, 7, 1, 5, 0][..], old, &NARROW),
            (&[9, 9, 7, 1], old, &NARROW),
            (&[9, 9, 8, 1, 5], old, &NARROW),
            (&[9, 9, 7, 2, 5], old, &NARROW),
            (&[9, 9, 7, 1, 5], old, &TEXT),
            (&[9, 9, 7, 1, 5], new, &NARROW),
            (&[9, 9, 0, 7, 0, 1, 5], old, &NARROW),
            (&[9, 9, 2, 1, 5], old, &FIELD),
        ] {
            assert!(!has(body, version, field), "{body:?} {version}");
        }
        // The start of a body is enough, if it holds the field's header.
        assert!(body_has_shape(&[9, 9, 7, 1], 5, old, 2, Some(&NARROW)));
        assert!(!body_has_shape(&[9, 9, 7], 5, old, 2, Some(&NARROW)));
        assert!(body_has_shape(&[9, 9], 2, old, 2, None));
        assert!(!body_has_shape(&[9, 9], 3, old, 2, None));
    }

    #[test]
    fn a_value_is_written_in_the_layout_that_suits_it() {
        assert_eq!(form_to_write(LAYOUTS, ProtocolVersion::V19, &[false]), 0);
        assert_eq!(form_to_write(LAYOUTS, ProtocolVersion::V19, &[true]), 0);
        assert_eq!(form_to_write(LAYOUTS, ProtocolVersion::V20, &[false]), 1);
        assert_eq!(form_to_write(LAYOUTS, ProtocolVersion::V20, &[true]), 2);
    }
}
