//! Splitting `#[cti(…)]` into directives, and taking them out by their key.
//!
//! Whoever takes a key also declares it valid: what nobody took is unknown, and the list of the valid keys in that
//! message is the list of the keys that were asked for. So it cannot go stale.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, Meta};

use crate::errors::Errors;

/// A key of the attribute language.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    /// The word that stands in the attribute.
    pub(crate) word: &'static str,
    /// How it is written, for messages: `tag = 4`.
    pub(crate) usage: &'static str,
}

/// One `key`, `key = value` or `key(…)`.
pub(crate) struct Directive {
    /// The key as it is written, perhaps with `r#`.
    pub(crate) key: Ident,
    /// What follows the key.
    pub(crate) form: Form,
}

impl Directive {
    fn has_key(&self, word: &str) -> bool {
        self.key.unraw() == word
    }
}

/// What follows a key.
pub(crate) enum Form {
    /// Nothing.
    Word,
    /// `= value`.
    Value(TokenStream),
    /// `(…)`.
    List(TokenStream),
}

/// Reads one directive; reports what is wrong with it and yields nothing then.
pub(crate) type Read<T> = fn(&Directive, Key, &Errors) -> Option<T>;

/// The directives of one place: a container, a member, or the inside of a `key(…)`.
pub(crate) struct Directives<'e> {
    /// What has them, for messages: "a `field` member".
    owner: &'static str,
    /// Where a missing key is reported.
    place: Span,
    /// Those that nobody took yet, in the order in which they were written.
    rest: Vec<Directive>,
    /// Items that are no directive, such as the `16` of `max(16, until = 18)`.
    bare: Vec<TokenStream>,
    /// The words that were asked for.
    known: Vec<&'static str>,
    errors: &'e Errors,
}

impl<'e> Directives<'e> {
    /// The directives of all `#[cti(…)]` among the attributes of an item at `place`.
    pub(crate) fn of_attributes(
        attributes: &[Attribute],
        owner: &'static str,
        place: Span,
        errors: &'e Errors,
    ) -> Self {
        let mut directives = Self::empty(owner, place, errors);
        for attribute in attributes {
            let name = attribute.path().get_ident();
            if name.is_none_or(|name| name.unraw() != "cti") {
                continue;
            }
            match &attribute.meta {
                Meta::List(list) => directives.extend(list.tokens.clone()),
                other => errors.at(
                    other.span(),
                    "expected a list of keys in parentheses, as in `#[cti(name = \"…\")]`",
                ),
            }
        }
        directives
    }

    /// The directives inside the parentheses of another one.
    pub(crate) fn of_list(
        tokens: TokenStream,
        owner: &'static str,
        place: Span,
        errors: &'e Errors,
    ) -> Self {
        let mut directives = Self::empty(owner, place, errors);
        directives.extend(tokens);
        directives
    }

    fn empty(owner: &'static str, place: Span, errors: &'e Errors) -> Self {
        Self {
            owner,
            place,
            rest: Vec::new(),
            bare: Vec::new(),
            known: Vec::new(),
            errors,
        }
    }

    fn extend(&mut self, tokens: TokenStream) {
        for item in split_at_commas(tokens) {
            match directive(item) {
                Ok(directive) => self.rest.push(directive),
                Err(bare) => self.bare.push(bare),
            }
        }
    }

    /// Says what the owner is, once that is known; only its own keys are listed from here on.
    pub(crate) fn rename(&mut self, owner: &'static str) {
        self.owner = owner;
        self.known.clear();
    }

    /// Takes a key that may be missing.
    pub(crate) fn optional<T>(&mut self, key: Key, read: Read<T>) -> Option<T> {
        let directive = self.take(key)?;
        read(&directive, key, self.errors)
    }

    /// Takes a key that must be there.
    pub(crate) fn required<T>(&mut self, key: Key, read: Read<T>) -> Option<T> {
        match self.take(key) {
            Some(directive) => read(&directive, key, self.errors),
            None => {
                self.errors
                    .at(self.place, format!("{} needs `{}`", self.owner, key.usage));
                None
            }
        }
    }

    /// Takes a key that may stand any number of times.
    pub(crate) fn repeated<T>(&mut self, key: Key, read: Read<T>) -> Vec<T> {
        self.take_all(key)
            .iter()
            .filter_map(|directive| read(directive, key, self.errors))
            .collect()
    }

