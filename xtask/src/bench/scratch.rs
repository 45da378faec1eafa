//! Packages outside of the workspace, in which builds are measured.

use std::path::Path;

use xshell::Shell;

/// Stands in a manifest for the path of cti-messages.
const RUNTIME: &str = "{cti-messages}";

/// Writes a package with one source file and this much of a manifest beside its name and profile; returns a shell in its
/// folder. It is built in a target folder of its own: in that of the caller, dependencies may be built already.
pub(super) fn package(
    workspace: &Shell,
    folder: &Path,
    manifest: &str,
    (path, source): (&str, &str),
) -> anyhow::Result<Shell> {
    let root = workspace.current_dir();
    let sh = Shell::new()?;
    sh.create_dir(folder)?;
    sh.change_dir(folder);
    sh.set_var("CARGO_TARGET_DIR", folder.join("target"));
    sh.write_file(path, source)?;
    sh.write_file("Cargo.toml", whole(manifest, &root))?;
    // The versions that the workspace has.
    sh.copy_file(root.join("Cargo.lock"), "Cargo.lock")?;
    Ok(sh)
}

const PACKAGE: &str = r#"
[package]
name = "program"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[profile.dev]
debug = "line-tables-only"
"#;

/// The whole manifest in a workspace. Paths that need quoting are quoted in Rust as in TOML.
fn whole(manifest: &str, root: &Path) -> String {
    let runtime = format!("{:?}", root.join("cti-messages"));
    PACKAGE.to_owned() + &manifest.replace(RUNTIME, &runtime)
}

#[cfg(test)]
mod tests {
    use super::{Path, whole};

    #[test]
    fn paths_in_the_manifest_are_quoted() {
        let manifest = whole("path = {cti-messages}", Path::new("/a \"b\""));
        assert!(
            manifest.ends_with(r#"path = "/a \"b\"/cti-messages""#),
            "{manifest}"
        );
    }
}
