//! Drawing the sweep.
//!
//! The plot stands in a page of rustdoc, whose themes are light and dark: lines and text have the
//! colour of the page's text, and what is drawn with colours is seen on either.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::counts::Direction;
use super::sweep::{Line, Series, Sweep, points};

/// Its width and height; a page scales it.
const SIZE: (u32, u32) = (960, 760);

/// What the page's text is replaced for: the colour that the drawing has for it.
const TEXT: RGBColor = BLACK;
const TEXT_SVG: &str = "#000000";

const FONT: &str = "sans-serif";

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// What the axes of a chart are.
struct Axes<'a> {
    title: String,
    x: &'a str,
    highest: (f64, f64),
}

/// Draws a chart for each message that grows, and one for the types.
pub(super) fn draw(sweep: &Sweep) -> anyhow::Result<String> {
    let mut svg = String::new();
    {
        let whole = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let areas = whole.split_evenly((2, 2));
        for (area, series) in areas.iter().zip(&sweep.growth) {
            growth(area, series)?;
        }
        types(&areas[3], sweep)?;
        whole.present()?;
    }
    Ok(for_a_page(&svg))
}

/// Lets the page tell width and colour. No line may be empty: it would end the HTML in Markdown.
fn for_a_page(svg: &str) -> String {
    let (width, height) = SIZE;
    let size = format!(r#"width="{width}" height="{height}" "#);
    let described = r#"style="width:100%;height:auto" role="img" aria-label="Instructions to decode and encode, growing on straight lines" "#;
    let text = svg
        .replacen(&size, described, 1)
        .replace(TEXT_SVG, "currentColor");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn growth(area: &Area<'_>, series: &Series) -> anyhow::Result<()> {
    let points = Direction::BOTH.map(|direction| points(&series.counts, direction));
    let all = || points.iter().flatten();
    let axes = Axes {
        title: series.message.clone(),
        x: &series.what,
        highest: (
            all().map(|point| point.0).fold(0.0, f64::max),
            all().map(|point| point.1).fold(0.0, f64::max),
        ),
    };
    let mut chart = chart(area, &axes)?;
    for (direction, points) in Direction::BOTH.into_iter().zip(&points) {
        let line = Line::through(points);
        let ends = [0.0, axes.highest.0].map(|x| (x, line.at(x)));
        let style = colour(direction).stroke_width(2);
        chart.draw_series([PathElement::new(ends.to_vec(), style)])?;
        let label = format!(
            "{}: {:.0} + {:.0} each",
            direction.name(),
            line.start,
            line.slope
        );
        marks(&mut chart, direction, points, label)?;
    }
    legend(&mut chart, SeriesLabelPosition::UpperLeft)
}

fn types(area: &Area<'_>, sweep: &Sweep) -> anyhow::Result<()> {
    let points = Direction::BOTH.map(|direction| points(&sweep.types, direction));
    let all = || points.iter().flatten();
    let axes = Axes {
        title: "Messages of one field".to_owned(),
        x: "number of the message type",
        // Above the points there has to be room for the legend.
        highest: (
            all().map(|point| point.0).fold(0.0, f64::max),
            1.4 * all().map(|point| point.1).fold(0.0, f64::max),
        ),
    };
    let mut chart = chart(area, &axes)?;
    for (direction, points) in Direction::BOTH.into_iter().zip(&points) {
        marks(&mut chart, direction, points, direction.name().to_owned())?;
    }
    legend(&mut chart, SeriesLabelPosition::UpperRight)
}

/// Draws title and axes.
fn chart<'a, 'b>(area: &'a Area<'b>, axes: &Axes<'_>) -> anyhow::Result<Chart<'a, 'b>> {
    let (right, top) = axes.highest;
    let mut chart = ChartBuilder::on(area)
        .margin(14)
        .margin_right(24)
        .caption(&axes.title, (FONT, 19).into_font().color(&TEXT))
        .x_label_area_size(46)
        .y_label_area_size(72)
        .build_cartesian_2d(0.0..right * 1.03, 0.0..top * 1.08)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(TEXT)
        .label_style((FONT, 14).into_font().color(&TEXT))
        .axis_desc_style((FONT, 15).into_font().color(&TEXT))
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| thousands(*y))
        .x_desc(axes.x)
        .y_desc("instructions")
        .draw()?;
    Ok(chart)
}

/// Draws a point for each count.
fn marks(
    chart: &mut Chart<'_, '_>,
    direction: Direction,
    points: &[(f64, f64)],
    label: String,
) -> anyhow::Result<()> {
    // Discs and rings, for who does not tell the colours.
    let style = move || match direction {
        Direction::Decode => colour(direction).filled(),
        Direction::Encode => colour(direction).stroke_width(2),
    };
    chart
        .draw_series(points.iter().map(|point| Circle::new(*point, 4, style())))?
        .label(label)
        .legend(move |(x, y)| Circle::new((x + 10, y), 4, style()));
    Ok(())
}

fn legend<'a, 'b: 'a>(
    chart: &mut Chart<'a, 'b>,
    position: SeriesLabelPosition,
) -> anyhow::Result<()> {
    chart
        .configure_series_labels()
        .position(position)
        .margin(8)
        .label_font((FONT, 15).into_font().color(&TEXT))
        .draw()?;
    Ok(())
}

/// Seen on white and on black.
fn colour(direction: Direction) -> RGBColor {
    match direction {
        Direction::Decode => RGBColor(0x2b, 0x87, 0xd1),
        Direction::Encode => RGBColor(0xe0, 0x7b, 0x1a),
    }
}

/// A number with commas.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    match digits.len().checked_sub(3) {
        Some(at @ 1..) => format!("{},{}", &digits[..at], &digits[at..]),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::{for_a_page, thousands};

    #[test]
    fn the_page_tells_width_and_colour() {
        let svg = "<svg width=\"960\" height=\"760\" viewBox=\"0 0 960 760\">\n\n<text \
                   fill=\"#000000\">\na\n</text>\n</svg>";
        let page = for_a_page(svg);
        assert!(!page.contains("width=\"960\"") && page.contains("viewBox=\"0 0 960 760\""));
        assert!(page.contains("fill=\"currentColor\""));
        assert!(!page.contains("\n\n"));
    }

    #[test]
    fn thousands_have_commas() {
        assert_eq!(
            [0.0, 999.0, 1000.0, 32_000.0].map(thousands),
            ["0", "999", "1,000", "32,000"]
        );
    }
}
