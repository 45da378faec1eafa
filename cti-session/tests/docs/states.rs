//! The states of a side: the picture is drawn from the code, and the table has the same arrows.

use std::fmt::Write;

use cti_session::SideState;

use crate::{PAGE, expect_file, rows_below};

/// The middle of the box of each state, and half of its width. The box of `Down` is as wide as the picture, so that
/// every way back leads straight down.
fn place(state: SideState) -> (i32, i32, i32) {
    match state {
        SideState::Down => (440, 320, 410),
        SideState::Connecting => (110, 50, 60),
        SideState::Opening => (320, 50, 60),
        SideState::Open => (560, 50, 60),
        SideState::Closing => (770, 50, 60),
        SideState::Draining => (440, 180, 60),
    }
}

/// Half of the height of a box.
const HALF: i32 = 18;

/// What is written at an arrow: the states that it leaves and leads to, the words, a place, and what part of them is
/// there.
type Words = (SideState, SideState, &'static str, (i32, i32), &'static str);

const WORDS: [Words; 10] = {
    use SideState::{Closing, Connecting, Down, Draining, Open, Opening};
    [
        (Down, Connecting, "due", (88, 250), "end"),
        (Connecting, Down, "failed", (132, 250), "start"),
        (Connecting, Opening, "connected", (215, 42), "middle"),
        (Opening, Open, "OPEN_CONF", (440, 42), "middle"),
        (Opening, Down, "refused, late", (312, 250), "end"),
        (Opening, Draining, "disconnected", (440, 122), "middle"),
        (Open, Closing, "CLOSE_REQ", (665, 42), "middle"),
        (Open, Down, "failed", (568, 250), "start"),
        (Closing, Down, "CLOSE_CONF", (778, 250), "start"),
        (Draining, Down, "all reported", (448, 250), "start"),
    ]
};

/// All steps that a side may take.
fn steps() -> impl Iterator<Item = (SideState, SideState)> {
    let pairs = SideState::ALL
        .into_iter()
        .flat_map(|from| SideState::ALL.map(|to| (from, to)));
    pairs.filter(|(from, to)| from.may_become(*to))
}

/// The ends of an arrow.
fn arrow(from: SideState, to: SideState) -> [(i32, i32); 2] {
    let ((from_x, from_y, from_half), (to_x, to_y, to_half)) = (place(from), place(to));
    let is_way_back = to.may_become(from);
    if to == SideState::Down {
        let x = from_x + if is_way_back { 15 } else { 0 };
        return [(x, from_y + HALF), (x, to_y - HALF)];
    }
    if from == SideState::Down {
        return [(to_x - 15, from_y - HALF), (to_x - 15, to_y + HALF)];
    }
    let sign = (to_x - from_x).signum();
    if from_y == to_y {
        return [
            (from_x + sign * from_half, from_y),
            (to_x - sign * to_half, to_y),
        ];
    }
    [
        (from_x + sign * 25, from_y + HALF),
        (to_x - sign * 25, to_y - HALF),
    ]
}

fn picture() -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 360\" style=\"width:100%;max-width:55em;height:auto\" \
         role=\"img\" aria-label=\"The states of a side and the steps between them\" font-family=\"sans-serif\" \
         font-size=\"13\" fill=\"currentColor\">\n\
         <defs><marker id=\"side-state-tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\"/></marker></defs>\n",
    );
    for state in SideState::ALL {
        let (x, y, half) = place(state);
        let (left, top) = (x - half, y - HALF);
        let (width, height) = (2 * half, 2 * HALF);
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"9\" fill=\"none\" \
             stroke=\"currentColor\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\">{state:?}</text>",
            y + 5
        );
    }
    for (from, to) in steps() {
        let [(x1, y1), (x2, y2)] = arrow(from, to);
        let _ = writeln!(
            svg,
            "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"currentColor\" marker-end=\"url(#side-state-tip)\">\
             <title>{from:?} to {to:?}</title></path>"
        );
    }
    for (from, to, words, (x, y), anchor) in WORDS {
        assert!(from.may_become(to), "no arrow {from:?} to {to:?}: {words}");
        let _ = writeln!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"
        );
    }
    svg + "</svg>\n"
}

#[test]
fn the_picture_has_the_arrows_of_the_code() {
    expect_file("docs/side-states.svg", &picture());
}

#[test]
fn the_table_has_the_arrows_of_the_code() {
    let rows = rows_below(PAGE, "| from | to | when |");
    let listed: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row[0], row[1]))
        .collect();
    let steps: Vec<String> = steps()
        .map(|(from, to)| format!("`{from:?}` `{to:?}`"))
        .collect();
    assert_eq!(listed, steps);
}

/// A state that a side cannot leave, or get into, would be a mistake of the table.
#[test]
fn a_side_can_go_from_each_state_to_each_other() {
    for from in SideState::ALL {
        let mut reached = vec![from];
        for _ in SideState::ALL {
            let next = steps().filter(|(from, to)| reached.contains(from) && !reached.contains(to));
            let next: Vec<SideState> = next.map(|(_, to)| to).collect();
            reached.extend(next);
        }
        for to in SideState::ALL {
            assert!(reached.contains(&to), "{from:?} to {to:?}");
        }
    }
}
