//! `fuzz`: runs the fuzz targets for a while, and reports how it went.
//!
//! A target is a file in `fuzz/fuzz_targets`. Its inputs are committed as one archive, which is unpacked
//! below `fuzz/target` for a run. New inputs go to another folder there, so that a run changes nothing
//! that is committed; `--minimise` takes them into the archive.

pub mod archive;
mod engine;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use xshell::Shell;

use engine::Run;

/// The most inputs that are kept for how often they take an edge, not only for the edge.
const FEW: usize = 1000;

/// The options of a run.
#[derive(Debug)]
pub struct Settings {
    /// The targets; all, if none is named.
    pub targets: Vec<String>,
    /// How long each of them runs.
    pub time: Duration,
    /// Whether new inputs are taken into the committed corpus.
    pub minimise: bool,
}

/// The names of all targets, sorted.
///
/// # Errors
/// If they cannot be listed.
pub fn targets(root: &Path) -> anyhow::Result<Vec<String>> {
    let sources = files(&root.join("fuzz/fuzz_targets"))?;
    Ok(sources
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect())
}

/// Runs targets one after the other, and prints a table at the end.
///
/// # Errors
/// If a tool is missing, a target does not build or cannot be run, or an input broke a property.
pub fn run(sh: &Shell, settings: &Settings) -> anyhow::Result<()> {
    let root = &sh.current_dir();
    let all = targets(root)?;
    let chosen = choose(&all, &settings.targets)?;
    engine::check(sh)?;
    // Before the first run, so that none waits for a build.
    for target in chosen {
        engine::build(sh, target)?;
    }
    let mut runs = Vec::new();
    for target in chosen {
        println!("\n== {target}, {} s", settings.time.as_secs());
        runs.push(
            run_target(sh, target, settings).with_context(|| format!("cannot fuzz {target}"))?,
        );
    }
    print!("\n{}", summary(root, &runs));
    let finds: usize = runs.iter().map(|run| run.stats.finds.len()).sum();
    match finds {
        0 => Ok(()),
        1 => bail!("1 input was found that breaks a property"),
        finds => bail!("{finds} inputs were found that break a property"),
    }
}

/// The targets that were named, or all.
fn choose<'t>(all: &'t [String], named: &'t [String]) -> anyhow::Result<&'t [String]> {
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        bail!(
            "{unknown} is not a fuzz target; the targets are {}",
            all.join(", ")
        );
    }
    Ok(if named.is_empty() { all } else { named })
}

/// Runs a target, and afterwards, if that is asked for, takes new inputs into its archive.
fn run_target(sh: &Shell, target: &str, settings: &Settings) -> anyhow::Result<Run> {
    let root = &sh.current_dir();
    let archive = archive::path(root, target);
    let uncommitted = root.join("fuzz/target");
    let unpacked = uncommitted.join("unpacked").join(target);
    let added = uncommitted.join("corpus").join(target);
    let log = uncommitted.join("log").join(format!("{target}.log"));
    fs::create_dir_all(&added)?;
    unpack(&archive, &unpacked)?;
    let run = engine::run(sh, target, settings.time, [&added, &unpacked], &log)?;
    if settings.minimise {
        minimise(&archive, &unpacked, &added, |inputs, options| {
            engine::minimise(sh, target, inputs, options)
        })?;
    }
    Ok(run)
}

/// Makes a folder hold the inputs of an archive, and nothing else.
fn unpack(archive: &Path, folder: &Path) -> anyhow::Result<()> {
    let inputs = archive::read(archive)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, input) in inputs {
        fs::write(folder.join(name), input)?;
    }
    Ok(())
}

