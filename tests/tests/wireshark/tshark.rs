//! Running tshark with the generated dissector.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pdml::{self, Packet};

/// The tshark of this machine.
pub(crate) struct Tshark {
    /// Settings and plugins of the user must not change what is tested.
    home: tempfile::TempDir,
}

/// The generated dissector.
pub(crate) fn dissector() -> PathBuf {
    let name = cti_tests::spec::protocol().name.to_lowercase();
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../generated/wireshark/{name}.lua"))
}

impl Tshark {
    /// It, unless the machine has none: then it is said that a test is skipped.
    pub(crate) fn find(test: &str) -> Option<Self> {
        if Command::new("tshark").arg("--version").output().is_err() {
            // Not with `eprintln`, whose text is not shown where a test passes.
            let text = format!("SKIPPED {test}: there is no tshark (Debian's package tshark)\n");
            let _ = std::io::stderr().write_all(text.as_bytes());
            return None;
        }
        let home = tempfile::tempdir().expect("a folder");
        Some(Self { home })
    }

    /// What it writes about a capture.
    pub(crate) fn run(&self, capture: &Path, arguments: &[&str]) -> String {
        let output = Command::new("tshark")
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path())
            .env("TZ", "UTC")
            .arg("-n")
            .arg("-X")
            .arg(format!("lua_script:{}", dissector().display()))
            .arg("-r")
            .arg(capture)
            .args(arguments)
            .output()
            .expect("tshark runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        assert!(!errors.contains("Lua"), "{errors}");
        // Wireshark cuts long lines, even in the middle of a character.
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        // An error of the dissector is shown in the packet.
        assert!(
            !text.contains("Lua Error"),
            "{}",
            around(&text, "Lua Error")
        );
        text
    }

    /// The packets of a capture, dissected.
    pub(crate) fn packets(&self, capture: &Path, arguments: &[&str]) -> Vec<Packet> {
        let filter = ["-T", "pdml", "-J", "ged188"];
        pdml::parse(&self.run(capture, &[&filter, arguments].concat()))
    }
}

fn around<'t>(text: &'t str, what: &str) -> &'t str {
    let line = text.lines().find(|line| line.contains(what));
    line.unwrap_or_default()
}
