//! `docs`: the documentation of the crates, built as people build it, and its links.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::bail;
use xshell::{Shell, cmd};

use crate::shell;

/// Crates whose documentation is built alone, and with which features: of cti-messages the smallest set that reads from
/// streams, and the one that its README gives as an example. cti-session comes first: its pages link to those of
/// cti-messages only if these are there, and each set has others.
const FEW_FEATURES: [(&str, &str); 3] = [
    ("cti-session", "std"),
    ("cti-messages", "std"),
    (
        "cti-messages",
        "std,session-management,failure-indication,client-events",
    ),
];

/// Builds the documentation, with few features and then with all, and follows its links.
///
/// # Errors
/// If anything is warned of, or a link leads nowhere.
pub fn run(sh: &Shell) -> anyhow::Result<()> {
    let folder = shell::target(sh)?.join("doc");
    sh.set_var("RUSTDOCFLAGS", "-Dwarnings");
    // First those of single crates, and so without the pages that are there of other crates. What else a shared
    // target folder has stays.
    let crates = shell::packages(sh)?;
    let crates = crates.iter().filter_map(|package| package["name"].as_str());
    let crates: Vec<_> = crates
        .map(|name| folder.join(name.replace('-', "_")))
        .collect();
    for pages in &crates {
        sh.remove_path(pages)?;
    }
    for (package, features) in FEW_FEATURES {
        cmd!(
            sh,
            "cargo doc --package {package} --no-deps --no-default-features --features {features}"
        )
        .run()?;
        check_links(sh, &crates)?;
    }
    cmd!(sh, "cargo doc --workspace --no-deps --all-features").run()?;
    check_links(sh, &crates)
}

/// Checks that every page to which a page in these folders links is there.
fn check_links(sh: &Shell, folders: &[PathBuf]) -> anyhow::Result<()> {
    let mut broken = BTreeSet::new();
    let there = folders.iter().filter(|folder| folder.exists());
    let mut folders: Vec<_> = there.cloned().collect();
    while let Some(folder) = folders.pop() {
        for path in sh.read_dir(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                let page = sh.read_file(&path)?;
                let missing = local_links(&page).filter(|link| !folder.join(link).exists());
                broken.extend(missing.map(|link| format!("{}: {link}", path.display())));
            }
        }
    }
    if !broken.is_empty() {
        let list: Vec<_> = broken.into_iter().collect();
        bail!("links that lead nowhere:\n{}", list.join("\n"));
    }
    Ok(())
}

/// The files that a page links to, without those on other hosts and without places in a page. Paths of Rust are
/// links that rustdoc could not resolve: of ours it warns, others come with methods of other crates' traits.
fn local_links(page: &str) -> impl Iterator<Item = &str> {
    let links = page.split("<a ").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        let (_, link) = tag.split_once("href=\"")?;
        link.split('"').next()
    });
    let files = links.filter_map(|link| link.split(['#', '?']).next());
    files.filter(|file| !file.is_empty() && !file.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_is_built_with_the_features_of_the_readme() {
        let sh = shell::in_workspace().unwrap();
        let readme = sh.read_file("cti-messages/README.md").unwrap();
        let (package, example) = FEW_FEATURES[2];
        assert_eq!(package, "cti-messages");
        let example = example.split(',');
        let example: Vec<_> = example.map(|feature| format!("\"{feature}\"")).collect();
        assert!(readme.contains(&example.join(", ")), "{example:?}");
    }

    #[test]
    fn links_to_files_are_followed() {
        let page = "<a href=\"#top\"> <a class=\"x\" href=\"../a/index.html#b\"> <a href=\"https://x.org/\"> \
                    <a href=\"crate#members\"> <a id=\"c\"> <a href=\"a::B\" title=\"x\">";
        let links: Vec<_> = local_links(page).collect();
        assert_eq!(links, ["../a/index.html", "crate"]);
    }

    #[test]
    fn a_link_to_a_page_that_is_missing_is_found() {
        let sh = shell::in_workspace().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        sh.write_file(
            inner.join("a.html"),
            "<a href=\"b.html\"><a href=\"../c.html\">",
        )
        .unwrap();
        sh.write_file(inner.join("b.html"), "").unwrap();
        let error = check_links(&sh, std::slice::from_ref(&inner))
            .unwrap_err()
            .to_string();
        assert!(error.ends_with("a.html: ../c.html"), "{error}");
        sh.write_file(folder.path().join("c.html"), "").unwrap();
        check_links(&sh, std::slice::from_ref(&inner)).unwrap();
    }
}
