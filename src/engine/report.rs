//! What a run comes to.

use std::collections::BTreeMap;

use crate::diagnostic::{Category, Diagnostic, Level};
use crate::objects::Skip;
use crate::source::{Source, SourceId};

/// A diagnostic with what its rule's page says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found; its `server` is final.
    pub diagnostic: Diagnostic,
    /// The rule's category.
    pub category: Category,
    /// The level that follows.
    pub level: Level,
}

/// A document, or a whole file, that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// As reports call it.
    pub path: String,
    /// From 0; `None` for a whole file.
    pub document: Option<u32>,
    /// Why.
    pub reason: Skip,
}

/// What was looked at.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files and other inputs that could be read.
    pub files: usize,
    /// Documents in them.
    pub documents: usize,
    /// Objects in those, items of Lists counted one by one.
    pub objects: usize,
    /// Findings that someone chose not to see.
    pub suppressed: usize,
    /// Inputs that hold no object and of which there is nothing to say.
    pub without_objects: Vec<String>,
    /// What was not checked, in order.
    pub skipped: Vec<Skipped>,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// In order of path, place and rule, none twice.
    pub findings: Vec<Finding>,
    /// The sources that findings are in.
    pub sources: BTreeMap<SourceId, Source>,
    /// What was looked at and what was not.
    pub summary: Summary,
    /// What was asked for and could not be looked into, a sentence each.
    pub missing: Vec<String>,
    /// Inputs that could not be read and schemas that could not be used, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Inputs on which podlint itself failed.
    pub defects: Vec<String>,
}

impl Report {
    /// What could not be done of what was asked, a sentence each.
    pub fn problems(&self) -> impl Iterator<Item = String> + '_ {
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.map(|(path, reason)| format!("{path}: {reason}"));
        let defects = self.defects.iter();
        let defects = defects.map(|path| {
            format!(
                "{path}: podlint failed on this file; please report it with what is printed above"
            )
        });
        self.missing
            .iter()
            .cloned()
            .chain(unreadable)
            .chain(defects)
    }
}
