//! The reference: its links lead somewhere, its pictures are XML, its examples and offsets are what
//! cti-messages says.

use std::collections::{BTreeMap, BTreeSet};

use cti_codegen::Generator;
use cti_codegen::reference::{choose, slug};
use cti_messages::info::MessageInfo;
use cti_messages::{Message, MessageType, ProtocolVersion};
use cti_tests::spec::{messages, protocol};
use xtask::regenerate;

/// The pages and pictures by their paths.
fn files() -> BTreeMap<String, String> {
    reference_of(protocol())
}

/// The pages and pictures of any protocol.
fn reference_of(protocol: &cti_spec::Protocol) -> BTreeMap<String, String> {
    let generator = Generator::new(protocol).reference("", regenerate::samples().expect("samples"));
    let files = generator.files().unwrap_or_else(|error| panic!("{error}"));
    files
        .iter()
        .map(|(path, text)| (path.to_string_lossy().into_owned(), text.to_owned()))
        .collect()
}

fn page(name: &str) -> String {
    format!("messages/{}.md", name.to_lowercase())
}

#[test]
fn every_message_has_a_page_that_can_be_found() {
    let files = files();
    let summary = &files["SUMMARY.md"];
    for message in messages() {
        let page = page(&message.name.guide);
        assert!(files.contains_key(&page), "{page}");
        assert!(files.contains_key(&page.replace(".md", ".svg")), "{page}");
        assert!(summary.contains(&format!("({page})")), "{page}");
    }
    for message in &protocol().messages {
        let name = format!("`{}`", message.name.guide);
        for index in ["by_number.md", "by_name.md", "by_service.md"] {
            assert!(files[index].contains(&name), "{name} in {index}");
        }
    }
    // mdBook renders what the table of contents names, and nothing else.
    for path in files
        .keys()
        .filter(|path| path.ends_with(".md") && *path != "SUMMARY.md")
    {
        assert!(
            summary.contains(&format!("({path})")),
            "{path} is in no table of contents"
        );
    }
}

/// The anchors of a page: its headings, and those that are written as HTML.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for heading in text.lines().filter(|line| line.starts_with('#')) {
        let anchor = slug(heading.trim_start_matches('#'));
        assert!(anchors.insert(anchor), "{heading} stands twice");
    }
    for rest in text.split("<a id=\"").skip(1) {
        let anchor = rest.split('"').next().expect("an end").to_owned();
        assert!(anchors.insert(anchor), "{rest}");
    }
    anchors
}

#[test]
fn every_link_leads_somewhere() {
    let files = files();
    let anchors: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .map(|(path, text)| (path.as_str(), anchors(text)))
        .collect();
    let mut links = 0;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for rest in text.split("](").skip(1) {
            let target = rest.split(')').next().expect("an end");
            if target.is_empty() && path == "SUMMARY.md" {
                continue; // A chapter without a page.
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = match (file.strip_prefix("../"), folder) {
                (_, _) if file.is_empty() => path.clone(),
                (Some(file), _) => file.to_owned(),
                (None, "") => file.to_owned(),
                (None, folder) => format!("{folder}/{file}"),
            };
            assert!(files.contains_key(&file), "{path}: {target}");
            assert!(
                anchor.is_empty() || anchors[file.as_str()].contains(anchor),
                "{path}: {target}"
            );
            links += 1;
        }
    }
    assert!(links > 5000, "{links} links");
}

#[test]
fn every_picture_is_xml() {
    for (path, text) in files().iter().filter(|(path, _)| path.ends_with(".svg")) {
        let picture =
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let size = |name| {
            picture
                .root_element()
                .attribute(name)
                .and_then(|size| size.parse::<u32>().ok())
        };
        let (width, height) = (
            size("width").expect("a width"),
            size("height").expect("a height"),
        );
        for rect in picture
            .descendants()
            .filter(|node| node.has_tag_name("rect"))
        {
            let number = |name| {
                rect.attribute(name)
                    .and_then(|n| n.parse::<f32>().ok())
                    .expect("a number")
            };
            assert!(number("x") + number("width") <= width as f32, "{path}");
            assert!(number("y") + number("height") <= height as f32, "{path}");
        }
    }
}

/// The fixed part of a message in the newest version, by cti-messages.
fn info(number: u32) -> &'static MessageInfo {
    MessageType(number).info().expect("a message with a layout")
}

#[test]
fn offsets_are_those_of_the_runtime() {
    let files = files();
    for message in messages() {
        let text = &files[&page(&message.name.guide)];
        let picture = &files[&page(&message.name.guide).replace(".md", ".svg")];
        let mut offset = 8;
        let mut rows = BTreeSet::from([0]);
        for field in info(message.number).fixed {
            let row = format!("| {offset} | `{}` |", field.name);
            assert!(text.contains(&row), "{}: {row}", message.name.guide);
            assert!(
                picture.contains(&format!(">{}</text>", field.name)),
                "{}",
                field.name
            );
            rows.extend((offset..offset + field.size).filter(|at| at % 8 == 0));
            offset += field.size;
        }
        for row in rows {
            assert!(
                picture.contains(&format!(">{row}</text>")),
                "{}: {row}",
                message.name.guide
            );
        }
    }
}

