//! From what is written to what is meant: a line that only names a field gets what the catalogue says
//! of it, a series becomes its fields, and what a name says goes without a clause.
//!
//! The rules then see one form of each thing ([`plain`](super::plain)).

use super::catalogue::{Catalogue, Declared, Numbered, Places, numbered};
use super::context::Context;
use super::field::Width;
use super::header::Header;
use super::items::{Items, MessageForm};
use super::names::{Kind, Names};
use super::plain::{self, Body, Element, Field, Floating, FloatingField, Layout, List, Parts};
use super::report::{Referrer, Reporter};
use super::{count_name, fixed, floating};
use crate::ast::{
    self, Block, Confirmation, FieldClauses, Head, Line, Shape, TypeUse, Window, Word,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Direction, Doc, Presence, WireForm};
use crate::name::nearest;
use crate::source::Span;

/// Messages and entries, in the order of the files.
pub(super) struct Expanded {
    pub messages: Vec<plain::Message>,
    pub entries: Vec<plain::Entry>,
    /// The fields of the catalogue that no line uses.
    pub unused: Vec<Unused>,
    /// What lines say although it goes without saying.
    pub repeated: Vec<Repeated>,
    /// Where the fields of the catalogue are used: a place in the catalogue has the index of one as
    /// its `via`.
    pub uses: Vec<Span>,
}

/// A field of the catalogue that nothing uses.
pub(super) struct Unused {
    pub name: Word,
    pub item: Item,
}

/// What a line says although it goes without saying.
pub(super) enum Repeated {
    /// A field that the catalogue has, written out; with its place there.
    Field(Word, Span),
    /// A meaning that the name has.
    Meaning(Word),
    /// A count that the name says.
    Count(Word),
}

impl Repeated {
    /// The warning about it.
    pub(super) fn warning(&self) -> Diagnostic {
        let (lint, word, what, help) = match self {
            Self::Field(name, _) => (
                "repeated-field",
                name,
                "is in the catalogue, the same in everything",
                "leave out type and clauses",
            ),
            Self::Meaning(word) => (
                "repeated-meaning",
                word,
                "is the meaning of a field of this name and width",
                "leave out `as`",
            ),
            Self::Count(word) => (
                "repeated-count",
                word,
                "is the list that a field of this name counts",
                "leave out `counts`",
            ),
        };
        let message = format!("`{}` {what}", word.value);
        let warning = Diagnostic::warning(lint, message, word.span, "goes without saying");
        match self {
            Self::Field(_, declared) => warning.with_place(*declared, "declared here"),
            Self::Meaning(_) | Self::Count(_) => warning,
        }
        .with_help(help)
    }
}

/// The item of a fixed or a floating part.
pub(super) enum Item {
    Fixed(Box<Field>),
    Floating(Floating),
}

/// Expands the messages and entries.
pub(super) fn expand(
    items: &Items<'_>,
    names: &Names<'_>,
    header: &Header,
    reporter: &mut Reporter,
) -> Expanded {
    let catalogue = Catalogue::new(items, names, reporter);
    let mut expander = Expander {
        items,
        names,
        header,
        catalogue,
        uses: Vec::new(),
        repeated: Vec::new(),
        unpaired: false,
        reporter,
    };
    let entries = items.entries.iter();
    let entries = entries.map(|(doc, entry)| plain::Entry {
        doc: (*doc).clone(),
        name: entry.name.clone(),
        style: entry.style,
        errata: entry.errata.clone(),
        members: expander.floating(&entry.members),
    });
    let entries = entries.collect();
    let messages = items.messages.iter();
    let messages = messages.map(|message| expander.message(message.service, &message.form));
    let messages = messages.collect();
    expander.repeated_in_catalogue();
    let unused: Vec<Declared> = expander.catalogue.unused().cloned().collect();
    let unused = unused.into_iter().filter_map(|declared| {
        let name = declared.name.clone();
        let item = expander.unused(declared)?;
        Some(Unused { name, item })
    });
    Expanded {
        messages,
        entries,
        unused: unused.collect(),
        repeated: expander.repeated,
        uses: expander.uses,
    }
}

/// Checks the fields of the catalogue that nothing uses, so that their mistakes are found as well.
pub(super) fn check_unused(unused: &[Unused], context: &mut Context<'_>) {
    let outer = context.protocol();
    for Unused { item, .. } in unused {
        match item {
            Item::Fixed(field) => {
                fixed::fixed_field(context, field, Width::Same, outer);
            }
            Item::Floating(item) => {
                floating::resolve(context, std::slice::from_ref(item), outer);
            }
        }
    }
}

