//! How messages are shown.

mod diagram;
mod lines;
mod svg;

use super::report::Show;
use super::settings::{Format, Styles};

/// What shows messages in a format.
pub(super) fn of(format: Format, styles: Styles) -> Box<dyn Show> {
    match format {
        Format::Text => Box::new(lines::Text { styles }),
        Format::Json => Box::new(lines::JsonLines),
        Format::Ladder => Box::new(diagram::Ladder::new(styles)),
        Format::Svg => Box::new(svg::Picture::default()),
    }
}
