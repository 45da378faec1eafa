//! Reads the tables.
//!
//! They are data of the tests: a line that cannot be read is a panic that shows it.

const MESSAGES: &str = include_str!("../../data/ged188/messages.tsv");
const TAGS: &str = include_str!("../../data/ged188/tags.tsv");
const CONSTANTS: &str = include_str!("../../data/ged188/constants.tsv");
const HISTORY: &str = include_str!("../../data/ged188/history.tsv");

/// In place of a tag that nobody published (E10).
const NOT_PUBLISHED: &str = "?";

/// A message: an `M` line of `messages.tsv` with the lines that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) number: u32,
    pub(crate) name: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) service: &'static str,
    pub(crate) since: Option<u8>,
    pub(crate) confirmation: &'static str,
    pub(crate) layout: &'static str,
    pub(crate) fixed_bytes: u32,
    pub(crate) fixed: Vec<Fixed>,
    pub(crate) floating: Vec<Floating>,
    pub(crate) rules: Vec<&'static str>,
}

/// A fixed field: an `F` line.
#[derive(Debug, Clone)]
pub(crate) struct Fixed {
    pub(crate) name: &'static str,
    pub(crate) type_name: &'static str,
    pub(crate) bytes: u32,
    pub(crate) since: Option<u8>,
    pub(crate) enumeration: &'static str,
    pub(crate) note: &'static str,
}

/// A floating field: a `G` line.
#[derive(Debug, Clone)]
pub(crate) struct Floating {
    pub(crate) name: &'static str,
    pub(crate) type_name: &'static str,
    pub(crate) max_bytes: u32,
    pub(crate) tag: Option<u16>,
    pub(crate) tag_name: &'static str,
    pub(crate) presence: &'static str,
    pub(crate) list: &'static str,
    pub(crate) since: Option<u8>,
    pub(crate) enumeration: &'static str,
    pub(crate) note: &'static str,
}

/// A line of `tags.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) name: &'static str,
    pub(crate) users: &'static str,
}

/// A table of constants: an `E` line of `constants.tsv` with its `V` lines.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) values: Vec<Value>,
}

/// A constant: a `V` line.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) name: &'static str,
    pub(crate) value: u32,
    pub(crate) meaning: &'static str,
}

/// A line of `history.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// The version, as written: `24`, `10-13`.
    pub(crate) version: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) what: &'static str,
}

/// The messages, in the order of the table.
pub(crate) fn messages() -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for line in lines(MESSAGES) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        if let [
            "M",
            number,
            name,
            direction,
            service,
            since,
            confirmation,
            layout,
            bytes,
        ] = cells[..]
        {
            messages.push(Message {
                number: parsed(number, line),
                name,
                direction,
                service,
                since: version(since, line),
                confirmation,
                layout,
                fixed_bytes: parsed(bytes, line),
                fixed: Vec::new(),
                floating: Vec::new(),
                rules: Vec::new(),
            });
            continue;
        }
        let message = messages
            .last_mut()
            .unwrap_or_else(|| panic!("a line before the first message: {line}"));
        match cells[..] {
            ["F", name, type_name, bytes, since, enumeration, note] => message.fixed.push(Fixed {
                name,
                type_name,
                bytes: parsed(bytes, line),
                since: version(since, line),
                enumeration,
                note,
            }),
            [
                "G",
                name,
                type_name,
                max,
                tag,
                tag_name,
                presence,
                list,
                since,
                enumeration,
                note,
            ] => message.floating.push(Floating {
                name,
                type_name,
                max_bytes: parsed(max, line),
                tag: (tag != NOT_PUBLISHED).then(|| parsed(tag, line)),
                tag_name,
                presence,
                list,
                since: version(since, line),
                enumeration,
                note,
            }),
            ["N", rule] => message.rules.push(rule),
            _ => panic!("no line of messages.tsv: {line}"),
        }
    }
    messages
}

/// The tags, in the order of the table.
pub(crate) fn tags() -> Vec<Tag> {
    lines(TAGS)
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [numbers, name, users] => {
                let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
                Tag {
                    first: parsed(first, line),
                    last: parsed(last, line),
                    name,
                    users,
                }
            }
            _ => panic!("no line of tags.tsv: {line}"),
        })
        .collect()
}

/// The tables of constants, in order.
pub(crate) fn constants() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in lines(CONSTANTS) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["E", name, kind] => tables.push(Table {
                name,
                kind,
                values: Vec::new(),
            }),
            ["V", name, value, meaning] => tables
                .last_mut()
                .unwrap_or_else(|| panic!("a value before the first table: {line}"))
                .values
                .push(Value {
                    name,
                    value: number(value, line),
                    meaning,
                }),
            _ => panic!("no line of constants.tsv: {line}"),
        }
    }
    tables
}

/// The history, in the order of the table: the newest version first.
pub(crate) fn history() -> Vec<Change> {
    lines(HISTORY)
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [version, subject, what] => Change {
                version,
                subject,
                what,
            },
            _ => panic!("no line of history.tsv: {line}"),
        })
        .collect()
}

