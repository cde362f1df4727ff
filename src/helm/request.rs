//! What is asked for when a chart is rendered.

use std::fmt;
use std::path::PathBuf;

use crate::api::Version;
use crate::origin::Passage;

/// What Helm calls a release that nobody has named.
pub const RELEASE: &str = "release-name";

/// What a chart is rendered with.
#[derive(Clone, Debug)]
pub struct Request {
    /// The release's name.
    pub release: String,
    /// The namespace.
    pub namespace: String,
    /// Values, in order; of one that several set, the last holds.
    pub values: Vec<Given>,
    /// Whether more may be given with these: they lie beside the chart, and nobody says that they are all.
    pub may_be_more: bool,
    /// Values that stand on a command line or in a configuration, which hold over those of files. Those of one kind are in order;
    /// of several kinds, they hold in the order of [`How`].
    pub set: Vec<Set>,
    /// The version of Kubernetes that templates are told.
    pub kubernetes: KubeVersion,
    /// Which API versions templates are told of.
    pub apis: Apis,
    /// API versions beside those, such as `monitoring.coreos.com/v1`.
    pub api_versions: Vec<String>,
    /// Whether the chart's own values are left out, as others take their place.
    pub drops_own_values: bool,
    /// What is left out of all that a chart has.
    pub without: Without,
}

/// Where values are.
#[derive(Clone, Debug)]
pub enum Given {
    /// In a file.
    File(PathBuf),
    /// In a text that stands in some manifest.
    Text(Passage),
}

/// What of a chart is not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without {
    /// What is in `crds/`: Helm prints it with `--include-crds` only.
    pub crds: bool,
    /// Hooks, tests among them: `--no-hooks`.
    pub hooks: bool,
    /// Tests: `--skip-tests`.
    pub tests: bool,
}

impl Request {
    /// Whether somebody says which values are given. Those that lie beside the chart may be given with others.
    pub(super) fn is_final(&self) -> bool {
        let has_given = !self.values.is_empty() || !self.set.is_empty();
        has_given && !self.may_be_more
    }
}

impl Default for Request {
    fn default() -> Self {
        Self {
            release: RELEASE.to_owned(),
            namespace: "default".to_owned(),
            values: Vec::new(),
            may_be_more: false,
            set: Vec::new(),
            kubernetes: KubeVersion::from(Version::default()),
            apis: Apis::OfHelm,
            api_versions: Vec::new(),
            drops_own_values: false,
            without: Without::default(),
        }
    }
}

/// Which API versions templates are told of, in `.Capabilities.APIVersions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apis {
    /// Those that `helm template` knows, be the version of Kubernetes what it may: `policy/v1beta1`, too.
    OfHelm,
    /// Those that a cluster of the version has, so that templates choose as they do when the chart is installed.
    OfCluster(Version),
}

/// Values as an argument has them: `image.tag=1.2,replicas=3`.
#[derive(Clone, Debug)]
pub struct Set {
    /// What the part behind `=` is.
    pub how: How,
    /// The argument.
    pub text: String,
    /// What of a manifest says so, if any does.
    pub said_by: Option<Passage>,
}

/// What a value of an argument is, in the order in which Helm reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// JSON: `--set-json`.
    Json,
    /// What it looks like: `--set`.
    Typed,
    /// A string: `--set-string`.
    Text,
    /// A file whose text is the value: `--set-file`.
    File,
    /// A string to the end of the argument: `--set-literal`.
    Literal,
}

/// A version of Kubernetes as templates see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubeVersion {
    /// 1 of 1.36.2.
    pub major: u64,
    /// 36 of 1.36.2.
    pub minor: u64,
    /// 2 of 1.36.2, if it is told.
    pub patch: Option<u64>,
}

impl From<Version> for KubeVersion {
    fn from(version: Version) -> Self {
        Self {
            major: 1,
            minor: u64::from(version.minor()),
            patch: Some(0),
        }
    }
}

impl KubeVersion {
    /// Reads `1.36`, `v1.36.2` and what distributions add to it, which is dropped: `v1.30.5-gke.100`. `None` if it is no
    /// such version.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
        let mut parts = text[..end.unwrap_or(text.len())].split('.');
        let mut number = || -> Option<u64> {
            let part = parts.next()?;
            let is_plain = part == "0" || !part.starts_with('0');
            is_plain.then(|| part.parse().ok()).flatten()
        };
        Some(Self {
            major: number()?,
            minor: number()?,
            patch: number(),
        })
    }
}

impl fmt::Display for KubeVersion {
    /// As Helm tells it: `v1.36.0`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "v{}.{}", self.major, self.minor)?;
        self.patch.map_or(Ok(()), |patch| write!(to, ".{patch}"))
    }
}
