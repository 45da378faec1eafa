//! What the compiler shows for each mistake, with its place. `TRYBUILD=overwrite` writes the expected texts anew.

#[test]
fn mistakes_are_shown_where_they_are() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    // No mistakes of attributes: only the compiler knows types, their sizes and what they mean.
    cases.compile_fail("tests/sizes/*.rs");
    cases.compile_fail("tests/types/*.rs");
}
