//! The state that the passes share: items, names, and the diagnostics so far.

use std::collections::HashSet;

use super::expand::plain;
use super::header::Header;
use super::items::Items;
use super::names::{Kind, Names, Symbol};
use super::report::{Referrer, Reporter, unknown};
use super::versions::{self, Outer};
use crate::ast::{Amount, Errata, Window, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{self, ErratumIndex, WireForm};
use crate::name::{Name, nearest};
use crate::words::one_of;

/// The state of a run.
pub(super) struct Context<'a> {
    pub items: &'a Items<'a>,
    pub messages: &'a [plain::Message],
    pub entries: &'a [plain::Entry],
    /// The lists whose count is a name that the catalogue lacks.
    pub uncounted: &'a HashSet<String>,
    pub header: Header,
    pub names: Names<'a>,
    pub reporter: Reporter,
    /// The items that are referred to.
    pub used: HashSet<(Kind, usize)>,
}

impl<'a> Context<'a> {
    /// Reports a diagnostic.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.reporter.report(diagnostic);
    }

    /// The versions of the protocol, for windows outside of messages.
    pub(super) fn protocol(&self) -> Outer<'static> {
        Outer {
            versions: self.header.versions,
            what: "the protocol",
        }
    }

    /// A window inside of something else; a wrong one is reported, and counts as an open one.
    pub(super) fn window(&mut self, written: &Window, outer: Outer<'_>) -> model::Window {
        let protocol = self.header.versions;
        versions::window(written, protocol, outer, &mut self.reporter)
    }

    /// A name with its words.
    pub(super) fn name(&self, word: &Word) -> Name {
        Name::new(&word.value, &self.header.acronyms)
    }

    /// Finds the item of a reference, which must be of one of the kinds; reports it otherwise.
    pub(super) fn find(&mut self, kinds: &[Kind], reference: &Word) -> Option<Symbol> {
        let symbol = self.names.get(&reference.value);
        if let Some(symbol) = symbol.filter(|symbol| kinds.contains(&symbol.kind)) {
            self.used.insert((symbol.kind, symbol.index));
            return Some(symbol);
        }
        if let Some(symbol) = symbol {
            self.report(wrong_kind(kinds, reference, symbol));
        } else if self.items.lost.may_declare(&reference.value) {
            self.reporter.pass_over();
        } else {
            let names = &self.names;
            let diagnostic = || {
                let near = nearest(&reference.value, names.of_kinds(kinds));
                let known: Vec<&str> = names.of_kinds(kinds).collect();
                unknown(&in_words(kinds), reference, near, &known)
            };
            self.reporter
                .report_unknown(Referrer::Place, reference, diagnostic);
        }
        None
    }

    /// Finds the item of a reference, without reporting: for passes after the one that does.
    pub(super) fn lookup(&self, kind: Kind, reference: &Word) -> Option<usize> {
        let symbol = self.names.get(&reference.value)?;
        (symbol.kind == kind).then_some(symbol.index)
    }

    /// The wire form of a type, without an error.
    pub(super) fn form(&self, ty: &Word) -> Option<WireForm> {
        self.names.form(self.items, ty)
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