/// Adds new inputs to those of an archive, and keeps there only those that reach something no other
/// does. `unpacked` holds the inputs of the archive, which is replaced when all else is done.
///
/// How often an input takes an edge counts, as it does while fuzzing, unless that keeps too many:
/// the thousands that large targets have say nothing more about the code.
fn minimise(
    archive: &Path,
    unpacked: &Path,
    added: &Path,
    shrink: impl Fn(&Path, &[&str]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for input in files(added)? {
        if let Some(name) = input.file_name() {
            fs::copy(&input, unpacked.join(name))?;
        }
    }
    shrink(unpacked, &[])?;
    if files(unpacked)?.len() > FEW {
        shrink(unpacked, &["-use_counters=0"])?;
    }
    let mut inputs = archive::Inputs::new();
    for path in files(unpacked)? {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} has no usable name", path.display()))?;
        inputs.insert(name.to_owned(), fs::read(&path)?);
    }
    archive::write(archive, &inputs)
}

/// The files in a folder, sorted.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let list = || -> std::io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    };
    list().with_context(|| format!("cannot list {}", folder.display()))
}

/// A table in Markdown with a line for each target, then the inputs that broke a property, each with
/// the command that runs it again.
fn summary(root: &Path, runs: &[Run]) -> String {
    let mut text = "\
| target               | seconds |  executions | exec/s |    cov |      ft |        corpus | finds |
| -------------------- | ------: | ----------: | -----: | -----: | ------: | ------------: | ----: |
"
    .to_owned();
    for Run {
        target,
        elapsed,
        stats,
    } in runs
    {
        let _ = writeln!(
            text,
            "| {target:20} | {:7} | {:11} | {:6} | {:6} | {:7} | {:>13} | {:5} |",
            elapsed.as_secs(),
            stats.executions,
            stats.per_second,
            stats.coverage,
            stats.features,
            stats.corpus,
            stats.finds.len(),
        );
    }
    for Run { target, stats, .. } in runs {
        for find in &stats.finds {
            let find = find.strip_prefix(root).unwrap_or(find).display();
            let _ = write!(
                text,
                "\n{target} broke a property: {find}\n  \
                 cargo +nightly fuzz run --sanitizer none {target} {find}\n",
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use tempfile::TempDir;

    use super::engine::Stats;
    use super::*;

    #[test]
    fn targets_are_chosen_by_name() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(choose(&all, &[]).unwrap(), all);
        let named = ["b".to_owned()];
        assert_eq!(choose(&all, &named).unwrap(), named);
        let error = choose(&all, &["d".to_owned()]).unwrap_err().to_string();
        assert_eq!(error, "d is not a fuzz target; the targets are a, b, c");
    }

    #[test]
    fn the_workspace_has_targets() {
        let targets = targets(&crate::places::root()).unwrap();
        assert!(targets.is_sorted() && targets.contains(&"decode_fields".to_owned()));
    }

    /// An archive of two inputs, unpacked, and a new input.
    struct Corpus {
        folder: TempDir,
        archive: PathBuf,
        unpacked: PathBuf,
        added: PathBuf,
    }

    impl Corpus {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let [unpacked, added] = ["unpacked/x", "added"].map(|name| folder.path().join(name));
            let archive = archive::path(folder.path(), "x");
            let inputs = ["a", "b"].map(|name| (name.to_owned(), name.into()));
            archive::write(&archive, &inputs.into()).unwrap();
            unpack(&archive, &unpacked).unwrap();
            fs::create_dir(&added).unwrap();
            fs::write(added.join("c"), "c").unwrap();
            Self {
                folder,
                archive,
                unpacked,
                added,
            }
        }

        fn minimise(
            &self,
            shrink: impl Fn(&Path, &[&str]) -> anyhow::Result<()>,
        ) -> anyhow::Result<()> {
            minimise(&self.archive, &self.unpacked, &self.added, shrink)
        }

        /// The names in the archive; each input is its own name.
        fn archived(&self) -> Vec<String> {
            let inputs = archive::read(&self.archive).unwrap();
            assert!(inputs.iter().all(|(name, input)| name.as_bytes() == input));
            inputs.into_keys().collect()
        }
    }

    #[test]
    fn a_run_starts_from_the_inputs_of_the_archive() {
        let corpus = Corpus::new();
        let unpacked = || {
            let files = files(&corpus.unpacked).unwrap();
            files
                .iter()
                .map(|file| fs::read_to_string(file).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(unpacked(), ["a", "b"]);
        // An input of an older archive is not run again.
        fs::write(corpus.unpacked.join("old"), "old").unwrap();
        unpack(&corpus.archive, &corpus.unpacked).unwrap();
        assert_eq!(unpacked(), ["a", "b"]);
        // A run that has nothing to start from says so, and touches nothing.
        let missing = archive::path(corpus.folder.path(), "y");
        let error = unpack(&missing, &corpus.unpacked).unwrap_err().to_string();
        assert!(error.contains("y.tar.gz does not exist"), "{error}");
        assert_eq!(unpacked(), ["a", "b"]);
    }

    #[test]
    fn minimising_merges_and_packs_again() {
        let corpus = Corpus::new();
        corpus
            .minimise(|inputs, options| {
                assert_eq!(files(inputs)?.len(), 3);
                assert!(options.is_empty());
                Ok(fs::remove_file(inputs.join("a"))?)
            })
            .unwrap();
        assert_eq!(corpus.archived(), ["b", "c"]);
    }

    #[test]
    fn too_many_inputs_are_minimised_by_edges_only() {
        let corpus = Corpus::new();
        for number in 0..FEW {
            fs::write(corpus.added.join(number.to_string()), number.to_string()).unwrap();
        }
        let calls = Cell::new(0);
        corpus
            .minimise(|inputs, options| {
                calls.set(calls.get() + 1);
                if options == ["-use_counters=0"] {
                    for number in 0..FEW {
                        fs::remove_file(inputs.join(number.to_string()))?;
                    }
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(calls.get(), 2);
        assert_eq!(corpus.archived(), ["a", "b", "c"]);
    }

    #[test]
    fn minimising_that_fails_leaves_the_archive_as_it_was() {
        let corpus = Corpus::new();
        let failed = corpus.minimise(|_, _| bail!("no"));
        assert_eq!(failed.unwrap_err().to_string(), "no");
        assert_eq!(corpus.archived(), ["a", "b"]);
        let emptied = corpus.minimise(|inputs, _| {
            for file in files(inputs)? {
                fs::remove_file(file)?;
            }
            Ok(())
        });
        assert!(emptied.is_err());
        assert_eq!(corpus.archived(), ["a", "b"]);
    }

    fn run(target: &str, finds: &[&str]) -> Run {
        Run {
            target: target.to_owned(),
            elapsed: Duration::from_millis(60_900),
            stats: Stats {
                executions: 1_234_567,
                per_second: 20_576,
                coverage: 812,
                features: 9000,
                corpus: "301/21Kb".to_owned(),
                finds: finds.iter().map(Into::into).collect(),
            },
        }
    }

    #[test]
    fn the_summary_is_a_table_in_markdown() {
        let runs = [run("decode", &[]), run("specification_pieces", &[])];
        assert_eq!(
            summary(Path::new("/w"), &runs),
            "\
| target               | seconds |  executions | exec/s |    cov |      ft |        corpus | finds |
| -------------------- | ------: | ----------: | -----: | -----: | ------: | ------------: | ----: |
| decode               |      60 |     1234567 |  20576 |    812 |    9000 |      301/21Kb |     0 |
| specification_pieces |      60 |     1234567 |  20576 |    812 |    9000 |      301/21Kb |     0 |
"
        );
    }

    #[test]
    fn the_summary_says_how_to_run_an_input_again() {
        let runs = [run("json", &["/w/fuzz/artifacts/json/crash-1"])];
        let text = summary(Path::new("/w"), &runs);
        assert!(
            text.ends_with(
                "|     1 |

json broke a property: fuzz/artifacts/json/crash-1
  cargo +nightly fuzz run --sanitizer none json fuzz/artifacts/json/crash-1
"
            ),
            "{text}"
        );
    }
}
