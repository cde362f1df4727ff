//! What is named on a command line.

use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::Scope;
use crate::disk::{self, locate};
use crate::engine::unread;
use crate::files;
use crate::project::Named;
use crate::source::reason;

/// Reads the list of paths, and standard input if it is to be checked.
pub(super) fn by(scope: &Scope) -> Result<Named, Failure> {
    let mut paths = scope.paths.clone();
    paths.extend_from_slice(&scope.filename);
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if let Some(list) = &scope.files_from {
        if is_stdin(list) && paths.iter().any(is_stdin) {
            return Err(Failure::Request(
                "standard input is either a list (--files-from -) or a manifest (-), not both"
                    .to_owned(),
            ));
        }
        let bytes = if is_stdin(list) {
            read_stdin(scope)?
        } else {
            disk::read(list).map_err(|error| {
                let list = files::shown(list);
                Failure::Request(format!("--files-from {list}: {}", reason(&error)))
            })?
        };
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter(|line| !line.is_empty());
        paths.extend(lines.map(PathBuf::from));
    } else if paths.is_empty() {
        // The current directory, of which nothing is shown.
        paths.push(PathBuf::new());
    }
    let stdin = if paths.iter().any(is_stdin) {
        Some((scope.stdin_filename.clone(), read_stdin(scope)?))
    } else {
        None
    };
    paths.retain(|path| !is_stdin(path));
    Ok(Named::of(paths, stdin))
}

/// The directory that `--project` names, located.
pub(super) fn project(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_dir() {
        return Ok(locate(path));
    }
    let shown = files::shown(path);
    Err(Failure::Request(format!(
        "--project {shown}: there is no such directory"
    )))
}

fn read_stdin(scope: &Scope) -> Result<Vec<u8>, Failure> {
    disk::read_all(io::stdin().lock(), 0, scope.max_file_size)
        .map_err(|error| Failure::Request(format!("standard input: {}", unread(&error))))
}
