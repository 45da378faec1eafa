//! The floating fields that a message knows.

use cti_messages::ProtocolVersion;
use cti_messages::info::{ElementInfo, FieldInfo, Form, ListInfo, MemberInfo, MessageInfo};

/// A floating field of a message, of one of its entries, or a count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) tag: u16,
    pub(super) form: Form,
    field: Option<&'static FieldInfo>,
}

impl Known {
    fn field(field: &'static FieldInfo) -> Self {
        Self {
            tag: field.tag.0,
            form: field.form,
            field: Some(field),
        }
    }

    /// The most data bytes in a version, where there is a limit.
    pub(super) fn max(&self, version: ProtocolVersion) -> usize {
        self.field
            .and_then(|field| field.max(version))
            .unwrap_or(usize::MAX)
    }
}

/// All floating fields that a message knows, at any depth.
pub(super) fn of(info: &MessageInfo) -> Vec<Known> {
    let mut pool = Vec::new();
    collect(info.members, &mut pool);
    pool
}

fn collect(members: &'static [MemberInfo], pool: &mut Vec<Known>) {
    for member in members {
        match member {
            MemberInfo::Fixed(_) => {}
            MemberInfo::Field(field) => pool.push(Known::field(field)),
            MemberInfo::List(list) => {
                pool.extend(count(list));
                match &list.element {
                    ElementInfo::Value(field) => pool.push(Known::field(field)),
                    ElementInfo::Entry(entry) => collect(entry.members, pool),
                    other => unreachable!("not known to the tests: {other:?}"),
                }
            }
            other => unreachable!("not known to the tests: {other:?}"),
        }
    }
}

/// The count of a list, where it is a floating field.
fn count(list: &ListInfo) -> Option<Known> {
    list.count.tag.map(|tag| Known {
        tag: tag.0,
        form: Form::Sized(list.count.width.into()),
        field: None,
    })
}
