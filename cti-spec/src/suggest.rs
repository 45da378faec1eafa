//! "Did you mean": the known name that is nearest to a wrong one.

/// The parts of a choice in words: `a, b or c`.
pub(crate) fn one_of(parts: &[String]) -> String {
    match parts {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The nearest of the known names, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = plain(wrong);
    let length = wrong.chars().count();
    // A third of the letters may differ: a shorter name has no room for two mistakes.
    let allowed = (length / 3).clamp(1, 4);
    known
        .filter_map(|name| {
            let known = plain(name);
            // A name of which the end was left out, `CLIENT_ID` for `CLIENT_ID_TAG`.
            if length > 3 && known.starts_with(&wrong) {
                return Some((allowed, name));
            }
            // Lengths tell most names apart without a look at their letters.
            if known.chars().count().abs_diff(length) > allowed {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&wrong, &known);
            (distance <= allowed).then_some((distance, name))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// A name without what is easily written differently: case and underscores.
fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest_name() {
        let known = || ["USHORT", "UINT", "SHORT", "AgentState", "AgentStateMask"].into_iter();
        assert_eq!(nearest("USHOT", known()), Some("USHORT"));
        assert_eq!(nearest("AGENT_STATE", known()), Some("AgentState"));
        assert_eq!(nearest("AgnetState", known()), Some("AgentState"));
        assert_eq!(nearest("Agent", known()), Some("AgentState"));
        assert_eq!(nearest("PeripheralID", known()), None);
        assert_eq!(nearest("", known()), None);
    }
}
