//! Where counts stand: they are no members, so `at` puts them between those that are.

use std::iter;

use crate::attribute::list::Count;
use crate::attribute::value::Spanned;
use crate::errors::Errors;

/// Something on the wire: the n-th of the members, or the count of the n-th member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    Member(usize),
    Count(usize),
}

/// The order on the wire of `members` things and of the counts that stand among them. Each count comes with the
/// index of its list. `part` is what they stand in: "the fixed part".
pub(crate) fn in_wire_order(
    members: usize,
    counts: &[(usize, &Count)],
    part: &str,
    errors: &Errors,
) -> Vec<Placed> {
    let mut places: Vec<Option<Placed>> = iter::repeat_n(None, members + counts.len()).collect();
    let last = places.len().saturating_sub(1);
    for (list, count) in counts {
        let Spanned { value: at, span } = count.at;
        match places.get_mut(usize::from(at)) {
            Some(place @ None) => *place = Some(Placed::Count(*list)),
            Some(Some(_)) => errors.at(
                span,
                format!("place {at} of {part} is taken by another count"),
            ),
            None => errors.at(
                span,
                format!("the places of {part} are 0 to {last}, counts included"),
            ),
        }
    }
    let mut members = (0..members).map(Placed::Member);
    places
        .into_iter()
        .filter_map(|place| place.or_else(|| members.next()))
        .collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::{Placed, in_wire_order};
    use crate::attribute::list::Count;
    use crate::attribute::value::Spanned;
    use crate::errors::Errors;

    fn count(at: u16) -> Count {
        let span = Span::call_site();
        let name = Spanned {
            value: "NumThings".to_owned(),
            span,
        };
        Count {
            name,
            tag: None,
            at: Spanned { value: at, span },
            width: 2,
            span,
        }
    }

    fn order(members: usize, at: &[u16]) -> (Vec<Placed>, bool) {
        let counts: Vec<_> = at.iter().map(|at| count(*at)).collect();
        let counts: Vec<_> = counts.iter().enumerate().collect();
        let errors = Errors::default();
        let order = in_wire_order(members, &counts, "the fixed part", &errors);
        (order, errors.is_empty())
    }

    #[test]
    fn counts_push_members_back() {
        use Placed::{Count, Member};
        assert_eq!(order(0, &[]), (vec![], true));
        assert_eq!(order(0, &[0]), (vec![Count(0)], true));
        assert_eq!(order(2, &[2]), (vec![Member(0), Member(1), Count(0)], true));
        assert_eq!(
            order(2, &[3, 0]),
            (vec![Count(1), Member(0), Member(1), Count(0)], true)
        );
    }

    #[test]
    fn a_place_is_in_the_part_and_free() {
        assert!(!order(2, &[3]).1);
        assert!(!order(2, &[u16::MAX]).1);
        assert!(!order(2, &[1, 1]).1);
    }
}