#[test]
fn examples_hold_what_the_runtime_reads() {
    let samples = regenerate::samples().expect("samples");
    let examples = choose(protocol(), &samples);
    for message in messages() {
        let example = examples
            .get(&message.number)
            .unwrap_or_else(|| panic!("{} has no example", message.name.guide));
        let version = ProtocolVersion::new(example.version.into()).expect("a version");
        let decoded =
            Message::decode(example.frame, version).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(decoded.name(), Some(message.name.guide.as_str()));
        let mut found = Vec::new();
        cti_tests::flatten::flatten(decoded.as_known().expect("a layout"), version, &mut found);
        let mut shown = cti_tests::flatten::interpreted(example);
        found.sort_by_key(|(name, _)| name.clone());
        shown.sort_by_key(|(name, _)| name.clone());
        assert_eq!(shown, found, "{}", message.name.guide);
    }
}

#[test]
fn generating_is_deterministic() {
    assert_eq!(files(), files());
}

/// What would be Markdown, HTML or an entity if it were not escaped.
const HOSTILE: &[&str] = &[
    "a | b || c",
    "<script>alert(1)</script>",
    "<!-- no comment -->",
    "*a* _b_ **c** __d__ ~~e~~",
    "[a](https://example.com) ![b](c.svg) [d][e]",
    "&amp; &#65; &copy;",
    "a\\b \\| \\",
    "# a",
    "> a",
    "- a",
    "+ a",
    "12. a",
    "3) a",
    "====",
    "----",
    "$a$ $$b$$",
    "{{#include ../secret}}",
    "https://example.com/a_b_c",
    "a ` b",
];

/// A protocol whose texts, titles and names of values are all hostile.
fn hostile() -> cti_spec::Protocol {
    let mut spec = String::from(
        "/// A protocol.\nprotocol SAMPLE versions 13 to 25 {\n wide tags since 20\n \
         frame limit 12500\n acronyms ID\n}\ntype UINT = unsigned 4\n",
    );
    for (index, text) in HOSTILE.iter().enumerate() {
        let number = index + 1;
        // In quotes, a backslash stands for itself in no text of the language.
        let quoted = text.replace(['\\', '"'], "");
        spec += &format!(
            "/// {text}\nerratum E{number} \"{quoted}\"\n\
             /// {text}\nservice Service{index} \"{quoted}\"\n\
             /// {text}\nenum Kind{index} UINT prefix KIND_{index}_ {{\n  \
             KIND_{index}_A = 1  /// {text}\n  \"{quoted}\" as Other = 2\n}}\n\
             /// {text}\nmask Mask{index} UINT suffix _MASK {{\n  \
             M{index}_MASK = 1  /// {text}\n}}\n\
             tag SOME_{index} = {number}  /// {text}\n\
             /// {text}\nid Id{index} UINT\n\
             /// {text}\nmessage SAMPLE_{index}_EVENT = {number} from server erratum E{number} {{\n  \
             fixed {{\n    Value UINT as Id{index}  /// {text}\n  }}\n  floating {{\n    \
             Kind UINT as Kind{index} tag SOME_{index}  /// {text}\n  }}\n}}\n"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("spec.cti"), spec).expect("a file");
    cti_spec::load(folder.path()).unwrap_or_else(|error| panic!("{error}"))
}

/// The text of a page as a browser shows it, blocks apart; and the HTML in it.
fn shown(page: &str) -> (String, BTreeSet<String>) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    // What mdBook turns on.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let (mut text, mut html) = (String::new(), BTreeSet::new());
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Html(piece) | Event::InlineHtml(piece) => {
                html.insert(piece.trim().to_owned());
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                assert!(!dest_url.contains("example.com"), "{dest_url}");
            }
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough) => {}
            Event::Start(_) | Event::End(_) => {}
            other => panic!("{other:?}"),
        }
    }
    (text, html)
}

#[test]
fn hostile_texts_stay_texts() {
    let files = reference_of(&hostile());
    for (path, file) in &files {
        if path.ends_with(".svg") {
            roxmltree::Document::parse(file).unwrap_or_else(|error| panic!("{error}"));
            continue;
        }
        let (_, html) = shown(file);
        for html in html {
            let is_ours = html == "<br>"
                || html.starts_with("<a id=")
                || html == "</a>"
                || html.starts_with("<!-- @generated");
            assert!(is_ours, "{html} in {path}");
        }
        // What mdBook replaces before anything else.
        let escaped = file.matches("\\{{#").count();
        assert_eq!(file.matches("{{#").count(), escaped, "{path}");
    }
    for (index, hostile) in HOSTILE.iter().enumerate() {
        // A backtick stands for itself only where there is no other.
        for page in [
            format!("messages/sample_{index}_event.md"),
            format!("enumerations/kind{index}.md"),
            format!("masks/mask{index}.md"),
            "ids.md".to_owned(),
            "tags.md".to_owned(),
            "errata.md".to_owned(),
            "by_service.md".to_owned(),
        ] {
            let names = || files.keys().collect::<Vec<_>>();
            let file = files.get(&page);
            let file = file.unwrap_or_else(|| panic!("{page} is none of {:?}", names()));
            let (text, _) = shown(file);
            assert!(
                text.contains(hostile),
                "{hostile} in {page}:\n{text}\n{}",
                file
            );
        }
    }
}
