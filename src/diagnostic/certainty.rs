//! How certain something is.

use serde::{Deserialize, Serialize};

/// How certain a fact is, or what is concluded from facts: as certain as the weakest of them. Facts know it
/// (`src/facts`), a rule's page may say that its advice never holds for all pods, and levels follow from it; rules
/// only pass it on, which a test holds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Certainty {
    /// The manifest suggests it: a finding is shown as advice, with its evidence.
    Likely,
    /// The manifest proves it.
    #[default]
    Certain,
}

impl Certainty {
    /// That of what follows only from both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// That of what follows from either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether it is proven.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self == Self::Certain
    }
}

#[cfg(test)]
mod tests {
    use super::Certainty::{Certain, Likely};

    #[test]
    fn a_conclusion_is_as_certain_as_its_weakest_ground() {
        assert_eq!(Certain.and(Likely), Likely);
        assert_eq!(Certain.and(Certain), Certain);
        assert_eq!(Certain.or(Likely), Certain);
        assert_eq!(Likely.or(Likely), Likely);
    }
}
