//! `test-on`: the libraries on compilers and machines other than those of the workspace.

mod debian;

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::ValueEnum;
use xshell::{Shell, cmd};

use crate::shell;
use debian::Archive;

/// The folder in the target folder where compilers are unpacked, and what they build goes.
const FOLDER: &str = "platforms";

/// The test of the runtime that starts its examples as programs.
const STARTS_PROGRAMS: &str = "examples";

/// The test of the derives that compares what the compiler says of mistakes.
const COMPARES_ERRORS: &str = "mistakes_are_shown_where_they_are";

/// The tests of the simulation of sessions with cores that are broken on purpose. They test the simulation, which does
/// not depend on the compiler, and take minutes without optimisation.
const FIND_FLAWS: [&str; 2] = ["broken_clients_are_found", "broken_servers_are_found"];

/// What reads and writes bytes, and so can depend on the machine.
const RUNTIME: &str = "cti-messages";

/// The crates that people build who need not have the newest Rust.
const LIBRARIES: [&str; 4] = [RUNTIME, "cti-derive", "cti-session", "cti-spec"];

/// A compiler or a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Platform {
    /// The oldest Rust that the libraries support, on this machine.
    OldestRust,
    /// The newest Rust that Debian has, on this machine.
    NewestRust,
    /// 32-bit x86: lengths and sizes of 32 bits.
    I686,
    /// IBM Z, emulated: integers in memory have the byte order of the wire.
    S390x,
}

/// A compiler, or what a machine needs, cannot be had here. Everything else that goes wrong is a fault.
#[derive(Debug)]
pub(crate) struct Unavailable(String);

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unavailable {}

/// A machine that is not this one.
struct Machine {
    /// The name that Rust has for it.
    target: &'static str,
    /// Debian's name of it.
    debian: &'static str,
    linker: Program,
    /// What runs its programs; `None` if this machine does.
    emulator: Option<Program>,
}

/// A program, and Debian's package of it.
struct Program {
    name: &'static str,
    package: &'static str,
}

const I686: Machine = Machine {
    target: "i686-unknown-linux-gnu",
    debian: "i386",
    linker: Program {
        name: "i686-linux-gnu-gcc",
        package: "gcc-i686-linux-gnu",
    },
    emulator: None,
};

const S390X: Machine = Machine {
    target: "s390x-unknown-linux-gnu",
    debian: "s390x",
    linker: Program {
        name: "s390x-linux-gnu-gcc",
        package: "gcc-s390x-linux-gnu",
    },
    emulator: Some(Program {
        name: "qemu-s390x-static",
        package: "qemu-user-static",
    }),
};

