//! A specification that is right, damaged piece by piece.

mod words;

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};

use super::specification::survives;
use words::words;

/// How many specifications there are to be damaged; the first byte of an input chooses one.
pub const BASES: u8 = 7;

/// Specifications with every construct; the last base are the examples of the language reference.
const WHOLE: [&str; BASES as usize - 1] = [
    include_str!("../../../cti-spec/tests/samples/whole.cti"),
    include_str!("../../data/generator/records/spec.cti"),
    include_str!("../../data/generator/layouts/spec.cti"),
    include_str!("../../data/generator/interface/spec.cti"),
    include_str!("../../data/generator/version_from/spec.cti"),
    include_str!("../../data/generator/maxima/spec.cti"),
];

/// Each of them, word by word.
static WORDS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let all = WHOLE.into_iter().chain([EXAMPLES.as_str()]);
    all.map(|text| words(text).collect()).collect()
});

/// The examples of the language reference, which are one specification.
static EXAMPLES: LazyLock<String> = LazyLock::new(|| {
    let page = include_str!("../../../cti-spec/LANGUAGE.md");
    let blocks = page.split("```cti\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next());
    blocks.collect()
});

/// All words that occur in them, and some that should not; each once.
static VOCABULARY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let odd = [
        "",
        "\"",
        "\0",
        "\u{feff}",
        "\r\n",
        "ü",
        "0",
        "1",
        "255",
        "256",
        "65536",
        "0x",
        "0xFFFFFFFF",
        "4294967296",
        "99999999999999999999",
        "/// doc\n",
        "// note\n",
        "type",
        "self",
        "Self",
        "r#fn",
        "_",
        "1A",
    ];
    let mut words: Vec<_> = WORDS.iter().flatten().copied().chain(odd).collect();
    words.sort_unstable();
    words.dedup();
    words
});

/// The most edits: beyond a handful, nothing is left that could be resolved.
const MAX_EDITS: usize = 12;

/// The bytes choose a specification and what is done to it, edit by edit.
///
/// # Panics
/// If an error has no place in the text, or cannot be shown.
pub fn specification_pieces(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    if let Ok(text) = text(&mut choices) {
        survives(text.as_bytes());
    }
}

fn text(choices: &mut Unstructured<'_>) -> Result<String> {
    let base = usize::from(choices.arbitrary::<u8>()?) % WORDS.len();
    let mut words = WORDS[base].clone();
    for _ in 0..MAX_EDITS {
        if choices.is_empty() {
            break;
        }
        edit(choices, &mut words)?;
    }
    Ok(words.concat())
}

/// One edit: of a word, or of some words after each other.
fn edit(choices: &mut Unstructured<'_>, words: &mut Vec<&'static str>) -> Result<()> {
    let (way, at, length): (u8, u16, u8) = choices.arbitrary()?;
    let start = usize::from(at) % (words.len() + 1);
    let end = (start + usize::from(length)).min(words.len());
    let word = VOCABULARY[usize::from(choices.arbitrary::<u16>()?) % VOCABULARY.len()];
    match way % 6 {
        0 => words.insert(start, word),
        1 => {
            words.drain(start..end);
        }
        2 => {
            let again = words[start..end].to_vec();
            words.splice(start..start, again);
        }
        3 => {
            // A piece goes to another place.
            let piece: Vec<_> = words.drain(start..end).collect();
            let to = usize::from(choices.arbitrary::<u16>()?) % (words.len() + 1);
            words.splice(to..to, piece);
        }
        // Twice as often: it is what keeps the rest right.
        _ => {
            if let Some(place) = words.get_mut(start) {
                *place = word;
            }
        }
    }
    Ok(())
}
