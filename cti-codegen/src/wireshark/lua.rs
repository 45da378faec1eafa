//! Lua as text.

use std::fmt::{Display, Write as _};

use crate::files::with_plain_line_ends;

/// A Lua file in the making.
#[derive(Debug, Default)]
pub(super) struct Lua {
    text: String,
    depth: usize,
}

impl Lua {
    /// Adds a line, indented as deep as tables are open.
    pub(super) fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&"  ".repeat(self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// Adds a line that opens a table.
    pub(super) fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    /// Adds the line that closes it.
    pub(super) fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    /// Adds a file of this crate, whose lines may have other ends in a checkout.
    pub(super) fn embedded(&mut self, text: &str) {
        self.text.push_str(&with_plain_line_ends(text));
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A table on one line: first what has a place, then what has a key.
#[derive(Debug, Default)]
pub(super) struct Row(Vec<String>);

impl Row {
    /// Adds a value at the next place.
    pub(super) fn with(mut self, value: impl Display) -> Self {
        self.0.push(value.to_string());
        self
    }

    /// Adds a value with a key.
    pub(super) fn set(mut self, key: &str, value: impl Display) -> Self {
        self.0.push(format!("{key} = {value}"));
        self
    }

    /// Adds a value with a key, if there is one.
    pub(super) fn set_some(self, key: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// Adds a truth with a key, if it is one.
    pub(super) fn set_if(self, key: &str, condition: bool) -> Self {
        self.set_some(key, condition.then_some(true))
    }

    /// Adds what a window has: `upto`, because `until` is a keyword of Lua.
    pub(super) fn window(self, window: cti_spec::model::Window) -> Self {
        self.set_some("since", window.since)
            .set_some("upto", window.until)
    }
}

/// The table.
impl Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{{ {} }}", self.0.join(", "))
    }
}

/// A string literal that every Lua reads alike.
pub(super) fn text(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(character);
            }
            // Always three digits, so that a digit that follows is not taken for one of them.
            control if control.is_ascii_control() => {
                let _ = write!(literal, "\\{:03}", u32::from(control));
            }
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_escaped() {
        assert_eq!(text("a \"b\" \\ \n1 ä"), r#""a \"b\" \\ \0101 ä""#);
    }

    #[test]
    fn embedded_files_have_the_same_line_ends_from_every_checkout() {
        let mut lua = Lua::default();
        lua.embedded("local a = 1\r\nlocal b = 2\r\n");
        lua.embedded("local c = 3\n");
        let expected = "local a = 1\nlocal b = 2\nlocal c = 3\n";
        assert_eq!(lua.finish(), expected);
    }

    #[test]
    fn tables_are_nested() {
        let mut lua = Lua::default();
        lua.open("local a = {");
        lua.line(&format!(
            "{},",
            Row::default().with(1).set("b", true).set_if("c", false)
        ));
        lua.close("}");
        assert_eq!(lua.finish(), "local a = {\n  { 1, b = true },\n}\n");
    }
}
