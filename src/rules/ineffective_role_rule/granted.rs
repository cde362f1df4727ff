//! What the rules of a role name, and where the API has that.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::api::{ApiKind, Scope};
use crate::objects::Text;
use crate::rules::ObjectContext;
use crate::yaml::Cursor;

/// Where the API has resources of a name: their groups, and whether their objects are in namespaces.
pub(super) type Groups = HashMap<&'static str, Vec<(&'static str, Scope)>>;

/// Those of all versions that are known, by which what was removed is no mistake in the name.
pub(super) fn resources() -> &'static Groups {
    static RESOURCES: OnceLock<Groups> = OnceLock::new();
    RESOURCES.get_or_init(|| {
        let mut known = Groups::new();
        for kind in ApiKind::all().filter(|kind| !kind.plural().is_empty()) {
            let groups = known.entry(kind.plural()).or_default();
            if !groups.iter().any(|(group, _)| *group == kind.group()) {
                groups.push((kind.group(), kind.scope()));
            }
        }
        known
    })
}

/// A rule of a role.
pub(super) struct Granted<'t> {
    pub(super) at: Cursor<'t>,
    pub(super) groups: Vec<Text<'t>>,
    pub(super) resources: Vec<Text<'t>>,
}

impl<'t> Granted<'t> {
    pub(super) fn read(at: Cursor<'t>) -> Self {
        Self {
            groups: Text::list(&at, "apiGroups"),
            resources: Text::list(&at, "resources"),
            at,
        }
    }

    pub(super) fn has_group(&self, group: &str) -> bool {
        self.groups.iter().any(|known| **known == *group)
    }
}

/// The resource without the part of it that is meant: `pods` of `pods/log`.
pub(super) fn name_of(resource: &str) -> &str {
    resource.split('/').next().unwrap_or_default()
}

/// What the rules of a role grant with a right group. A rule with another one is then for versions that had the resource
/// there.
pub(super) struct Besides<'r> {
    resources: HashSet<&'r str>,
    /// The groups of which everything is granted.
    groups: HashSet<&'r str>,
}

impl<'r> Besides<'r> {
    pub(super) fn of(rules: &'r [Granted<'_>]) -> Self {
        let mut found = Self {
            resources: HashSet::new(),
            groups: HashSet::new(),
        };
        for rule in rules {
            for resource in &rule.resources {
                let name = name_of(resource);
                let known = resources().get(name).into_iter().flatten();
                let mut groups = known.map(|(group, _)| *group).chain(["*"]);
                if name == "*" {
                    found
                        .groups
                        .extend(rule.groups.iter().map(|group| &**group));
                } else if groups.any(|group| rule.has_group(group)) {
                    found.resources.insert(name);
                }
            }
        }
        found
    }

    pub(super) fn grant(&self, name: &str, known: &[(&'static str, Scope)]) -> bool {
        let mut groups = known.iter().map(|(group, _)| *group).chain(["*"]);
        self.resources.contains(name) || groups.any(|group| self.groups.contains(group))
    }
}

pub(super) fn groups_of(known: &[(&'static str, Scope)]) -> Vec<&'static str> {
    known.iter().map(|(group, _)| *group).collect()
}

/// Whether one of the versions that the object is for serves a resource of that name.
pub(super) fn is_served(context: &ObjectContext<'_, '_>, name: &str) -> bool {
    let mut kinds = ApiKind::all().filter(|kind| kind.plural() == name);
    kinds.any(|kind| {
        context
            .versions
            .iter()
            .any(|version| kind.versions().contains(version))
    })
}
