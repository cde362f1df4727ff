//! What is said of a path that cannot be looked into.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::shown;
use crate::nearest::nearest;
use crate::source::reason;

/// One sentence on a path that was named, with the nearest existing name if there is none of its own.
pub(super) fn describe(path: &Path, error: &io::Error) -> String {
    let problem = format!("{}: {}", shown(path), reason(error));
    match (error.kind(), suggestion(path)) {
        (io::ErrorKind::NotFound, Some(near)) => format!("{problem} (did you mean {near}?)"),
        _ => problem,
    }
}

/// One sentence on a path within a directory. None for what is no problem: a link back to a directory
/// that is being walked already, and a link to nothing.
pub(super) fn describe_walk(error: &ignore::Error) -> Option<String> {
    let (path, cause) = innermost(error, None);
    if matches!(cause, ignore::Error::Loop { .. }) {
        return None;
    }
    let Some(path) = path else {
        return Some(cause.to_string());
    };
    match cause.io_error() {
        Some(error) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => None,
        Some(error) => Some(format!("{}: {}", shown(path), reason(error))),
        None => Some(format!("{}: {cause}", shown(path))),
    }
}

fn innermost<'e>(
    error: &'e ignore::Error,
    path: Option<&'e Path>,
) -> (Option<&'e Path>, &'e ignore::Error) {
    match error {
        ignore::Error::WithPath { path, err } => innermost(err, Some(path)),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            innermost(err, path)
        }
        _ => (path, error),
    }
}

/// The path with its first part that does not exist replaced by the nearest that does.
fn suggestion(path: &Path) -> Option<String> {
    let broken = path
        .ancestors()
        .take_while(|part| !part.as_os_str().is_empty() && !part.exists())
        .last()?;
    let parent = broken.parent()?;
    let listed = if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    };
    let names: Vec<String> = listed
        .read_dir()
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let name = nearest(broken.file_name().and_then(OsStr::to_str)?, &names)?;
    let mended: PathBuf = parent.join(name).join(path.strip_prefix(broken).ok()?);
    // Without a rest, `join` has added a separator.
    let mended: PathBuf = mended.components().collect();
    let found = mended.metadata().ok()?;
    Some(shown(&mended) + if found.is_dir() { "/" } else { "" })
}
