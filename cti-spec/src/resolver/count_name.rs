//! The name of a list: that of its count, without the words for "number of".

use crate::ast::Word;
use crate::diagnostic::Diagnostic;

/// How the name of a count begins. `Num` is the beginning of another one, so it stands last.
const BEGINNINGS: [&str; 3] = ["NumberOf", "NumOf", "Num"];

/// What is wrong with the name of a list, next to that of its count.
pub(super) fn check(list: &Word, count: &Word) -> Option<Diagnostic> {
    let Some(wanted) = of_list(&count.value) else {
        return Some(no_number(list, count));
    };
    (list.value != wanted).then(|| other_name(list, count, wanted))
}

/// The name of the list that a count of this name counts.
fn of_list(count: &str) -> Option<&str> {
    let mut names = BEGINNINGS
        .iter()
        .filter_map(|beginning| count.strip_prefix(beginning));
    // `Numerals` is no number of `erals`.
    names.find(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// A list that is not named after its count.
fn other_name(list: &Word, count: &Word, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is not named after its count", list.value),
        list.span,
        "another name",
    )
    .with_place(count.span, "its count")
    .with_help(format!("name the list `{wanted}`"))
}

/// A count whose name does not say what it counts.
fn no_number(list: &Word, count: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is no name of a count", count.value),
        count.span,
        format!("counts `{}`", list.value),
    )
    .with_place(list.span, "the list")
    .with_help(format!(
        "a count is named after its list: `Num{0}`, `NumOf{0}` or `NumberOf{0}`",
        list.value
    ))
}

#[cfg(test)]
mod tests {
    use super::of_list;

    #[test]
    fn the_longest_beginning_is_left_out() {
        for (count, list) in [
            ("NumberOfAgents", Some("Agents")),
            ("NumOfEnabledServices", Some("EnabledServices")),
            ("NumMRDs", Some("MRDs")),
            ("NumOffers", Some("Offers")),
            ("NumNumOfLines", Some("NumOfLines")),
            ("Numerals", None),
            ("Num", None),
            ("NumberOf", None),
            ("Agents", None),
        ] {
            assert_eq!(of_list(count), list, "{count}");
        }
    }
}
