//! Where the paths of deliveries lead: to this repository, or to another one.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use super::address::{address, remotes};
use crate::files::{FileSystem, Reach, shown};
use crate::nearest::nearest;

/// How many directories above a manifest the top of its repository is looked for in.
const MOST_ABOVE: usize = 24;

/// What directories are called for what is used no more.
const PUT_AWAY: [&str; 10] = [
    "archive",
    "archived",
    "archives",
    "attic",
    "deprecated",
    "disabled",
    "inactive",
    "old",
    "retired",
    "unused",
];

/// The repository that manifests lie in.
#[derive(Debug)]
pub struct Repository<'f> {
    pub(super) files: &'f dyn FileSystem,
    pub(super) reach: &'f Reach,
    /// Its top, if git says what that is.
    top: Option<PathBuf>,
    /// The addresses of its remotes, as far as they are known, to compare.
    remotes: Vec<String>,
    /// Of addresses of which it is not known that they are this repository's: which of their paths are here, and which are
    /// not.
    known: RefCell<HashMap<String, Paths>>,
}

/// Paths that are here, and that are not.
#[derive(Debug, Default)]
struct Paths {
    here: BTreeSet<PathBuf>,
    not: BTreeSet<PathBuf>,
}

/// Whose path it is.
#[derive(Clone, Debug)]
pub(super) struct Origin<'a> {
    /// The address of the repository, or what else tells it from others.
    pub(super) address: &'a str,
    /// Whether it is an address.
    pub(super) is_address: bool,
    /// The revision, as it is written; empty if it is not.
    pub(super) revision: &'a str,
}

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To what is here: the path, and the top of the repository as it is seen from there.
    Here(PathBuf, PathBuf),
    /// To nothing, which is wrong; with the nearest path.
    Nowhere(Option<String>),
    /// To another repository, or to another time of this one.
    Elsewhere,
}

impl<'f> Repository<'f> {
    /// The one around `here`, which is located.
    #[must_use]
    pub fn around(here: &Path, files: &'f dyn FileSystem, reach: &'f Reach) -> Self {
        let top = crate::files::top(files, here);
        let remotes = top.as_deref().map(|top| remotes(top, files));
        Self {
            files,
            reach,
            top,
            remotes: remotes.unwrap_or_default(),
            known: RefCell::default(),
        }
    }

    /// Takes note, before anything is asked, of a path that the manifest at `manifest` names. One that is yet to be filled in
    /// says nothing: `./apps/${ENVIRONMENT}` is not here, and what it is filled in to may be.
    pub(super) fn note(&self, manifest: &Path, origin: &Origin<'_>, path: &str) {
        let inside =
            relative(path).filter(|inside| !inside.as_os_str().is_empty() && is_plain(path));
        let (None, Some(inside)) = (self.is_here(origin), inside) else {
            return;
        };
        let is_there = self.find(manifest, path, None).is_some();
        let mut known = self.known.borrow_mut();
        let paths = known.entry(address(origin.address)).or_default();
        match is_there {
            true => paths.here.insert(inside),
            false => paths.not.insert(inside),
        };
    }

    /// Where a path leads that the manifest at `manifest` names.
    pub(super) fn leads(&self, manifest: &Path, origin: &Origin<'_>, path: &str) -> Leads {
        let is_here = self.is_here(origin);
        let needs_near = match is_here {
            Some(false) => return Leads::Elsewhere,
            Some(true) => false,
            None => {
                let known = self.known.borrow();
                let paths = known.get(&address(origin.address));
                let count =
                    |of: fn(&Paths) -> &BTreeSet<PathBuf>| paths.map_or(0, |paths| of(paths).len());
                let (here, not) = (count(|paths| &paths.here), count(|paths| &paths.not));
                if here == 0 || here < not {
                    return Leads::Elsewhere;
                }
                here < 3 || here < 4 * not
            }
        };
        match self.find(manifest, path, is_here) {
            Some((path, top)) => match self.reach.resolve(self.files, &path) {
                Ok(_) => Leads::Here(path, top),
                Err(_) => Leads::Elsewhere,
            },
            None if is_put_away(manifest) => Leads::Elsewhere,
            None if is_newest(origin.revision) && is_plain(path) => {
                let near = self.nearest(manifest, path, is_here);
                // Something that is called nearly so says as much as many others that are here.
                match near.is_none() && needs_near {
                    true => Leads::Elsewhere,
                    false => Leads::Nowhere(near),
                }
            }
            None => Leads::Elsewhere,
        }
    }

