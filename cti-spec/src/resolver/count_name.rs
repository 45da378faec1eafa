//! What the name of a count says: the name of its list, without the words for "number of".

/// How the name of a count begins. `Num` is the beginning of another one, so it stands last.
const BEGINNINGS: [&str; 3] = ["NumberOf", "NumOf", "Num"];

/// The name of the list that a count of this name counts.
pub(super) fn of_list(count: &str) -> Option<&str> {
    let mut names = BEGINNINGS
        .iter()
        .filter_map(|beginning| count.strip_prefix(beginning));
    // `Numerals` is no number of `erals`.
    names.find(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
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