/// The versions that a line states for what it is about: its column, and what its note says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) since: Option<u8>,
    pub(crate) until: Option<u8>,
}

impl Stated {
    /// What a note states, at its start or after a semicolon: `since 14`, `until 24 (E27)`,
    /// `versions 14 to 18 only`.
    pub(crate) fn in_note(note: &str) -> Self {
        let mut stated = Self::default();
        for clause in note.split(';').map(str::trim) {
            let word = |after: &str| number_after(clause, after);
            stated.add(word("since "), word("until "));
            if let Some(first) = word("versions ") {
                let last = number_after(clause, &format!("versions {first} to "));
                assert!(last.is_some() && clause.contains(" only"), "{note}");
                stated.add(Some(first), last);
            }
        }
        stated
    }

    /// The same with the version of a column, which a note may repeat.
    fn in_line(column: Option<u8>, note: &str) -> Self {
        let mut stated = Self::in_note(note);
        stated.add(column, None);
        stated
    }

    fn add(&mut self, since: Option<u8>, until: Option<u8>) {
        for (known, new) in [(&mut self.since, since), (&mut self.until, until)] {
            assert!(
                known.is_none() || new.is_none() || *known == new,
                "a line states two versions: {known:?}, {new:?}"
            );
            *known = known.or(new);
        }
    }
}

impl Message {
    /// The versions that have it.
    pub(crate) fn stated(&self) -> Stated {
        Stated::in_line(self.since, &self.rules.join("; "))
    }
}

impl Fixed {
    /// The versions that have it.
    pub(crate) fn stated(&self) -> Stated {
        Stated::in_line(self.since, self.note)
    }
}

impl Floating {
    /// The versions that have it.
    pub(crate) fn stated(&self) -> Stated {
        Stated::in_line(self.since, self.note)
    }
}

impl Value {
    /// The versions that have it.
    pub(crate) fn stated(&self) -> Stated {
        Stated::in_note(self.meaning)
    }
}

/// The version at the start of a clause, behind some words.
fn number_after(clause: &str, words: &str) -> Option<u8> {
    let rest = clause.strip_prefix(words)?;
    rest.split([' ', ',']).next()?.parse().ok()
}

#[test]
fn notes_state_versions_at_their_start_and_after_semicolons() {
    let stated = |since, until| Stated { since, until };
    for (note, expected) in [
        ("until 24; in older layouts", stated(None, Some(24))),
        ("since 16 (E26); a reservation", stated(Some(16), None)),
        ("optional; since 14", stated(Some(14), None)),
        ("versions 14 to 18 only, see E9", stated(Some(14), Some(18))),
        (
            "at most 16 bytes up to version 18, 64 from 19",
            stated(None, None),
        ),
        ("time since midnight", stated(None, None)),
    ] {
        assert_eq!(Stated::in_note(note), expected, "{note}");
    }
}

/// How many lines of `messages.tsv` begin with a kind; counted apart from the reading of them.
pub(crate) fn message_lines(kind: char) -> usize {
    count(MESSAGES, kind)
}

/// The same of `constants.tsv`.
pub(crate) fn constant_lines(kind: char) -> usize {
    count(CONSTANTS, kind)
}

/// How many fields of `messages.tsv` have a note with a null value.
pub(crate) fn lines_with_null() -> usize {
    let fields = MESSAGES.lines().filter(|line| line.starts_with(['F', 'G']));
    fields
        .filter(|line| line.to_lowercase().contains("0xffff"))
        .count()
}

/// How many lines `tags.tsv` has, its head aside.
pub(crate) fn tag_lines() -> usize {
    TAGS.lines().count() - 1
}

fn count(text: &str, kind: char) -> usize {
    text.lines().filter(|line| line.starts_with(kind)).count()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn parsed<T: std::str::FromStr>(cell: &str, line: &str) -> T {
    cell.parse()
        .unwrap_or_else(|_| panic!("{cell:?} is no number here: {line}"))
}

fn version(cell: &str, line: &str) -> Option<u8> {
    (!cell.is_empty()).then(|| parsed(cell, line))
}

/// A number in decimal or, with `0x`, in hexadecimal.
fn number(cell: &str, line: &str) -> u32 {
    match cell.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16)
            .unwrap_or_else(|_| panic!("{cell:?} is no number here: {line}")),
        None => parsed(cell, line),
    }
}

#[test]
fn names_are_unique_in_their_tables() {
    for message in messages() {
        let names = message.fixed.iter().map(|field| field.name);
        assert_unique(message.name, names);
        let names = message.floating.iter().map(|field| field.name);
        assert_unique(message.name, names);
    }
    assert_unique("messages", messages().iter().map(|message| message.name));
    assert_unique("constants", constants().iter().map(|table| table.name));
    for table in constants() {
        assert_unique(table.name, table.values.iter().map(|value| value.name));
    }
}

fn assert_unique<'n>(place: &str, names: impl Iterator<Item = &'n str>) {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1], "twice in {place}");
    }
}
