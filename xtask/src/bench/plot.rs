//! Drawing the sweep.
//!
//! The plot is part of a page of rustdoc, whose themes are light and dark: lines and text have the
//! colour of the page's text, and the colours of points are visible on either.

use std::fmt::Write as _;
use std::io;

use anyhow::bail;
use quick_xml::Writer;
use quick_xml::events::BytesText;
use xshell::Shell;

use super::counts::{Count, Direction};
use super::sweep::{self, Line, Point, Sweep, points};

/// Where the plot is.
const PLOT: &str = "cti-messages/docs/sweep.svg";

/// Width and height of a chart, and how many there are in a row.
const CHART: [usize; 2] = [480, 380];
const COLUMNS: usize = 2;

/// The corners of the area inside the axes of a chart, top left and bottom right.
const AREA: [Point; 2] = [(76.0, 62.0), (460.0, 324.0)];

type Svg = Writer<Vec<u8>>;

/// A pair of axes, with the counts of both directions.
struct Chart<'a> {
    title: &'a str,
    /// The label of the numbers that counts belong to.
    what: &'a str,
    counts: &'a [(u32, Count)],
    /// Whether there are lines through the points.
    lines: bool,
}

/// Checks that the plot shows the committed counts.
pub(super) fn check(sh: &Shell) -> anyhow::Result<String> {
    if sh.read_file(PLOT).unwrap_or_default() != draw(&sweep::read(sh)?)? {
        bail!(
            "{PLOT} does not show {}; to draw it: cargo xtask bench plot",
            sweep::COUNTS
        );
    }
    Ok(String::new())
}

/// Draws the plot of the sweep from the committed counts.
///
/// # Errors
/// If they cannot be read, or the plot cannot be written.
pub fn write(sh: &Shell) -> anyhow::Result<()> {
    Ok(sh.write_file(PLOT, draw(&sweep::read(sh)?)?)?)
}

/// Draws a chart for each message that grows, and one for the types.
///
/// No line is empty: that would end the HTML in Markdown.
fn draw(sweep: &Sweep) -> anyhow::Result<String> {
    let growth = sweep.growth.iter().map(|series| Chart {
        title: &series.message,
        what: &series.what,
        counts: &series.counts,
        lines: true,
    });
    let types = Chart {
        title: "Messages of one field",
        what: "number of the message type",
        counts: &sweep.types,
        lines: false,
    };
    let charts: Vec<Chart<'_>> = growth.chain([types]).collect();

    let [width, height] = CHART;
    let rows = charts.len().div_ceil(COLUMNS);
    let size = format!("0 0 {} {}", width * COLUMNS, height * rows);
    let label = "Instructions to decode and encode, growing on straight lines";
    let mut svg = Writer::new_with_indent(Vec::new(), b' ', 1);
    svg.create_element("svg")
        .with_attribute(("xmlns", "http://www.w3.org/2000/svg"))
        .with_attribute(("viewBox", &*size))
        .with_attribute(("style", "width:100%;height:auto"))
        .with_attributes([("role", "img"), ("aria-label", label)])
        .with_attributes([("font-family", "sans-serif"), ("font-size", "12")])
        .with_attribute(("fill", "currentColor"))
        .write_inner_content(|svg| {
            for (at, chart) in charts.iter().enumerate() {
                let (x, y) = (width * (at % COLUMNS), height * (at / COLUMNS));
                svg.create_element("g")
                    .with_attribute(("transform", &*format!("translate({x},{y})")))
                    .write_inner_content(|svg| chart.draw(svg))?;
            }
            Ok(())
        })?;
    Ok(String::from_utf8(svg.into_inner())? + "\n")
}

impl Chart<'_> {
    fn draw(&self, svg: &mut Svg) -> io::Result<()> {
        let [(left, top), (right, bottom)] = AREA;
        // Some room beside the last point and above the highest.
        let numbers = self.counts.iter().map(|(number, _)| f64::from(*number));
        let last = numbers.fold(0.0, f64::max);
        let counts = self
            .counts
            .iter()
            .map(|(_, count)| count.decode.max(count.encode));
        let highest = counts.max().unwrap_or(0) as f64;
        let (x_end, y_end) = (1.03 * last, 1.08 * highest);
        let place = |(x, y): Point| {
            let (x, y) = (x / x_end, y / y_end);
            (left + x * (right - left), bottom - y * (bottom - top))
        };

        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        text(svg, (x, 22.0), &[MIDDLE, ("font-size", "16")], self.title)?;
        text(svg, (x, bottom + 42.0), &[MIDDLE], self.what)?;
        let upright = ("transform", &*format!("rotate(-90,18,{y})"));
        text(svg, (18.0, y), &[MIDDLE, upright], "instructions")?;

        let mut axes = format!("M{left} {top}V{bottom}H{right}");
        let mut grid = String::new();
        for number in ticks(x_end) {
            let (x, _) = place((number, 0.0));
            let _ = write!(axes, "M{x:.1} {bottom}v5");
            text(svg, (x, bottom + 20.0), &[MIDDLE], &thousands(number))?;
        }
        for count in ticks(y_end) {
            let (_, y) = place((0.0, count));
            let _ = write!(axes, "M{left} {y:.1}h-5");
            let _ = write!(grid, "M{left} {y:.1}H{right}");
            text(svg, (left - 9.0, y + 4.0), &[END], &thousands(count))?;
        }
        path(svg, &grid, &[STROKE, ("stroke-opacity", "0.15")])?;
        path(svg, &axes, &[STROKE])?;

        for (direction, x) in Direction::BOTH.into_iter().zip([left + 6.0, left + 206.0]) {
            let points = points(self.counts, direction);
            let colour = colour(direction);
            let mut label = direction.name().to_owned();
            if self.lines {
                let line = Line::through(&points);
                let [(x1, y1), (x2, y2)] = [0.0, last].map(|x| place((x, line.at(x))));
                let line_path = format!("M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}");
                path(
                    svg,
                    &line_path,
                    &[("stroke", colour), ("stroke-width", "2")],
                )?;
                let (start, slope) = (thousands(line.start), thousands(line.slope));
                let _ = write!(label, ": {start} + {slope} each");
            }
            // Above the axes.
            let legend = (x, 44.0);
            text(svg, (x + 12.0, 48.0), &[], &label)?;
            // Discs and rings can be told apart without their colours.
            let (fill, stroke) = match direction {
                Direction::Decode => (colour, "none"),
                Direction::Encode => ("none", colour),
            };
            svg.create_element("g")
                .with_attributes([("fill", fill), ("stroke", stroke), ("stroke-width", "2")])
                .write_inner_content(|svg| {
                    for (x, y) in points.into_iter().map(place).chain([legend]) {
                        svg.create_element("circle")
                            .with_attribute(("cx", &*format!("{x:.1}")))
                            .with_attribute(("cy", &*format!("{y:.1}")))
                            .with_attribute(("r", "4"))
                            .write_empty()?;
                    }
                    Ok(())
                })?;
        }
        Ok(())
    }
}

