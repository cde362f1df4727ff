//! What the estimate of a call may ask of its operands.

use super::Bounds;

/// What a call may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallEstimate {
    /// The cost, without that of the operands.
    pub cost: Bounds,
    /// The size of the result, if it has one that is known.
    pub size: Option<Bounds>,
}

impl CallEstimate {
    /// Of that cost, with a result whose size is not known.
    #[must_use]
    pub const fn of(cost: Bounds) -> Self {
        Self { cost, size: None }
    }

    /// Of that cost, with a result of that size.
    #[must_use]
    pub const fn sized(cost: Bounds, size: Bounds) -> Self {
        let size = Some(size);
        Self { cost, size }
    }
}

/// The operands of a call that is estimated, in the order of the overload's parameters.
#[derive(Debug)]
pub struct Operands<'e> {
    sizes: &'e [Bounds],
}

impl Operands<'_> {
    /// The size of the operand of that index.
    #[must_use]
    pub fn size(&self, index: usize) -> Bounds {
        self.sizes.get(index).copied().unwrap_or(Bounds::UNKNOWN)
    }

    /// How many operands there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The size of an item of the list that the operand of that index is, where its items are texts or bytes; nothing if
    /// they are of another type, or it is no list.
    #[must_use]
    pub fn item_size(&self, index: usize) -> Option<Bounds> {
        let _ = index;
        None
    }

    /// The number that is written as the operand of that index.
    #[must_use]
    pub fn number(&self, index: usize) -> Option<i64> {
        let _ = index;
        None
    }
}
