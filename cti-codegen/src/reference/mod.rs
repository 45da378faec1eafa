//! The reference: the source of an mdBook, Markdown with pictures.
//!
//! Markdown and not HTML, because it can be read where the repository is shown, its differences
//! can be reviewed, and mdBook brings what would have to be written otherwise: full-text search,
//! themes, a page that fits a phone. `cargo xtask reference` turns it into HTML; what CI checks (that
//! it is fresh, and that its links lead somewhere) needs no mdBook. The pictures are files of their
//! own, because a code forge shows those and drops what is drawn in a page.
//!
//! Every fact comes from the model; the examples are samples, which [`cti_spec::interpreter`]
//! takes apart. What makes what:
//!
//! | file | made by |
//! | --- | --- |
//! | `introduction.md` | `introduction` |
//! | `SUMMARY.md`, `by_number.md`, `by_name.md`, `by_service.md` | `indexes` |
//! | `messages/` | `message`, of `fields`, `layouts`, `example` and `picture` |
//! | `enumerations/`, `masks/`, `named_values.md`, `ids.md` | `named` |
//! | `tags.md`, `entries.md`, `errata.md` | `tables` |
//! | `versions/` | `versions` |

mod example;
mod fields;
mod indexes;
mod introduction;
mod layouts;
mod markdown;
mod message;
mod named;
mod page;
mod picture;
mod site;
mod tables;
mod versions;

use cti_spec::Protocol;
use cti_spec::model::MessageIndex;

use crate::error::Error;
use crate::files::GeneratedFile;
pub use example::{Sample, choose};
pub use markdown::slug;
use page::Page;
use site::Site;

/// All pages and pictures.
///
/// # Errors
/// If a picture would not be XML, which only a bug can cause.
pub(crate) fn files(protocol: &Protocol, samples: &[Sample]) -> Result<Vec<GeneratedFile>, Error> {
    let site = Site::new(protocol);
    let examples = choose(protocol, samples);
    let mut pages = vec![
        indexes::contents(&site),
        introduction::page(&site),
        indexes::by_number(&site),
        indexes::by_name(&site),
        indexes::by_service(&site),
        named::ids(&site),
        tables::entries(&site),
        tables::tags(&site),
        tables::errata(&site),
        versions::overview(&site),
    ];
    pages.extend(
        protocol
            .versions()
            .map(|version| versions::page(&site, version)),
    );
    pages.push(named::overview(&site));
    pages.extend(
        protocol
            .enumerations
            .iter()
            .map(|table| named::enumeration(&site, table)),
    );
    pages.extend(protocol.masks.iter().map(|mask| named::mask(&site, mask)));
    let mut files = Vec::new();
    for index in (0..protocol.messages.len()).map(MessageIndex) {
        let message = &protocol[index];
        if message.is_published() {
            pages.push(message::page(&site, index, examples.get(&message.number)));
            files.push(picture::file(protocol, message)?);
        }
    }
    files.extend(pages.into_iter().map(Page::into_file));
    Ok(files)
}