const MIDDLE: (&str, &str) = ("text-anchor", "middle");
const END: (&str, &str) = ("text-anchor", "end");
const STROKE: (&str, &str) = ("stroke", "currentColor");

fn text(svg: &mut Svg, (x, y): Point, style: &[(&str, &str)], text: &str) -> io::Result<()> {
    svg.create_element("text")
        .with_attribute(("x", &*format!("{x:.1}")))
        .with_attribute(("y", &*format!("{y:.1}")))
        .with_attributes(style.iter().copied())
        .write_text_content(BytesText::new(text))?;
    Ok(())
}

fn path(svg: &mut Svg, path: &str, style: &[(&str, &str)]) -> io::Result<()> {
    svg.create_element("path")
        .with_attributes([("d", path), ("fill", "none")])
        .with_attributes(style.iter().copied())
        .write_empty()?;
    Ok(())
}

/// Visible on white and on black.
fn colour(direction: Direction) -> &'static str {
    match direction {
        Direction::Decode => "#2b87d1",
        Direction::Encode => "#e07b1a",
    }
}

/// Four to seven round numbers from 0 to at most `end`.
fn ticks(end: f64) -> impl Iterator<Item = f64> {
    // 1, 2, 5, 10, 20, 50 …
    let mut step = 1.0;
    let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
    while end / step >= 7.0 {
        step *= factors.next().unwrap_or(2.0);
    }
    (0..)
        .map(move |tick| f64::from(tick) * step)
        .take_while(move |tick| *tick <= end)
}

/// A number of up to six digits, with a comma before the last three.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    match digits.split_at(digits.len().saturating_sub(3)) {
        ("" | "-", _) => digits,
        (thousands, rest) => format!("{thousands},{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::sweep::example;

    /// A message that grows on a line, and ten types.
    fn drawn() -> String {
        draw(&example(|number| 500 + 1_000 * number, |_| 12)).unwrap()
    }

    #[test]
    fn the_page_decides_width_and_colour() {
        let svg = drawn();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("viewBox"), Some("0 0 960 380"));
        assert!(!root.has_attribute("width"));
        assert_eq!(root.attribute("fill"), Some("currentColor"));
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        assert!(texts.clone().count() > 20);
        assert!(texts.into_iter().all(|text| !text.has_attribute("fill")));
        assert!(svg.ends_with("</svg>\n") && !svg.contains("\n\n"));
    }

    #[test]
    fn every_point_is_drawn_inside_the_axes() {
        let svg = drawn();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let circles = document
            .descendants()
            .filter(|node| node.has_tag_name("circle"));
        let places: Vec<Point> = circles
            .map(|circle| {
                let number = |name| circle.attribute(name).unwrap().parse().unwrap();
                (number("cx"), number("cy"))
            })
            .collect();
        let [(left, top), (right, bottom)] = AREA;
        let (points, legends): (Vec<Point>, Vec<Point>) =
            places.into_iter().partition(|(_, y)| *y > 50.0);
        // Two charts with two series of ten points.
        assert_eq!((points.len(), legends.len()), (2 * 2 * 10, 2 * 2));
        for (x, y) in points {
            assert!(
                (left..=right).contains(&x) && (top..=bottom).contains(&y),
                "{x} {y}"
            );
        }
    }

    #[test]
    fn titles_and_legends_say_what_is_drawn() {
        let svg = drawn();
        for text in [
            "A",
            "groups",
            "instructions",
            "decode: 500 + 1,000 each",
            "encode: 100 + 0 each",
            "Messages of one field",
            "decode",
        ] {
            assert!(svg.contains(&format!(">{text}</text>")), "{text}:\n{svg}");
        }
    }

    #[test]
    fn ticks_are_round() {
        let ticks = |end| ticks(end).collect::<Vec<_>>();
        assert_eq!(ticks(6.9), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(ticks(103.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(
            ticks(24_000.0),
            [0.0, 5_000.0, 10_000.0, 15_000.0, 20_000.0]
        );
    }

    #[test]
    fn thousands_have_commas() {
        assert_eq!(
            [0.0, 999.0, 1000.0, 32_000.0, -999.0, -1000.0].map(thousands),
            ["0", "999", "1,000", "32,000", "-999", "-1,000"]
        );
    }
}
