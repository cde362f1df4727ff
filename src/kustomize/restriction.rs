//! Whether files outside of the directory of a kustomization may be read: kustomize refuses them, unless it is told otherwise,
//! and Flux always tells it otherwise.
//!
//! Sources: `--load-restrictor` of <https://kubectl.docs.kubernetes.io/references/kustomize/cmd/build/>, and kustomize-controller, which
//! builds with `LoadRestrictionsNone` in the root of the source.

use std::path::{Path, PathBuf};

use super::NAMES;
use crate::files::{FileSystem, Most, read_text, top};

/// How many directories above a kustomization are looked at.
const MOST_ABOVE: usize = 12;

/// How many files of a directory are looked into.
const MOST_FILES: usize = 32;

/// How large those may be, in bytes.
const MOST_BYTES: u64 = 256 << 10;

/// The group of Flux's Kustomizations.
const OF_FLUX: &str = "kustomize.toolkit.fluxcd.io";

/// Files that say how a repository is built.
const BUILDS: [&str; 8] = [
    ".flux.yaml",
    "GNUmakefile",
    "Makefile",
    "Taskfile.yaml",
    "Taskfile.yml",
    "justfile",
    "makefile",
    "skaffold.yaml",
];

/// What lifts the restriction, as commands and files of builds write it.
const LIFTS: [&str; 2] = ["LoadRestrictionsNone", "load_restrictor none"];

/// Whether something in the directories from this one up to the top of its repository builds without the restriction: Flux,
/// whose Kustomizations stand there or in the file that is asked for, a Makefile that says so, or a comment of the kustomization.
pub(super) fn is_lifted(files: &dyn FileSystem, directory: &Path, file: &Path) -> bool {
    let own = NAMES.map(|name| directory.join(name));
    if says(files, file, OF_FLUX) || own.iter().any(|own| lifts(files, own)) {
        return true;
    }
    let top = top(files, directory).unwrap_or_else(|| files.here());
    let above = directory.ancestors().take(MOST_ABOVE);
    { above }
        .take_while(|directory| directory.starts_with(&top))
        .any(|directory| says_so(files, directory) || has_flux(files, directory))
}

/// Whether Flux has a directory of its own in this one: for its clusters (`clusters/production/apps.yaml`), or the one that
/// `flux bootstrap` makes.
fn has_flux(files: &dyn FileSystem, directory: &Path) -> bool {
    const LEVELS: usize = 3;
    let mut level = ["clusters", "flux-system"]
        .map(|name| directory.join(name))
        .to_vec();
    level.retain(|own| files.is_directory(own));
    for _ in 0..=LEVELS {
        if level.iter().any(|directory| says_so(files, directory)) {
            return true;
        }
        let below = level
            .iter()
            .filter_map(|directory| files.list(directory).ok());
        let below = below.flatten().map(|listed| listed.path);
        level = below
            .filter(|path| files.is_directory(path))
            .take(MOST_FILES)
            .collect();
    }
    false
}

fn says_so(files: &dyn FileSystem, directory: &Path) -> bool {
    let mut builds = BUILDS.iter().map(|name| directory.join(name));
    if builds.any(|build| lifts(files, &build)) {
        return true;
    }
    let listed = files.list(directory).unwrap_or_default().into_iter();
    let is_yaml = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("yaml" | "yml"))
    };
    let mut yaml: Vec<PathBuf> = listed.map(|listed| listed.path).filter(is_yaml).collect();
    yaml.sort();
    let mut yaml = yaml.iter().take(MOST_FILES);
    yaml.any(|path| says(files, path, OF_FLUX))
}

/// Whether a file says that the restriction is lifted.
fn lifts(files: &dyn FileSystem, path: &Path) -> bool {
    LIFTS.iter().any(|lifts| says(files, path, lifts))
}

fn says(files: &dyn FileSystem, path: &Path, word: &str) -> bool {
    let text = read_text(files, path, Most::bytes(MOST_BYTES));
    text.is_ok_and(|text| text.contains(word))
}
