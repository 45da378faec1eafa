//! The inputs of the golden expansions compile, with what the derives make of them. What that is, the tests in the
//! library know.

// They are here to be compiled, not to be used, and as they are.
#![allow(dead_code, unused_parens)]

use std::fs;
use std::path::Path;

/// A module for each input, and the list of them.
macro_rules! inputs {
    ($($feature:ident: $path:literal,)*) => {
        const INPUTS: &[(&str, &str)] = &[$((stringify!($feature), $path)),*];

        $(
            #[path = $path]
            mod $feature;
        )*
    };
}

inputs! {
    confirmed_by: "expansions/accepted/confirmed_by.rs",
    entries: "expansions/accepted/entries.rs",
    enumeration: "expansions/accepted/enumeration.rs",
    fields: "expansions/accepted/fields.rs",
    fixed_counts: "expansions/accepted/fixed_counts.rs",
    fixed_part: "expansions/accepted/fixed_part.rs",
    fixed_windows: "expansions/accepted/fixed_windows.rs",
    floating_counts: "expansions/accepted/floating_counts.rs",
    header: "expansions/accepted/header.rs",
    header_only: "expansions/accepted/header_only.rs",
    id: "expansions/accepted/id.rs",
    layouts: "expansions/accepted/layouts.rs",
    lifetimes: "expansions/accepted/lifetimes.rs",
    lists: "expansions/accepted/lists.rs",
    long_fixed_part: "expansions/accepted/long_fixed_part.rs",
    mask: "expansions/accepted/mask.rs",
    records: "expansions/accepted/records.rs",
    together: "expansions/accepted/together.rs",
    version_from: "expansions/accepted/version_from.rs",
}

#[test]
fn every_input_is_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansions/accepted");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of the inputs is there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".expanded.rs"))
        .collect();
    files.sort();
    let inputs = INPUTS.iter().map(|(name, _)| format!("{name}.rs"));
    assert!(inputs.eq(files.iter().cloned()), "{files:?}");
}
