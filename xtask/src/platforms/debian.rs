//! Rust as Debian packages it: compilers of several ages, and standard libraries of many machines.
//!
//! Packages are unpacked, not installed, so that they neither need an administrator nor get in the way of
//! the workspace's own compiler. For the same reason each machine has lists of packages of its own here:
//! the system's lists know the packages of the system's machine only, and may be old or missing.

use std::path::{Path, PathBuf};

use std::time::Duration;

use anyhow::Context as _;
use xshell::{Cmd, Shell, cmd};

use super::Unavailable;
use crate::shell;

/// How old lists of packages may be. A newer compiler may come with any of them.
const LISTS_ARE_GOOD_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// The names by which Debian has packaged Rust compilers: those of its releases, and newer ones that
/// browsers are built with.
const COMPILERS: [&str; 2] = ["rustc", "rustc-web"];

/// Libraries that every system with a linker has, by how the names of their packages begin. All others that a compiler
/// needs are unpacked with it.
const OF_THE_SYSTEM: [&str; 3] = ["libc", "libgcc", "libstdc++"];

/// A package in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    name: String,
    /// As Debian counts, `1.85.0+dfsg3-1~deb12u3`.
    version: String,
}

impl Package {
    /// The first two numbers of the version.
    fn release(&self) -> Option<(u32, u32)> {
        release(&self.version)
    }

    /// The name of a folder for what is in it.
    pub(super) fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// The first two numbers of a version.
fn release(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split('.').map(|number| number.parse().ok());
    Option::zip(numbers.next()?, numbers.next()?)
}

/// The packages for one kind of machine.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    sh: &'a Shell,
    /// Debian's name of the machine; `None` for the one that this runs on.
    machine: Option<&'static str>,
    /// Where lists and packages are kept.
    folder: PathBuf,
}

impl<'a> Archive<'a> {
    /// The archive, with lists that are at most a day old, or where there is no network with those there are.
    ///
    /// # Errors
    /// [`Unavailable`] if this is no Debian.
    pub(super) fn open(
        sh: &'a Shell,
        folder: &Path,
        machine: Option<&'static str>,
    ) -> anyhow::Result<Self> {
        for program in ["apt-get", "apt-cache", "dpkg-deb"] {
            if !shell::is_installed(sh, program) {
                let why =
                    format!("{program} is not installed: the compilers are Debian's packages");
                return Err(Unavailable(why).into());
            }
        }
        let archive = Self {
            sh,
            machine,
            folder: folder.join(machine.unwrap_or("host")),
        };
        for folder in ["lists/partial", "cache/archives/partial"] {
            sh.create_dir(archive.folder.join(folder))?;
        }
        let read = archive.folder.join("lists-were-read");
        let age = std::fs::metadata(&read).and_then(|read| Ok(read.modified()?.elapsed().ok()));
        if age
            .ok()
            .flatten()
            .is_none_or(|age| age > LISTS_ARE_GOOD_FOR)
        {
            let update = archive.apt("apt-get").arg("update").quiet();
            match update.ignore_stdout().run() {
                Ok(()) => sh.write_file(read, "")?,
                Err(error) => eprintln!("{error}"),
            }
        }
        Ok(archive)
    }

