//! The table at the end of a run, in Markdown: it goes into the documentation as it is.

use std::fmt::Write as _;

use super::engine::Run;

const HEADS: [&str; 8] = [
    "target",
    "seconds",
    "executions",
    "exec/s",
    "cov",
    "ft",
    "corpus",
    "finds",
];

/// A line per target, then what was found, each with the command that shows it again.
pub(super) fn table(runs: &[Run]) -> String {
    let rows: Vec<[String; 8]> = runs.iter().map(row).collect();
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|column| {
            let cells = rows.iter().map(|row| row[column].len());
            cells.fold(HEADS[column].len(), usize::max)
        })
        .collect();
    let mut table = String::new();
    line(&mut table, &HEADS, &widths);
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| match column {
            0 => "-".repeat(*width),
            _ => format!("{}:", "-".repeat(width - 1)),
        })
        .collect();
    line(&mut table, &rule, &widths);
    for row in &rows {
        line(&mut table, row, &widths);
    }
    for run in runs {
        for find in &run.finds {
            let _ = write!(
                table,
                "\n{} broke a property: {find}\n  cargo +nightly fuzz run --sanitizer none {} {find}\n",
                run.target,
                run.target,
                find = find.display(),
            );
        }
    }
    table
}

fn row(run: &Run) -> [String; 8] {
    let stats = &run.stats;
    [
        run.target.clone(),
        run.elapsed.as_secs().to_string(),
        stats.executions.to_string(),
        stats.per_second.to_string(),
        stats.coverage.to_string(),
        stats.features.to_string(),
        stats.corpus.clone(),
        run.finds.len().to_string(),
    ]
}

/// The first column to the left, numbers to the right.
fn line(table: &mut String, cells: &[impl AsRef<str>], widths: &[usize]) {
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let cell = cell.as_ref();
        let _ = match column {
            0 => write!(table, "| {cell:<width$} |"),
            _ => write!(table, " {cell:>width$} |"),
        };
    }
    table.push('\n');
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::table;
    use crate::fuzz::engine::Run;
    use crate::fuzz::stats::Stats;

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
                finds: vec![],
            },
            finds: finds.iter().map(Into::into).collect(),
        }
    }

    #[test]
    fn the_table_is_markdown() {
        assert_eq!(
            table(&[run("decode", &[]), run("json_fields", &[])]),
            "\
| target      | seconds | executions | exec/s | cov |   ft |   corpus | finds |
| ----------- | ------: | ---------: | -----: | --: | ---: | -------: | ----: |
| decode      |      60 |    1234567 |  20576 | 812 | 9000 | 301/21Kb |     0 |
| json_fields |      60 |    1234567 |  20576 | 812 | 9000 | 301/21Kb |     0 |
"
        );
    }

    #[test]
    fn what_was_found_can_be_run_again() {
        let table = table(&[run("json", &["fuzz/artifacts/json/crash-1"])]);
        assert!(
            table.ends_with(
                "
json broke a property: fuzz/artifacts/json/crash-1
  cargo +nightly fuzz run --sanitizer none json fuzz/artifacts/json/crash-1
"
            ),
            "{table}"
        );
    }
}
