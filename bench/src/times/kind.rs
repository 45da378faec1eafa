//! What there is to say about a kind of measurement.

use super::turns::Measured;

/// The row of all frames in turn, whose ratios are those that count.
pub(crate) const WHOLE: &str = "the mix";

/// A kind of measurement: the same contenders, measured with several inputs.
pub(crate) struct Kind {
    /// Its name, by which it can be chosen.
    pub(crate) name: &'static str,
    /// What the times are, over the table.
    pub(crate) title: &'static str,
    /// What is compared.
    pub(crate) ratios: &'static [Ratio],
}

/// A contender beside another.
pub(crate) struct Ratio {
    pub(crate) name: &'static str,
    pub(crate) contender: &'static str,
    pub(crate) to: &'static str,
}

/// What was measured with one input.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) measured: Measured,
}
