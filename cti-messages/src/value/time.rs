//! TIME.

use core::fmt;
#[cfg(feature = "std")]
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time: seconds since 1970-01-01 00:00 UTC, as an unsigned 32-bit number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub u32);

impl Time {
    /// Seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

/// A time is too early or too late for a [`Time`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TimeRangeError;

impl fmt::Display for TimeRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the time is not between {} and {}",
            Time(0),
            Time(u32::MAX)
        )
    }
}

impl core::error::Error for TimeRangeError {}

#[cfg(feature = "std")]
impl From<Time> for SystemTime {
    fn from(time: Time) -> Self {
        UNIX_EPOCH + Duration::from_secs(time.0.into())
    }
}

/// In whole seconds; a fraction of a second is dropped.
///
/// # Examples
/// ```
/// use std::time::{Duration, SystemTime};
/// use cti_messages::Time;
///
/// let time = Time::try_from(SystemTime::UNIX_EPOCH + Duration::from_millis(86_400_999))?;
/// assert_eq!(time.to_string(), "1970-01-02 00:00:00Z");
/// assert!(Time::try_from(SystemTime::UNIX_EPOCH - Duration::from_secs(1)).is_err());
/// # Ok::<(), cti_messages::TimeRangeError>(())
/// ```
#[cfg(feature = "std")]
impl TryFrom<SystemTime> for Time {
    type Error = TimeRangeError;

    fn try_from(time: SystemTime) -> Result<Self, TimeRangeError> {
        let since = time.duration_since(UNIX_EPOCH);
        let seconds = since.map_err(|_| TimeRangeError)?.as_secs();
        u32::try_from(seconds).map(Self).map_err(|_| TimeRangeError)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// As a date and time in UTC, `2026-01-13 17:16:36Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.0 / 86_400);
        let second = self.0 % 86_400;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        super::show_padded(
            f,
            format_args!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}Z"),
        )
    }
}

/// Year, month and day of the n-th day since 1970-01-01.
///
/// Counts in eras of 400 years that start on 1 March, so that the leap day is the last of its
/// year. A calendar crate would cost every user a dependency for this one function.
fn date(days: u32) -> (u32, u32, u32) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::{Time, date};

    #[test]
    fn dates_at_the_edges() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00Z"),
            (951_782_399, "2000-02-28 23:59:59Z"),
            (951_782_400, "2000-02-29 00:00:00Z"),
            (951_868_800, "2000-03-01 00:00:00Z"),
            (1_735_689_599, "2024-12-31 23:59:59Z"),
            (1_735_689_600, "2025-01-01 00:00:00Z"),
            (2_147_483_648, "2038-01-19 03:14:08Z"),
            (4_107_542_400, "2100-03-01 00:00:00Z"),
            (u32::MAX, "2106-02-07 06:28:15Z"),
        ] {
            assert_eq!(Time(seconds).to_string(), text);
        }
    }

    #[cfg(feature = "std")]
    #[test]
    fn system_times_in_range_are_times() {
        use super::TimeRangeError;
        use std::time::{Duration, SystemTime};

        for seconds in [0, 1, 1_735_689_600, u32::MAX] {
            let time = Time(seconds);
            assert_eq!(Time::try_from(SystemTime::from(time)), Ok(time));
        }
        let last = SystemTime::from(Time(u32::MAX));
        let late = last + Duration::from_secs(1);
        let early = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
        let fraction = last + Duration::from_millis(999);
        assert_eq!(Time::try_from(fraction), Ok(Time(u32::MAX)));
        assert_eq!(Time::try_from(late), Err(TimeRangeError));
        assert_eq!(Time::try_from(early), Err(TimeRangeError));
        assert_eq!(
            TimeRangeError.to_string(),
            "the time is not between 1970-01-01 00:00:00Z and 2106-02-07 06:28:15Z"
        );
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..=u32::MAX / 86_400 {
            assert_eq!(date(days), (year, month, day), "day {days}");
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > last {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }
}