/// The state of expanding.
struct Expander<'a, 'd> {
    items: &'d Items<'a>,
    names: &'d Names<'a>,
    header: &'d Header,
    catalogue: Catalogue,
    uses: Vec<Span>,
    repeated: Vec<Repeated>,
    /// Whether it is reported that no ID pairs requests with answers.
    unpaired: bool,
    reporter: &'d mut Reporter,
}

/// What a line declares, with what the catalogue says of it.
struct Complete {
    doc: Doc,
    name: Word,
    /// A field or a list.
    shape: Shape,
    clauses: FieldClauses,
}

impl Expander<'_, '_> {
    fn message(&mut self, service: usize, form: &MessageForm<'_>) -> plain::Message {
        match form {
            MessageForm::Item(doc, message) => {
                let mut head = message.head.clone();
                let body = match &message.body {
                    Some(blocks) => Body::Parts(self.parts(blocks, &mut head)),
                    None => Body::HeaderOnly,
                };
                plain::Message {
                    doc: (*doc).clone(),
                    head,
                    service,
                    body,
                }
            }
            MessageForm::Known(known) => plain::Message {
                doc: known.doc.clone(),
                head: known.head.clone(),
                service,
                body: Body::Unpublished,
            },
            MessageForm::Confirmation(confirmation, request) => {
                self.confirmation(service, confirmation, &request.head)
            }
        }
    }

    /// The blocks of a body; a second one of a kind is an error, but for layouts and limits.
    fn parts(&mut self, blocks: &[Block], head: &mut Head) -> Parts {
        let mut parts = Parts::default();
        let mut version_from: Option<Span> = None;
        let mut floating: Option<Span> = None;
        for block in blocks {
            match block {
                Block::VersionFrom(span, field) => match version_from {
                    Some(first) => self.reporter.report(second_block(*span, first)),
                    None => {
                        version_from = Some(*span);
                        parts.version_from = Some(field.clone());
                    }
                },
                Block::Fixed(layout) => {
                    let layout = self.layout(layout);
                    parts.layouts.push(layout);
                }
                Block::Floating(span, lines) => match floating {
                    Some(first) => self.reporter.report(second_block(*span, first)),
                    None => {
                        floating = Some(*span);
                        parts.floating = self.floating(lines);
                    }
                },
                Block::Limit(limit) => parts.limits.push(limit.clone()),
                Block::Confirmation(confirmation) => match &head.confirmed_by {
                    Some(first) => self
                        .reporter
                        .report(second_confirmation(&confirmation.name, first)),
                    None => head.confirmed_by = Some(confirmation.name.clone()),
                },
            }
        }
        let lists: Vec<Word> = lists(&parts.floating);
        for field in parts
            .layouts
            .iter_mut()
            .flat_map(|layout| &mut layout.fields)
        {
            name_counted_list(field, &lists, &mut self.repeated);
        }
        parts
    }

    /// A confirmation that returns the ID of its request and nothing else.
    fn confirmation(
        &mut self,
        service: usize,
        confirmation: &Confirmation,
        request: &Head,
    ) -> plain::Message {
        let fields = match &self.header.paired_by {
            // A name that is no ID is reported with the protocol block.
            Some(id)
                if self
                    .names
                    .get(&id.value)
                    .is_none_or(|found| found.kind != Kind::Id) =>
            {
                Vec::new()
            }
            Some(id) => {
                let line = Line {
                    doc: Doc::default(),
                    names: ast::Names {
                        first: Word::new(id.value.clone(), confirmation.span),
                        last: None,
                    },
                    shape: Shape::Catalogue,
                    clauses: FieldClauses::default(),
                };
                self.fixed(&line)
            }
            None => {
                // Once for all of them; and the block may be what could not be read.
                if !self.items.protocols.is_empty() && !self.unpaired {
                    self.unpaired = true;
                    self.reporter.report(no_pairing(confirmation));
                }
                Vec::new()
            }
        };
        let layout = Layout {
            span: confirmation.span,
            doc: Doc::default(),
            window: Window::default(),
            when: None,
            errata: None,
            fields,
            complete: true,
        };
        plain::Message {
            doc: confirmation.doc.clone(),
            head: Head {
                name: confirmation.name.clone(),
                number: confirmation.number.clone(),
                direction: match request.direction {
                    Direction::Client => Direction::Server,
                    Direction::Server => Direction::Client,
                    Direction::Either => Direction::Either,
                },
                confirmed_by: None,
                window: request.window.clone(),
                errata: confirmation.errata.clone(),
            },
            service,
            body: Body::Parts(Parts {
                layouts: vec![layout],
                ..Parts::default()
            }),
        }
    }

