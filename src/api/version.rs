//! The versions of Kubernetes that the embedded table knows.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::api::table;

/// A minor version of Kubernetes 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

impl Version {
    /// The oldest version embedded.
    #[must_use]
    pub fn oldest() -> Self {
        Self(table::versions().0)
    }

    /// The newest version embedded.
    #[must_use]
    pub fn newest() -> Self {
        let (first, count) = table::versions();
        Self((first + count).saturating_sub(1))
    }

    /// The version that `text` names, as clusters tell theirs: with or without a `v` before it, and behind it a
    /// patch and what a distribution adds, as in `v1.30.5-gke.100`, `v1.29.3+k3s1`, `1.29.4_1547` and `1.30+`. `None` if it is
    /// not embedded.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, added) = text.split_at(text.find(['-', '+', '_']).unwrap_or(text.len()));
        let is_word = |char: char| char.is_ascii_alphanumeric() || "-+._".contains(char);
        if !added.chars().all(is_word) || hyphenated(text).is_some() {
            return None;
        }
        let number = number.strip_prefix(['v', 'V']).unwrap_or(number);
        let minor = number.strip_prefix("1.")?;
        let (minor, patch) = minor.split_once('.').unwrap_or((minor, "0"));
        patch.parse::<u16>().ok()?;
        let version = Self(minor.parse().ok()?);
        (Self::oldest()..=Self::newest())
            .contains(&version)
            .then_some(version)
    }

    /// The version that `text` names.
    ///
    /// # Errors
    ///
    /// In a sentence, if it is not embedded.
    pub fn named(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| {
            let known = Versions::all();
            if range(text).is_some() {
                format!("{text} is a range of versions, where one is asked for")
            } else if text.is_empty() {
                let (oldest, newest) = (Self::oldest(), Self::newest());
                format!("a version is written like {newest}, and a range like {oldest}..{newest}")
            } else if text.matches("1.").count() > 1 {
                let (oldest, newest) = (Self::oldest(), Self::newest());
                format!("{text} is no version; a range is written like {oldest}..{newest}")
            } else {
                format!("there is no Kubernetes {text} in this build; it has {known}")
            }
        })
    }

    /// The minor version: 36 of 1.36.
    #[must_use]
    pub fn minor(self) -> u8 {
        self.0
    }
}

impl Default for Version {
    /// The newest.
    fn default() -> Self {
        Self::newest()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

/// A set of the embedded versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Versions(u32);

impl Versions {
    /// The set that has a bit for each of its versions, the oldest embedded lowest.
    pub(super) fn of_mask(mask: u32) -> Self {
        Self(mask)
    }

    /// Every version embedded.
    #[must_use]
    pub fn all() -> Self {
        Self::range(Version::oldest(), Version::newest())
    }

    /// The version that `text` names, or the range: `1.30`, `1.29..1.33` or `1.29-1.33`.
    ///
    /// # Errors
    ///
    /// In a sentence, if one of them is not embedded or the range has no versions.
    pub fn named(text: &str) -> Result<Self, String> {
        let Some((first, last)) = range(text) else {
            return Ok(Version::named(text)?.into());
        };
        let (from, to) = (Version::named(first)?, Version::named(last)?);
        if from > to {
            return Err(format!(
                "{first}..{last} ends before it starts; did you mean {last}..{first}?"
            ));
        }
        Ok(Self::range(from, to))
    }

    /// From `first` to `last`, both included; none if `last` is the older one.
    #[must_use]
    pub fn range(first: Version, last: Version) -> Self {
        let versions = (first.0..=last.0).map(Version);
        Self(versions.fold(0, |mask, version| mask | Self::from(version).0))
    }

    /// Whether `version` is one of them.
    #[must_use]
    #[inline]
    pub fn contains(self, version: Version) -> bool {
        self.0 & Self::from(version).0 != 0
    }

    /// These and `version`.
    #[must_use]
    pub fn with(self, version: Version) -> Self {
        Self(self.0 | Self::from(version).0)
    }

    /// Each of them, the oldest first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Version> {
        let (first, count) = table::versions();
        (first..first + count)
            .map(Version)
            .filter(move |&version| self.contains(version))
    }
}

impl Default for Versions {
    /// The newest one.
    fn default() -> Self {
        Self::from(Version::newest())
    }
}

impl From<Version> for Versions {
    #[inline]
    fn from(version: Version) -> Self {
        Self(
            1 << version
                .0
                .saturating_sub(table::versions().0)
                .min(table::MASK_BITS - 1),
        )
    }
}

impl fmt::Display for Versions {
    /// `1.24 to 1.26, 1.30`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut versions = self.iter().peekable();
        while let Some(first) = versions.next() {
            let mut last = first;
            while let Some(next) = versions.next_if(|next| next.0 == last.0 + 1) {
                last = next;
            }
            write!(f, "{separator}{first}")?;
            if last > first {
                write!(f, " to {last}")?;
            }
            separator = ", ";
        }
        Ok(())
    }
}

