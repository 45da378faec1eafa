//! What libFuzzer says about its run.

use std::path::{Path, PathBuf};

/// What stands before the path of an input that was written for its effect.
const WRITTEN: &str = "Test unit written to ";

/// How the name of an input starts that was slow, but within its time.
const SLOW: &str = "slow-unit-";

/// The figures of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stats {
    /// How many inputs were run.
    pub(super) executions: u64,
    /// How many of them in a second.
    pub(super) per_second: u64,
    /// The edges of the code that were reached (`cov:`).
    pub(super) coverage: u64,
    /// The edges by how often they were taken, and more (`ft:`).
    pub(super) features: u64,
    /// The inputs that are kept, and their bytes, as libFuzzer writes them (`corp:`).
    pub(super) corpus: String,
    /// The inputs that broke a property, ran out of time or of memory.
    pub(super) finds: Vec<PathBuf>,
}

impl Stats {
    /// Takes what a line tells: a status line, or one of the final statistics.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(stat) = line.strip_prefix("stat::") {
            self.read_final(stat);
        } else if let Some(status) = line.strip_prefix('#') {
            self.read_status(status);
        } else if let Some((_, path)) = line.split_once(WRITTEN) {
            let path = Path::new(path.trim_end());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !name.starts_with(SLOW) {
                self.finds.push(path.to_owned());
            }
        }
    }

    fn read_final(&mut self, stat: &str) {
        let Some((name, value)) = stat.split_once(':') else {
            return;
        };
        let Ok(value) = value.trim().parse() else {
            return;
        };
        match name {
            "number_of_executed_units" => self.executions = value,
            "average_exec_per_sec" => self.per_second = value,
            _ => {}
        }
    }

    /// A status line without its `#`: the number of inputs that were run, an event, and pairs.
    fn read_status(&mut self, status: &str) {
        let mut words = status.split_whitespace();
        let Some(executions) = words.next().and_then(|word| word.parse().ok()) else {
            return;
        };
        self.executions = executions;
        // After the event come names with a colon, each before its value.
        while let Some(name) = words.next() {
            let mut number = || words.next().and_then(|value| value.parse().ok());
            match name {
                "cov:" => self.coverage = number().unwrap_or(self.coverage),
                "ft:" => self.features = number().unwrap_or(self.features),
                "exec/s:" => self.per_second = number().unwrap_or(self.per_second),
                "corp:" => self.corpus = words.next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
    }
}

/// Whether a line tells no more than that an input was added to the corpus, or became shorter.
pub(super) fn is_routine(line: &str) -> bool {
    line.starts_with('#') && (line.contains("\tNEW ") || line.contains("\tREDUCE "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Stats, is_routine};

    /// What libFuzzer wrote in a run that found nothing, shortened.
    const QUIET: &str = "\
INFO: Running with entropic power schedule (0xFF, 100).
INFO: Seed: 1938
INFO:      243 files found in corpus
#243\tINITED cov: 5012 ft: 9313 corp: 201/14Kb exec/s: 0 rss: 41Mb
#256\tNEW    cov: 5013 ft: 9320 corp: 202/14Kb lim: 4096 exec/s: 0 rss: 41Mb L: 53/2048 MS: 1 EraseBytes-
#512\tREDUCE cov: 5013 ft: 9320 corp: 202/14000b lim: 4096 exec/s: 256 rss: 42Mb L: 50/2048 MS: 1 EraseBytes-
#65536\tpulse  cov: 5120 ft: 11002 corp: 300/20Kb lim: 4096 exec/s: 6553 rss: 48Mb
#70000\tDONE   cov: 5121 ft: 11003 corp: 301/21Kb lim: 4096 exec/s: 6363 rss: 48Mb
Done 70000 runs in 11 second(s)
stat::number_of_executed_units: 70000
stat::average_exec_per_sec:     6363
stat::new_units_added:          58
stat::slowest_unit_time_sec:    0
stat::peak_rss_mb:              49
";

    #[test]
    fn the_last_word_counts() {
        let mut stats = Stats::default();
        for line in QUIET.lines() {
            stats.read(line);
        }
        let expected = Stats {
            executions: 70_000,
            per_second: 6363,
            coverage: 5121,
            features: 11_003,
            corpus: "301/21Kb".to_owned(),
            finds: vec![],
        };
        assert_eq!(stats, expected);
    }

    #[test]
    fn a_run_that_is_cut_off_has_the_figures_of_its_last_status() {
        let mut stats = Stats::default();
        for line in QUIET.lines().take(7) {
            stats.read(line);
        }
        assert_eq!((stats.executions, stats.per_second), (65_536, 6553));
        assert_eq!((stats.coverage, stats.features), (5120, 11_002));
        assert_eq!(stats.corpus, "300/20Kb");
    }

    #[test]
    fn what_a_target_prints_is_no_statistics() {
        let mut stats = Stats::default();
        for line in [
            "# a comment",
            "#",
            "stat::",
            "stat::x: y",
            "cov: 5",
            "#x cov: 1",
            "",
        ] {
            stats.read(line);
        }
        assert_eq!(stats, Stats::default());
        // `cov:` without a number keeps what was known.
        stats.read("#7\tpulse  cov:");
        assert_eq!(stats.executions, 7);
        assert_eq!(stats.coverage, 0);
    }

    #[test]
    fn what_was_found_is_told_by_its_path() {
        let mut stats = Stats::default();
        for line in [
            "thread '<unnamed>' (7) panicked at tests/src/contract.rs:60:9:\n",
            "==7== ERROR: libFuzzer: deadly signal\n",
            "artifact_prefix='/w/fuzz/artifacts/json/'; Test unit written to /w/fuzz/artifacts/json/slow-unit-2\n",
            "artifact_prefix='/w/fuzz/artifacts/json/'; Test unit written to /w/fuzz/artifacts/json/crash-1\n",
            "Base64: AA==\n",
        ] {
            stats.read(line);
        }
        assert_eq!(stats.finds, [Path::new("/w/fuzz/artifacts/json/crash-1")]);
    }

    #[test]
    fn routine_is_not_shown() {
        let shown: Vec<_> = QUIET.lines().filter(|line| !is_routine(line)).collect();
        assert_eq!(shown.len(), QUIET.lines().count() - 2);
        assert!(!is_routine("thread panicked: \tNEW "));
    }
}