    fn layout(&mut self, layout: &ast::Layout) -> Layout {
        let lines = layout.fields.iter();
        let fields: Vec<Vec<Field>> = lines.map(|line| self.fixed(line)).collect();
        Layout {
            complete: fields.iter().all(|fields| !fields.is_empty()),
            span: layout.span,
            doc: layout.doc.clone(),
            window: layout.window.clone(),
            when: layout.when.clone(),
            errata: layout.errata.clone(),
            fields: fields.into_iter().flatten().collect(),
        }
    }

    /// The fields of a line in a fixed part.
    fn fixed(&mut self, line: &Line) -> Vec<Field> {
        let complete = self.complete(line);
        let fields = complete.into_iter().filter_map(|complete| {
            let Shape::Field(ty) = complete.shape else {
                self.reporter.report(list_in_fixed(&complete.name));
                return None;
            };
            Some(self.field(complete.doc, complete.name, ty, complete.clauses))
        });
        fields.collect()
    }

    /// The items of a floating part or an entry.
    fn floating(&mut self, lines: &[Line]) -> Vec<Floating> {
        let mut items: Vec<Floating> = Vec::new();
        for line in lines {
            for complete in self.complete(line) {
                items.extend(self.item(complete));
            }
        }
        let lists = lists(&items);
        for item in &mut items {
            if let Floating::Field(field) = item {
                name_counted_list(&mut field.field, &lists, &mut self.repeated);
            }
        }
        items
    }

    fn item(&mut self, complete: Complete) -> Option<Floating> {
        match complete.shape {
            Shape::Field(ty) => {
                let (doc, name) = (complete.doc, complete.name);
                let field = self.floating_field(doc, name, ty, complete.clauses);
                Some(Floating::Field(Box::new(field)))
            }
            Shape::List(element) => self
                .list(complete.doc, complete.name, element, complete.clauses)
                .map(|list| Floating::List(Box::new(list))),
            Shape::Catalogue => None,
        }
    }

    /// A list of entries, of a member that is declared in it, or of a field of the catalogue.
    fn list(
        &mut self,
        doc: Doc,
        name: Word,
        element: ast::Element,
        clauses: FieldClauses,
    ) -> Option<List> {
        let array = element.array.is_some();
        let own = clauses.clone();
        let (ty, clauses) = match element.ty {
            Some(ty) => (ty, clauses),
            None if self.is_field(&element.name) => {
                let found = self.use_field(&element.name)?;
                let Shape::Field(ty) = found.shape else {
                    self.reporter.report(list_of_lists(&element.name));
                    return None;
                };
                (ty, merged(clauses, found.clauses))
            }
            None => {
                if let Some(array) = element.array {
                    self.reporter.report(array_of_entries(array, &element.name));
                }
                return Some(List {
                    doc,
                    name,
                    element: Element::Entry(element.name),
                    max: clauses.max,
                    window: clauses.window,
                    errata: clauses.errata,
                });
            }
        };
        let member = self.floating_field(doc.clone(), element.name, ty, clauses);
        Some(List {
            doc,
            name,
            element: Element::Member {
                array,
                member: Box::new(FloatingField {
                    field: Field {
                        window: own.window.clone(),
                        errata: None,
                        ..member.field
                    },
                    ..member
                }),
            },
            max: own.max,
            window: own.window,
            errata: own.errata,
        })
    }

    fn floating_field(
        &mut self,
        doc: Doc,
        name: Word,
        ty: TypeUse,
        clauses: FieldClauses,
    ) -> FloatingField {
        let presence = clauses.presence.as_ref();
        FloatingField {
            tag: clauses.tag.clone().map(|tag| tag.first),
            presence: presence.map_or(Presence::Unstated, |presence| presence.value),
            secret: clauses.secret,
            field: self.field(doc, name, ty, clauses),
        }
    }

    fn field(&mut self, doc: Doc, name: Word, ty: TypeUse, clauses: FieldClauses) -> Field {
        Field {
            meaning: self.meaning(&name, &ty, clauses.meaning),
            doc,
            name,
            ty,
            null: clauses.null,
            default: clauses.default,
            counts: clauses.counts,
            example: clauses.example,
            window: clauses.window,
            errata: clauses.errata,
        }
    }

    /// What the value of a field means: what it says, else the ID, enumeration or mask of its name and
    /// width. `as` with the type of the field says that it is only a number.
    fn meaning(&mut self, name: &Word, ty: &TypeUse, written: Option<Word>) -> Option<Word> {
        let of_name = self.is_meaning(name, ty);
        match written {
            Some(word) if word.value == ty.name.value => None,
            Some(word) => {
                // That of the catalogue is noted once, not for each line that uses it.
                if of_name && word.value == name.value && word.span.via == 0 {
                    self.repeated.push(Repeated::Meaning(word.clone()));
                }
                Some(word)
            }
            None => of_name.then(|| name.clone()),
        }
    }

