//! Ranges of versions, and windows, each of which must include at least one version.

use super::report::Reporter;
use crate::ast::{self, Number};
use crate::diagnostic::Diagnostic;
use crate::model::Window;

/// A range of versions with two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Versions {
    pub first: u8,
    pub last: u8,
}

impl Versions {
    /// The versions of a window within this range; `None` if there are none.
    pub(super) fn narrowed(self, window: Window) -> Option<Self> {
        let first = self.first.max(window.since.unwrap_or(self.first));
        let last = self.last.min(window.until.unwrap_or(self.last));
        (first <= last).then_some(Self { first, last })
    }

    /// The versions of a part with a window; all of these if the part has none, which is reported
    /// where its window is resolved.
    pub(super) fn part(self, window: Window) -> Self {
        self.narrowed(window).unwrap_or(self)
    }

    /// The versions that both ranges have.
    pub(super) fn common(self, other: Self) -> Option<Self> {
        self.narrowed(Window {
            since: Some(other.first),
            until: Some(other.last),
        })
    }

    /// Whether all versions of the other range are in this one.
    pub(super) fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether a version is in the range.
    pub(super) fn contains(self, version: u8) -> bool {
        (self.first..=self.last).contains(&version)
    }

    /// Whether a number is a version in the range.
    fn has(self, number: &Number) -> bool {
        u8::try_from(number.value).is_ok_and(|version| self.contains(version))
    }

    /// Each version.
    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = u8> {
        self.first..=self.last
    }

    /// The range in words.
    pub(super) fn describe(self) -> String {
        if self.first == self.last {
            format!("version {}", self.first)
        } else {
            format!("versions {} to {}", self.first, self.last)
        }
    }
}

/// The versions that a window must lie in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outer<'a> {
    /// The versions.
    pub versions: Versions,
    /// Their owner: `the message`.
    pub what: &'a str,
}

impl<'a> Outer<'a> {
    /// A part of something that has narrower versions.
    pub(super) fn part(self, window: Window, what: &'a str) -> Self {
        Self {
            versions: self.versions.part(window),
            what,
        }
    }
}

/// A window that is checked elsewhere; open if it is wrong.
pub(super) fn open_window(written: &ast::Window) -> Window {
    let version =
        |number: Option<&Number>| number.and_then(|number| u8::try_from(number.value).ok());
    Window {
        since: version(written.since.as_ref()),
        until: version(written.until.as_ref()),
    }
}

/// A window of something inside of something else: it holds in at least one version, and names no
/// version that cannot be. A wrong window is reported, and counts as an open one.
pub(super) fn window(
    written: &ast::Window,
    protocol: Versions,
    outer: Outer<'_>,
    reporter: &mut Reporter,
) -> Window {
    let ends = [&written.since, &written.until].map(|end| end.as_ref());
    let reported = reporter.mistakes();
    for number in ends.into_iter().flatten() {
        if !protocol.has(number) {
            reporter.report(not_in_protocol(number, protocol));
        }
    }
    if reporter.mistakes() > reported {
        return Window::default();
    }
    let window = open_window(written);
    // The window of a field in the catalogue is cut to the versions of each message.
    if ends.into_iter().flatten().any(|number| number.span.via > 0)
        && outer.versions.narrowed(window).is_some()
    {
        return Window {
            since: window.since.filter(|since| *since > outer.versions.first),
            until: window.until.filter(|until| *until < outer.versions.last),
        };
    }
    let unreached = ends
        .into_iter()
        .flatten()
        .find(|number| !outer.versions.has(number));
    match (ends, unreached) {
        ([Some(since), Some(until)], _) if since.value > until.value => {
            reporter.report(empty(since, until));
        }
        (_, Some(number)) => reporter.report(unreachable(number, outer)),
        (_, None) => return window,
    }
    Window::default()
}

/// A version that the protocol does not have.
fn not_in_protocol(number: &Number, versions: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("the protocol has no version {}", number.value),
        number.span,
        "outside the protocol",
    )
    .with_help(format!("it has {}", versions.describe()))
}

/// A window that ends before it begins.
fn empty(since: &Number, until: &Number) -> Diagnostic {
    Diagnostic::new("no version is in this window", until.span, "ends here")
        .with_place(since.span, "begins here")
        .with_help("both ends belong to the window, and it begins with the lower one")
}

/// A version that what surrounds the window does not have.
fn unreachable(number: &Number, outer: Outer<'_>) -> Diagnostic {
    let Outer { versions, what } = outer;
    let version = number.value;
    Diagnostic::new(
        format!("version {version} is unreachable here"),
        number.span,
        format!("{what} has no version {version}"),
    )
    .with_help(format!(
        "{what} has {}: name one of them, or leave this out",
        versions.describe()
    ))
}
