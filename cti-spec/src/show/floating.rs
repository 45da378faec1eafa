//! Floating fields, counts and lists, in a message or an entry.

use super::sheet::{Column, Row};
use super::view::{View, notes};
use crate::model::{
    Doc, Element, Floating, FloatingCount, FloatingField, List, ListStyle, TagIndex, Window,
};

/// Makes the rows of a floating part or an entry.
pub(super) struct Rows<'p> {
    view: View<'p>,
    /// The names of the lists around the next row.
    path: Vec<String>,
    /// The fixed fields that count lists: the list, the field.
    counts: Vec<(String, String)>,
    rows: Vec<Row>,
}

impl<'p> Rows<'p> {
    /// Rows of a message whose fixed fields count these lists (the list, the field).
    pub(super) fn new(view: View<'p>, counts: Vec<(String, String)>) -> Self {
        Self {
            view,
            path: Vec::new(),
            counts,
            rows: Vec::new(),
        }
    }

    /// The rows of some items that are there in the versions of `outer`.
    pub(super) fn of(mut self, items: &[Floating], outer: Window) -> Vec<Row> {
        self.items(items, outer);
        self.rows
    }

    fn items(&mut self, items: &[Floating], outer: Window) {
        for item in items {
            match item {
                Floating::Field(field) => self.field(field, outer),
                Floating::Count(count) => self.count(count, outer),
                Floating::List(list) => self.list(list, items, outer),
            }
        }
    }

    fn field(&mut self, field: &FloatingField, outer: Window) {
        let view = self.view;
        if !view.has(field.window.and(outer)) {
            return;
        }
        let (size, older) = view.maxima(field, outer);
        let facts = field
            .presence
            .word()
            .map(str::to_owned)
            .into_iter()
            .chain(field.secret.then(|| "secret".to_owned()))
            .chain(view.parts(&field.ty))
            .chain(view.null(&field.ty, field.null))
            .chain(view.example(&field.ty, field.example.as_ref()))
            .chain(older)
            .chain(view.window(field.window, outer))
            .chain(view.labels(&field.errata));
        let cells = [
            (Column::Type, view.basic(&field.ty)),
            (Column::Bytes, size),
            (Column::Meaning, view.meaning(&field.ty)),
            (Column::Notes, notes(facts)),
        ];
        let cells = self.tag(field.tag).into_iter().chain(cells);
        self.push(&field.name.guide, cells, &field.doc);
    }

    fn count(&mut self, count: &FloatingCount, outer: Window) {
        let view = self.view;
        if !view.has(count.window.and(outer)) {
            return;
        }
        let facts = [format!("counts {}", count.list)]
            .into_iter()
            .chain(count.presence.word().map(str::to_owned))
            .chain(view.window(count.window, outer))
            .chain(view.labels(&count.errata));
        let size = count.ty.form.size().unwrap_or_default();
        let cells = [
            (Column::Type, view.basic(&count.ty)),
            (Column::Bytes, size.to_string()),
            (Column::Notes, notes(facts)),
        ];
        let cells = self.tag(count.tag).into_iter().chain(cells);
        self.push(&count.name.guide, cells, &count.doc);
    }

    fn list(&mut self, list: &List, siblings: &[Floating], outer: Window) {
        let view = self.view;
        let inner = list.window.and(outer);
        if !view.has(inner) {
            return;
        }
        let entry = match &list.element {
            Element::Entry(entry) => Some(&view.protocol[*entry]),
            Element::Member(_) => None,
        };
        let facts = style(list.style)
            .into_iter()
            .map(str::to_owned)
            .chain(list.max.map(|max| format!("max {max}")))
            .chain(self.counted_by(list, siblings))
            .chain(view.window(list.window, outer))
            .chain(view.labels(&list.errata))
            .chain(view.labels(entry.map_or(&[][..], |entry| &entry.errata)));
        let is_array = list.style == ListStyle::Array;
        let cells = [
            (
                Column::Type,
                if is_array { "array" } else { "list" }.to_owned(),
            ),
            (
                Column::Meaning,
                entry
                    .map(|entry| entry.name.guide.clone())
                    .unwrap_or_default(),
            ),
            (Column::Notes, notes(facts)),
        ];
        let doc = both(&list.doc, entry.map(|entry| &entry.doc));
        self.push(&list.name.guide, cells, &doc);
        self.path.push(list.name.guide.clone());
        match &list.element {
            Element::Member(member) => self.field(member, inner),
            Element::Entry(entry) => self.items(&view.protocol[*entry].members, inner),
        }
        self.path.pop();
    }

    /// The field that counts a list: a floating one beside it, or one of the fixed part.
    fn counted_by(&self, list: &List, siblings: &[Floating]) -> Option<String> {
        let floating = siblings.iter().find_map(|item| match item {
            Floating::Count(count) if count.list == list.name.guide => Some(&count.name.guide),
            _ => None,
        });
        let fixed = self.counts.iter();
        let fixed = fixed.filter(|_| self.path.is_empty());
        let mut fixed = fixed.filter(|(counted, _)| *counted == list.name.guide);
        let count = floating.or_else(|| fixed.next().map(|(_, field)| field))?;
        Some(format!("counted by {count}"))
    }

    fn tag(&self, tag: TagIndex) -> [(Column, String); 2] {
        let tag = &self.view.protocol[tag];
        [
            (Column::Tag, tag.number.to_string()),
            (Column::TagName, tag.name.guide.clone()),
        ]
    }

    fn push(&mut self, name: &str, cells: impl IntoIterator<Item = (Column, String)>, doc: &Doc) {
        let mut path = self.path.clone();
        path.push(name.to_owned());
        let name = [(Column::Field, name.to_owned())];
        self.rows
            .push(Row::new(path, name.into_iter().chain(cells), doc));
    }
}

/// The documentation of a list, then that of its entry.
fn both(list: &Doc, entry: Option<&Doc>) -> Doc {
    let texts = [Some(list), entry];
    let texts = texts
        .into_iter()
        .flatten()
        .filter(|doc| !doc.lines.is_empty());
    let texts: Vec<&[String]> = texts.map(|doc| doc.lines.as_slice()).collect();
    Doc {
        lines: texts.join(&String::new()),
    }
}

/// How the entries of a list are told apart, in the word of the language, if it needs one.
pub(super) fn style(style: ListStyle) -> Option<&'static str> {
    match style {
        ListStyle::Single | ListStyle::Array => None,
        ListStyle::Ordered => Some("ordered"),
        ListStyle::Records => Some("records"),
        ListStyle::Columns => Some("columns"),
    }
}