    /// Whether a field has the name of an ID, an enumeration or a mask of its width.
    fn is_meaning(&self, name: &Word, ty: &TypeUse) -> bool {
        let Some(symbol) = self.names.get(&name.value) else {
            return false;
        };
        let items = self.items;
        let declared = match symbol.kind {
            Kind::Id => items.ids.get(symbol.index).map(|(_, id)| &id.ty),
            Kind::Enumeration => items
                .enumerations
                .get(symbol.index)
                .map(|(_, table)| &table.ty),
            Kind::Mask => items.masks.get(symbol.index).map(|(_, table)| &table.ty),
            _ => None,
        };
        match (
            self.form(&ty.name),
            declared.and_then(|declared| self.form(declared)),
        ) {
            (Some(WireForm::Unsigned(width)), Some(WireForm::Unsigned(declared))) => {
                width == declared
            }
            (Some(WireForm::Signed(width)), Some(WireForm::Unsigned(declared))) => {
                width == declared && symbol.kind == Kind::Id
            }
            _ => false,
        }
    }

    /// The wire form of a type.
    fn form(&self, ty: &Word) -> Option<WireForm> {
        let symbol = self.names.get(&ty.value)?;
        let (_, declared) = self.items.types.get(symbol.index)?;
        (symbol.kind == Kind::Type).then_some(declared.form)
    }

    /// What a line declares: one field or list, or those of a series. A name that the catalogue lacks
    /// is an error.
    fn complete(&mut self, line: &Line) -> Vec<Complete> {
        let fields = numbered(&line.names, &line.clauses, &line.doc, self.reporter);
        let mut complete = Vec::new();
        for field in fields {
            let (doc, shape, clauses) = match &line.shape {
                Shape::Catalogue => {
                    let Some(found) = self.use_field(&field.name) else {
                        // One error for a series, and not one for each of its fields.
                        break;
                    };
                    let own = !field.doc.lines.is_empty();
                    let doc = if own { field.doc } else { found.doc };
                    (doc, found.shape, merged(field.clauses, found.clauses))
                }
                shape => {
                    self.compare(&field, shape);
                    (field.doc, shape.clone(), field.clauses)
                }
            };
            complete.push(Complete {
                doc,
                name: field.name,
                shape,
                clauses,
            });
        }
        complete
    }

    /// Notes the meanings in the catalogue that a name has anyway.
    fn repeated_in_catalogue(&mut self) {
        let fields: Vec<Declared> = self.catalogue.used().cloned().collect();
        for declared in fields {
            if let Shape::Field(ty) = &declared.shape {
                self.meaning(&declared.name, ty, declared.clauses.meaning);
            }
        }
    }

    /// Notes a field that is written out and equal to that of the catalogue.
    fn compare(&mut self, field: &Numbered, shape: &Shape) {
        let Some(declared) = self.catalogue.get(&field.name.value) else {
            return;
        };
        let bare = |shape: &Shape, clauses: &FieldClauses| {
            let (mut shape, mut clauses) = (shape.clone(), clauses.clone());
            let mut nowhere = |span: &mut Span| *span = Span::new(0, 0, 0);
            shape.map_spans(&mut nowhere);
            clauses.map_spans(&mut nowhere);
            (shape, clauses)
        };
        if bare(shape, &field.clauses) == bare(&declared.shape, &declared.clauses) {
            let repeated = Repeated::Field(field.name.clone(), declared.name.span);
            self.repeated.push(repeated);
        }
    }

    /// Whether a name is that of a field of the catalogue, and not that of an entry.
    fn is_field(&self, name: &Word) -> bool {
        self.names
            .get(&name.value)
            .is_none_or(|symbol| symbol.kind != Kind::Entry)
            && self.catalogue.get(&name.value).is_some()
    }

    /// What the catalogue says of a name, for a place that uses it.
    fn use_field(&mut self, name: &Word) -> Option<Declared> {
        let Some(found) = self.catalogue.use_field(&name.value) else {
            self.report_unknown(name);
            return None;
        };
        let mut found = found.clone();
        self.uses.push(name.span);
        let via = self.uses.len();
        let mut mark = |span: &mut Span| span.via = via;
        found.shape.map_spans(&mut mark);
        found.clauses.map_spans(&mut mark);
        Some(found)
    }

