//! When a packet was captured.

use std::fmt;
use std::time::Duration;

/// A point in time: nanoseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The time of so many units since 1970, of which a second has `per_second`, moved by seconds.
    ///
    /// What lies before 1970 or beyond the year 2554 becomes the nearest time that can be told: it
    /// stands in damaged files only.
    #[must_use]
    pub fn from_units(units: u64, per_second: u64, offset: i64) -> Self {
        const NANOS: i128 = 1_000_000_000;
        let per_second = i128::from(per_second.max(1));
        let units = i128::from(units);
        let nanos = (units / per_second + i128::from(offset)) * NANOS
            + units % per_second * NANOS / per_second;
        Self(u64::try_from(nanos.max(0)).unwrap_or(u64::MAX))
    }

    /// The whole seconds since 1970.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0 / 1_000_000_000
    }

    /// The nanoseconds within the second.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0 % 1_000_000_000
    }

    /// The time of day in UTC, to the microsecond.
    #[must_use]
    pub fn time_of_day(self) -> String {
        let second = self.seconds() % 86_400;
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let micros = self.nanos() / 1000;
        format!("{hour:02}:{minute:02}:{second:02}.{micros:06}")
    }

    /// The time since an earlier point; zero if that is later, as clocks are set.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// As RFC 3339 has it, in UTC, to the microsecond.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.seconds() / 86_400);
        let time = self.time_of_day();
        write!(f, "{year}-{month:02}-{day:02}T{time}Z")
    }
}

/// The date so many days after 1970-01-01, counted in years that begin in March: the leap day is
/// then the last one.
const fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (month, day) = ((month + 2) % 12 + 1, day - (153 * month + 2) / 5 + 1);
    (era * 400 + year + (month <= 2) as u64, month, day)
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn every_resolution_gives_nanoseconds() {
        let of = |units, per_second, offset| {
            let time = Timestamp::from_units(units, per_second, offset);
            (time.seconds(), time.nanos())
        };
        assert_eq!(of(1_500_000, 1_000_000, 0), (1, 500_000_000));
        assert_eq!(of(3, 2, 10), (11, 500_000_000));
        assert_eq!(of(3, 1 << 63, 7), (7, 0));
        assert_eq!(of(5, 1, -6), (0, 0));
        assert_eq!(of(u64::MAX, 1, i64::MAX), (18_446_744_073, 709_551_615));
        assert_eq!(of(7, 0, 0), (7, 0));
    }

    #[test]
    fn times_are_shown_in_utc() {
        for (seconds, shown) in [
            (0, "1970-01-01T00:00:00.000000Z"),
            (951_782_399, "2000-02-28T23:59:59.000000Z"),
            (951_782_400, "2000-02-29T00:00:00.000000Z"),
            (951_868_800, "2000-03-01T00:00:00.000000Z"),
            (1_768_324_596, "2026-01-13T17:16:36.000000Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000000Z"),
        ] {
            assert_eq!(Timestamp::from_units(seconds, 1, 0).to_string(), shown);
        }
    }
}
