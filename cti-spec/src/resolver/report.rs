//! The one way to report: a [`Reporter`] goes through all passes, first on its own, then as part of
//! the [context](super::context).

use std::collections::{HashMap, HashSet};

use crate::ast::{Number, Word};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Collects the diagnostics of a run.
#[derive(Default)]
pub(super) struct Reporter {
    diagnostics: Vec<Diagnostic>,
    /// The unknown names: the diagnostic of each, and the places that refer to it. A place in the
    /// catalogue is one, however many lines use it.
    unknown: HashMap<(Referrer, String), (usize, HashSet<Span>)>,
    /// The places of series: their fields have them in common.
    series: HashSet<Span>,
    mistakes: usize,
}

/// A user of an unknown name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Referrer {
    /// A line that leaves all but its name to the catalogue.
    Line,
    /// Any other place that refers to an item.
    Place,
}

impl Referrer {
    /// Says how many more refer to a name.
    fn more(self, more: usize) -> String {
        match (self, more) {
            (Self::Line, 1) => "1 more line names it".to_owned(),
            (Self::Line, _) => format!("{more} more lines name it"),
            (Self::Place, 1) => "1 more place refers to it".to_owned(),
            (Self::Place, _) => format!("{more} more places refer to it"),
        }
    }
}

impl Reporter {
    /// Adds a diagnostic.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.mistakes += 1;
        self.diagnostics.push(diagnostic);
    }

    /// Adds the diagnostic of an unknown name. A name has one, which counts the other places.
    pub(super) fn report_unknown(
        &mut self,
        referrer: Referrer,
        name: &Word,
        diagnostic: impl FnOnce() -> Diagnostic,
    ) {
        let place = name.span.in_file();
        let key = (referrer, name.value.clone());
        if let Some((_, places)) = self.unknown.get_mut(&key) {
            places.insert(place);
            self.pass_over();
        } else {
            let index = self.diagnostics.len();
            self.unknown.insert(key, (index, HashSet::from([place])));
            self.report(diagnostic());
        }
    }

    /// Notes the place of a series: a mistake there is one, however many fields the series has.
    pub(super) fn note_series(&mut self, place: Span) {
        self.series.insert(place.in_file());
    }

    /// Whether so many names are unknown that hints would only take time: few of them are shown.
    pub(super) fn is_flooded(&self) -> bool {
        self.unknown.len() > 100
    }

    /// Counts a mistake without a diagnostic of its own, since it may follow from another one.
    pub(super) fn pass_over(&mut self) {
        self.mistakes += 1;
    }

    /// The number of mistakes so far, those without a diagnostic included.
    pub(super) fn mistakes(&self) -> usize {
        self.mistakes
    }

    /// Whether there is no diagnostic so far.
    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The diagnostics as [`Self::into_diagnostics`] has them. Those in the catalogue name the line that
    /// they were found in; a field that many lines use has one, and so has a series.
    pub(super) fn into_errors(mut self, uses: &[Span]) -> Vec<Diagnostic> {
        let series = std::mem::take(&mut self.series);
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for mut diagnostic in self.into_diagnostics() {
            let mut labels =
                std::iter::once(&mut diagnostic.primary).chain(&mut diagnostic.secondary);
            let mut via = None;
            for label in &mut labels {
                if label.span.via > 0 {
                    via = via.or(uses.get(label.span.via - 1));
                    label.span.via = 0;
                }
            }
            let place = diagnostic.primary.span;
            let message = diagnostic.message.clone();
            let mut is_new = seen.insert((message.clone(), place));
            if via.is_some() || series.contains(&place) {
                // The lines that use a field, and the fields of a series, differ in numbers only.
                let mut bare = message;
                bare.retain(|letter| !letter.is_ascii_digit());
                // Without numbers, the message is in `seen` already.
                let has_numbers = bare.len() < diagnostic.message.len();
                is_new &= !has_numbers || seen.insert((bare, place));
            }
            let is_shown =
                |line| line == place || diagnostic.secondary.iter().any(|label| label.span == line);
            if let Some(line) = via.copied().filter(|line| !is_shown(*line)) {
                diagnostic = diagnostic.with_place(line, "used here");
            }
            if is_new {
                all.push(diagnostic);
            }
        }
        all
    }

    /// The diagnostics in the order of the passes.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        for ((referrer, _), (index, places)) in self.unknown {
            let more = places.len().saturating_sub(1);
            let diagnostic = self.diagnostics.get_mut(index);
            if let Some(diagnostic) = diagnostic.filter(|_| more > 0) {
                let more = referrer.more(more);
                let text = &mut diagnostic.primary.text;
                *text = format!("{text}; {more}");
            }
        }
        self.diagnostics
    }
}

/// How many names a hint lists.
const FEW: usize = 6;

/// A reference to an unknown name.
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

/// A number that another item has.
pub(super) fn number_given_twice(
    what: &str,
    number: &Number,
    first: &str,
    place: Span,
) -> Diagnostic {
    Diagnostic::new(
        format!("{what} number {} is given twice", number.value),
        number.span,
        "the second",
    )
    .with_place(place, format!("`{first}` has it"))
    .with_help(format!("every {what} has its own number"))
}
