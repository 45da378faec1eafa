//! Expands the bodies of messages: blocks become parts, and a confirmation that is declared with its
//! request becomes a message.

use super::line::{Expander, lists, name_counted_list};
use super::plain::{self, Body, Field, Layout, Parts};
use crate::ast::{self, Block, Confirmation, FieldClauses, Head, Line, Shape, Window, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Direction, Doc};
use crate::resolver::header::Header;
use crate::resolver::items::MessageForm;
use crate::resolver::names::{Kind, Names};
use crate::source::Span;

/// The ID that a request and its answer have in common.
#[derive(Clone, Copy)]
pub(super) enum Pairing<'d> {
    /// The protocol block names none.
    Unnamed,
    /// The name is not that of an ID, which is reported with the protocol block.
    Wrong,
    /// The ID.
    Id(&'d Word),
}

impl<'d> Pairing<'d> {
    /// What the protocol block says.
    pub(super) fn of(header: &'d Header, names: &Names<'_>) -> Self {
        let Some(id) = &header.paired_by else {
            return Self::Unnamed;
        };
        match names.get(&id.value) {
            Some(symbol) if symbol.kind == Kind::Id => Self::Id(id),
            _ => Self::Wrong,
        }
    }
}

impl Expander<'_, '_> {
    pub(super) fn message(&mut self, service: usize, form: &MessageForm<'_>) -> plain::Message {
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

    /// The blocks of a body. Only layouts and limits may come more than once.
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
        self.check_pairing(blocks, &parts, &head.name);
        let lists: Vec<Word> = lists(&parts.floating);
        for field in parts
            .layouts
            .iter_mut()
            .flat_map(|layout| &mut layout.fields)
        {
            name_counted_list(field, &lists, &mut self.noted.repeated);
        }
        parts
    }

    /// Checks that a message has the ID that the confirmation declared in it returns.
    fn check_pairing(&mut self, blocks: &[Block], parts: &Parts, name: &Word) {
        let confirmation = blocks.iter().find_map(|block| match block {
            Block::Confirmation(confirmation) => Some(confirmation),
            _ => None,
        });
        let (Some(confirmation), Pairing::Id(id)) = (confirmation, self.pairing) else {
            return;
        };
        let has_id =
            |layout: &Layout| !layout.complete || layout.fields.iter().any(|field| field.means(id));
        if parts.layouts.is_empty() || !parts.layouts.iter().all(has_id) {
            self.reporter.report(without_id(confirmation, name, id));
        }
    }

    /// A confirmation that returns the ID of its request and nothing else.
    fn confirmation(
        &mut self,
        service: usize,
        confirmation: &Confirmation,
        request: &Head,
    ) -> plain::Message {
        let fields = match self.pairing {
            Pairing::Wrong => Vec::new(),
            Pairing::Id(id) => {
                let line = Line {
                    doc: Doc::default(),
                    names: ast::Names {
                        first: Word::new(id.value.clone(), confirmation.span),
                        last: None,
                    },
                    shape: Shape::Catalogue,
                    clauses: FieldClauses::default(),
                };
                let fields = self.fixed(&line);
                if let Some(field) = fields.iter().find(|field| !field.means(id)) {
                    let place = field.ty.name.span;
                    self.reporter
                        .report(other_meaning(place, &confirmation.name, id));
                }
                fields
            }
            Pairing::Unnamed => {
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
}

/// A second block of a kind that a message has once.
fn second_block(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new("this block appears twice", span, "the second")
        .with_place(first, "the first")
        .with_help("put both into one block; only `fixed` may appear several times")
}

/// A message with two confirmations.
fn second_confirmation(second: &Word, first: &Word) -> Diagnostic {
    Diagnostic::new("a message has one confirmation", second.span, "the second")
        .with_place(first.span, "the first")
        .with_help("leave out one of them")
}

/// A field with the name of the paired ID that is not such an ID.
fn other_meaning(place: Span, confirmation: &Word, id: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("the field `{0}` is not of the id `{0}`", id.value),
        place,
        "another type or meaning",
    )
    .with_place(confirmation.span, "returns it")
    .with_help("give the field of the catalogue the type of the id")
}

/// A request without the ID that its confirmation returns.
fn without_id(confirmation: &Confirmation, name: &Word, id: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has no `{}` to return", name.value, id.value),
        confirmation.name.span,
        format!("returns the `{}` of its request", id.value),
    )
    .with_place(name.span, "the request")
    .with_help(
        "add the field to its fixed part, or declare the confirmation as a message of its own",
    )
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
