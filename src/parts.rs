//! The parts of podlint that few manifests need. The feature `whole` brings them. A build without it, as a page loads it first, has
//! nothing behind the calls that ask for one here, and says afterwards which it would have needed: so a part cannot be missing
//! without being told.

use std::sync::atomic::{AtomicU8, Ordering};

/// Such a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What charts, kustomizations and deliveries are rendered to.
    Renderings,
    /// Schemas of custom resources, expressions and patterns.
    Extensions,
    /// Configuration files, and the rules that people write.
    Configuration,
}

/// The parts that were asked for in vain, as bits.
static LACKING: AtomicU8 = AtomicU8::new(0);

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Renderings, Self::Extensions, Self::Configuration];

    /// Whether it is there, which whoever is about to use it asks. If not, that is noted.
    #[inline]
    #[must_use]
    pub fn is_here(self) -> bool {
        if !cfg!(feature = "whole") {
            LACKING.fetch_or(self.bit(), Ordering::Relaxed);
        }
        cfg!(feature = "whole")
    }

    /// What is not checked without it.
    #[must_use]
    pub fn checks(self) -> &'static str {
        match self {
            Self::Renderings => "what charts, kustomizations and deliveries are rendered to",
            Self::Extensions => "schemas of custom resources, expressions and patterns",
            Self::Configuration => "what the configuration file says",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The parts that were asked for since this was asked last, and are not there.
#[must_use]
pub fn lacking() -> Vec<Part> {
    let bits = LACKING.swap(0, Ordering::Relaxed);
    let mut lacking = Part::ALL.to_vec();
    lacking.retain(|part| bits & part.bit() != 0);
    lacking
}
