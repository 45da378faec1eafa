//! The reference: its links lead somewhere, its pictures are XML, its examples and offsets are what
//! cti-messages says.

use std::collections::{BTreeMap, BTreeSet};

use cti_messages::info::MessageInfo;
use cti_messages::{Message, MessageType, ProtocolVersion};
use cti_tests::samples;
use cti_tests::spec::{messages, protocol};
use xtask::generate::reference::example::{choose, samples as example_samples};
use xtask::generate::reference::markdown::slug;
use xtask::generate::reference::{render, walk};

/// The pages and pictures by their paths.
fn files() -> BTreeMap<String, String> {
    let files = render(protocol()).unwrap_or_else(|error| panic!("{error:#}"));
    let path = |path: &std::path::Path| path.to_string_lossy().into_owned();
    files
        .into_iter()
        .map(|file| (path(&file.path), file.text))
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
    let samples = example_samples().expect("samples");
    let examples = choose(protocol(), &samples);
    for message in messages() {
        let Some(example) = examples.get(&message.number) else {
            let known = samples::all()
                .into_iter()
                .any(|sample| sample.message_type == message.number);
            assert!(!known, "{} has samples, but no example", message.name.guide);
            continue;
        };
        let version = ProtocolVersion::new(example.version.into()).expect("a version");
        let decoded =
            Message::decode(example.frame, version).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(decoded.name(), Some(message.name.guide.as_str()));
        let mut found = Vec::new();
        cti_tests::flatten::flatten(decoded.as_known().expect("a layout"), version, &mut found);
        let parts = example
            .parts
            .iter()
            .filter(|part| part.ty.is_some() && !part.counts);
        let mut shown: Vec<_> = parts
            .map(|part| (part.name.to_owned(), part.value.to_json()))
            .collect();
        found.sort_by_key(|(name, _)| name.clone());
        shown.sort_by_key(|(name, _)| name.clone());
        assert_eq!(shown, found, "{}", message.name.guide);
    }
}

/// All samples, not only those that are shown, with the values that the independent codec wrote.
#[test]
fn every_sample_can_be_walked() {
    for sample in samples::all() {
        let message = protocol().message(&sample.message).expect("a message");
        let version = u8::try_from(sample.protocol).expect("a version");
        let walked = walk::walk(protocol(), message, version, &sample.frame)
            .unwrap_or_else(|| panic!("{sample:?}"));
        let bytes: Vec<u8> = walked
            .parts
            .iter()
            .flat_map(|part| part.bytes)
            .copied()
            .collect();
        assert_eq!(bytes, sample.frame, "{sample:?}");
        let parts = walked
            .parts
            .iter()
            .filter(|part| part.ty.is_some() && !part.counts);
        let values: Vec<_> = parts
            .map(|part| (part.name.to_owned(), part.value.to_json()))
            .collect();
        assert_eq!(values, sample.fields, "{sample:?}");
    }
}

#[test]
fn generating_is_deterministic() {
    assert_eq!(files(), files());
}
