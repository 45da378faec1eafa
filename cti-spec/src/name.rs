//! Names of the guide, the Rust names made of them, and which name a misspelled one was meant to be.

/// A name as the guide spells it, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The spelling of the guide: `NumCTIClients`, `AGENT_STATE_EVENT`.
    pub guide: String,
    /// Its words in lower case: `num`, `cti`, `clients`.
    pub words: Vec<String>,
}

impl Name {
    /// Splits a name of the guide into words.
    ///
    /// A word ends at an underscore, between a small and a capital letter, and before the last
    /// capital of a run that goes on in small letters (`ICMAgent`: `icm`, `agent`). Digits belong
    /// to the word before them. A plural `s` belongs to the capitals before it (`NumMRDs`: `num`,
    /// `mrds`). A run of capitals that consists of several of the `acronyms` is split between
    /// them (`MRDID`: `mrd`, `id`), any other is one word (`DNIS`).
    #[must_use]
    pub fn new(guide: &str, acronyms: &[String]) -> Self {
        let words = guide
            .split('_')
            .flat_map(split_capitals)
            .flat_map(|word| split_acronyms(&word, acronyms))
            .map(|word| word.to_ascii_lowercase())
            .collect();
        Self {
            guide: guide.to_owned(),
            words,
        }
    }

    /// The name of a member, function or module: `num_cti_clients`. A Rust keyword becomes a raw
    /// identifier, `r#type`; the few that cannot be raw get an underscore, `self_`.
    #[must_use]
    pub fn snake(&self) -> String {
        let name = identifier(self.words.join("_"));
        if is_never_raw(&name) {
            format!("{name}_")
        } else if is_keyword(&name) {
            format!("r#{name}")
        } else {
            name
        }
    }

    /// The name of a type: `AgentStateEvent`.
    #[must_use]
    pub fn pascal(&self) -> String {
        let name = identifier(self.words.iter().map(|word| capitalized(word)).collect());
        if is_never_raw(&name) {
            format!("{name}_")
        } else {
            name
        }
    }

    /// The name of a constant: `CLIENT_ID_TAG`. No keyword is written in capitals.
    #[must_use]
    pub fn screaming(&self) -> String {
        identifier(self.words.join("_").to_ascii_uppercase())
    }
}

/// Splits a name without underscores where its capitals tell a new word.
fn split_capitals(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        match words.last_mut() {
            Some(word) if !before.is_some_and(|&before| starts_word(before, &letters[at..])) => {
                word.push(letter);
            }
            _ => words.push(letter.to_string()),
        }
    }
    words
}

/// Whether a word starts with the first of `rest`, which `before` stands before.
fn starts_word(before: char, rest: &[char]) -> bool {
    let Some((first, after)) = rest.split_first() else {
        return false;
    };
    if !first.is_ascii_uppercase() {
        return false;
    }
    if !before.is_ascii_uppercase() {
        return true;
    }
    // The last capital of a run begins the word whose small letters follow, unless all that
    // follows is the plural `s` of the run.
    match after {
        ['s'] => false,
        ['s', next, ..] if !next.is_ascii_lowercase() => false,
        [next, ..] => next.is_ascii_lowercase(),
        [] => false,
    }
}

/// Splits a run of capitals, perhaps with a plural `s`, that consists of acronyms entirely.
fn split_acronyms(word: &str, acronyms: &[String]) -> Vec<String> {
    let (run, plural) = match word.strip_suffix('s') {
        Some(run) => (run, "s"),
        None => (word, ""),
    };
    if !run.chars().all(|letter| letter.is_ascii_uppercase()) {
        return vec![word.to_owned()];
    }
    match tiling(run, acronyms) {
        Some(mut parts) if !parts.is_empty() => {
            if let Some(last) = parts.last_mut() {
                last.push_str(plural);
            }
            parts
        }
        _ => vec![word.to_owned()],
    }
}

/// The fewest acronyms that make up `run`, in order.
fn tiling(run: &str, acronyms: &[String]) -> Option<Vec<String>> {
    // `best[i]` is the tiling of the first `i` bytes; all bytes are ASCII letters.
    let mut best: Vec<Option<Vec<String>>> = vec![None; run.len() + 1];
    if let Some(start) = best.first_mut() {
        *start = Some(Vec::new());
    }
    for end in 1..=run.len() {
        best[end] = acronyms
            .iter()
            .filter(|acronym| !acronym.is_empty() && run[..end].ends_with(acronym.as_str()))
            .filter_map(|acronym| {
                let mut parts = best[end - acronym.len()].clone()?;
                parts.push(acronym.clone());
                Some(parts)
            })
            .min_by_key(Vec::len);
    }
    best.pop().flatten()
}

/// The word with its first letter in upper case.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

/// The name with an underscore before it if it could not start an identifier.
fn identifier(name: String) -> String {
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name
    } else {
        format!("_{name}")
    }
}

/// Whether a name is a word of Rust, in any edition, that `r#` makes an identifier of.
fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether a name is a word of Rust that cannot be a raw identifier; or `mod`, since the file of a module
/// with that name would be the `mod.rs` of its folder.
fn is_never_raw(name: &str) -> bool {
    ["self", "Self", "super", "crate", "mod"].contains(&name)
}

/// The strict and the reserved keywords up to edition 2024, without those above.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
    "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The nearest of the known names, if one is near enough to be what was meant.
