//! The file of a baseline: JSON, in order, an entry per line, so that it can be compared and merged.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Fingerprint;
use crate::files::{FileSystem, Most, seen_from};
use crate::source::reason;

const VERSION: u32 = 1;

/// Findings that are known, and do not count.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// In order of path, rule, object and field.
    pub entries: Vec<Entry>,
    /// The directory that paths are relative to: that of the file.
    pub(super) directory: PathBuf,
    /// Where files are.
    pub(super) files: Arc<dyn FileSystem>,
}

/// Findings that are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, relative to that of the baseline.
    pub path: String,
    /// The rule, whatever rules this podlint has.
    pub rule: String,
    /// What it is about, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// The field, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What tells it from others.
    #[serde(with = "hexadecimal")]
    pub fingerprint: Fingerprint,
    /// How many there are.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: usize,
}

fn one() -> usize {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_one(count: &usize) -> bool {
    *count == 1
}

mod hexadecimal {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Fingerprint;

    pub(super) fn serialize<S: Serializer>(of: &Fingerprint, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(of)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Fingerprint, D::Error> {
        let text = String::deserialize(from)?;
        let number = u128::from_str_radix(&text, 16);
        number.map(Fingerprint).map_err(|_| {
            D::Error::custom(format!(
                "the fingerprint `{text}` is no hexadecimal number of 128 bits"
            ))
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// A baseline without entries that is to be written to `file`.
    #[must_use]
    pub fn new(files: &Arc<dyn FileSystem>, file: &Path) -> Self {
        let parent = file.parent().unwrap_or(Path::new(""));
        Self {
            entries: Vec::new(),
            directory: files.locate(parent),
            files: Arc::clone(files),
        }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// In words, without the path.
    pub fn read(files: &Arc<dyn FileSystem>, file: &Path) -> Result<Self, String> {
        let bytes = files
            .read(file, Most::default())
            .map_err(|error| reason(&error))?;
        let no_baseline = |error: serde_json::Error| format!("this is no baseline: {error}");
        // The version first, since others may have other entries.
        let written: serde_json::Value = serde_json::from_slice(&bytes).map_err(no_baseline)?;
        if let Some(version) = written.get("version").filter(|&version| version != VERSION) {
            return Err(format!(
                "this is a baseline of version {version}, and podlint {} knows version {VERSION}",
                env!("CARGO_PKG_VERSION")
            ));
        }
        let written: Written = serde_json::from_slice(&bytes).map_err(no_baseline)?;
        debug_assert_eq!(written.version, VERSION);
        Ok(Self {
            entries: written.findings,
            ..Self::new(files, file)
        })
    }

    /// The text of its file.
    ///
    /// # Errors
    ///
    /// An entry that cannot be written as JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
        for (index, entry) in self.entries.iter().enumerate() {
            text += if index == 0 { "\n    " } else { ",\n    " };
            text += &serde_json::to_string(entry)?;
        }
        text += if self.entries.is_empty() {
            "]\n}\n"
        } else {
            "\n  ]\n}\n"
        };
        Ok(text)
    }

    /// How many findings it covers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.iter().map(|entry| entry.count).sum()
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A path as entries have it: relative to the directory of the baseline, so that it does not matter
    /// where podlint is started.
    pub(super) fn relative(&self, path: &str) -> String {
        seen_from(&self.directory, &self.files.locate(Path::new(path)))
    }
}
