//! What kustomizations say of other files: which are patches, and so no whole objects, and what they add to resources or
//! replace in them, which those need not have.

mod read;
mod replace;
mod together;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub(super) use read::Kustomization;
pub(super) use replace::Replaced;
pub(super) use together::together;

use crate::diagnostic::{Diagnostic, RuleId};
use crate::files::{self, FileSystem, locate};
use read::{Additions, is_manifest};

/// What a kustomization is called.
pub(super) const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// How the kustomizations around a file speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Mention {
    /// One takes it for a whole object.
    Resource,
    /// One names it in a comment, and says in words what may be wanted.
    Offered,
    /// One names it in a comment alone.
    Comment,
    /// There is one beside it, and none names it.
    Beside,
    /// There are some in directories above, and none names it.
    Above,
    /// There are none.
    Alone,
}

/// What all kustomizations of a run come to.
#[derive(Debug)]
pub(super) struct Kustomizations {
    /// Where files are.
    files: Arc<dyn FileSystem>,
    patches: BTreeSet<String>,
    commented: BTreeSet<String>,
    offered: BTreeSet<String>,
    /// The files that one of them names, in whatever field or comment.
    named: BTreeSet<String>,
    /// The files and directories that are named as resources, and what is added to them.
    resources: BTreeMap<String, Additions>,
    /// How the files are called, by their directories.
    shown: BTreeMap<String, String>,
    replaces: Vec<Replaced>,
}

impl Kustomizations {
    /// Brings them together, with the replacements that stand in files of their own.
    pub(super) fn of(
        files: Arc<dyn FileSystem>,
        all: Vec<Kustomization>,
        replaces: Vec<Replaced>,
    ) -> Self {
        let mut known = Self {
            files,
            patches: BTreeSet::new(),
            commented: BTreeSet::new(),
            offered: BTreeSet::new(),
            named: BTreeSet::new(),
            resources: BTreeMap::new(),
            shown: BTreeMap::new(),
            replaces,
        };
        let mut by_directory = BTreeMap::new();
        for mut one in all {
            known.patches.extend(std::mem::take(&mut one.patches));
            known.named.extend(std::mem::take(&mut one.named));
            let commented = match one.offers {
                true => &mut known.offered,
                false => &mut known.commented,
            };
            commented.extend(std::mem::take(&mut one.commented));
            known.replaces.append(&mut one.replaces);
            known.shown.insert(one.directory.clone(), one.shown.clone());
            by_directory.insert(one.directory.clone(), one);
        }
        let mut open: Vec<(&Kustomization, Additions)> =
            by_directory.values().map(|one| (one, one.adds)).collect();
        while let Some((one, adds)) = open.pop() {
            for path in &one.resources {
                let before = known.resources.get(path).copied();
                let after = before.unwrap_or_default().and(adds);
                // What is reached again with nothing more to add is done with, so that cycles end.
                if before != Some(after) {
                    known.resources.insert(path.clone(), after);
                    let inner = by_directory.get(path);
                    open.extend(inner.map(|inner| (inner, inner.adds.and(after))));
                }
            }
        }
        known
    }

    /// Whether one of them names the file as a patch.
    pub(super) fn has_patch(&self, file: &str) -> bool {
        self.patches.contains(file)
    }

    /// Whether one of them adds what is missing in the file, or writes another value over one.
    pub(super) fn change(&self, file: &str, found: &Diagnostic) -> bool {
        let may_be = matches!(
            found.rule,
            RuleId::MISSING_FIELD | RuleId::INVALID_VALUE | RuleId::WRONG_TYPE
        );
        if !may_be || self.resources.is_empty() {
            return false;
        }
        let adds = self.resources.get(file);
        adds.is_some_and(|adds| adds.include(found) || self.replace(found))
    }

    /// Whether one of them names a file, in whatever field or comment.
    pub(super) fn name(&self, file: &str) -> bool {
        self.named.contains(file)
    }

    /// How many of the files in a directory are named as resources.
    pub(super) fn listed_in(&self, directory: &str) -> usize {
        let below = format!("{directory}/");
        let named = self.resources.range(below.clone()..);
        of_manifests(named.map(|(file, _)| file), &below)
    }

    /// How many files of a directory they name in comments alone.
    pub(super) fn commented_in(&self, directory: &str) -> usize {
        let below = format!("{directory}/");
        [&self.commented, &self.offered]
            .map(|named| of_manifests(named.range(below.clone()..), &below))
            .iter()
            .sum()
    }

    fn replace(&self, found: &Diagnostic) -> bool {
        let (Some(object), Some(field)) = (&found.object, &found.field) else {
            return false;
        };
        self.replaces
            .iter()
            .any(|replaced| replaced.is_at(object, field))
    }

    /// A path as all are compared, and as all that is asked of files here has to be.
    pub(super) fn absolute(&self, path: &str) -> String {
        absolute(&*self.files, path)
    }

    /// How they speak of a file.
    pub(super) fn mention(&self, file: &str) -> Mention {
        if self.resources.contains_key(file) {
            Mention::Resource
        } else if self.offered.contains(file) {
            Mention::Offered
        } else if self.commented.contains(file) {
            Mention::Comment
        } else if self.stand_beside(file) {
            Mention::Beside
        } else if self.nearest(file).is_some() {
            Mention::Above
        } else {
            Mention::Alone
        }
    }

    /// Whether there is one in the directory of a file.
    pub(super) fn stand_beside(&self, file: &str) -> bool {
        let directory = ancestors(file).next();
        directory.is_some_and(|directory| self.shown.contains_key(directory))
    }

    /// How the one nearest above a file is called.
    pub(super) fn nearest(&self, file: &str) -> Option<&str> {
        let mut above = ancestors(file);
        above.find_map(|directory| self.shown.get(directory).map(String::as_str))
    }
}

/// How many manifests there are among files in order that stand in one directory and not further below. `below` is how all in it begin.
fn of_manifests<'f>(files: impl Iterator<Item = &'f String>, below: &str) -> usize {
    let inside = files.map_while(|file| file.strip_prefix(below));
    inside
        .filter(|name| !name.contains('/') && is_manifest(name))
        .count()
}

/// The directories around a file, from the innermost on.
pub(super) fn ancestors(file: &str) -> impl Iterator<Item = &str> {
    fn around<'p>(path: &&'p str) -> Option<&'p str> {
        path.rsplit_once('/').map(|(directory, _)| directory)
    }
    std::iter::successors(around(&file), around)
}

/// A path as all are compared.
pub(super) fn absolute(files: &dyn FileSystem, path: &str) -> String {
    files::shown(&files.locate(Path::new(path)))
}

/// `path` seen from `directory`, with `.` and `..` resolved by name.
pub(super) fn join(directory: &str, path: &str) -> String {
    // What stands at the root has no directory before its name.
    let directory = if directory.is_empty() { "/" } else { directory };
    files::shown(&locate(Path::new(directory), Path::new(path)))
}

#[cfg(test)]
mod tests {
    use super::{ancestors, join};

    #[test]
    fn paths_are_joined_by_name() {
        assert_eq!(join("/k8s/base", "../patch.yaml"), "/k8s/patch.yaml");
        assert_eq!(join("/a", "./b//c.yaml"), "/a/b/c.yaml");
        assert_eq!(join("", "a.yaml"), "/a.yaml");
        let above: Vec<_> = ancestors("/a/b/c.yaml").collect();
        assert_eq!(above, ["/a/b", "/a", ""]);
    }
}
