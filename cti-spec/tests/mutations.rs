//! One mistake is one error: specifications are damaged in one place, everywhere, and the errors are
//! counted. What is not an error after all, such as a comment that is gone, does not count.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;

use cti_spec::{SourceFile, check_sources, ged188_dir};

/// A way to damage a token, in words and as what it makes of the token.
type Damage = (&'static str, fn(&str) -> String);

const DAMAGES: [Damage; 5] = [
    ("removed", |_| String::new()),
    ("doubled", |token| format!("{token} {token}")),
    ("made a sign", |_| "§".to_owned()),
    ("made a name", |_| "Garbage".to_owned()),
    ("made a word", |_| "garbage".to_owned()),
];

/// How many errors how many damages caused, and the worst of them.
#[derive(Default)]
struct Counts {
    errors: BTreeMap<usize, usize>,
    worst: Vec<(usize, String)>,
}

impl Counts {
    /// Checks files of which one is damaged.
    fn check(&mut self, files: &[SourceFile], damaged: usize, text: String, what: String) {
        let mut files = files.to_vec();
        files[damaged] = SourceFile::new(files[damaged].path.clone(), text);
        let Err(errors) = check_sources(files) else {
            return;
        };
        let count = errors.count();
        *self.errors.entry(count).or_default() += 1;
        if count > 1 {
            let shown = errors.iter().take(12).map(|error| {
                format!(
                    "    {}:{}: {}\n",
                    error.line, error.column, error.diagnostic.message
                )
            });
            self.worst
                .push((count, what + "\n" + &shown.collect::<String>()));
        }
    }

    /// The share of damages with one error, in percent.
    fn single(&self) -> usize {
        let all: usize = self.errors.values().sum();
        100 * self.errors.get(&1).copied().unwrap_or(0) / all
    }

    /// The largest number of errors of one damage.
    fn most(&self) -> usize {
        self.errors.keys().next_back().copied().unwrap_or(0)
    }

    /// The counts, and the damages with the most errors.
    fn report(&mut self) -> String {
        self.worst
            .sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let worst = self.worst.iter().take(20);
        let worst: String = worst.map(|(_, text)| text.as_str()).collect();
        format!("{}% alone, {:?}\n{worst}", self.single(), self.errors)
    }
}

/// Where the tokens of a text are, roughly: words, numbers, texts, signs; comments are none.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let end = if rest.starts_with("//") {
            rest.find('\n')
        } else if first == '"' {
            rest[1..].find('"').map(|end| end + 2)
        } else if first.is_ascii_alphanumeric() {
            rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        } else {
            Some(first.len_utf8())
        };
        let end = at + end.unwrap_or(rest.len());
        if !first.is_whitespace() && !rest.starts_with("//") {
            tokens.push((at, end));
        }
        at = end;
    }
    tokens
}

/// Damages every `step`th token and line of the files.
fn damage(files: &[SourceFile], step: usize) -> Counts {
    let mut counts = Counts::default();
    let mut skipped = 0;
    for (index, file) in files.iter().enumerate() {
        let text = &file.text;
        for (start, end) in tokens(text) {
            skipped += 1;
            if skipped % step != 0 {
                continue;
            }
            let (line, column) = file.line_column(start);
            for (name, damage) in DAMAGES {
                let token = &text[start..end];
                let damaged = [&text[..start], &damage(token), &text[end..]].concat();
                let what = format!("{}:{line}:{column}: `{token}` {name}", file.path);
                counts.check(files, index, damaged, what);
            }
        }
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            skipped += 1;
            if skipped % step != 0 || line.is_empty() {
                continue;
            }
            let half = line.chars().count() / 2;
            let cut: String = line.chars().take(half).collect();
            for (name, damaged) in [("removed", None), ("cut", Some(cut.as_str()))] {
                let before = lines[..number].iter().copied();
                let after = lines[number + 1..].iter().copied();
                let all: Vec<&str> = before.chain(damaged).chain(after).collect();
                let what = format!("{}:{}: line {name}: {line}", file.path, number + 1);
                counts.check(files, index, all.join("\n"), what);
            }
        }
    }
    counts
}

/// The example of the language reference.
fn example() -> Vec<SourceFile> {
    let page = include_str!("../LANGUAGE.md");
    let blocks = page.split("```cti\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    vec![SourceFile::new("LANGUAGE.md", blocks.collect::<String>())]
}

/// The bundled specification.
fn ged188() -> Vec<SourceFile> {
    let mut folders = vec![ged188_dir()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                files.push(SourceFile::new(path.display().to_string(), text));
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// Nearly all damages have one error, and none has many.
fn assert_few(mut counts: Counts) {
    let report = counts.report();
    assert!(counts.single() >= 93 && counts.most() <= 4, "{report}");
}

#[test]
fn a_damaged_example_has_one_error() {
    assert_few(damage(&example(), 3));
}

#[test]
fn a_damaged_ged188_has_one_error() {
    assert_few(damage(&ged188(), 997));
}
