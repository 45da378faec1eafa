//! The catalogue: fields, series and lists that many messages share, by name.

use std::collections::{HashMap, HashSet};

use crate::ast::{self, CatalogueField, FieldClauses, Shape, Word};
use crate::diagnostic::Diagnostic;
use crate::model::Doc;
use crate::resolver::items::Items;
use crate::resolver::names::{Kind, Names};
use crate::resolver::report::Reporter;
use crate::source::Span;
use crate::words::counted;

/// The most fields that a series has.
const LONGEST_SERIES: u32 = 64;

/// Where the doc text of a series has the number of the field.
const NUMBER: &str = "{n}";

/// The fields of the catalogue.
pub(super) struct Catalogue {
    fields: HashMap<String, Declared>,
    /// The names in the order of their declaration, so that hints do not depend on chance.
    order: Vec<String>,
    /// The items whose fields some line uses.
    used: HashSet<usize>,
    /// The names of items that are wrong, without the numbers in them.
    wrong: HashSet<String>,
}

/// A field or list as the catalogue declares it.
#[derive(Clone)]
pub(super) struct Declared {
    /// The index of the item.
    item: usize,
    pub doc: Doc,
    pub name: Word,
    pub shape: Shape,
    pub clauses: FieldClauses,
}

/// A field or list of the catalogue among all others.
pub(super) struct Listed {
    pub declared: Declared,
    /// Whether a line uses a field of its series.
    pub is_used: bool,
    /// Whether it is the first of its series.
    pub is_first: bool,
}

impl Catalogue {
    /// The catalogue of all items. A name that is there twice is an error, and so is one that an
    /// entry has: `list of` could mean either.
    pub(super) fn new(items: &Items<'_>, names: &Names<'_>, reporter: &mut Reporter) -> Self {
        let mut catalogue = Self {
            fields: HashMap::new(),
            order: Vec::new(),
            used: HashSet::new(),
            wrong: HashSet::new(),
        };
        for (item, (doc, field)) in items.fields.iter().enumerate() {
            let declared = declared(item, doc, field, reporter);
            if declared.is_empty() {
                let names = std::iter::once(&field.names.first).chain(&field.names.last);
                let names = names.map(|name| without_number(&name.value));
                catalogue.wrong.extend(names);
            }
            for declared in declared {
                let name = declared.name.value.clone();
                let entry = names.get(&name).filter(|symbol| symbol.kind == Kind::Entry);
                if let Some(first) = catalogue.fields.get(&name) {
                    reporter.report(duplicate(&declared.name, first.name.span, "field"));
                } else if let Some(entry) = entry {
                    reporter.report(duplicate(&declared.name, entry.span, "entry"));
                } else {
                    catalogue.order.push(name.clone());
                    catalogue.fields.insert(name, declared);
                }
            }
        }
        catalogue
    }

    /// The declaration of a name, for a line that uses it.
    pub(super) fn use_field(&mut self, name: &str) -> Option<&Declared> {
        let declared = self.fields.get(name)?;
        self.used.insert(declared.item);
        Some(declared)
    }

    /// The declaration of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Declared> {
        self.fields.get(name)
    }

    /// Whether an item that declares a name is wrong.
    pub(super) fn is_wrong(&self, name: &str) -> bool {
        self.wrong.contains(&without_number(name))
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// All fields in order.
    pub(super) fn all(&self) -> impl Iterator<Item = Listed> {
        let mut last = None;
        self.in_order().map(move |declared| Listed {
            declared: declared.clone(),
            is_used: self.used.contains(&declared.item),
            is_first: last.replace(declared.item) != Some(declared.item),
        })
    }

    fn in_order(&self) -> impl Iterator<Item = &Declared> {
        self.order.iter().filter_map(|name| self.fields.get(name))
    }
}

/// The fields that an item declares: one, or those of a series.
fn declared(
    item: usize,
    doc: &Doc,
    field: &CatalogueField,
    reporter: &mut Reporter,
) -> Vec<Declared> {
    let lines = numbered(&field.names, &field.clauses, doc, reporter);
    lines
        .into_iter()
        .map(|line| Declared {
            item,
            doc: line.doc,
            name: line.name,
            shape: field.shape.clone(),
            clauses: line.clauses,
        })
        .collect()
}