    /// Whether an address is this repository's; `None` if nothing tells.
    fn is_here(&self, origin: &Origin<'_>) -> Option<bool> {
        if !origin.is_address || self.remotes.is_empty() || !is_plain(origin.address) {
            return None;
        }
        let name = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        let asked = address(origin.address);
        if self.remotes.contains(&asked) {
            return Some(true);
        }
        // A fork has the name of what it is a fork of, and others may have it too.
        let mut remotes = self.remotes.iter();
        match remotes.any(|remote| name(remote) == name(&asked)) {
            true => None,
            false => Some(false),
        }
    }

    /// The directories that may be the top, as they are seen from a manifest: the outermost first. A directory of a repository
    /// may be made to be one of its own, unless it is known that this one is meant.
    fn tops(&self, manifest: &Path, is_here: Option<bool>) -> Vec<PathBuf> {
        if let (Some(top), Some(true)) = (&self.top, is_here) {
            return vec![top.clone()];
        }
        let located = self.files.locate(manifest);
        let above = located.ancestors().skip(1).take(MOST_ABOVE);
        let mut tops: Vec<PathBuf> = above
            .take_while(|above| self.reach.has(above))
            .map(Path::to_path_buf)
            .collect();
        tops.reverse();
        tops
    }

    fn find(
        &self,
        manifest: &Path,
        path: &str,
        is_here: Option<bool>,
    ) -> Option<(PathBuf, PathBuf)> {
        let path = relative(path)?;
        let tops = self.tops(manifest, is_here).into_iter();
        let mut found = tops.map(|top| (top.join(&path), top));
        let found = found.find(|(path, _)| self.files.exists(path))?;
        Some((self.seen(&found.0), found.1))
    }

    /// A file, located, as podlint's own working directory sees it; `None` if there is none.
    pub(super) fn file(&self, located: &Path) -> Option<PathBuf> {
        let is_file = self.files.exists(located) && !self.files.is_directory(located);
        is_file.then(|| self.seen(located))
    }

    /// A path as podlint's own working directory sees it.
    pub(super) fn seen(&self, path: &Path) -> PathBuf {
        let here = self.files.here();
        match path.strip_prefix(&here) {
            Ok(inside) if !inside.as_os_str().is_empty() => inside.to_path_buf(),
            _ => path.to_path_buf(),
        }
    }

    /// What is there and called nearly as a path that is not.
    fn nearest(&self, manifest: &Path, path: &str, is_here: Option<bool>) -> Option<String> {
        let path = relative(path)?;
        let tops = self.tops(manifest, is_here).into_iter();
        { tops }.find_map(|top| self.nearest_below(&top, &path))
    }

    /// The same for a path that is seen from a directory.
    pub(super) fn nearest_below(&self, directory: &Path, path: &Path) -> Option<String> {
        let mut at = directory.to_path_buf();
        let mut steps = path.components();
        let mut done = PathBuf::new();
        for step in steps.by_ref() {
            if self.files.exists(&at.join(step)) {
                at.push(step);
                done.push(step);
                continue;
            }
            let Component::Normal(name) = step else {
                return None;
            };
            let listed = self.files.list(&at).ok()?;
            let names = listed.iter().filter_map(|listed| listed.path.file_name());
            let names: Vec<String> = names
                .map(|name| name.to_string_lossy().into_owned())
                .collect();
            done.push(nearest(&name.to_string_lossy(), &names)?);
            break;
        }
        done.extend(steps);
        let is_there = self.files.exists(&directory.join(&done));
        is_there.then(|| shown(&done))
    }
}

/// A path that is seen from the top of the repository, without `.` and `..`; `None` if it leads out.
pub(super) fn relative(path: &str) -> Option<PathBuf> {
    let mut all = PathBuf::new();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if !all.pop() {
                    return None;
                }
            }
            part => all.push(part),
        }
    }
    Some(all)
}

/// Whether a text stands for itself: nothing is filled in or matched.
pub(super) fn is_plain(text: &str) -> bool {
    !text.contains(['$', '{', '*', '<'])
}

/// Whether a manifest lies where people put away what they use no more.
fn is_put_away(manifest: &Path) -> bool {
    let mut parts = manifest.iter().filter_map(|part| part.to_str());
    parts.any(|part| {
        let part = part.trim_matches(['_', '.', '-']).to_lowercase();
        PUT_AWAY.contains(&&*part)
    })
}

/// Whether a revision is what is worked on.
fn is_newest(revision: &str) -> bool {
    matches!(
        revision,
        "" | "HEAD" | "main" | "master" | "refs/heads/main" | "refs/heads/master"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_out_of_the_repository_is_none() {
        assert_eq!(relative("./apps//web/"), Some(PathBuf::from("apps/web")));
        assert_eq!(relative("/apps/../charts"), Some(PathBuf::from("charts")));
        assert_eq!(relative("../apps"), None);
    }
}
