//! What the generator makes of small specifications, one per feature of the language.
//!
//! `tests/data/generator/<feature>/spec.cti` is a specification, `expected/` beside it what is
//! generated from it. A file that is the same for the feature `minimal` is left out, so that the
//! rest shows what the feature brings. That the expected files compile is tested by
//! `generator_compiles`. Set `BLESS` to write the expected files anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cti_codegen::Generator;
use cti_tests::golden;

/// The feature that has all files.
const MINIMAL: &str = "minimal";

/// One test for each feature.
macro_rules! features {
    ($($feature:ident),* $(,)?) => {
        /// The features that are tested.
        const FEATURES: &[&str] = &[$(stringify!($feature)),*];

        $(
            #[test]
            fn $feature() {
                check(stringify!($feature));
            }
        )*
    };
}

features![
    array,
    basic_types,
    confirmation,
    defaults,
    docs,
    enumeration,
    erratum,
    fixed_window,
    floating_count,
    floating_window,
    header_only,
    id,
    interface,
    keys,
    layouts,
    mask,
    maxima,
    minimal,
    names,
    ordered_list,
    presence,
    records,
    secret,
    single_list,
    unpublished,
    version_from,
];

#[test]
fn every_folder_is_tested() {
    let mut folders: Vec<String> = fs::read_dir(data())
        .expect("the folder of the features is there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    folders.sort();
    assert_eq!(folders, FEATURES);
}

/// The same specification gives the same bytes: nothing depends on the run.
#[test]
fn generating_is_deterministic() {
    for feature in FEATURES {
        let first = generated(feature);
        for _ in 0..4 {
            assert!(generated(feature) == first, "{feature}");
        }
    }
}

/// Compares what is generated for a feature with what is expected.
fn check(feature: &str) {
    let mut files = generated(feature);
    if feature != MINIMAL {
        let minimal = generated(MINIMAL);
        files.retain(|path, text| minimal.get(path) != Some(text));
    }
    for (path, text) in &files {
        let parsed = syn::parse_file(text);
        assert!(parsed.is_ok(), "{feature}: {} is no Rust", path.display());
    }
    golden::assert_folder(&data().join(feature).join("expected"), &files);
}

/// All files that are generated for a feature.
fn generated(feature: &str) -> BTreeMap<PathBuf, String> {
    let folder = data().join(feature);
    let protocol = cti_spec::load(&folder).unwrap_or_else(|error| panic!("{error}"));
    let generator = Generator::new(&protocol).source("cti-spec/spec/ged188");
    let files = generator.rust("").files();
    let files = files.unwrap_or_else(|error| panic!("{error}"));
    files
        .iter()
        .map(|(path, text)| (path, text.to_owned()))
        .collect()
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/generator")
}