impl Platform {
    fn machine(self) -> Option<&'static Machine> {
        match self {
            Self::OldestRust | Self::NewestRust => None,
            Self::I686 => Some(&I686),
            Self::S390x => Some(&S390X),
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// A compiler with the standard libraries that it needs, unpacked.
#[derive(Debug)]
pub(crate) struct Toolchain {
    platform: Platform,
    root: PathBuf,
}

impl Toolchain {
    /// Fetches a compiler, unless it is there already.
    ///
    /// # Errors
    /// [`Unavailable`] if it cannot be had; or if something goes wrong.
    pub(crate) fn fetch(sh: &Shell, platform: Platform) -> anyhow::Result<Self> {
        let folder = shell::target(sh)?.join(FOLDER);
        let oldest = oldest(sh)?;
        if let Some(machine) = platform.machine() {
            check_programs(sh, machine)?;
        }
        let host = Archive::open(sh, &folder, None)?;
        let compiler = match platform {
            Platform::NewestRust => host.newest_compiler()?,
            _ => host.compiler(&oldest)?,
        };
        let root = folder.join(format!("{platform}-{}", compiler.folder()));
        // What is not whole is fetched anew.
        if libraries(sh, &root).is_err() {
            let unfinished = tempfile::tempdir_in(&folder)?;
            host.unpack_all(&compiler, unfinished.path())?;
            if let Some(machine) = platform.machine() {
                let archive = Archive::open(sh, &folder, Some(machine.debian))?;
                let library = archive.standard_library(&compiler)?;
                archive.unpack(&library, unfinished.path())?;
            }
            // Renamed when all is there: what was interrupted is not taken for a compiler.
            sh.remove_path(&root)?;
            std::fs::rename(unfinished.keep(), &root)?;
        }
        Ok(Self { platform, root })
    }

    /// A shell whose cargo uses the compiler.
    fn shell(&self, sh: &Shell) -> anyhow::Result<Shell> {
        let sh = sh.clone();
        let programs = self.root.join("usr/bin");
        sh.set_var("RUSTC", programs.join("rustc"));
        sh.set_var("RUSTDOC", programs.join("rustdoc"));
        sh.set_var("LD_LIBRARY_PATH", libraries(&sh, &self.root)?);
        let target = self
            .root
            .with_file_name(format!("{}-target", self.platform));
        sh.set_var("CARGO_TARGET_DIR", target);
        // It is built once, run once and never debugged.
        sh.set_var("CARGO_INCREMENTAL", "0");
        sh.set_var("CARGO_PROFILE_DEV_DEBUG", "0");
        // Sessions are simulated without optimisation here. That they hold their rules does not depend on the compiler.
        sh.set_var("CTI_SCHEDULES", "200");
        if let Some(machine) = self.platform.machine() {
            let target = machine.target.to_uppercase().replace('-', "_");
            sh.set_var(format!("CARGO_TARGET_{target}_LINKER"), machine.linker.name);
            if let Some(emulator) = &machine.emulator {
                sh.set_var(format!("CARGO_TARGET_{target}_RUNNER"), emulator.name);
            }
            // Static programs need neither a loader nor libraries of the machine here.
            sh.set_var("CARGO_ENCODED_RUSTFLAGS", "-Ctarget-feature=+crt-static");
        } else {
            // Of another compiler: some lints are not known to this one.
            sh.set_var("CARGO_ENCODED_RUSTFLAGS", "");
        }
        for name in ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
            sh.set_var(name, "");
        }
        Ok(sh)
    }
}

/// Tests the libraries on a platform; prints what cargo prints.
///
/// # Errors
/// If the platform cannot be had, or a test fails.
pub fn test(sh: &Shell, platform: Platform) -> anyhow::Result<()> {
    let toolchain = Toolchain::fetch(sh, platform)?;
    let sh = toolchain.shell(sh)?;
    let rustc = sh.var("RUSTC")?;
    cmd!(sh, "{rustc} --version").quiet().run()?;
    // Not optimised, as tests otherwise are in part: that takes longer to build than it saves.
    let test = || cmd!(sh, "cargo test --locked --profile dev --all-features");
    if let Some(machine) = platform.machine() {
        let tests = runtime_tests(&sh)?;
        let tests = tests.iter().flat_map(|name| ["--test", name]);
        let test = test().args(["--package", RUNTIME, "--target", machine.target]);
        return Ok(test.arg("--lib").args(tests).run()?);
    }
    // What a compiler says of mistakes changes with its version: that is compared on the workspace's only.
    let packages = LIBRARIES.iter().flat_map(|name| ["--package", name]);
    let skipped = FIND_FLAWS.iter().chain([&COMPARES_ERRORS]);
    test()
        .args(packages)
        .arg("--")
        .args(skipped.flat_map(|name| ["--skip", name]))
        .run()?;
    let template = "template/Cargo.toml";
    Ok(test().args(["--manifest-path", template]).run()?)
}

/// The tests of the runtime that can run on another machine: all but those that start programs of it, which an
/// emulator does for the program only that it runs itself.
fn runtime_tests(sh: &Shell) -> anyhow::Result<Vec<String>> {
    let mut tests = all_runtime_tests(sh)?;
    tests.retain(|name| name != STARTS_PROGRAMS);
    Ok(tests)
}

/// The names of the test programs of the runtime.
fn all_runtime_tests(sh: &Shell) -> anyhow::Result<Vec<String>> {
    let packages = shell::packages(sh)?;
    let runtime = packages.iter().find(|package| package["name"] == RUNTIME);
    let targets = runtime.and_then(|package| package["targets"].as_array());
    let targets = targets.context("unknown form of cargo metadata")?.iter();
    let tests = targets.filter(|target| target["kind"][0] == "test");
    let names = tests.filter_map(|target| target["name"].as_str());
    Ok(names.map(str::to_owned).collect())
}

/// The oldest Rust that the libraries say they support.
fn oldest(sh: &Shell) -> anyhow::Result<String> {
    let packages = shell::packages(sh)?;
    let mut versions = LIBRARIES.iter().map(|name| {
        let package = packages.iter().find(|package| package["name"] == *name);
        package.and_then(|package| package["rust_version"].as_str())
    });
    let first = versions.next().flatten();
    let oldest = first.with_context(|| format!("{} has no rust-version", LIBRARIES[0]))?;
    if versions.any(|version| version != first) {
        bail!("{} have different rust-versions", LIBRARIES.join(", "));
    }
    Ok(oldest.to_owned())
}

/// Whether there is what links and runs programs of a machine.
fn check_programs(sh: &Shell, machine: &Machine) -> anyhow::Result<()> {
    for Program { name, package } in std::iter::once(&machine.linker).chain(&machine.emulator) {
        if !shell::is_installed(sh, name) {
            let why = format!("{name} is not installed (apt-get install {package})");
            return Err(Unavailable(why).into());
        }
    }
    Ok(())
}

/// The folder with the libraries that a compiler itself is linked to: Debian has them in one that is named
/// after the machine.
fn libraries(sh: &Shell, root: &Path) -> anyhow::Result<PathBuf> {
    let folders = sh.read_dir(root.join("usr/lib"))?;
    let has_driver = |folder: &PathBuf| {
        let files = sh.read_dir(folder).unwrap_or_default();
        let mut names = files.iter().filter_map(|file| file.file_name()?.to_str());
        names.any(|name| name.starts_with("librustc_driver-"))
    };
    let mut folders = folders.into_iter();
    folders
        .find(has_driver)
        .context("the unpacked compiler has no librustc_driver")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_support_one_oldest_rust_and_it_is_older_than_that_of_the_programs() {
        let sh = shell::in_workspace().unwrap();
        let numbers = |version: &str| {
            let numbers = version.split('.').map(|number| number.parse().unwrap());
            numbers.collect::<Vec<u32>>()
        };
        let programs = env!("CARGO_PKG_RUST_VERSION");
        assert!(numbers(&oldest(&sh).unwrap()) < numbers(programs));
    }

    #[test]
    fn tests_that_are_left_out_exist() {
        let sh = shell::in_workspace().unwrap();
        let (all, some) = (all_runtime_tests(&sh).unwrap(), runtime_tests(&sh).unwrap());
        assert_eq!(some.len() + 1, all.len(), "{all:?}");
        let goldens = sh.read_file("cti-derive/tests/ui.rs").unwrap();
        assert!(goldens.contains(&format!("fn {COMPARES_ERRORS}()")));
        let simulation = sh.read_file("cti-session/tests/simulation/main.rs");
        let simulation = simulation.unwrap();
        for name in FIND_FLAWS {
            assert!(simulation.contains(&format!("fn {name}()")));
        }
    }

    #[test]
    fn platforms_are_shown_as_they_are_asked_for() {
        for platform in Platform::value_variants() {
            let read = Platform::from_str(&platform.to_string(), false);
            assert_eq!(read.as_ref(), Ok(platform));
        }
    }
}
