//! What a wrong name was meant to be.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The name most like a wrong one, as the end of a sentence; empty if none is like it.
///
/// Like it is a name of which at most three letters in ten are others: below, two names have little in
/// common but single letters. (The crate `strsim` counts too, but needs the standard library.)
pub(super) fn did_you_mean<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    let is_like = |most: usize, steps: usize| steps * 10 <= most * 3;
    known
        .into_iter()
        .filter_map(|name| {
            let plain: Vec<char> = name.to_lowercase().chars().collect();
            let most = wrong.len().max(plain.len());
            // Each letter that one has more than the other is a step. To count all takes the product of
            // both lengths, and a wrong name may fill a line.
            if !is_like(most, wrong.len().abs_diff(plain.len())) {
                return None;
            }
            let steps = steps(&wrong, &plain);
            is_like(most, steps).then_some((steps, name))
        })
        .min_by_key(|(steps, _)| *steps)
        .map_or_else(String::new, |(_, name)| format!("; did you mean {name}?"))
}

/// How many letters have to be put in, taken out, changed or swapped with their neighbour to make one
/// name of the other (Damerau and Levenshtein, no letter touched twice).
fn steps(one: &[char], other: &[char]) -> usize {
    // The steps from each beginning of `one` to the beginnings of `other`: to the one so far, and to
    // those a letter and two letters shorter.
    let mut row: Vec<usize> = (0..=one.len()).collect();
    let (mut shorter, mut shortest) = (row.clone(), row.clone());
    for (above, letter) in other.iter().enumerate() {
        core::mem::swap(&mut shortest, &mut shorter);
        core::mem::swap(&mut shorter, &mut row);
        row[0] = above + 1;
        for (left, known) in one.iter().enumerate() {
            let changed = shorter[left] + usize::from(known != letter);
            let mut least = changed.min(row[left] + 1).min(shorter[left + 1] + 1);
            let is_swap =
                left > 0 && above > 0 && one[left - 1] == *letter && *known == other[above - 1];
            if is_swap {
                least = least.min(shortest[left - 1] + 1);
            }
            row[left + 1] = least;
        }
    }
    row[one.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "abc", 0),
            ("kitten", "sitting", 3),
            ("ab", "ba", 1),
            ("abcd", "acbd", 1),
            ("feilds", "fields", 1),
            ("flaw", "lawn", 2),
        ] {
            let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
            assert_eq!(steps(&one, &other), count);
            assert_eq!(steps(&other, &one), count);
        }
    }

    #[test]
    fn the_nearest_is_meant_if_it_is_near() {
        let known = ["InvokeID", "InvokeIDs", "Status"];
        assert_eq!(did_you_mean("invokid", known), "; did you mean InvokeID?");
        assert_eq!(did_you_mean("Statue", known), "; did you mean Status?");
        assert_eq!(did_you_mean("Stages", known), "");
        assert_eq!(did_you_mean("", known), "");
        assert_eq!(did_you_mean("anything", []), "");
    }
}
