//! The reconnect algorithm, as the guide numbers its steps.

use core::time::Duration;
use std::collections::VecDeque;

use cti_session::{Side, Sides, Time};

use super::{Checked, broken};
use crate::plan::Plan;

pub(crate) struct Ladder {
    pub(crate) preferred: Side,
    own: Option<Side>,
    sides: usize,
    clients: u32,
    /// How many attempts there have been since the last session that lasted.
    attempts: usize,
    /// The earliest and the latest time of the next attempt; `None` during one, and if there is none.
    due: Option<(Time, Time)>,
    /// Attempts that have begun before the end of the one before was reported.
    begun: VecDeque<(Side, Time)>,
    stopped: bool,
}

impl Ladder {
    pub(crate) fn new(plan: &Plan, now: Time) -> Self {
        Self {
            preferred: Side::A,
            own: None,
            sides: match plan.sides {
                Sides::Duplex if !plan.holds_both => 2,
                _ => 1,
            },
            clients: plan.expected_clients,
            attempts: 0,
            due: Some((now, now)),
            begun: VecDeque::new(),
            stopped: false,
        }
    }

    /// The wait before an attempt: at least, and at most.
    fn wait(&self, attempt: usize) -> (Duration, Duration) {
        let seconds = |seconds| (Duration::from_secs(seconds), Duration::from_secs(seconds));
        if attempt % self.sides != 0 {
            return seconds(0);
        }
        match attempt / self.sides {
            0 => seconds(0),
            1 => (
                Duration::ZERO,
                Duration::from_secs((self.clients / 10).into()),
            ),
            2 => seconds(15),
            3 => seconds(30),
            4 => seconds(60),
            _ => seconds(120),
        }
    }

    fn side(&self, attempt: usize) -> Option<Side> {
        if self.sides == 1 {
            return self.own;
        }
        Some(if attempt % 2 == 0 {
            self.preferred
        } else {
            self.preferred.opposite()
        })
    }

    pub(crate) fn stop(&mut self) {
        self.stopped = true;
        self.due = None;
    }

    /// The other side is open: one that was given up is worth another try.
    pub(crate) fn retry(&mut self, now: Time) -> Checked {
        if !std::mem::take(&mut self.stopped) {
            return Ok(());
        }
        self.attempts = 0;
        self.due = Some((now, now));
        match self.begun.pop_front() {
            Some((side, at)) => self.begins(side, at),
            None => Ok(()),
        }
    }

    pub(crate) fn connects(&mut self, side: Side, now: Time) -> Checked {
        if self.due.is_none() {
            // The end of the attempt before is not reported yet, or the opening of the other side.
            self.begun.push_back((side, now));
            return Ok(());
        }
        self.begins(side, now)
    }

    /// The attempt that was due begins.
    fn begins(&mut self, side: Side, now: Time) -> Checked {
        if self.sides == 1 {
            self.own = Some(side);
        }
        let Some((earliest, latest)) = self.due.take() else {
            return Ok(());
        };
        if now < earliest || now > latest {
            return broken(
                "the waits of the ladder",
                format!(
                    "attempt {} at {now:?}, not {earliest:?} to {latest:?}",
                    self.attempts
                ),
            );
        }
        if self.side(self.attempts) != Some(side) {
            return broken(
                "the sides of the ladder",
                format!("attempt {} is to {side}", self.attempts),
            );
        }
        self.attempts += 1;
        Ok(())
    }

    /// The attempt, or its session, is over.
    pub(crate) fn over(
        &mut self,
        settled: bool,
        retry_in: Option<Duration>,
        given_up: [bool; 2],
        now: Time,
    ) -> Checked {
        if settled {
            self.attempts = 0;
        }
        let (mut least, mut most) = self.wait(self.attempts);
        // A side that is given up is passed over, with its waits.
        let is_given_up = |side: Side| given_up[side.index()];
        while self.sides == 2 && self.side(self.attempts).is_some_and(is_given_up) {
            self.attempts += 1;
            let wait = self.wait(self.attempts);
            (least, most) = (least + wait.0, most + wait.1);
        }
        let is_right =
            |wait: &Duration| *wait >= least && *wait <= most && wait.subsec_nanos() == 0;
        let Some(wait) = retry_in.filter(is_right) else {
            let told = format!("{retry_in:?}, not {least:?} to {most:?}");
            return broken("when the next attempt is", told);
        };
        self.due = Some((now + wait, now + wait));
        match self.begun.pop_front() {
            Some((side, at)) => self.begins(side, at),
            None => Ok(()),
        }
    }

    pub(crate) fn check(&self, now: Time) -> Checked {
        if let Some((side, at)) = self.begun.front() {
            return broken(
                "one attempt at a time",
                format!("an attempt to {side} at {at:?} during another"),
            );
        }
        match self.due {
            Some((_, latest)) if now >= latest && !self.stopped => broken(
                "the waits of the ladder",
                format!("attempt {} was due at {latest:?}", self.attempts),
            ),
            _ => Ok(()),
        }
    }
}
