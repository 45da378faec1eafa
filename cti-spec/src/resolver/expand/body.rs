//! Expands the bodies of messages: blocks become parts, and a confirmation that is declared with its
//! request becomes a message.

use super::line::{Expander, lists, name_counted_list};
use super::plain::{self, Body, Field, Layout, Parts};
use crate::ast::{self, Block, Confirmation, FieldClauses, Head, Line, Shape, Window, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Direction, Doc};
use crate::resolver::items::MessageForm;
use crate::resolver::names::Kind;
use crate::source::Span;

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

/// A confirmation that has nothing to return.
fn no_pairing(confirmation: &Confirmation) -> Diagnostic {
    Diagnostic::new(
        "no ID pairs requests with answers",
        confirmation.name.span,
        "returns the ID of its request, which is not known",
    )
    .with_help("name the ID in the protocol block, `paired by InvokeID`, or declare the message on its own")
}
