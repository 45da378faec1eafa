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
///
/// Case and underscores do not count. A third of the letters may differ, but at most 4: each letter
/// that is put in, taken out, changed, or swapped with its neighbour. The beginning of a name will
/// do as well, if it has more than 3 letters: `CLIENT_ID` for `CLIENT_ID_TAG`.
///
/// `cti-messages` has the same rule for names of messages and fields, in code of its own: it builds
/// without the standard library and must not depend on this crate. The workspace's tests compare
/// the answers of both.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = plain(wrong);
    let length = wrong.chars().count();
    // A third: a shorter name has no room for two mistakes.
    let allowed = (length / 3).clamp(1, 4);
    known
        .into_iter()
        .filter_map(|name| {
            let known = plain(name);
            // Lengths tell most names apart without a look at their letters.
            if known.chars().count().abs_diff(length) > allowed {
                let is_beginning = length > 3 && known.starts_with(&wrong);
                return is_beginning.then_some((allowed, name));
            }
            let distance = strsim::osa_distance(&wrong, &known);
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