/// The ends of a range.
fn range(text: &str) -> Option<(&str, &str)> {
    text.split_once("..").or_else(|| hyphenated(text))
}

/// The ends of a range that is written with a hyphen. What a distribution adds to a version does not start as a
/// version does.
fn hyphenated(text: &str) -> Option<(&str, &str)> {
    let mut hyphens = text.match_indices('-');
    hyphens.find_map(|(at, _)| {
        let (first, last) = (text[..at].trim_end(), text[at + 1..].trim_start());
        let number = last.strip_prefix('v').unwrap_or(last).strip_prefix("1.")?;
        number
            .starts_with(|char: char| char.is_ascii_digit())
            .then_some((first, last))
    })
}

#[cfg(test)]
mod tests {
    use super::{Version, Versions};

    #[test]
    fn versions_are_read_as_people_write_them() {
        for text in [
            "1.30",
            "v1.30",
            "1.30.14",
            "1.30+",
            "1.30.5-gke.100",
            "v1.30.14-eks-7f9249a",
            "v1.30.2+k3s1",
            "v1.30.0-rc.1+5c4f",
            "1.30.4_1547",
            " 1.30 ",
        ] {
            assert_eq!(Version::parse(text), Some(Version(30)), "{text}");
        }
        for text in [
            "1.99",
            "1.3",
            "30",
            "",
            "1.30.x",
            "2.30",
            "1.30-a b",
            "-1.30",
            "1.99-eks-1",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_are_read_as_people_write_them() {
        let range = Ok(Versions::range(Version(30), Version(33)));
        for text in [
            "1.30..1.33",
            "1.30-1.33",
            "v1.30-v1.33",
            "1.30 - 1.33",
            "1.30.5-gke.100..1.33.1-gke.2",
            "1.30.5-gke.100-1.33",
        ] {
            assert_eq!(Versions::named(text), range, "{text}");
        }
        for text in ["1.30-1.99", "1.33-1.30", "1.30..", "1.30-1.9-eks"] {
            assert!(Versions::named(text).is_err(), "{text}");
        }
        assert_eq!(Versions::named("1.30.5-gke.1"), Ok(Version(30).into()));
    }

    /// More than there are in the table today, which grows by three a year.
    #[test]
    fn a_set_tells_thirty_versions_apart() {
        let first = Version::oldest().0;
        let versions = || (first..first + 30).map(Version);
        for version in versions() {
            let alone = Versions::from(version);
            assert_eq!(
                versions().find(|&other| alone.contains(other)),
                Some(version)
            );
            assert_eq!(versions().filter(|&other| alone.contains(other)).count(), 1);
        }
    }

    #[test]
    fn sets_are_written_as_ranges() {
        let range = Versions::range(Version(26), Version(28));
        assert_eq!(range.to_string(), "1.26 to 1.28");
        assert_eq!(range.with(Version(30)).to_string(), "1.26 to 1.28, 1.30");
        assert_eq!(Versions::from(Version(24)).to_string(), "1.24");
        assert_eq!(Versions::range(Version(28), Version(26)).to_string(), "");
        assert_eq!(Versions::all().iter().next(), Some(Version::oldest()));
    }
}