    /// A program of apt on this archive.
    fn apt(&self, program: &str) -> Cmd<'a> {
        let mut command = self.sh.cmd(program);
        for (option, path) in [("State::Lists", "lists"), ("Cache", "cache")] {
            let path = self.folder.join(path);
            command = command
                .arg("-o")
                .arg(format!("Dir::{option}={}", path.display()));
        }
        // What is installed here says nothing of another machine. Downloads go to folders of the caller. And who is
        // offline waits for seconds, not for minutes.
        for option in [
            "Dir::State::status=/dev/null",
            "APT::Sandbox::User=root",
            "Acquire::Retries=1",
            "Acquire::http::Timeout=20",
            "Acquire::https::Timeout=20",
        ] {
            command = command.args(["-o", option]);
        }
        if let Some(machine) = self.machine {
            for option in ["Architecture", "Architectures"] {
                command = command.arg("-o").arg(format!("APT::{option}={machine}"));
            }
        }
        command
    }

    /// The versions of a package, as apt prefers them.
    fn versions(&self, name: &str) -> anyhow::Result<Vec<Package>> {
        let table = self.apt("apt-cache").args(["madison", name]).quiet();
        Ok(versions(&table.ignore_stderr().read()?))
    }

    /// All compilers.
    fn compilers(&self) -> anyhow::Result<Vec<Package>> {
        let mut all = Vec::new();
        for name in COMPILERS {
            all.extend(self.versions(name)?);
        }
        Ok(all)
    }

    /// The compiler of a release, 1.85, whatever its last number is.
    ///
    /// # Errors
    /// [`Unavailable`] if Debian has none; or if apt fails.
    pub(super) fn compiler(&self, version: &str) -> anyhow::Result<Package> {
        let wanted = release(version).context("a version has two numbers")?;
        let mut compilers = self.compilers()?.into_iter();
        compilers
            .find(|compiler| compiler.release() == Some(wanted))
            .with_context(|| Unavailable(format!("apt knows no Rust {version} here")))
    }

    /// The newest compiler.
    ///
    /// # Errors
    /// [`Unavailable`] if Debian has none; or if apt fails.
    pub(super) fn newest_compiler(&self) -> anyhow::Result<Package> {
        // The last of the largest is taken: of one release, the version that apt prefers.
        let compilers = self.compilers()?.into_iter().rev();
        compilers
            .max_by_key(Package::release)
            .with_context(|| Unavailable("apt knows no Rust here".to_owned()))
    }

    /// The standard library that belongs to a compiler, to compile with.
    ///
    /// # Errors
    /// [`Unavailable`] if Debian has none of just this version for this machine; or if apt fails.
    pub(super) fn standard_library(&self, compiler: &Package) -> anyhow::Result<Package> {
        let name = compiler.name.replace("rustc", "libstd-rust") + "-dev";
        let mut versions = self.versions(&name)?.into_iter();
        versions
            .find(|library| library.version == compiler.version)
            .with_context(|| {
                let machine = self.machine.unwrap_or("this machine");
                Unavailable(format!(
                    "apt knows no {name} {} for {machine}",
                    compiler.version
                ))
            })
    }

    /// Unpacks a package into a folder, and with it the libraries that it needs.
    ///
    /// # Errors
    /// [`Unavailable`] if a package cannot be downloaded; or if it cannot be unpacked.
    pub(super) fn unpack_all(&self, package: &Package, folder: &Path) -> anyhow::Result<()> {
        let mut waiting = vec![package.clone()];
        let mut seen = Vec::new();
        while let Some(package) = waiting.pop() {
            if seen.contains(&package) {
                continue;
            }
            self.unpack(&package, folder)?;
            let exactly = format!("{}={}", package.name, package.version);
            let shown = self.apt("apt-cache").args(["show", &exactly]).quiet();
            for (name, version) in parts(&shown.read()?) {
                let is_it = |part: &Package| version.as_ref().is_none_or(|it| *it == part.version);
                let mut versions = self.versions(&name)?.into_iter();
                let part = versions.find(is_it);
                waiting.push(part.with_context(|| format!("Debian has no {name} for {exactly}"))?);
            }
            seen.push(package);
        }
        Ok(())
    }

    /// Unpacks a package into a folder.
    ///
    /// # Errors
    /// [`Unavailable`] if it cannot be downloaded; or if it cannot be unpacked.
    pub(super) fn unpack(&self, package: &Package, folder: &Path) -> anyhow::Result<()> {
        let Package { name, version } = package;
        let downloads = self.sh.create_temp_dir()?;
        println!("unpacking Debian's {name} {version}");
        {
            let _inside = self.sh.push_dir(downloads.path());
            let download = self.apt("apt-get").args(["--quiet", "--quiet", "download"]);
            let download = download.arg(format!("{name}={version}"));
            let downloaded = download.quiet().run();
            downloaded.with_context(|| Unavailable(format!("cannot download {name} {version}")))?;
        }
        for file in self.sh.read_dir(downloads.path())? {
            cmd!(self.sh, "dpkg-deb --extract {file} {folder}")
                .quiet()
                .run()?;
        }
        Ok(())
    }
}

/// The packages in a table of apt-cache, which may have those of sources as well.
fn versions(madison: &str) -> Vec<Package> {
    let rows = madison.lines().filter(|line| line.ends_with(" Packages"));
    let rows = rows.filter_map(|line| {
        let mut columns = line.split('|').map(str::trim);
        let (name, version) = Option::zip(columns.next(), columns.next())?;
        Some(Package {
            name: name.to_owned(),
            version: version.to_owned(),
        })
    });
    rows.collect()
}

/// The libraries that a package depends on, with the version where there can be one only.
fn parts(shown: &str) -> Vec<(String, Option<String>)> {
    let line = shown
        .lines()
        .find_map(|line| line.strip_prefix("Depends: "));
    let dependencies = line.into_iter().flat_map(|line| line.split(','));
    dependencies
        .map(str::trim)
        .filter(|dependency| dependency.starts_with("lib"))
        .filter(|dependency| {
            !OF_THE_SYSTEM
                .iter()
                .any(|name| dependency.starts_with(name))
        })
        .map(|dependency| {
            let (name, condition) = dependency.split_once(' ').unwrap_or((dependency, ""));
            let version = condition
                .strip_prefix("(= ")
                .and_then(|rest| rest.strip_suffix(')'));
            (name.to_owned(), version.map(str::to_owned))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADISON: &str = "\
 rustc-web | 1.96.0+dfsg1-1~deb12u2 | http://deb.example/debian-security bookworm-security/main amd64 Packages
 rustc-web | 1.85.0+dfsg3-1~deb12u3 | http://deb.example/debian bookworm/main amd64 Packages
";

    #[test]
    fn versions_are_told_by_their_first_two_numbers() {
        let all = versions(MADISON);
        let releases: Vec<_> = all.iter().filter_map(Package::release).collect();
        assert_eq!(releases, [(1, 96), (1, 85)]);
        assert_eq!(
            versions(" rustc | 1.85.0 | http://deb.example/debian bookworm/main Sources"),
            []
        );
        assert_eq!(all[1].folder(), "rustc-web-1.85.0+dfsg3-1~deb12u3");
        assert_eq!(versions(""), []);
        // 1.100 is newer than 1.96.
        assert!(release("1.100.0") > release("1.96.0+dfsg1-1"));
        assert_eq!(release("stable"), None);
    }

    #[test]
    fn libraries_of_the_compiler_are_followed() {
        let shown = "Package: rustc-web\nDepends: libc6 (>= 2.34), libstdc++6, gcc, libc-dev | libc6-dev, \
                     libstd-rust-web-dev (= 1.85.0+dfsg3-1~deb12u3), libllvm19, libllvm9 (>= 9)\n";
        let exact = Some("1.85.0+dfsg3-1~deb12u3".to_owned());
        assert_eq!(
            parts(shown),
            [
                ("libstd-rust-web-dev".to_owned(), exact),
                ("libllvm19".to_owned(), None),
                ("libllvm9".to_owned(), None),
            ]
        );
        assert_eq!(parts("Package: libllvm19\n"), []);
    }
}
