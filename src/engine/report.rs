//! What a run comes to.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{By, Input, Settings};
use crate::diagnostic::{Category, Diagnostic, Level, RuleId};
use crate::objects::Skip;
use crate::panic::Panic;
use crate::rules::Registry;
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
    /// What the text that it was found in was rendered from; it is told where that was written.
    pub rendered: Option<Arc<By>>,
}

/// A document, or a whole file, that was not checked, or in part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Skipped {
    /// As reports call it.
    pub path: String,
    /// From 0; `None` for a whole file.
    pub document: Option<u32>,
    /// Why.
    pub reason: Skip,
    /// What it is, where that says what would make it checked: `argoproj.io/v1alpha1 Application`.
    pub what: Option<Box<str>>,
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
    /// What was checked; the number of a source is its place here.
    pub inputs: Vec<Input>,
    /// The rules that findings are of.
    pub rules: Registry,
    /// What it was judged by.
    pub settings: Settings,
    /// The sources that findings are in.
    pub sources: BTreeMap<SourceId, Source>,
    /// What was looked at and what was not.
    pub summary: Summary,
    /// What was asked for and could not be looked into, a sentence each.
    pub missing: Vec<String>,
    /// Inputs that could not be read and schemas that could not be used, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Where podlint itself failed.
    pub defects: Vec<Defect>,
}

/// A failure of podlint's own. What it was about is not checked, the rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// The input, as reports call it; `None` for all of them together.
    pub path: Option<String>,
    /// The object by kind and name, if it was about one.
    pub object: Option<String>,
    /// The rule, if it was one's.
    pub rule: Option<RuleId>,
    /// What happened.
    pub panic: Panic,
}

impl fmt::Display for Defect {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_deref().unwrap_or("all files together");
        write!(to, "{path}: ")?;
        match self.rule {
            Some(rule) => write!(to, "the rule `{rule}` failed")?,
            None => to.write_str("podlint failed")?,
        }
        let object = self.object.iter();
        object
            .into_iter()
            .try_for_each(|object| write!(to, " on {object}"))?;
        write!(to, ": {}", self.panic)
    }
}

impl Report {
    /// Where a source is, if it is an input.
    #[must_use]
    pub fn path_of(&self, source: SourceId) -> Option<&Path> {
        self.inputs.get(source.0 as usize).map(Input::path)
    }

    /// What could not be done of what was asked, a sentence each.
    pub fn problems(&self) -> impl Iterator<Item = String> + '_ {
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.map(|(path, reason)| format!("{path}: {reason}"));
        let defects = self.defects.iter().map(Defect::to_string);
        self.missing
            .iter()
            .cloned()
            .chain(unreadable)
            .chain(defects)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_tells_where_and_what() {
        let panic = Panic {
            message: "no such container".to_owned(),
            place: Some("src/rules/host_port.rs:9:5".to_owned()),
        };
        let mut defect = Defect {
            path: Some("k8s/a.yaml".to_owned()),
            object: Some("Pod a".to_owned()),
            rule: Some(RuleId::new("host-port")),
            panic,
        };
        assert_eq!(
            defect.to_string(),
            "k8s/a.yaml: the rule `host-port` failed on Pod a: no such container (src/rules/host_port.rs:9:5)"
        );
        (defect.path, defect.object, defect.rule) = (None, None, None);
        assert_eq!(
            defect.to_string(),
            "all files together: podlint failed: no such container (src/rules/host_port.rs:9:5)"
        );
    }
}
