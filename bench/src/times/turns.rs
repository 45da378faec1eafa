//! Contenders that are measured by turns.
//!
//! A noisy machine is slow for a while, then fast again. Contenders that run one after the other
//! are hit by different noise; contenders that take turns of a fraction of a millisecond share it,
//! and the ratio of their times stays.

use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{Bencher, BenchmarkGroup};

/// The turns that a sample gives each contender.
const TURNS: u64 = 4;

/// Code that is measured.
pub(crate) struct Contender<'a> {
    pub(crate) name: &'static str,
    /// Runs so many iterations.
    run: Box<dyn FnMut(u64) + 'a>,
}

impl<'a> Contender<'a> {
    pub(crate) fn new(name: &'static str, run: impl FnMut(u64) + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }

    /// A contender whose iteration is one iteration of each part.
    pub(crate) fn of_parts(name: &'static str, mut parts: Vec<Self>) -> Self {
        Self::new(name, move |iterations| {
            for _ in 0..iterations {
                for part in &mut parts {
                    (part.run)(1);
                }
            }
        })
    }

    /// A turn starts with an iteration that does not count, which finds the caches as the contender
    /// before has left them.
    fn time(&mut self, iterations: u64) -> Duration {
        (self.run)(1);
        let start = Instant::now();
        (self.run)(iterations);
        start.elapsed()
    }
}

/// What was measured of contenders that took turns.
pub(crate) struct Measured {
    names: Vec<&'static str>,
    /// For each sample, the nanoseconds of an iteration of each contender.
    samples: Vec<Vec<f64>>,
}

impl Measured {
    /// The contenders.
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The median of a contender, in nanoseconds.
    pub(crate) fn median(&self, contender: &str) -> Option<f64> {
        let at = self.place(contender)?;
        median(self.samples.iter().map(|sample| sample[at]))
    }

    /// The median of the ratios of two contenders.
    ///
    /// Not the ratio of the medians: what hits a sample hits both of its times.
    pub(crate) fn ratio(&self, contender: &str, to: &str) -> Option<f64> {
        let (above, below) = (self.place(contender)?, self.place(to)?);
        median(
            self.samples
                .iter()
                .map(|sample| sample[above] / sample[below]),
        )
    }

    fn place(&self, contender: &str) -> Option<usize> {
        self.names.iter().position(|name| *name == contender)
    }
}

/// Measures contenders as one benchmark of criterion, which plans the iterations.
///
/// Criterion is told the time of all together, and prints it.
pub(crate) fn by_criterion(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    samples: usize,
    mut contenders: Vec<Contender<'_>>,
) -> Measured {
    let mut all = Vec::new();
    group.bench_function(name, |bencher: &mut Bencher<'_>| {
        bencher.iter_custom(|iterations| {
            let times = by_turns(&mut contenders, iterations);
            all.push(for_one(&times, iterations));
            times.iter().sum()
        });
    });
    // The first ones are those of the warm-up.
    Measured {
        names: contenders.iter().map(|contender| contender.name).collect(),
        samples: all.split_off(all.len().saturating_sub(samples)),
    }
}

/// Measures contenders with so many iterations for each sample.
pub(crate) fn by_count(
    samples: usize,
    iterations: u64,
    mut contenders: Vec<Contender<'_>>,
) -> Measured {
    Measured {
        names: contenders.iter().map(|contender| contender.name).collect(),
        samples: (0..samples)
            .map(|_| for_one(&by_turns(&mut contenders, iterations), iterations))
            .collect(),
    }
}

/// Runs so many iterations of each contender by turns; another one starts each round.
fn by_turns(contenders: &mut [Contender<'_>], iterations: u64) -> Vec<Duration> {
    let mut times = vec![Duration::ZERO; contenders.len()];
    let mut first = 0;
    for turn in 0..TURNS {
        let share = iterations * (turn + 1) / TURNS - iterations * turn / TURNS;
        if share == 0 {
            continue;
        }
        for place in 0..contenders.len() {
            let at = (first + place) % contenders.len();
            times[at] += contenders[at].time(share);
        }
        first += 1;
    }
    times
}

/// The nanoseconds of one iteration of each.
fn for_one(times: &[Duration], iterations: u64) -> Vec<f64> {
    times
        .iter()
        .map(|time| time.as_secs_f64() * 1e9 / iterations as f64)
        .collect()
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().saturating_sub(1) / 2)?;
    Some(lower.midpoint(*upper))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{Contender, Measured, TURNS, by_count, by_turns, median};

    #[test]
    fn all_iterations_are_run_and_another_contender_starts_each_round() {
        let log = RefCell::new(Vec::new());
        let log = &log;
        let contender = |name| {
            Contender::new(name, move |iterations| {
                log.borrow_mut().push((name, iterations));
            })
        };
        let mut contenders = ["a", "b"].map(contender);
        by_turns(&mut contenders, 3);
        // The first iteration of each turn does not count.
        let turns = ["a", "b", "b", "a", "a", "b"].map(|name| [(name, 1), (name, 1)]);
        assert_eq!(*log.borrow(), turns.concat());
        log.borrow_mut().clear();
        by_turns(&mut contenders, 1000);
        for name in ["a", "b"] {
            let log = log.borrow();
            let of_it = log.iter().filter(|turn| turn.0 == name);
            assert_eq!(of_it.map(|turn| turn.1).sum::<u64>(), 1000 + TURNS);
        }
    }

    #[test]
    fn an_iteration_of_parts_is_one_of_each() {
        let log = RefCell::new(String::new());
        let parts = ["a", "b"].map(|name| {
            Contender::new(name, |iterations| {
                assert_eq!(iterations, 1);
                log.borrow_mut().push_str(name);
            })
        });
        let all = Contender::of_parts("all", parts.into());
        assert_eq!(by_count(1, 2, vec![all]).samples.len(), 1);
        // Two turns, the first iteration of which does not count.
        assert_eq!(*log.borrow(), "abababab");
    }

    #[test]
    fn the_ratio_is_the_median_of_ratios() {
        let measured = Measured {
            names: vec!["a", "b"],
            // The second sample was hit by noise, the third only in part.
            samples: vec![vec![2.0, 1.0], vec![20.0, 10.0], vec![3.0, 2.0]],
        };
        assert_eq!(measured.median("a"), Some(3.0));
        assert_eq!(measured.median("b"), Some(2.0));
        assert_eq!(measured.ratio("a", "b"), Some(2.0));
        assert_eq!(measured.ratio("a", "c"), None);
    }

    #[test]
    fn the_median_of_an_even_number_of_values_is_between_two() {
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), Some(2.5));
        assert_eq!(median([].into_iter()), None);
    }
}
