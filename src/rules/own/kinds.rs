//! Kinds of objects, as a page lists them.

use crate::api::{ApiKind, Type as Definition, Version, group_of};
use crate::nearest::nearest;
use crate::objects::WorkloadKind;
use crate::rules::page::{Page, PageFault};
use crate::yaml::Cursor;

/// A list of kinds. Without any, every kind is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds(Vec<Kind>);

#[derive(Clone, Debug)]
struct Kind {
    /// None: the group, or groups, in which Kubernetes has the kind.
    group: Option<String>,
    name: String,
}

impl Kinds {
    /// Reads a list of kinds: `Deployment` of Kubernetes, `argoproj.io/Application` of others.
    pub(super) fn read(list: &Cursor<'_>, faults: &mut Vec<PageFault>) -> Self {
        let mut kinds = Vec::new();
        for item in list.items() {
            let written = item.as_str().unwrap_or_default();
            match Kind::read(&written) {
                Ok(kind) => kinds.push(kind),
                Err(near) => {
                    let message = format!("Kubernetes has no kind `{written}`");
                    let fault = PageFault::new(Page::place(item.span()), message);
                    faults.push(match near {
                        Some(near) => fault.help(format!("did you mean `{near}`?")),
                        None => fault.help(
                            "a kind that is not built in stands behind its group: `example.com/Widget`",
                        ),
                    });
                }
            }
        }
        Self(kinds)
    }

    /// Whether every kind is meant.
    pub(super) fn is_any(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a kind is meant.
    pub(super) fn have(&self, api_version: &str, kind: &str) -> bool {
        let is_meant = |known: &Kind| {
            known.name == kind
                && match &known.group {
                    Some(group) => group == group_of(api_version),
                    None => ApiKind::find(api_version, kind).is_some(),
                }
        };
        self.is_any() || self.0.iter().any(is_meant)
    }

    /// The definitions of those that Kubernetes has; none if there are others.
    pub(super) fn definitions(&self) -> Option<Vec<Definition>> {
        self.0.iter().map(Kind::definition).collect()
    }

    /// The first that has no pod, of those that Kubernetes has.
    pub(super) fn without_pod(&self) -> Option<&str> {
        let has_none = |kind: &&Kind| {
            let mut known = kind.known();
            kind.definition().is_some()
                && !known.any(|known| WorkloadKind::of(known.group(), known.kind()).is_some())
        };
        self.0.iter().find(has_none).map(|kind| &*kind.name)
    }

    /// As a sentence lists them.
    pub(super) fn in_words(&self) -> String {
        let names: Vec<String> = self.0.iter().map(Kind::written).collect();
        names.join(", ")
    }
}

impl Kind {
    fn read(written: &str) -> Result<Self, Option<&'static str>> {
        let (group, name) = match written.rsplit_once('/') {
            Some((group, name)) => (Some(group.to_owned()), name),
            None => (None, written),
        };
        let kind = Self {
            group,
            name: name.to_owned(),
        };
        let is_there = match kind.group {
            Some(_) => !name.is_empty(),
            None => kind.known().next().is_some(),
        };
        match is_there {
            true => Ok(kind),
            false => {
                let names: Vec<&'static str> = ApiKind::all().map(ApiKind::kind).collect();
                let near = nearest(written, &names);
                Err(near.and_then(|near| names.iter().find(|known| **known == near).copied()))
            }
        }
    }

    /// What Kubernetes has of that name.
    fn known(&self) -> impl Iterator<Item = ApiKind> + '_ {
        ApiKind::all().filter(|known| {
            let is_in_group = |group: &String| known.group() == group;
            known.kind() == self.name && self.group.as_ref().is_none_or(is_in_group)
        })
    }

    /// Its definition in the newest version that has it.
    fn definition(&self) -> Option<Definition> {
        let newest = Version::newest();
        let served = self.known().find(|known| known.versions().contains(newest));
        Some(served.or_else(|| self.known().next())?.definition())
    }

    fn written(&self) -> String {
        match &self.group {
            Some(group) => format!("{group}/{}", self.name),
            None => self.name.clone(),
        }
    }
}
