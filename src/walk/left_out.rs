//! Directories that are not looked into: other people's code and releases that later ones have taken the place of, which are
//! not this repository's to change, what a program's tests read, which nothing applies, and what is kept and no longer used.
//! Whoever names one, or a file in it, has it checked.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::test_inputs;
use crate::naming::words;
use crate::objects::Skip;

/// What lies in or beside a directory `vendor` that a package manager fills. `vendor` alone may be anything.
///
/// Sources: `go help vendor`, Composer's `vendor-dir`, jsonnet-bundler, vendir, and the managers that Go had before modules.
const MARKS_OF_VENDOR: [&str; 10] = [
    "modules.txt",
    "vendor.json",
    "autoload.php",
    "../Godeps",
    "../Gopkg.lock",
    "../glide.lock",
    "../go.mod",
    "../jsonnetfile.json",
    "../vendir.lock.yml",
    "../vendir.yml",
];

/// Whether a directory holds other people's code, as a package manager has put it there.
pub(super) fn is_vendored(path: &Path) -> bool {
    match path.file_name().and_then(OsStr::to_str) {
        Some("node_modules") => true,
        Some("vendor") => MARKS_OF_VENDOR.iter().any(|mark| path.join(mark).exists()),
        Some("_workspace") => path.parent().is_some_and(|above| above.ends_with("Godeps")),
        _ => false,
    }
}

/// Whether a directory says by its name that what is in it is no longer used.
fn is_retired(path: &Path) -> bool {
    const NAMES: [&str; 6] = ["archive", "archived", "archives", "attic", "old", "retired"];
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let name = name.trim_start_matches('_').to_ascii_lowercase();
    NAMES.contains(&&*name) || matches!(words(&name).next_back(), Some("bak" | "old"))
}

/// Whether a directory is called a backup and has the directories that stand beside it, or those of one of these:
/// `backup/apps` and `cluster/apps`, `BACKUP-2025/01-start` and `01-start`. By its name alone it may be for the programs that make
/// backups. Among more than a hand has made it is not looked for, since each is held against all others.
fn is_copy(path: &Path, around: &Siblings<'_>) -> bool {
    const LEAST: usize = 2;
    const MOST: usize = 64;
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let is_backup = |word: &str| matches!(&*word.to_ascii_lowercase(), "backup" | "backups");
    let is_called_so = words(name).next().is_some_and(is_backup);
    let may_be = is_called_so && around.count <= MOST;
    let Some(above) = path.parent().filter(|_| may_be) else {
        return false;
    };
    let own = directories(path);
    let has_those_of = |others: &BTreeSet<OsString>| own.intersection(others).count() >= LEAST;
    let mut beside = directories(above);
    beside.remove(OsStr::new(name));
    let of_one = |other: &OsString| has_those_of(&directories(&above.join(other)));
    own.len() >= LEAST && (has_those_of(&beside) || beside.iter().any(of_one))
}

/// The names of directories in one: of very many some are enough.
fn directories(path: &Path) -> BTreeSet<OsString> {
    const ENOUGH: usize = 1000;
    let entries = path.read_dir().into_iter().flatten().flatten().take(ENOUGH);
    let directories = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    directories.map(|entry| entry.file_name()).collect()
}

/// Why a file or a directory is not looked into.
pub(super) fn reason(path: &Path, is_directory: bool, around: &Siblings<'_>) -> Option<Skip> {
    if !is_directory {
        let is_wrong = around.in_project && test_inputs::is_wrong_file(path);
        is_wrong.then_some(Skip::TestInputs)
    } else if is_vendored(path) {
        Some(Skip::Vendored)
    } else if around.releases.are_later_than(path, around.in_project) {
        Some(Skip::Superseded)
    } else if test_inputs::is_one(path, around) {
        Some(Skip::TestInputs)
    } else if around.in_project && (is_retired(path) || is_copy(path, around)) {
        Some(Skip::Retired)
    } else {
        None
    }
}

/// What stands beside a directory.
#[derive(Debug)]
pub(super) struct Siblings<'d> {
    /// The directory that all of them are in, without links.
    pub(super) directory: &'d Path,
    /// Whether there is source code among them.
    pub(super) has_code: bool,
    /// Whether what is among them or further up shows that a project is kept there.
    pub(super) in_project: bool,
    /// How many there are.
    count: usize,
    releases: Releases,
}

