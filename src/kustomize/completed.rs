//! Directories that are not built alone: what takes them up completes them, and gives what their variables read.

use std::path::{Path, PathBuf};

use super::NAMES;
use crate::files::{FileSystem, Most, read_text};

/// How many directories beside one are looked into.
const MOST_BESIDE: usize = 64;

/// How large a kustomization may be in which comments are looked for, in bytes.
const MOST_BYTES: u64 = 256 << 10;

/// Whether a directory is completed by what takes it up.
pub(super) fn is_completed_elsewhere(files: &dyn FileSystem, directory: &Path) -> bool {
    is_base(directory) || is_switched_off(files, directory)
}

/// Whether a directory is called a base, or lies right in one.
fn is_base(directory: &Path) -> bool {
    let mut innermost = directory.iter().rev().take(2);
    innermost.any(|name| name == "base" || name == "bases")
}

/// Whether a kustomization beside a directory, or right above it, names it in a comment: `#- ../certmanager`.
fn is_switched_off(files: &dyn FileSystem, directory: &Path) -> bool {
    let Some(above) = directory.parent() else {
        return false;
    };
    let mut beside = files.list(above).unwrap_or_default();
    beside.sort();
    let beside = beside.into_iter().map(|listed| listed.path);
    let mut near = [above.to_owned()]
        .into_iter()
        .chain(beside.take(MOST_BESIDE));
    near.any(|other| other != directory && switches_off(files, &other, directory))
}

fn switches_off(files: &dyn FileSystem, other: &Path, directory: &Path) -> bool {
    let read = |name: &&str| read_text(files, &other.join(name), Most::bytes(MOST_BYTES)).ok();
    let Some(text) = NAMES.iter().find_map(read) else {
        return false;
    };
    let wanted = files.locate(directory);
    let located = |path: &str| -> PathBuf { files.locate(&other.join(path)) };
    let mut paths = text.lines().filter_map(switched_off);
    paths.any(|path| located(path) == wanted)
}

/// The path in an entry of a list that is a comment.
fn switched_off(line: &str) -> Option<&str> {
    let entry = line.trim().strip_prefix('#')?.trim();
    let path = entry.strip_prefix("- ")?.trim();
    (!path.contains(' ')).then_some(path)
}
