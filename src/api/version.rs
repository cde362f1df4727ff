//! The versions of Kubernetes that the embedded table knows.

use std::fmt;

use crate::api::table;

/// A minor version of Kubernetes 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

impl Version {
    /// The newest version embedded, first to last.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let (first, count) = table::versions();
        (first..first + count).map(Self).collect()
    }

    /// The version that `text` names, with or without a `v` before it or a patch behind it; `None` if it
    /// is not embedded.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let minor = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.")?;
        let (minor, patch) = minor.split_once('.').unwrap_or((minor, "0"));
        patch.parse::<u16>().ok()?;
        let version = Self(minor.parse().ok()?);
        Self::all().contains(&version).then_some(version)
    }

    /// 36 for 1.36.
    #[must_use]
    pub fn minor(self) -> u8 {
        self.0
    }

    /// The bit that stands for this version in the table's masks.
    #[must_use]
    pub fn mask(self) -> u16 {
        1 << (self.0 - table::versions().0).min(15)
    }
}

impl Default for Version {
    /// The newest.
    fn default() -> Self {
        let (first, count) = table::versions();
        Self((first + count).saturating_sub(1))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_read_as_people_write_them() {
        for text in ["1.36", "v1.36", "1.36.3"] {
            assert_eq!(Version::parse(text), Some(Version::default()), "{text}");
        }
        for text in ["1.99", "36", "", "1.36.x", "2.36"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
