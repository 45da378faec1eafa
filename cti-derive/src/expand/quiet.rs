//! The input as a part of the derive's own code.
//!
//! Lints look at the code of the user only, and tell the two apart by where its tokens come from. A token that is passed
//! on from the input counts as the user's: the name of a deprecated struct in `impl … for Name` is then a use of it, which
//! the user cannot allow where it is forbidden. So the tokens keep their places, where errors are shown, and otherwise
//! become those of the derive.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

/// Words that are keywords in the edition of this crate, and may be names in an older one of the user.
const KEYWORDS_OF_EDITIONS: [&str; 5] = ["async", "await", "dyn", "gen", "try"];

/// The same tokens at the same places, as tokens of the derive.
pub(super) fn quiet(input: TokenStream) -> TokenStream {
    let quiet_token = |token| match token {
        TokenTree::Group(group) => {
            let mut quieted = Group::new(group.delimiter(), quiet(group.stream()));
            quieted.set_span(group.span());
            TokenTree::Group(quieted)
        }
        TokenTree::Ident(mut ident) => {
            if !means_its_place(&ident) {
                ident.set_span(Span::call_site().located_at(ident.span()));
            }
            TokenTree::Ident(ident)
        }
        other => other,
    };
    input.into_iter().map(quiet_token).collect()
}

/// Whether moving a name to another context changes its meaning: `$crate` is the crate of the macro that contains it.
fn means_its_place(ident: &Ident) -> bool {
    ident == "$crate" || KEYWORDS_OF_EDITIONS.iter().any(|word| ident == word)
}
