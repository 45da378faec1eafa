//! Expands lines: each becomes one or more fields and lists, completed from the catalogue and from their
//! names.

use super::Noted;
use super::body::Pairing;
use super::catalogue::{Catalogue, Declared, Numbered, numbered};
use super::places::Places;
use super::plain::{Field, Floating, FloatingField, Item, Meant};
use crate::ast::{Errata, FieldClauses, Line, Shape, TypeUse, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Doc, Presence};
use crate::name::nearest;
use crate::resolver::items::Items;
use crate::resolver::names::{Fit, Kind, Names};
use crate::resolver::report::{Referrer, Reporter};
use crate::source::Span;

/// The state of expanding.
pub(super) struct Expander<'a, 'd> {
    pub(super) items: &'d Items<'a>,
    pub(super) names: &'d Names<'a>,
    pub(super) pairing: Pairing<'d>,
    pub(super) catalogue: Catalogue,
    pub(super) noted: Noted,
    /// Whether it is reported that no ID pairs requests with answers.
    pub(super) unpaired: bool,
    pub(super) reporter: &'d mut Reporter,
}

/// A part of a line that could be left out.
pub(crate) enum Repeated {
    /// A field that the catalogue has, written out; with its place there.
    Field(Word, Span),
    /// A meaning that the name has.
    Meaning(Word),
    /// A count that the name says.
    Count(Word),
}

/// A field or list of a line, completed from the catalogue.
struct Complete {
    doc: Doc,
    name: Word,
    /// A field or a list.
    shape: Shape,
    clauses: FieldClauses,
}

impl Expander<'_, '_> {
    /// The fields of a line in a fixed part.
    pub(super) fn fixed(&mut self, line: &Line) -> Vec<Field> {
        let complete = self.complete(line);
        let fields = complete.into_iter().filter_map(|complete| {
            let Shape::Field(ty) = complete.shape else {
                self.reporter.report(list_in_fixed(&complete.name));
                return None;
            };
            if let Some(secret) = complete.clauses.secret {
                self.reporter
                    .report(secret_in_fixed(secret, &complete.name));
            }
            Some(self.field(complete.doc, complete.name, ty, complete.clauses))
        });
        fields.collect()
    }

    /// The items of a floating part or an entry.
    pub(super) fn floating(&mut self, lines: &[Line]) -> Vec<Floating> {
        let mut items: Vec<Floating> = Vec::new();
        for line in lines {
            for complete in self.complete(line) {
                items.extend(self.item(complete));
            }
        }
        let lists = lists(&items);
        for item in &mut items {
            if let Floating::Field(field) = item {
                name_counted_list(&mut field.field, &lists, &mut self.noted.repeated);
            }
        }
        items
    }

    fn item(&mut self, complete: Complete) -> Option<Floating> {
        match complete.shape {
            Shape::Field(ty) => {
                let (doc, name) = (complete.doc, complete.name);
                if let Some(max) = &complete.clauses.max {
                    self.reporter.report(max_of_field(max.span(), &name));
                }
                let field = self.floating_field(doc, name, ty, complete.clauses);
                Some(Floating::Field(Box::new(field)))
            }
            Shape::List(element) => self
                .list(complete.doc, complete.name, element, complete.clauses)
                .map(|list| Floating::List(Box::new(list))),
            Shape::Catalogue => None,
        }
    }

    pub(super) fn floating_field(
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

    /// The meaning of a field: the one that is written, else the ID, enumeration or mask of its name and
    /// width. With `as` and the type of the field, it is only a number.
    fn meaning(&mut self, name: &Word, ty: &TypeUse, written: Option<Word>) -> Option<Meant> {
        let fit = self.fit_of_name(name, ty);
        let of_name = fit == Some(Fit::Same);
        match written {
            Some(word) if word.value == ty.name.value => None,
            Some(word) => {
                // That of the catalogue is noted once, not for each line that uses it; and a line may
                // replace it.
                if of_name
                    && word.value == name.value
                    && word.span.via == 0
                    && ty.name.span.via == 0
                {
                    self.noted.repeated.push(Repeated::Meaning(word.clone()));
                }
                Some(Meant::Written(word))
            }
            None => {
                if let Some(Fit::Signed | Fit::OtherWidth { .. }) = fit {
                    let place = Word::new(name.value.clone(), ty.name.span.in_file());
                    self.noted.other_widths.push((place, ty.name.value.clone()));
                }
                of_name.then(|| Meant::Implied(name.clone()))
            }
        }
    }

    /// How a field suits the ID, enumeration or mask of its name.
    fn fit_of_name(&self, name: &Word, ty: &TypeUse) -> Option<Fit> {
        let named = self.names.get(&name.value)?;
        let form = self.names.form(self.items, &ty.name)?;
        Some(self.names.fit(self.items, form, named))
    }

    /// The field or list of a line, or those of a series. A name that the catalogue lacks is an error.
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
            self.noted.repeated.push(repeated);
        }
    }

    /// The declaration of a name in the catalogue, with places that lead to its user.
    pub(super) fn use_field(&mut self, name: &Word) -> Option<Declared> {
        let Some(found) = self.catalogue.use_field(&name.value) else {
            self.report_unknown(name);
            return None;
        };
        let mut found = found.clone();
        self.noted.uses.push(name.span);
        let via = self.noted.uses.len();
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
        if let Some(list) = counted_list(&name.value) {
            self.noted.uncounted.insert(list.to_owned());
        }
        let is_type = self
            .names
            .get(&name.value)
            .is_some_and(|found| found.kind == Kind::Type);
        let names = self.catalogue.names();
        let hints = !self.reporter.is_flooded();
        self.reporter.report_unknown(Referrer::Line, name, || {
            let near = hints.then(|| nearest(&name.value, names)).flatten();
            unknown_field(name, is_type, near)
        });
    }

    /// A field of the catalogue by itself, so that mistakes are found that no line shows.
    pub(super) fn alone(&mut self, declared: Declared) -> Option<Item> {
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

/// The clauses of a line, and those of the catalogue that it does not have.
pub(super) fn merged(line: FieldClauses, catalogue: FieldClauses) -> FieldClauses {
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
        errata: both(line.errata, catalogue.errata),
    }
}

