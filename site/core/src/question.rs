//! What a page asks.

use serde::Deserialize;

/// A question.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub(crate) enum Question {
    /// What there is to choose from.
    About,
    /// The pages of all rules, with their examples.
    Pages,
    /// What is found in files, and the pictures of what they say.
    Check(Files),
    /// One of the files with its pods taken apart.
    Split(At),
    /// What there is to say of a place.
    Hover(At),
    /// What could stand there.
    Complete(At),
}

/// Files that are looked at together, and how.
#[derive(Debug, Deserialize)]
pub(crate) struct Files {
    pub(crate) files: Vec<File>,
    /// `--kubernetes-version`
    #[serde(default)]
    pub(crate) versions: Option<String>,
    /// `--profile`
    #[serde(default)]
    pub(crate) profile: Option<String>,
    /// A rule that is on whatever the profile.
    #[serde(default)]
    pub(crate) rule: Option<String>,
    /// The day that it is, as in 2026-01-31: suppressions end by it.
    #[serde(default)]
    pub(crate) today: Option<String>,
    /// Whether pictures are wanted.
    #[serde(default)]
    pub(crate) pictures: bool,
}

/// A file.
#[derive(Debug, Deserialize)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether it stood so before, and what it is compared with has the same name.
    #[serde(default)]
    pub(crate) was: bool,
}

/// A place in one of them.
#[derive(Debug, Deserialize)]
pub(crate) struct At {
    #[serde(flatten)]
    pub(crate) of: Files,
    /// The file's name.
    pub(crate) name: String,
    /// The line, from 1.
    #[serde(default = "first")]
    pub(crate) line: u32,
    /// The column in characters, from 1.
    #[serde(default = "first")]
    pub(crate) column: u32,
}

fn first() -> u32 {
    1
}
