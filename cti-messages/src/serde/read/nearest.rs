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

/// How many letters have to be put in, taken out or changed to make one name of the other
/// (Levenshtein).
fn steps(one: &[char], other: &[char]) -> usize {
    // The steps from each beginning of `one` to the beginning of `other` so far.
    let mut row: Vec<usize> = (0..=one.len()).collect();
    for (place, letter) in other.iter().enumerate() {
        let mut before = place;
        row[0] = place + 1;
        for (at, same) in one.iter().map(|known| known == letter).enumerate() {
            let changed = before + usize::from(!same);
            before = row[at + 1];
            row[at + 1] = changed.min(before + 1).min(row[at] + 1);
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
            ("ab", "ba", 2),
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