impl<'d> Siblings<'d> {
    /// Those with these names in a directory.
    pub(super) fn among(directory: &'d Path, names: &[OsString], in_project: bool) -> Self {
        let has_code = names.iter().any(|name| test_inputs::is_code(name));
        Self {
            directory,
            has_code,
            in_project: in_project
                || has_code
                || names.iter().any(|name| test_inputs::is_of_project(name)),
            count: names.len(),
            releases: Releases::among(names),
        }
    }
}

/// The directories side by side that are named by versions.
#[derive(Debug, Default)]
struct Releases {
    /// By whether it has a letter before it, since `v1.2.0` and `1.2.0` are two things: the latest, and how many there are.
    latest: BTreeMap<bool, (Vec<u64>, usize)>,
}

impl Releases {
    /// Those among the names in a directory.
    fn among(names: &[OsString]) -> Self {
        let mut releases = Self::default();
        for version in names.iter().filter_map(|name| version(name)) {
            let (latest, count) = releases.latest.entry(version.0).or_default();
            *latest = std::mem::take(latest).max(version.1);
            *count += 1;
        }
        releases
    }

    /// Whether there is a later one than this, which is a bundle of an operator as OLM takes it, or one of many releases that a
    /// project keeps. Each is made once, and the next is made beside it.
    ///
    /// Source: <https://olm.operatorframework.io/docs/tasks/creating-operator-bundle/>.
    fn are_later_than(&self, path: &Path, in_project: bool) -> bool {
        const MANY: usize = 4;
        let Some((has_letter, numbers)) = path.file_name().and_then(version) else {
            return false;
        };
        let later = self.latest.get(&has_letter);
        later.is_some_and(|(latest, count)| {
            *latest > numbers && (in_project && *count >= MANY || is_bundle(path))
        })
    }
}

/// Whether a directory is a bundle of an operator: manifests, and what says to OLM that they are one.
fn is_bundle(path: &Path) -> bool {
    let has_metadata = ["annotations.yaml", "annotations.yml"]
        .iter()
        .any(|name| path.join("metadata").join(name).is_file());
    has_metadata && path.join("manifests").is_dir() || has_service_version(path)
}

/// Whether a directory has a CSV of an operator, as bundles had it beside the CRDs before they had directories for each.
fn has_service_version(path: &Path) -> bool {
    let names = path.read_dir().into_iter().flatten().flatten();
    let is_it = |name: &OsStr| {
        let name = name.to_string_lossy();
        name.contains("clusterserviceversion.y")
    };
    let mut names = names.map(|entry| entry.file_name());
    names.any(|name| is_it(&name))
}

/// The numbers of a version of three, and whether a `v` is before them; what follows them is not compared.
fn version(name: &OsStr) -> Option<(bool, Vec<u64>)> {
    let name = name.to_str()?;
    let bare = name.strip_prefix('v').unwrap_or(name);
    let end = bare.find(['-', '+']).unwrap_or(bare.len());
    let numbers: Vec<u64> = bare[..end]
        .split('.')
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    (numbers.len() == 3).then_some((bare.len() < name.len(), numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, is_in_project: bool) -> Option<Skip> {
        let path = Path::new(path);
        let around = Siblings::among(path.parent().unwrap(), &[], is_in_project);
        reason(path, true, &around)
    }

    #[test]
    fn what_is_retired_is_known_by_its_name() {
        for path in [
            "/shop/old",
            "/shop/k8s/archive",
            "/shop/_archived",
            "/shop/Attic",
            "/shop/kube-manifests-old",
            "/shop/ALB_OLD",
            "/shop/web.bak",
        ] {
            assert_eq!(of(path, true), Some(Skip::Retired), "{path}");
            assert_eq!(of(path, false), None, "{path}");
        }
        for path in [
            "/shop/archiver",
            "/shop/older",
            "/shop/old-faithful",
            "/shop/threshold",
            "/shop/apps/archivebox",
            "/shop/deprecated",
        ] {
            assert_eq!(of(path, true), None, "{path}");
        }
    }
}
