//! The picture of a message's layout.
//!
//! Light boxes on a light card, which is legible wherever the file is shown; the book darkens it in
//! dark themes. Text is text: it can be searched and copied.

mod fixed;
mod floating;
mod svg;

use std::path::PathBuf;

use cti_spec::model::{Message, Protocol};

use crate::error::Error;
use crate::files::GeneratedFile;
use svg::Svg;

/// The width of a picture.
const WIDTH: u32 = 960;

/// The room around what is drawn.
const MARGIN: u32 = 20;

/// The path of a message's picture.
pub(super) fn path(message: &Message) -> String {
    format!("messages/{}.svg", message.name.words.join("_"))
}

/// The picture of a message.
pub(super) fn file(protocol: &Protocol, message: &Message) -> Result<GeneratedFile, Error> {
    let mut svg = Svg::default();
    let mut y = fixed::header(&mut svg, message, MARGIN);
    if let Some(parts) = message.parts() {
        for layout in parts.usual_first() {
            y = fixed::layout(&mut svg, protocol, message, layout, y + 14);
        }
        if !parts.floating.is_empty() {
            y = floating::part(&mut svg, protocol, message, &parts.floating, y + 14);
        }
    }
    let title = format!("Layout of {}", message.name.guide);
    let text = svg.finish(&title, WIDTH, y + MARGIN);
    let path = PathBuf::from(path(message));
    let text = text.map_err(|error| Error::bug(&path, error))?;
    Ok(GeneratedFile { path, text })
}