/// A field of a line that may have a series of them.
pub(super) struct Numbered {
    pub name: Word,
    pub clauses: FieldClauses,
    pub doc: Doc,
}

/// The fields of a line: one, or each of a series with its number, its tag and its doc text. None if
/// the series is wrong, which is reported.
pub(super) fn numbered(
    names: &ast::Names,
    clauses: &FieldClauses,
    doc: &Doc,
    reporter: &mut Reporter,
) -> Vec<Numbered> {
    let Some(words) = series(names, reporter) else {
        return Vec::new();
    };
    let tags = match &clauses.tag {
        Some(tags) => match series(tags, reporter) {
            Some(tags) => Some(tags),
            None => return Vec::new(),
        },
        None => None,
    };
    if let (Some(tags), Some(declared)) = (&tags, &clauses.tag) {
        if tags.len() != words.len() {
            reporter.report(other_length(names, words.len(), declared, tags.len()));
            return Vec::new();
        }
    }
    let is_series = words.len() > 1;
    let fields = words.into_iter().enumerate();
    fields
        .map(|(index, (name, number))| {
            let tag = tags.as_ref().and_then(|tags| tags.get(index));
            let mut clauses = clauses.clone();
            clauses.tag = tag.map(|(tag, _)| ast::Names {
                first: tag.clone(),
                last: None,
            });
            let mut doc = doc.clone();
            if is_series {
                for line in &mut doc.lines {
                    *line = line.replace(NUMBER, &number.to_string());
                }
            }
            Numbered { name, clauses, doc }
        })
        .collect()
}

/// A name without the numbers in it.
fn without_number(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_ascii_digit())
        .collect()
}

/// The names of a series with their numbers; a name alone is a series of one. `None` if they are
/// wrong, which is reported.
fn series(names: &ast::Names, reporter: &mut Reporter) -> Option<Vec<(Word, u32)>> {
    let Some(last) = &names.last else {
        return Some(vec![(names.first.clone(), 0)]);
    };
    let Some((first, last)) = names.series() else {
        reporter.report(no_series(names, last));
        return None;
    };
    if last.number - first.number >= LONGEST_SERIES {
        reporter.report(long_series(names));
        return None;
    }
    let span = names.span();
    reporter.note_series(span);
    let words = (first.number..=last.number).map(|number| {
        let name = format!("{}{number}{}", first.before, first.behind);
        (Word::new(name, span), number)
    });
    Some(words.collect())
}

/// A name that the catalogue or an entry has already.
fn duplicate(name: &Word, first: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is declared twice", name.value),
        name.span,
        "the second, a field",
    )
    .with_place(
        first,
        format!(
            "the first, {} {what}",
            if what == "entry" { "an" } else { "a" }
        ),
    )
    .with_help("the fields of the catalogue and the entries of lists have different names")
}

/// Two names that do not make a series.
fn no_series(names: &ast::Names, last: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{} to {}` is not a series", names.first.value, last.value),
        names.span(),
        "not the same name with a lower and a higher number",
    )
    .with_help("a series is one name with numbers that rise: `CallVariable1 to CallVariable10`")
}

/// A series of too many fields.
fn long_series(names: &ast::Names) -> Diagnostic {
    Diagnostic::new(
        "this series is too long",
        names.span(),
        format!("more than {LONGEST_SERIES} fields"),
    )
    .with_help(format!("a series has at most {LONGEST_SERIES} fields"))
}

/// More or fewer tags than fields.
fn other_length(names: &ast::Names, fields: usize, tags: &ast::Names, count: usize) -> Diagnostic {
    Diagnostic::new(
        "a series has one tag for each field",
        tags.span(),
        counted(count, "tag"),
    )
    .with_place(names.span(), counted(fields, "field"))
    .with_help("write `tag FIRST_TAG to LAST_TAG` with as many numbers as the fields have")
}
