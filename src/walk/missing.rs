//! What is said of a path that cannot be looked into.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::shown;
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

/// Why a link cannot be followed.
pub(super) fn why(link: &Path, error: &io::Error) -> String {
    match (error.kind(), fs::read_link(link)) {
        (io::ErrorKind::NotFound, Ok(to)) => {
            format!("this is a link to {}, where nothing is", shown(&to))
        }
        _ => reason(error),
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