    /// Reports a name that the catalogue lacks, once however many lines have it.
    fn report_unknown(&mut self, name: &Word) {
        if self.items.lost.may_declare(&name.value) || self.catalogue.is_wrong(&name.value) {
            self.reporter.pass_over();
            return;
        }
        let names = self.catalogue.names();
        self.reporter.report_unknown(Referrer::Line, name, || {
            unknown_field(name, nearest(&name.value, names))
        });
    }

    /// A field of the catalogue that no line uses, so that its mistakes are found as well.
    fn unused(&mut self, declared: Declared) -> Option<Item> {
        let is_floating =
            declared.clauses.tag.is_some() || matches!(declared.shape, Shape::List(_));
        let complete = Complete {
            doc: declared.doc,
            name: declared.name,
            shape: declared.shape,
            clauses: declared.clauses,
        };
        if is_floating {
            return self.item(complete).map(Item::Floating);
        }
        match complete.shape {
            Shape::Field(ty) => {
                let field = self.field(complete.doc, complete.name, ty, complete.clauses);
                Some(Item::Fixed(Box::new(field)))
            }
            Shape::List(_) | Shape::Catalogue => None,
        }
    }
}

/// The clauses of a line over those of the catalogue: what the line says replaces what the catalogue
/// says.
fn merged(line: FieldClauses, catalogue: FieldClauses) -> FieldClauses {
    FieldClauses {
        tag: line.tag.or(catalogue.tag),
        meaning: line.meaning.or(catalogue.meaning),
        presence: line.presence.or(catalogue.presence),
        secret: line.secret.or(catalogue.secret),
        null: line.null.or(catalogue.null),
        default: line.default.or(catalogue.default),
        counts: line.counts.or(catalogue.counts),
        max: line.max.or(catalogue.max),
        example: line.example.or(catalogue.example),
        window: if line.window.is_open() {
            catalogue.window
        } else {
            line.window
        },
        errata: line.errata.or(catalogue.errata),
    }
}

/// The names of the lists among some items.
fn lists(items: &[Floating]) -> Vec<Word> {
    let lists = items.iter().filter_map(Floating::list);
    lists.map(|list| list.name.clone()).collect()
}

/// A field that is named after a list beside it counts that list.
fn name_counted_list(field: &mut Field, lists: &[Word], repeated: &mut Vec<Repeated>) {
    let Some(name) = count_name::of_list(&field.name.value) else {
        return;
    };
    match &field.counts {
        Some(list) if list.value == name => repeated.push(Repeated::Count(list.clone())),
        Some(_) => {}
        None if lists.iter().any(|list| list.value == name) => {
            field.counts = Some(Word::new(name.to_owned(), field.name.span));
        }
        None => {}
    }
}

/// A name that neither the line nor the catalogue gives a type.
fn unknown_field(name: &Word, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        format!("unknown field `{}`", name.value),
        name.span,
        "no type is written here, and the catalogue has no such field",
    )
    .with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write its type behind it, or declare `field {}` for all messages that have it",
            name.value
        ),
    })
}

/// A list of the catalogue in a fixed part.
fn list_in_fixed(name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a list, and a fixed part has none", name.value),
        name.span,
        "a list in the catalogue",
    )
    .with_help("the entries of a list are floating fields: put it into the `floating` block")
}

/// A list whose values would be lists.
fn list_of_lists(name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a list itself", name.value),
        name.span,
        "not a field or an entry",
    )
    .with_help("name the field or the entry that the list consists of")
}

/// An array whose values would be entries.
fn array_of_entries(array: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is not a field of the catalogue", name.value),
        name.span,
        "an array needs the type of its values",
    )
    .with_place(array, "an array")
    .with_help(format!(
        "write the type: `array of {} USHORT`; the entries of a `list of` may be `columns`",
        name.value
    ))
}

/// A second block of a kind that stands once.
fn second_block(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new("this block stands here twice", span, "the second")
        .with_place(first, "the first")
        .with_help("put both into one block; only `fixed` may stand several times")
}

/// A message with two confirmations.
fn second_confirmation(second: &Word, first: &Word) -> Diagnostic {
    Diagnostic::new("a message has one confirmation", second.span, "the second")
        .with_place(first.span, "the first")
        .with_help("leave out one of them")
}

/// A confirmation that has nothing to return.
fn no_pairing(confirmation: &Confirmation) -> Diagnostic {
    Diagnostic::new(
        "no ID pairs requests with answers",
        confirmation.name.span,
        "returns the ID of its request, which is not known",
    )
    .with_help("name the ID in the protocol block, `paired by InvokeID`, or declare the message on its own")
}
