//! The names of all items, which differ in the specification and in Rust.

use std::collections::HashMap;

use super::items::Items;
use super::report::Reporter;
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{Doc, WireForm};
use crate::name::Name;
use crate::source::Span;

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Type,
    Constant,
    Erratum,
    Service,
    Id,
    Enumeration,
    Mask,
    Tag,
    Entry,
    Message,
    Interface,
    /// The key of an interface, whose index it has.
    Key,
}

impl Kind {
    /// The kind in a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Constant => "constant",
            Self::Erratum => "erratum",
            Self::Service => "service",
            Self::Id => "id",
            Self::Enumeration => "enumeration",
            Self::Mask => "mask",
            Self::Tag => "tag",
            Self::Entry => "entry",
            Self::Message => "message",
            Self::Interface => "interface",
            Self::Key => "key",
        }
    }

    /// The kind with its article.
    pub(super) fn with_article(self) -> String {
        let word = self.word();
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {word}")
    }

    /// The Rust names that items of this kind share with others, and how theirs is made.
    fn rust_name(self, name: &Name) -> Option<(Namespace, String)> {
        match self {
            Self::Id
            | Self::Enumeration
            | Self::Mask
            | Self::Entry
            | Self::Message
            | Self::Interface
            | Self::Key => Some((Namespace::Types, name.pascal())),
            Self::Service => Some((Namespace::Services, name.pascal())),
            Self::Tag => Some((Namespace::Tags, name.screaming())),
            Self::Constant => Some((Namespace::Constants, name.screaming())),
            Self::Type | Self::Erratum => None,
        }
    }
}

/// The Rust name for messages whose number is unknown.
const UNKNOWN: &str = "Unknown";

/// How the names of keys end. A key gives its name to a function of all messages, where none of the
/// other functions ends so.
const KEY: &str = "Key";

/// Where Rust names must differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Namespace {
    Types,
    Services,
    Tags,
    Constants,
}

/// The item of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Symbol {
    pub kind: Kind,
    /// The index among the items of its kind.
    pub index: usize,
    /// Where it is declared.
    pub span: Span,
}

/// All names with their items.
pub(super) struct Names<'a> {
    symbols: HashMap<&'a str, Symbol>,
    /// In order of declaration, so that hints do not depend on chance.
    order: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// The item of a name.
    pub(super) fn get(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The names of items of these kinds.
    pub(super) fn of_kinds(&self, kinds: &[Kind]) -> impl Iterator<Item = &'a str> {
        self.order.iter().copied().filter(|name| {
            self.symbols
                .get(name)
                .is_some_and(|symbol| kinds.contains(&symbol.kind))
        })
    }
}

/// How a field suits an ID, an enumeration or a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is not an integer.
    NoInteger,
    /// It is signed, and only an ID can be the meaning of a signed field: its bits are the same.
    Signed,
    /// It takes other bytes than the named type.
    OtherWidth { field: u8, named: u8 },
    /// It has the width of the named type.
    Same,
    /// The width of the named type is not known, which is reported with that type; or the name is that of
    /// something else.
    Unknown,
}

impl Names<'_> {
    /// The wire form of a type.
    pub(super) fn form(&self, items: &Items<'_>, ty: &Word) -> Option<WireForm> {
        let symbol = self.get(&ty.value)?;
        let (_, declared) = items.types.get(symbol.index)?;
        (symbol.kind == Kind::Type).then_some(declared.form)
    }

    /// How a field of a form suits a named type.
    pub(super) fn fit(&self, items: &Items<'_>, form: WireForm, named: Symbol) -> Fit {
        let Some(ty) = (match named.kind {
            Kind::Id => items.ids.get(named.index).map(|(_, id)| &id.ty),
            Kind::Enumeration => items.enumerations.get(named.index).map(|(_, e)| &e.ty),
            Kind::Mask => items.masks.get(named.index).map(|(_, mask)| &mask.ty),
            _ => None,
        }) else {
            return Fit::Unknown;
        };
        let field = match form {
            WireForm::Unsigned(width) => width,
            WireForm::Signed(_) if named.kind != Kind::Id => return Fit::Signed,
            WireForm::Signed(width) => width,
            _ => return Fit::NoInteger,
        };
        match self.form(items, ty) {
            Some(WireForm::Unsigned(named)) if named == field => Fit::Same,
            Some(WireForm::Unsigned(named)) => Fit::OtherWidth { field, named },
            _ => Fit::Unknown,
        }
    }
}

