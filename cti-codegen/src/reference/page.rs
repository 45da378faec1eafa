//! A page in the making.

use cti_spec::model::{Doc, ErratumIndex};

use super::markdown;
use super::site::{Site, link};
use crate::files::GeneratedFile;

/// A page: Markdown below a path.
pub(super) struct Page {
    path: String,
    text: String,
}

impl Page {
    /// A page with a title.
    pub(super) fn new(path: &str, title: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: format!("# {title}\n"),
        }
    }

    /// The path, which links start from.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn heading(&mut self, heading: &str) {
        self.paragraph(&format!("## {heading}"));
    }

    pub(super) fn subheading(&mut self, heading: &str) {
        self.paragraph(&format!("### {heading}"));
    }

    /// Adds a block of Markdown.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.text.push('\n');
            self.text.push_str(markdown.trim_end());
            self.text.push('\n');
        }
    }

    /// Adds a text of the specification, paragraph by paragraph.
    pub(super) fn doc(&mut self, site: &Site<'_>, doc: &Doc) {
        for paragraph in paragraphs(doc) {
            self.paragraph(&inline(site, &self.path.clone(), &paragraph));
        }
    }

    /// Adds the rulings of errata, under a heading.
    pub(super) fn errata(&mut self, site: &Site<'_>, errata: &[ErratumIndex]) {
        if errata.is_empty() {
            return;
        }
        self.heading("Errata");
        for &index in errata {
            let erratum = &site.protocol[index];
            let label = site.errata(&self.path, &[index]).concat();
            let path = self.path.clone();
            let text = paragraphs(&erratum.doc)
                .iter()
                .map(|paragraph| inline(site, &path, paragraph))
                .collect::<Vec<_>>()
                .join("\n>\n> ");
            self.paragraph(&format!("> **{label}** {text}"));
        }
    }

    pub(super) fn into_file(self) -> GeneratedFile {
        GeneratedFile {
            path: self.path.into(),
            text: self.text,
        }
    }
}

/// The paragraphs of a text, each on one line. An item of a list is a paragraph.
pub(super) fn paragraphs(doc: &Doc) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut ended = true;
    for line in &doc.lines {
        let line = line.trim();
        match paragraphs.last_mut() {
            _ if line.is_empty() => {}
            Some(last) if !ended => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
        ended = line.is_empty();
    }
    paragraphs
}

/// A text of the specification on one line, for a cell of a table.
pub(super) fn cell(site: &Site<'_>, from: &str, doc: &Doc) -> String {
    inline(site, from, &paragraphs(doc).join(" "))
}

/// Text of the specification, with links from a page to what it names.
fn inline(site: &Site<'_>, from: &str, text: &str) -> String {
    markdown::text(text, &|word| {
        let place = site.place_of(word)?;
        // A page does not link to itself.
        (place != from).then(|| link(from, word, place))
    })
}
