//! A level of the standards, and the version of it that is meant.

use std::fmt;

use crate::api::Version;

/// How much is forbidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing.
    Privileged,
    /// Known ways to more rights than the pod should have.
    Baseline,
    /// All that is not current practice of hardening pods.
    Restricted,
}

impl Level {
    /// Every level, the laxest first.
    pub const ALL: [Self; 3] = [Self::Privileged, Self::Baseline, Self::Restricted];

    /// What labels, flags and the documentation call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A level as one version of Kubernetes had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standard {
    /// The level.
    pub level: Level,
    /// The minor version; `None` for that of the cluster, `latest`.
    pub minor: Option<u32>,
}

impl Standard {
    /// The standard that `text` names: `restricted`, `baseline:v1.29`, `restricted:latest`.
    ///
    /// # Errors
    ///
    /// In a sentence, if there is no such level or version.
    pub fn named(text: &str) -> Result<Self, String> {
        let (level, version) = match text.split_once(':') {
            Some((level, version)) => (level, Some(version)),
            None => (text, None),
        };
        let Some(level) = Level::named(level) else {
            return Err(format!(
                "there is no Pod Security level `{level}`; there are privileged, baseline and restricted"
            ));
        };
        let minor = match version {
            None => None,
            Some(version) => minor(version).ok_or_else(|| {
                format!("`{version}` is no version of a Pod Security level; it is written like v1.29, or latest")
            })?,
        };
        Ok(Self { level, minor })
    }

    /// The minor version of the standard that a cluster judges by: never a newer one than its own.
    #[must_use]
    pub(super) fn minor_on(self, cluster: Version) -> u32 {
        let own = u32::from(cluster.minor());
        self.minor.map_or(own, |minor| minor.min(own))
    }
}

/// The minor version that a label or a flag names: of `v1.29` 29, and `None` of `latest`; nothing if it is neither. Source:
/// `ParseVersion` of `k8s.io/pod-security-admission/api`.
#[must_use]
pub(super) fn minor(text: &str) -> Option<Option<u32>> {
    if text == "latest" {
        return Some(None);
    }
    let digits = text.strip_prefix("v1.")?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_plain && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_plain).map(Some)
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.level.name())?;
        match self.minor {
            Some(minor) => write!(f, ":v1.{minor}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_is_read_as_labels_and_flags_write_it() {
        let standard = |level, minor| Ok(Standard { level, minor });
        assert_eq!(Standard::named("baseline"), standard(Level::Baseline, None));
        assert_eq!(
            Standard::named("restricted:v1.29"),
            standard(Level::Restricted, Some(29))
        );
        assert_eq!(
            Standard::named("restricted:latest"),
            standard(Level::Restricted, None)
        );
        for wrong in [
            "",
            "Restricted",
            "restricted:",
            "restricted:1.29",
            "restricted:v1.029",
            "baseline:v1.",
            "baseline:v2.1",
            "baseline:v1.-1",
            "baseline:v1.+1",
        ] {
            assert!(Standard::named(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_cluster_judges_by_a_version_that_is_newer_than_itself() {
        let cluster = Version::parse("1.30").unwrap();
        let on = |text| Standard::named(text).unwrap().minor_on(cluster);
        assert_eq!(on("baseline"), 30);
        assert_eq!(on("baseline:v1.25"), 25);
        assert_eq!(on("baseline:v1.36"), 30);
    }
}