/// The errata of the catalogue, and those of a line: they add up.
fn both(line: Errata, catalogue: Errata) -> Errata {
    let (Some(mut line), Some(catalogue)) = (line.clone(), catalogue.clone()) else {
        return line.or(catalogue);
    };
    let more = line.value.drain(..).filter(|label| {
        let mut noted = catalogue.value.iter();
        noted.all(|other| other.value != label.value)
    });
    let more: Vec<Word> = more.collect();
    line.value = catalogue.value;
    line.value.extend(more);
    Some(line)
}

/// The names of the lists among some items.
pub(super) fn lists(items: &[Floating]) -> Vec<Word> {
    let lists = items.iter().filter_map(Floating::list);
    lists.map(|list| list.name.clone()).collect()
}

/// A field that is named after a list beside it counts that list.
pub(super) fn name_counted_list(field: &mut Field, lists: &[Word], repeated: &mut Vec<Repeated>) {
    let Some(name) = counted_list(&field.name.value) else {
        return;
    };
    match &field.counts {
        Some(list) if list.value == name && field.ty.name.span.via == 0 => {
            repeated.push(Repeated::Count(list.clone()));
        }
        Some(_) => {}
        None if lists.iter().any(|list| list.value == name) => {
            field.counts = Some(Word::new(name.to_owned(), field.name.span));
            // A count has no other meaning, even if it is called like one.
            if let Some(Meant::Implied(_)) = field.meaning {
                field.meaning = None;
            }
        }
        None => {}
    }
}

/// The beginnings of the names of counts. `Num` comes last, since others begin with it.
const BEGINNINGS: [&str; 3] = ["NumberOf", "NumOf", "Num"];

/// The name of the list that a count of this name counts.
pub(super) fn counted_list(count: &str) -> Option<&str> {
    let mut names = BEGINNINGS
        .iter()
        .filter_map(|beginning| count.strip_prefix(beginning));
    // `Numerals` is no number of `erals`.
    names.find(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// A name that neither the line nor the catalogue gives a type.
fn unknown_field(name: &Word, is_type: bool, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        format!("unknown field `{}`", name.value),
        name.span,
        "no type is written here, and the catalogue has no such field",
    )
    .with_help(match near {
        _ if is_type => "a type is on the line of the name of its field".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write its type after it, or declare `field {}` for all messages that have it",
            name.value
        ),
    })
}

/// The largest number of entries of something that has none.
fn max_of_field(span: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a field, and only lists have a maximum", name.value),
        span,
        "not possible here",
    )
    .with_help("leave it out")
}

/// A secret of the catalogue in a fixed part, where it would be shown.
fn secret_in_fixed(secret: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` is secret, and a fixed part has no secrets",
            name.value
        ),
        name.span,
        "would be shown",
    )
    .with_place(secret, "declared as secret")
    .with_help("declare the field of the fixed part with its type if it may be shown")
}

/// A list of the catalogue in a fixed part.
fn list_in_fixed(name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a list, which a fixed part cannot have", name.value),
        name.span,
        "a list in the catalogue",
    )
    .with_help("the entries of a list are floating fields: put it into the `floating` block")
}

#[cfg(test)]
mod tests {
    use super::counted_list;

    #[test]
    fn the_longest_beginning_is_left_out() {
        for (count, list) in [
            ("NumberOfAgents", Some("Agents")),
            ("NumOfEnabledServices", Some("EnabledServices")),
            ("NumMRDs", Some("MRDs")),
            ("NumOffers", Some("Offers")),
            ("NumNumOfLines", Some("NumOfLines")),
            ("Numerals", None),
            ("Num", None),
            ("NumberOf", None),
            ("Agents", None),
        ] {
            assert_eq!(counted_list(count), list, "{count}");
        }
    }
}