/// Declares the names of all items; a name that is taken is an error.
pub(super) fn declare<'a>(
    items: &Items<'a>,
    acronyms: &[String],
    reporter: &mut Reporter,
) -> Names<'a> {
    let mut names = Names {
        symbols: HashMap::new(),
        order: Vec::new(),
    };
    let mut rust_names: HashMap<(Namespace, String), &Word> = HashMap::new();
    for (kind, index, word) in declarations(items) {
        let symbol = Symbol {
            kind,
            index,
            span: word.span,
        };
        if let Some(&first) = names.symbols.get(word.value.as_str()) {
            reporter.report(duplicate(word, first, kind));
            continue;
        }
        names.symbols.insert(&word.value, symbol);
        names.order.push(&word.value);
        let Some((namespace, rust_name)) = kind.rust_name(&Name::new(&word.value, acronyms)) else {
            continue;
        };
        if kind == Kind::Message && rust_name == UNKNOWN {
            reporter.report(reserved(word));
            continue;
        }
        if kind == Kind::Key && !word.value.ends_with(KEY) {
            reporter.report(no_name_of_key(word));
            continue;
        }
        match rust_names.get(&(namespace, rust_name.clone())) {
            Some(first) => reporter.report(collision(word, first, &rust_name)),
            None => {
                rust_names.insert((namespace, rust_name), word);
            }
        }
    }
    names
}

/// The name of each item with its kind and its index.
fn declarations<'a>(items: &Items<'a>) -> Vec<(Kind, usize, &'a Word)> {
    fn of<'a, T>(
        kind: Kind,
        items: &[(&'a Doc, &'a T)],
        name: impl Fn(&'a T) -> &'a Word,
    ) -> Vec<(Kind, usize, &'a Word)> {
        let names = items.iter().map(|(_, item)| name(item)).enumerate();
        names.map(|(index, name)| (kind, index, name)).collect()
    }
    let mut all = [
        of(Kind::Type, &items.types, |item| &item.name),
        of(Kind::Constant, &items.constants, |item| &item.name),
        of(Kind::Erratum, &items.errata, |item| &item.name),
        of(Kind::Service, &items.services, |item| &item.name),
        of(Kind::Id, &items.ids, |item| &item.name),
        of(Kind::Enumeration, &items.enumerations, |item| &item.name),
        of(Kind::Mask, &items.masks, |item| &item.name),
        of(Kind::Tag, &items.tags, |item| &item.name),
        of(Kind::Entry, &items.entries, |item| &item.name),
        of(Kind::Interface, &items.interfaces, |item| &item.name),
    ]
    .concat();
    let messages = items.messages.iter().enumerate();
    all.extend(messages.map(|(index, message)| (Kind::Message, index, message.name())));
    let interfaces = items.interfaces.iter().enumerate();
    all.extend(
        interfaces.filter_map(|(index, (_, interface))| {
            Some((Kind::Key, index, interface.key.as_ref()?))
        }),
    );
    // In the order of the files, so that of two equal names the later is the wrong one.
    all.sort_by_key(|(_, _, name)| name.span);
    all
}

/// A name that is declared twice.
fn duplicate(word: &Word, first: Symbol, kind: Kind) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is declared twice", word.value),
        word.span,
        format!("the second, {}", kind.with_article()),
    )
    .with_place(
        first.span,
        format!("the first, {}", first.kind.with_article()),
    )
    .with_help("all names of a specification are different")
}

/// A message with a name that the dispatch has already.
fn reserved(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` cannot be the name of a message", word.value),
        word.span,
        "taken",
    )
    .with_help(format!(
        "its Rust name is `{UNKNOWN}`, the name for messages with an unknown number: choose another one"
    ))
}

/// A key with a name that a function of all messages may have.
fn no_name_of_key(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` cannot be the name of a key", word.value),
        word.span,
        format!("does not end in `{KEY}`"),
    )
    .with_help(format!("call it `{}{KEY}`", word.value))
}

/// Two names that become one in Rust.
pub(super) fn collision(word: &Word, first: &Word, rust_name: &str) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` and `{}` have the same Rust name",
            first.value, word.value
        ),
        word.span,
        format!("`{rust_name}` again"),
    )
    .with_place(first.span, format!("this is `{rust_name}` in Rust"))
    .with_help("choose names that differ in more than case and underscores")
}