///
/// Case and underscores do not count. A third of the letters may differ, but at most 4: each letter
/// that is put in, taken out, changed, or swapped with its neighbour. The beginning of a name will
/// do as well, if it has more than 3 letters: `CLIENT_ID` for `CLIENT_ID_TAG`. Names with other numbers
/// are other names: `E9` is not meant by `E99`.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // cti-messages has the same rule in code of its own, since it builds without the standard library and
    // must not depend on this crate. A test of the workspace compares both.
    let wrong = plain(wrong);
    let length = wrong.chars().count();
    // A third: a shorter name has no room for two mistakes.
    let allowed = (length / 3).clamp(1, 4);
    known
        .into_iter()
        .filter_map(|name| {
            let known = plain(name);
            if is_other_number(&wrong, &known) {
                return None;
            }
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

/// Whether two names differ in their digits, and in nothing else.
fn is_other_number(wrong: &str, known: &str) -> bool {
    let is_digit = |letter: &char| letter.is_ascii_digit();
    let rest = |name: &str| {
        name.chars()
            .filter(|letter| !is_digit(letter))
            .collect::<String>()
    };
    let numbered = [wrong, known]
        .iter()
        .all(|name| name.chars().any(|letter| is_digit(&letter)));
    numbered && wrong != known && rest(wrong) == rest(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name with the acronyms of GED-188.
    fn name(guide: &str) -> Name {
        Name::new(guide, &["MRD".to_owned(), "ID".to_owned()])
    }

    #[test]
    fn splits_names_into_words() {
        for (guide, snake, pascal) in [
            ("ANI", "ani", "Ani"),
            ("ANI_II", "ani_ii", "AniIi"),
            ("DNIS", "dnis", "Dnis"),
            ("NumCTIClients", "num_cti_clients", "NumCtiClients"),
            ("NumMRDs", "num_mrds", "NumMrds"),
            ("MRDID", "mrd_id", "MrdId"),
            ("FltAgentMRDID", "flt_agent_mrd_id", "FltAgentMrdId"),
            ("FltMRDomainID", "flt_mr_domain_id", "FltMrDomainId"),
            ("AgentIDLong", "agent_id_long", "AgentIdLong"),
            (
                "ICMCentralControllerTime",
                "icm_central_controller_time",
                "IcmCentralControllerTime",
            ),
            (
                "AgentsICMAvailable",
                "agents_icm_available",
                "AgentsIcmAvailable",
            ),
            (
                "CtiOsCilClientID",
                "cti_os_cil_client_id",
                "CtiOsCilClientId",
            ),
            (
                "ClientAddressIPV6",
                "client_address_ipv6",
                "ClientAddressIpv6",
            ),
            (
                "ProtocolReferenceGUID",
                "protocol_reference_guid",
                "ProtocolReferenceGuid",
            ),
            ("CallVariable10", "call_variable10", "CallVariable10"),
            ("CallsQTime5", "calls_q_time5", "CallsQTime5"),
            ("LongestCallQ5", "longest_call_q5", "LongestCallQ5"),
            ("HandledCallsTo5", "handled_calls_to5", "HandledCallsTo5"),
            ("RTPType", "rtp_type", "RtpType"),
            ("SSOEnabled", "sso_enabled", "SsoEnabled"),
            ("MRDIDs", "mrd_ids", "MrdIds"),
            ("MRDsInUse", "mrds_in_use", "MrdsInUse"),
            ("ICMAssistant", "icm_assistant", "IcmAssistant"),
            ("s", "s", "S"),
            ("AGENT_STATE_EVENT", "agent_state_event", "AgentStateEvent"),
            ("CALL_VAR_10_TAG", "call_var_10_tag", "CallVar10Tag"),
        ] {
            let name = name(guide);
            assert_eq!(name.guide, guide);
            assert_eq!(name.snake(), snake);
            assert_eq!(name.pascal(), pascal);
            assert_eq!(name.screaming(), snake.to_ascii_uppercase());
        }
    }

    #[test]
    fn keywords_become_identifiers() {
        assert_eq!(name("Type").snake(), "r#type");
        assert_eq!(name("Gen").snake(), "r#gen");
        assert_eq!(name("Self").snake(), "self_");
        assert_eq!(name("SELF").pascal(), "Self_");
        assert_eq!(name("CRATE").snake(), "crate_");
        assert_eq!(name("Mod").snake(), "mod_");
        for keyword in KEYWORDS {
            assert_eq!(name(keyword).snake(), format!("r#{keyword}"));
        }
    }

    #[test]
    fn every_name_is_an_identifier() {
        for guide in ["", "_", "__", "5", "_5A", "s", "ss", "As", "sAs"] {
            let name = name(guide);
            for identifier in [name.snake(), name.pascal(), name.screaming()] {
                assert!(
                    identifier
                        .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_'),
                    "{guide:?}: {identifier:?}"
                );
            }
        }
    }

    #[test]
    fn acronyms_split_only_what_they_fill() {
        let acronyms = ["AB", "ABC", "CD", "D"].map(str::to_owned);
        let words = |guide| Name::new(guide, &acronyms).words;
        assert_eq!(words("ABCD"), ["ab", "cd"]);
        assert_eq!(words("ABCABC"), ["abc", "abc"]);
        assert_eq!(words("ABE"), ["abe"]);
        // Many ways to split take no longer than one.
        let long = "D".repeat(500);
        assert_eq!(words(&long).len(), 500);
    }

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

    #[test]
    fn another_number_is_another_name() {
        let known = || ["E8", "E9", "CallVariable1", "Total"].into_iter();
        for other in ["E99", "E7", "CallVariable2", "CallVariable10"] {
            assert_eq!(nearest(other, known()), None, "{other}");
        }
        assert_eq!(nearest("CallVariable", known()), Some("CallVariable1"));
        assert_eq!(nearest("Total2", known()), Some("Total"));
        assert_eq!(nearest("CalVariable1", known()), Some("CallVariable1"));
        assert_eq!(nearest("callvariable1", known()), Some("CallVariable1"));
    }
}
