//! Where columns begin: those of cells, and that of the comments behind them.

/// The longest line.
pub(super) const WIDTH: usize = 100;

/// What is between the last cell and a comment.
pub(super) const GAP: usize = 2;

/// The width of a text.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Puts the cells of neighbouring lines below each other.
///
/// The last cell of a line has no width to keep. Where a line would get too long by this, the widest
/// cells do not take part, so that the others can. Each line fits in `room` on its own.
pub(super) fn aligned(lines: &[&[String]], room: usize) -> Vec<String> {
    let sizes: Vec<Vec<usize>> = lines
        .iter()
        .map(|cells| cells.iter().map(|cell| width(cell)).collect())
        .collect();
    let mut taking_part: Vec<bool> = vec![true; lines.len()];
    let columns = loop {
        let columns = column_widths(&sizes, &taking_part);
        let too_long = sizes
            .iter()
            .zip(&taking_part)
            .any(|(sizes, takes_part)| *takes_part && padded_width(sizes, &columns) > room);
        if !too_long {
            break widths(&columns);
        }
        let Some((column, widest)) = outlier(&columns) else {
            break widths(&columns);
        };
        for (sizes, takes_part) in sizes.iter().zip(&mut taking_part) {
            *takes_part &= !(has_width(sizes, column) && sizes[column] == widest);
        }
    };
    let lines = lines.iter().zip(sizes);
    lines
        .map(|(cells, sizes)| pad(cells, &sizes, &columns, room))
        .collect()
}

/// Whether a cell has a width that others keep to.
fn has_width(sizes: &[usize], column: usize) -> bool {
    column + 1 < sizes.len()
}

/// The widths of the cells in each column, from the widest down, each once; the two widest.
type Widest = Vec<(usize, Option<usize>)>;

/// The two widest cells of each column.
fn column_widths(lines: &[Vec<usize>], taking_part: &[bool]) -> Widest {
    let mut columns: Widest = Vec::new();
    for (sizes, _) in lines
        .iter()
        .zip(taking_part)
        .filter(|(_, takes_part)| **takes_part)
    {
        for (column, &size) in sizes.iter().enumerate() {
            if !has_width(sizes, column) {
                continue;
            }
            match columns.get_mut(column) {
                None => columns.push((size, None)),
                Some((widest, next)) if size > *widest => {
                    *next = Some(*widest);
                    *widest = size;
                }
                Some((widest, next)) if size < *widest => *next = (*next).max(Some(size)),
                Some(_) => {}
            }
        }
    }
    columns
}

/// The widths of the columns.
fn widths(columns: &Widest) -> Vec<usize> {
    columns.iter().map(|(widest, _)| *widest).collect()
}

/// The column whose widest cell is the furthest from the next one, and the width of that cell.
fn outlier(columns: &Widest) -> Option<(usize, usize)> {
    let columns = columns.iter().enumerate();
    columns
        .filter_map(|(column, (widest, next))| Some((widest - (*next)?, column, *widest)))
        .max()
        .map(|(_, column, widest)| (column, widest))
}

/// The width of a line in columns.
fn padded_width(sizes: &[usize], columns: &Widest) -> usize {
    let cells = sizes.iter().enumerate().map(|(column, &size)| {
        if has_width(sizes, column) {
            columns[column].0 + 1
        } else {
            size
        }
    });
    cells.sum()
}

/// A line with its cells in columns, as far as there is room.
fn pad(cells: &[String], sizes: &[usize], columns: &[usize], room: usize) -> String {
    let natural = sizes.iter().sum::<usize>() + sizes.len().saturating_sub(1);
    let mut spare = room.saturating_sub(natural);
    let mut line = String::new();
    for (column, cell) in cells.iter().enumerate() {
        line.push_str(cell);
        if !has_width(sizes, column) {
            break;
        }
        let missing = columns
            .get(column)
            .map_or(0, |width| width.saturating_sub(sizes[column]));
        let missing = if missing <= spare { missing } else { 0 };
        spare -= missing;
        line.extend(std::iter::repeat_n(' ', missing + 1));
    }
    line
}

/// A line with a comment behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Commented {
    /// The width of the line.
    pub line: usize,
    /// The width of the comment.
    pub comment: usize,
    /// Whether it may be put before the line instead, as docs may.
    pub movable: bool,
}

/// Where the comment behind a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind the line, beginning in this column.
    Behind(usize),
    /// On lines of its own before it.
    Before,
}

impl Commented {
    /// Where its comment goes if those of its neighbours begin in `column`.
    fn place(self, column: usize) -> Place {
        let next = self.line + GAP;
        let place = next.max(column);
        if place + self.comment <= WIDTH {
            Place::Behind(place)
        } else if self.movable {
            Place::Before
        } else {
            Place::Behind(next)
        }
    }

    /// How much is lost with its comment there.
    fn cost(self, column: usize) -> usize {
        match self.place(column) {
            Place::Before => 4,
            Place::Behind(place) if place != column => 3,
            Place::Behind(_) => 0,
        }
    }
}

/// Where the comments of neighbouring lines go: in one column if possible.
///
/// The column is chosen for those that stay behind their lines alone, so that it is the same when the
/// lines are laid out again.
pub(super) fn comments(lines: &[Option<Commented>]) -> Vec<Option<Place>> {
    let mut staying: Vec<Option<Commented>> = lines.to_vec();
    loop {
        let those = || staying.iter().flatten().copied();
        let candidates: std::collections::BTreeSet<usize> =
            those().map(|line| line.line + GAP).collect();
        let cost = |column: usize| {
            let costs = those().map(|line| line.cost(column));
            let moved = those().filter(|line| line.place(column) == Place::Before);
            (costs.sum::<usize>(), moved.count(), column)
        };
        let column = candidates
            .into_iter()
            .map(cost)
            .min()
            .map_or(0, |(.., column)| column);
        let mut moved = false;
        for line in &mut staying {
            if line.is_some_and(|line| line.place(column) == Place::Before) {
                *line = None;
                moved = true;
            }
        }
        if !moved {
            let places = lines.iter().zip(staying).map(|(line, staying)| {
                line.map(|_| staying.map_or(Place::Before, |line| line.place(column)))
            });
            return places.collect();
        }
    }
}
