//! What the passes share: the items, the names, the errors so far.

use std::collections::{HashMap, HashSet};

use super::header::Header;
use super::items::Items;
use super::names::{Kind, Names, Symbol};
use super::plain;
use super::versions::Outer;
use crate::ast::{Amount, Errata, Word};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::one_of;
use crate::model::{ErratumIndex, WireForm};
use crate::name::Name;
use crate::name::nearest;
use crate::source::Span;

/// The state of a run.
pub(super) struct Context<'a> {
    pub items: &'a Items<'a>,
    pub messages: &'a [plain::Message],
    pub entries: &'a [plain::Entry],
    pub header: Header,
    pub names: Names<'a>,
    pub lost: Lost<'a>,
    pub diagnostics: Vec<Diagnostic>,
    /// What something refers to.
    pub used: HashSet<(Kind, usize)>,
    /// The unknown names: the diagnostic of each, and the places that refer to it. A place in the
    /// catalogue is one, however many lines use it.
    pub unknown: HashMap<String, (usize, HashSet<Span>)>,
    /// How many references led nowhere.
    pub unresolved: usize,
}

/// What was lost with items that the parser could not read.
pub(super) struct Lost<'a> {
    /// The names in them.
    pub names: HashSet<&'a str>,
    /// Whether the name of one of them could not be read.
    pub a_name: bool,
}

impl Lost<'_> {
    /// Whether a name may be declared in an item that was lost.
    pub(super) fn may_declare(&self, name: &str) -> bool {
        self.a_name || self.names.contains(name)
    }

    /// Whether nothing was lost.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.a_name
    }
}

impl<'a> Context<'a> {
    /// Adds an error.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The versions of the protocol, for windows in items that stand alone.
    pub(super) fn protocol(&self) -> Outer<'static> {
        Outer {
            versions: self.header.versions,
            what: "the protocol",
        }
    }

    /// A name with its words.
    pub(super) fn name(&self, word: &Word) -> Name {
        Name::new(&word.value, &self.header.acronyms)
    }

    /// What a reference refers to, which must be of one of the kinds.
    pub(super) fn find(&mut self, kinds: &[Kind], reference: &Word) -> Option<Symbol> {
        let symbol = self.names.get(&reference.value);
        if let Some(symbol) = symbol.filter(|symbol| kinds.contains(&symbol.kind)) {
            self.used.insert((symbol.kind, symbol.index));
            return Some(symbol);
        }
        self.unresolved += 1;
        if let Some(symbol) = symbol {
            self.report(wrong_kind(kinds, reference, symbol));
        } else if let Some((_, places)) = self.unknown.get_mut(&reference.value) {
            places.insert(reference.span.in_file());
        } else if !self.lost.may_declare(&reference.value) {
            let near = nearest(&reference.value, self.names.of_kinds(kinds));
            let known: Vec<&str> = self.names.of_kinds(kinds).collect();
            let diagnostic = unknown(&in_words(kinds), reference, near, &known);
            let places = HashSet::from([reference.span.in_file()]);
            let found = (self.diagnostics.len(), places);
            self.unknown.insert(reference.value.clone(), found);
            self.report(diagnostic);
        }
        None
    }

    /// Adds to the errors of unknown names how many more places refer to each.
    pub(super) fn count_unknown(&mut self) {
        for (index, places) in self.unknown.values() {
            let places = match places.len() - 1 {
                0 => continue,
                1 => "1 more place refers to it".to_owned(),
                more => format!("{more} more places refer to it"),
            };
            if let Some(diagnostic) = self.diagnostics.get_mut(*index) {
                diagnostic.primary.text = format!("not declared; {places}");
            }
        }
    }

    /// What a reference refers to, without an error: for passes after the one that reports it.
    pub(super) fn lookup(&self, kind: Kind, reference: &Word) -> Option<usize> {
        let symbol = self.names.get(&reference.value)?;
        (symbol.kind == kind).then_some(symbol.index)
    }

    /// The wire form of a type, without an error.
    pub(super) fn form(&self, ty: &Word) -> Option<WireForm> {
        let index = self.lookup(Kind::Type, ty)?;
        let (_, declared) = self.items.types.get(index)?;
        Some(declared.form)
    }

    /// An entry by its name, without an error.
    pub(super) fn entry(&self, name: &Word) -> Option<&'a plain::Entry> {
        let index = self.lookup(Kind::Entry, name)?;
        self.entries.get(index)
    }

    /// The errata that an item notes.
    pub(super) fn errata(&mut self, noted: &Errata) -> Vec<ErratumIndex> {
        let labels = noted.iter().flat_map(|errata| &errata.value);
        labels
            .filter_map(|label| self.find(&[Kind::Erratum], label))
            .map(|symbol| ErratumIndex(symbol.index))
            .collect()
    }

    /// The value of a number or constant.
    pub(super) fn amount(&mut self, amount: &Amount) -> Option<u32> {
        if let Amount::Constant(name) = amount {
            self.find(&[Kind::Constant], name)?;
        }
        self.known_amount(amount)
    }

    /// The value of a number or constant, without an error.
    pub(super) fn known_amount(&self, amount: &Amount) -> Option<u32> {
        match amount {
            Amount::Number(number) => Some(number.value),
            Amount::Constant(name) => {
                let index = self.lookup(Kind::Constant, name)?;
                let (_, constant) = self.items.constants.get(index)?;
                Some(constant.value.value)
            }
        }
    }
}

/// How many names a hint lists.
const FEW: usize = 6;

/// A reference to a name that nothing has.
pub(super) fn unknown(
    what: &str,
    reference: &Word,
    near: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let name = &reference.value;
    let diagnostic = Diagnostic::new(
        format!("unknown {what} `{name}`"),
        reference.span,
        "not declared",
    );
    diagnostic.with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("no {what} is declared"),
        None if known.len() <= FEW => format!("known are: `{}`", known.join("`, `")),
        None => format!("no {what} has a similar name"),
    })
}

/// A reference to a name of another kind.
fn wrong_kind(kinds: &[Kind], reference: &Word, symbol: Symbol) -> Diagnostic {
    let found = symbol.kind.with_article();
    let wanted: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
    let wanted = one_of(&wanted);
    Diagnostic::new(
        format!("`{}` is {found}, where {wanted} is needed", reference.value),
        reference.span,
        format!("{wanted} is needed"),
    )
    .with_place(symbol.span, format!("declared here as {found}"))
    .with_help(format!("put the name of {wanted} here"))
}

/// The kinds in words.
fn in_words(kinds: &[Kind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| kind.word().to_owned()).collect();
    one_of(&words)
}
