//! What a wrong name was meant to be.

use alloc::format;
use alloc::string::String;

/// The name most like a wrong one, as the end of a sentence; empty if none is like it.
pub(super) fn did_you_mean<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    /// Below, two names have little in common but single letters.
    const ALIKE: f64 = 0.7;
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    // Each letter that one has more than the other makes them less alike. Comparing takes time and
    // memory for the product of both lengths, and a wrong name may fill a line.
    let may_be_alike = |name: &str| {
        let other = name.chars().count();
        length.min(other) as f64 >= ALIKE * length.max(other) as f64
    };
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&wrong, name);
    known
        .into_iter()
        .map(|name| (name.to_lowercase(), name))
        .filter(|(plain, _)| may_be_alike(plain))
        .map(|(plain, name)| (likeness(&plain), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map_or_else(String::new, |(_, name)| format!("; did you mean {name}?"))
}
