//! The collector of mistakes: a derive reports all of them at once, each at its own place.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// The mistakes found so far. Shared by reference, so that every reader can report and go on.
pub(crate) struct Errors {
    found: RefCell<Vec<syn::Error>>,
    /// A place in the code of the user.
    user: Span,
}

/// Collects mistakes whose report is dropped.
impl Default for Errors {
    fn default() -> Self {
        Self::new(Span::call_site())
    }
}

impl Errors {
    /// No mistakes yet; `user` is a place in the code of the user.
    pub(crate) fn new(user: Span) -> Self {
        Self {
            found: RefCell::default(),
            user,
        }
    }

    /// Reports a mistake at a place.
    pub(crate) fn at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Reports a mistake that syn found.
    pub(crate) fn push(&self, error: syn::Error) {
        self.found.borrow_mut().push(error);
    }

    /// Whether nothing was reported.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// One `compile_error!` for each mistake, in the order in which they were found.
    ///
    /// They are mistakes in the code of the user, so the compiler need not say that the derive reports them.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        let user = self.user;
        self.found
            .into_inner()
            .iter()
            .map(|error| resolved_at(error.to_compile_error(), user))
            .collect()
    }
}

/// The same tokens at the same places, as if they stood in the code that another place is in.
fn resolved_at(tokens: TokenStream, other: Span) -> TokenStream {
    let resolved = |mut token: TokenTree| {
        let place = token.span().resolved_at(other);
        if let TokenTree::Group(group) = &token {
            let content = resolved_at(group.stream(), other);
            token = TokenTree::Group(Group::new(group.delimiter(), content));
        }
        token.set_span(place);
        token
    };
    tokens.into_iter().map(resolved).collect()
}
