//! Least and most of what is not known yet.

use std::ops::Add;

/// What a cost or a size lies between. A size is what `size()` gives: characters, bytes, items or entries.
/// All arithmetic ends at the largest number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// It is not less than this.
    pub least: u64,
    /// It is not more than this.
    pub most: u64,
}

impl Bounds {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self::new(0, u64::MAX);

    /// Between these two.
    #[must_use]
    pub const fn new(least: u64, most: u64) -> Self {
        Self { least, most }
    }

    /// Just this.
    #[must_use]
    pub const fn exactly(number: u64) -> Self {
        Self::new(number, number)
    }

    /// Each bound by that of the other.
    #[must_use]
    pub const fn times(self, other: Self) -> Self {
        Self::new(
            self.least.saturating_mul(other.least),
            self.most.saturating_mul(other.most),
        )
    }

    /// Each bound by the factor, rounded up.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self::new(scaled(self.least, factor), scaled(self.most, factor))
    }

    /// What holds both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::new(self.least.min(other.least), self.most.max(other.most))
    }
}

impl Add for Bounds {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(
            self.least.saturating_add(other.least),
            self.most.saturating_add(other.most),
        )
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the server computes costs so; a cast to an integer ends at the largest"
)]
fn scaled(number: u64, factor: f64) -> u64 {
    (number as f64 * factor).ceil() as u64
}
