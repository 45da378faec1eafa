//! The clock of the sessions.

use core::fmt;
use core::ops::{Add, Sub};
use core::time::Duration;

/// A reading of the driver's clock: the time since a start that the driver chooses.
///
/// `core` has no `Instant`, and a simulation has a clock of its own. A driver takes an `Instant` when it starts, and
/// passes `Time::from(start.elapsed())` with each call. Readings must not run backwards: something could be due at
/// once. ([`cti_messages::Time`] is another type: a date and time in a message.)
///
/// # Examples
/// ```
/// use core::time::Duration;
/// use cti_session::Time;
///
/// let sent = Time::from(Duration::from_secs(60));
/// assert_eq!(sent + Duration::from_secs(5) - sent, Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(Duration);

impl Time {
    /// The start of the clock.
    pub const START: Self = Self(Duration::ZERO);

    /// The time since the start.
    #[must_use]
    pub const fn since_start(self) -> Duration {
        self.0
    }
}

impl From<Duration> for Time {
    fn from(since_start: Duration) -> Self {
        Self(since_start)
    }
}

/// Later by a duration; the last reading that can be expressed, where the sum is beyond it.
impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }
}

/// The duration from one reading to another; zero if the other is later.
impl Sub for Time {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The earlier of two times, where there is one.
pub(crate) fn earliest(one: Option<Time>, other: Option<Time>) -> Option<Time> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
