//! Lists whose entries lack members, or have them in another order.

use cti_spec::model::{List, ListStyle};
use cti_tests::frames::Field;
use cti_tests::naive::Kind;
use cti_tests::spec;
use cti_tests::whole::{What, Whole};

use crate::check::Matrix;

/// The fields of each entry of the ordered lists of a message, as places in the whole message.
fn ordered_entries(whole: &Whole) -> Vec<(&'static List, usize, Vec<usize>)> {
    let mut entries: Vec<(&'static List, usize, Vec<usize>)> = Vec::new();
    for (index, placed) in whole.fields.iter().enumerate() {
        let What::Member { list, entry, .. } = placed.what else {
            continue;
        };
        if list.style != ListStyle::Ordered {
            continue;
        }
        match entries.last_mut() {
            Some((last, number, fields)) if std::ptr::eq(*last, list) && *number == entry => {
                fields.push(index);
            }
            _ => entries.push((list, entry, vec![index])),
        }
    }
    entries
}

/// Every set of members missing from every entry; 3 entries each.
#[test]
fn ordered_entries_that_lack_members() {
    let mut matrix = Matrix::new("ordered entries that lack members");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 3);
            for (list, entry, members) in ordered_entries(&whole) {
                let name = &list.name.guide;
                let all = matrix.check(&whole.frame(), version);
                let entries = all.value().len_of(name);
                // One of many members, or every set of a few.
                let sets: Vec<u32> = if members.len() <= 4 {
                    (1..1 << members.len()).collect()
                } else {
                    (0..members.len()).map(|member| 1 << member).collect()
                };
                for set in sets {
                    let is_gone = |index: &usize| {
                        let member = members.iter().position(|member| member == index);
                        member.is_some_and(|member| set >> member & 1 == 1)
                    };
                    let fields = (0..whole.fields.len()).filter(|index| !is_gone(index));
                    let frame = whole.frame_of(fields.map(|index| &whole.fields[index].field));
                    let outcome = matrix.check(&frame, version);
                    let value = outcome.value();
                    let is_empty = set.count_ones() as usize == members.len();
                    assert_eq!(value.len_of(name), entries - usize::from(is_empty));
                    assert_eq!(value.unknown, []);
                    if is_empty {
                        let (declared, actual) = (entries, entries - 1);
                        let kind = Kind::CountMismatch { declared, actual };
                        assert_eq!(outcome.strict.expect_err("one entry fewer").kind, kind);
                    } else {
                        // Members may be missing from an entry.
                        assert_eq!(outcome.strict, Ok(()));
                        let mut expected = all.value().entries(name).to_vec();
                        for index in members.iter().filter(|index| is_gone(index)) {
                            let member = whole.fields[*index].what.name();
                            *expected[entry].value_mut(member) = None;
                        }
                        assert_eq!(value.entries(name), expected);
                    }
                }
            }
        }
    }
    matrix.finish(5_500);
}

/// The last members of an entry and the first of the next one missing: what is left is one entry,
/// as there is nothing that tells two apart.
#[test]
fn ordered_entries_that_run_together() {
    let mut matrix = Matrix::new("ordered entries that run together");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let entries = ordered_entries(&whole);
            for pair in entries.windows(2) {
                let [(list, _, first), (other, _, second)] = pair else {
                    unreachable!("windows of two")
                };
                if !std::ptr::eq(*list, *other) || first.len() < 2 {
                    continue;
                }
                for split in 1..first.len() {
                    let gone: Vec<usize> = first[split..]
                        .iter()
                        .chain(&second[..split])
                        .copied()
                        .collect();
                    let fields = (0..whole.fields.len()).filter(|index| !gone.contains(index));
                    let frame = whole.frame_of(fields.map(|index| &whole.fields[index].field));
                    let outcome = matrix.check(&frame, version);
                    let entries = outcome.value().entries(&list.name.guide);
                    assert_eq!(entries.len(), 1);
                    assert_eq!(entries[0].values().count(), first.len());
                    let kind = Kind::CountMismatch {
                        declared: 2,
                        actual: 1,
                    };
                    assert_eq!(outcome.strict.expect_err("one entry").kind, kind);
                }
            }
        }
    }
    matrix.finish(500);
}

/// Members in reverse, and each two neighbours changed.
#[test]
fn ordered_entries_in_another_order() {
    let mut matrix = Matrix::new("ordered entries in another order");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let all = matrix.check(&whole.frame(), version);
            for (list, _, members) in ordered_entries(&whole) {
                let mut orders = vec![members.iter().rev().copied().collect::<Vec<_>>()];
                for at in 1..members.len() {
                    let mut order = members.clone();
                    order.swap(at - 1, at);
                    orders.push(order);
                }
                let length = members.len();
                for order in orders.into_iter().filter(|_| length > 1) {
                    let mut fields: Vec<&Field> =
                        whole.fields.iter().map(|placed| &placed.field).collect();
                    for (place, index) in members.iter().zip(&order) {
                        fields[*place] = &whole.fields[*index].field;
                    }
                    let outcome = matrix.check(&whole.frame_of(fields), version);
                    let entries = outcome.value().len_of(&list.name.guide);
                    let before = all.value().len_of(&list.name.guide);
                    // Each member that does not stand after the one before it opens an entry.
                    let falls = order.windows(2).filter(|pair| pair[0] > pair[1]).count();
                    assert_eq!(entries, before + falls);
                    let fault = outcome.strict.expect_err("more entries than counted");
                    assert!(
                        matches!(
                            fault.kind,
                            Kind::CountMismatch { .. } | Kind::ListTooLong { .. }
                        ),
                        "{fault:?}"
                    );
                }
            }
        }
    }
    matrix.finish(3_300);
}
