//! How measurements are shown.

use std::fmt::Write as _;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};

use super::kind::{Kind, Row, WHOLE};

/// The medians of all contenders and their ratios, a line for each input, in Markdown.
pub(crate) fn table(kind: &Kind, rows: &[Row]) -> String {
    let contenders = rows.first().map_or(&[][..], |row| row.measured.names());
    let heads = contenders.iter().copied();
    let heads = heads.chain(kind.ratios.iter().map(|ratio| ratio.name));
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([Cell::new(kind.title)].into_iter().chain(heads.map(right)));
    for Row { name, measured } in rows {
        let times = contenders
            .iter()
            .map(|contender| number(measured.median(contender), 1));
        let ratios = kind
            .ratios
            .iter()
            .map(|ratio| number(measured.ratio(ratio.contender, ratio.to), 2));
        let cells = times.chain(ratios).map(right);
        table.add_row([Cell::new(name)].into_iter().chain(cells));
    }
    table.to_string()
}

/// A line for each ratio of the whole, for scripts.
pub(crate) fn ratios(kind: &Kind, rows: &[Row]) -> String {
    let mut lines = String::new();
    for row in rows.iter().filter(|row| row.name == WHOLE) {
        for ratio in kind.ratios {
            if let Some(value) = row.measured.ratio(ratio.contender, ratio.to) {
                let _ = writeln!(lines, "ratio {} {value:.3}", ratio.name);
            }
        }
    }
    lines
}

fn right(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(String::new, |value| format!("{value:.decimals$}"))
}
