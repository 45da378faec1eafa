//! The mistakes in `tests/ui` with their places, asked without a compiler: the same as the compiler shows.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

use super::derives;

#[test]
fn mistakes_are_where_the_compiler_shows_them() {
    let cases = cases();
    assert!(!cases.is_empty());
    for case in cases {
        let expected = shown(&case.with_extension("stderr"));
        assert!(!expected.is_empty(), "{}", case.display());
        let reported = reported(&fs::read_to_string(&case).unwrap());
        assert_eq!(reported, expected, "{}", case.display());
    }
}

/// What is not there has no place.
#[test]
fn a_missing_value_is_reported_at_its_key() {
    let source = "#[derive(Id)]\n#[cti(name = \"SeatID\", null =)]\nstruct SeatId(u8);";
    let text = "`null` takes a word: `null = NULL`";
    assert_eq!(reported(source), [(2, 24, text.to_owned())]);
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    paths
}

/// The mistakes that the derives find in items: line, column, text.
fn reported(source: &str) -> Vec<(usize, usize, String)> {
    let file = syn::parse_file(source).unwrap();
    let mut found = Vec::new();
    for item in file.items {
        for derive in derives(&item) {
            collect(derive(item.to_token_stream()), &mut found);
        }
    }
    found
}

fn collect(output: TokenStream, found: &mut Vec<(usize, usize, String)>) {
    let mut place = None;
    for token in output {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                place = Some(ident.span().start());
            }
            TokenTree::Group(group) => match place.take() {
                Some(start) => {
                    let text: syn::LitStr = syn::parse2(group.stream()).unwrap();
                    found.push((start.line, start.column + 1, text.value()));
                }
                None => collect(group.stream(), found),
            },
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The mistakes in what the compiler shows: line, column, text. Its own errors, which have a number, are left out.
fn shown(path: &Path) -> Vec<(usize, usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(text) = line.strip_prefix("error: ") else {
            continue;
        };
        let place = lines.next().unwrap().trim_start();
        let mut numbers = place.rsplitn(3, ':').map(|number| number.parse().ok());
        let (column, line) = (numbers.next().flatten(), numbers.next().flatten());
        found.push((line.unwrap(), column.unwrap(), text.to_owned()));
    }
    found
}
