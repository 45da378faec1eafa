//! Timestamps of packets.

use std::fmt;
use std::time::Duration;

use time::UtcDateTime;

/// A point in time: nanoseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(u64);

impl Timestamp {
    /// A time in units since 1970, `per_second` in a second, plus an offset in seconds.
    ///
    /// Times before 1970 or after 2554, which only damaged files have, become the nearest of these.
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
        let (hour, minute, second) = self.date_time().time().as_hms();
        let micros = self.nanos() / 1000;
        format!("{hour:02}:{minute:02}:{second:02}.{micros:06}")
    }

    /// The date, and the time of day to the second.
    fn date_time(self) -> UtcDateTime {
        let seconds = self.seconds().cast_signed();
        // Years after 9999 are out of range.
        UtcDateTime::from_unix_timestamp(seconds).unwrap_or(UtcDateTime::MAX)
    }

    /// The time since an earlier point; zero if that is later, since clocks are adjusted.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// In the format of RFC 3339, in UTC, to the microsecond.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date_time().to_calendar_date();
        let (month, time) = (u8::from(month), self.time_of_day());
        write!(f, "{year}-{month:02}-{day:02}T{time}Z")
    }
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
        let last = Timestamp::from_units(u64::MAX, 1_000_000_000, 0);
        assert_eq!(last.to_string(), "2554-07-21T23:34:33.709551Z");
    }
}
