//! The ID that a request and its answer have in common: which member of a message it is.

use crate::fields::{Fields, OwnedValue, Value};
// The specification says which one it is.
use crate::generated::protocol::{NO_PAIRING_ID, PairingId as InvokeId};
use crate::info::{Form, Kind, MemberInfo, MessageInfo};
use crate::wire::Scalar;

/// Refuses a request, or a confirmation, without the ID by which they find each other: an event would be taken for the
/// answer. The derive calls it when the message is compiled.
///
/// # Panics
/// If the fixed part has no such ID.
pub const fn check_pairing(info: &MessageInfo) {
    // Without an ID, the specification pairs no messages; without a name, the derive has failed and said why.
    if !matches!(InvokeId::KIND, Kind::Id(_)) || info.name.is_empty() {
        return;
    }
    let mut members = info.members;
    while let [member, rest @ ..] = members {
        if is_pairing_id(member) {
            return;
        }
        members = rest;
    }
    panic!("{}", NO_PAIRING_ID);
}

/// Whether a member is the ID by which messages are paired. A type of one's own may have its name, but not its
/// width, and would lose the ID.
const fn is_pairing_id(member: &MemberInfo) -> bool {
    let (MemberInfo::Fixed(fixed), Kind::Id(wanted)) = (member, InvokeId::KIND) else {
        return false;
    };
    matches!(fixed.kind, Kind::Id(id) if is_same(id.name, wanted.name))
        && matches!(fixed.form, Form::Sized(size) if size == InvokeId::SIZE)
}

/// `==` of names, which is not `const`.
const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, rest @ ..], [other_first, other_rest @ ..]) = (one, other) {
        if *first != *other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}

/// Gives a message an invoke ID, if it has a place for one.
pub(crate) fn set_id_of(message: &mut dyn Fields, id: InvokeId) {
    if let Some((index, _)) = pairing_member(message.members()) {
        let set = message.set_value(index, OwnedValue::Number(id.to_u32().into()));
        debug_assert_eq!(set, Ok(()), "an ID takes any number of 4 bytes");
    }
}

/// The ID by which a message is paired, if it has one.
pub(crate) fn id_of(message: &dyn Fields) -> Option<InvokeId> {
    let (index, _) = pairing_member(message.members())?;
    match message.value(index)? {
        // Where it is shown signed, the bits are those of the negative number.
        Value::Id(number, _) => Some(InvokeId::from_u32(
            u32::try_from(number & 0xFFFF_FFFF).ok()?,
        )),
        _ => None,
    }
}

/// The first member in the fixed part that is the ID by which messages are paired, with its index.
pub(crate) fn pairing_member(
    members: &'static [MemberInfo],
) -> Option<(usize, &'static MemberInfo)> {
    let mut members = members.iter().enumerate();
    members.find(|(_, member)| is_pairing_id(member))
}
