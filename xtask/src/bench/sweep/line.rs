//! A straight line through points.

/// Where it starts, and how steep it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) start: f64,
    pub(super) slope: f64,
}

impl Line {
    /// The line with the least squares.
    pub(super) fn through(points: &[(f64, f64)]) -> Self {
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let along: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
        let up = points.iter().map(|point| (point.0 - x) * (point.1 - y));
        let slope = up.sum::<f64>() / along;
        Self {
            start: y - slope * x,
            slope,
        }
    }

    pub(super) fn at(self, x: f64) -> f64 {
        self.start + self.slope * x
    }

    /// How far the farthest point is above or below, in hundredths of the highest point.
    pub(super) fn off(self, points: &[(f64, f64)]) -> f64 {
        let highest = points.iter().map(|point| point.1).fold(0.0, f64::max);
        let off = points
            .iter()
            .map(|point| (point.1 - self.at(point.0)).abs());
        100.0 * off.fold(0.0, f64::max) / highest
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn points_on_a_line_are_on_it() {
        let points = [(1.0, 5.0), (2.0, 7.0), (4.0, 11.0)];
        let line = Line::through(&points);
        assert!((line.slope - 2.0).abs() < 1e-9 && (line.start - 3.0).abs() < 1e-9);
        assert!(line.off(&points) < 1e-9);
    }

    #[test]
    fn the_farthest_point_tells_how_far_off() {
        let line = Line {
            start: 0.0,
            slope: 1.0,
        };
        assert!((line.off(&[(1.0, 1.0), (5.0, 4.0), (10.0, 10.0)]) - 10.0).abs() < 1e-9);
    }
}