    /// Takes at most one of several words that exclude each other.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[(&'static str, T)]) -> Option<(T, Span)> {
        let mut taken: Option<(&str, T, Span)> = None;
        let (chosen, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.rest)
            .into_iter()
            .partition(|directive| choices.iter().any(|(word, _)| directive.has_key(word)));
        self.rest = rest;
        self.known.extend(choices.iter().map(|(word, _)| word));
        for directive in chosen {
            let Some((word, choice)) = choices.iter().find(|(word, _)| directive.has_key(word))
            else {
                continue;
            };
            if !matches!(directive.form, Form::Word) {
                self.errors
                    .at(directive.key.span(), format!("`{word}` takes no value"));
            }
            match taken {
                None => taken = Some((word, *choice, directive.key.span())),
                Some((first, ..)) if first == *word => {
                    self.errors.at(
                        directive.key.span(),
                        format!("`{word}` is given twice; keep one"),
                    );
                }
                Some((first, ..)) => {
                    self.errors.at(
                        directive.key.span(),
                        format!("`{word}` conflicts with `{first}`; keep one"),
                    );
                }
            }
        }
        taken.map(|(_, choice, span)| (choice, span))
    }

    /// Takes the one value that stands without a key, such as the `16` of `max(16, until = 18)`.
    pub(crate) fn bare(&mut self, usage: &str) -> Option<TokenStream> {
        let mut bare = std::mem::take(&mut self.bare).into_iter();
        let first = bare.next();
        if first.is_none() {
            self.errors.at(
                self.place,
                format!("{} needs a value first, as in `{usage}`", self.owner),
            );
        }
        for more in bare {
            self.errors.at(
                more.span(),
                format!(
                    "{} takes one value without a key, as in `{usage}`",
                    self.owner
                ),
            );
        }
        first
    }

    /// Takes the words without a value that are left: names of members.
    pub(crate) fn words(&mut self) -> Vec<Ident> {
        let (words, rest): (Vec<_>, Vec<_>) = self
            .take_rest()
            .into_iter()
            .partition(|directive| matches!(directive.form, Form::Word));
        self.rest = rest;
        words
            .into_iter()
            .map(|directive| directive.key.unraw())
            .collect()
    }

    /// Everything that is left, for lists whose keys are names chosen by the user.
    pub(crate) fn take_rest(&mut self) -> Vec<Directive> {
        std::mem::take(&mut self.rest)
    }

    /// Reports everything that nobody took.
    pub(crate) fn finish(self) {
        let expected = || match &self.known[..] {
            [] => "no keys are allowed here".to_owned(),
            [only] => format!("expected `{only}`"),
            known => format!("expected one of `{}`", known.join("`, `")),
        };
        for directive in &self.rest {
            let message = format!(
                "unknown key `{}` of {}; {}",
                directive.key.unraw(),
                self.owner,
                expected()
            );
            self.errors.at(directive.key.span(), message);
        }
        for bare in &self.bare {
            self.errors.at(
                bare.span(),
                format!("not a key of {}; {}", self.owner, expected()),
            );
        }
    }

    fn take(&mut self, key: Key) -> Option<Directive> {
        let mut all = self.take_all(key).into_iter();
        let first = all.next();
        for again in all {
            self.errors.at(
                again.key.span(),
                format!("`{}` is given twice; keep one", key.word),
            );
        }
        first
    }

    fn take_all(&mut self, key: Key) -> Vec<Directive> {
        self.known.push(key.word);
        let (taken, rest) = std::mem::take(&mut self.rest)
            .into_iter()
            .partition(|directive| directive.has_key(key.word));
        self.rest = rest;
        taken
    }
}

/// The pieces between the commas. A comma at the end adds none; an empty piece is left out, as rustc reports none of
/// its own and nothing was meant by it.
fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![TokenStream::new()];
    for token in tokens {
        match (&token, pieces.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                pieces.push(TokenStream::new())
            }
            (_, Some(piece)) => piece.extend([token]),
            (_, None) => pieces.push(token.into()),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A piece as a directive, or the piece itself if it has another form.
fn directive(piece: TokenStream) -> Result<Directive, TokenStream> {
    let mut tokens = piece.clone().into_iter();
    let Some(TokenTree::Ident(key)) = tokens.next() else {
        return Err(piece);
    };
    let form = match (tokens.next(), tokens.clone().next()) {
        (None, _) => Form::Word,
        (Some(TokenTree::Punct(punct)), _) if punct.as_char() == '=' => {
            Form::Value(tokens.collect())
        }
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            Form::List(group.stream())
        }
        _ => return Err(piece),
    };
    Ok(Directive { key, form })
}
