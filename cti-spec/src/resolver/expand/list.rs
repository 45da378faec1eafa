//! Expands lists: of entries, of a field of the catalogue, or of a member that is declared in the list.

use super::line::{Expander, merged};
use super::plain::{Element, Field, FloatingField, List};
use crate::ast::{self, FieldClauses, Shape, Word};
use crate::diagnostic::Diagnostic;
use crate::model::Doc;
use crate::name::nearest;
use crate::resolver::names::Kind;
use crate::resolver::report::Referrer;
use crate::source::Span;

impl Expander<'_, '_> {
    /// A list of entries, of a member that is declared in it, or of a field of the catalogue.
    pub(super) fn list(
        &mut self,
        doc: Doc,
        name: Word,
        element: ast::Element,
        clauses: FieldClauses,
    ) -> Option<List> {
        let array = element.array.is_some();
        if let Some(list) = &clauses.counts {
            self.reporter.report(counts_of_list(list.span, &name));
        }
        let mut member_doc = doc.clone();
        let (ty, clauses) = match element.ty {
            Some(ty) => (ty, clauses),
            None if self.is_field(&element.name) => {
                let found = self.use_field(&element.name)?;
                let Shape::Field(ty) = found.shape else {
                    self.reporter.report(list_of_lists(&element.name));
                    // It is there all the same, for its count and for limits.
                    return Some(List {
                        doc,
                        name,
                        element: Element::Entry(element.name),
                        max: clauses.max,
                        window: clauses.window,
                        errata: clauses.errata,
                    });
                };
                member_doc = found.doc;
                (ty, merged(clauses, found.clauses))
            }
            None => {
                if self.is_unknown(&element.name) {
                    // Reported here, where the fields are known as well.
                    self.report_unknown_element(&element.name);
                } else if let Some(array) = element.array {
                    self.reporter.report(array_of_entries(array, &element.name));
                } else if let Some(span) = of_a_member(&clauses) {
                    self.reporter.report(clause_of_entries(span, &element.name));
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
        let member = self.floating_field(member_doc, element.name, ty, clauses.clone());
        Some(List {
            doc,
            name,
            element: Element::Member {
                array,
                member: Box::new(FloatingField {
                    field: Field {
                        window: clauses.window.clone(),
                        errata: None,
                        ..member.field
                    },
                    ..member
                }),
            },
            max: clauses.max,
            window: clauses.window,
            errata: clauses.errata,
        })
    }

    /// Whether a name is that of a field of the catalogue, and not that of an entry.
    fn is_field(&self, name: &Word) -> bool {
        self.names
            .get(&name.value)
            .is_none_or(|symbol| symbol.kind != Kind::Entry)
            && self.catalogue.get(&name.value).is_some()
    }

    /// Whether a name is neither in the catalogue nor that of an item.
    fn is_unknown(&self, name: &Word) -> bool {
        self.names.get(&name.value).is_none() && self.catalogue.get(&name.value).is_none()
    }

    /// Reports the name of a list's entry or member that nothing has.
    fn report_unknown_element(&mut self, name: &Word) {
        if self.items.lost.may_declare(&name.value) || self.catalogue.is_wrong(&name.value) {
            self.reporter.pass_over();
            return;
        }
        let known = self
            .names
            .of_kinds(&[Kind::Entry])
            .chain(self.catalogue.names());
        self.reporter.report_unknown(Referrer::Line, name, || {
            unknown_element(name, nearest(&name.value, known))
        });
    }
}

/// The place of a clause that only the member of a list can have.
fn of_a_member(clauses: &FieldClauses) -> Option<Span> {
    let tag = clauses.tag.as_ref().map(ast::Names::span);
    tag.or(clauses.meaning.as_ref().map(|word| word.span))
        .or(clauses.presence.as_ref().map(|presence| presence.span))
        .or(clauses.secret)
        .or(clauses.null.as_ref().map(|null| null.span))
        .or(clauses.example.as_ref().map(ast::Example::span))
}

/// A clause of a member at a list of entries.
fn clause_of_entries(span: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        "a list of entries cannot have this",
        span,
        "belongs to a member",
    )
    .with_place(
        name.span,
        "not a field of the catalogue, and no type follows",
    )
    .with_help(format!(
        "for a list of one member, write its type: `list of {} TYPE`; the members of entries are \
         declared with `entry`",
        name.value
    ))
}

/// A list of something that nothing declares.
fn unknown_element(name: &Word, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        format!("unknown entry or field `{}`", name.value),
        name.span,
        "not declared",
    )
    .with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "declare `entry {0}`, or for values of one field write its type: `list of {0} TYPE`",
            name.value
        ),
    })
}

/// A list that counts another one.
fn counts_of_list(span: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a list, and only fields count", name.value),
        span,
        "not possible here",
    )
    .with_help("leave it out; the count of a list is a field of its own")
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
