//! Numbers and choices in words.

use std::fmt::Display;

/// A number with what it counts: `1 byte`, `2 bytes`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The parts of a choice: `a, b or c`.
pub(crate) fn one_of(parts: &[String]) -> String {
    match parts {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, one_of};

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(0_u32, "byte"), "0 bytes");
        assert_eq!(counted(1_u8, "byte"), "1 byte");
        assert_eq!(counted(2_usize, "byte"), "2 bytes");
    }

    #[test]
    fn the_last_choice_has_an_or() {
        let parts = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(one_of(&parts), "a, b or c");
        assert_eq!(one_of(&parts[..2]), "a or b");
        assert_eq!(one_of(&parts[..1]), "a");
    }
}
