//! Files that are made before a build: a repository keeps them out of itself, so that they are not there until then.

use std::path::Path;

use ignore::gitignore::GitignoreBuilder;

use crate::files::{FileSystem, Most, read_text, top};

/// The list of what a repository keeps out.
const LIST: &str = ".gitignore";

/// How large such a list may be, in bytes.
const MOST_BYTES: u64 = 256 << 10;

/// How many lines of it are read.
const MOST_LINES: usize = 2000;

/// How many directories above a file are looked at.
const MOST_ABOVE: usize = 12;

/// Whether a file that is not there is kept out of the repository that it would be in. What is kept out with the directory
/// that is there, and that is built all the same, is missing as elsewhere.
pub(super) fn is_made(files: &dyn FileSystem, path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    let Some(there) = above.find(|directory| files.exists(directory)) else {
        return false;
    };
    top(files, there)
        .is_some_and(|top| is_kept_out(files, path, &top) && !is_kept_out(files, there, &top))
}

/// Whether a list between a path and the top of its repository keeps it out.
fn is_kept_out(files: &dyn FileSystem, path: &Path, top: &Path) -> bool {
    let above = path.ancestors().skip(1).take(MOST_ABOVE);
    { above }
        .take_while(|directory| directory.starts_with(top))
        .any(|directory| keeps_out(files, directory, path))
}

fn keeps_out(files: &dyn FileSystem, directory: &Path, path: &Path) -> bool {
    let is_directory = files.exists(path);
    let text = read_text(files, &directory.join(LIST), Most::bytes(MOST_BYTES));
    let (Ok(text), Ok(path)) = (text, path.strip_prefix(directory)) else {
        return false;
    };
    // Relative to the list, wherever that is.
    let mut list = GitignoreBuilder::new("");
    for line in text.lines().take(MOST_LINES) {
        // A line that cannot be understood keeps nothing out.
        let _ = list.add_line(None, line);
    }
    let list = list.build();
    list.is_ok_and(|list| {
        list.matched_path_or_any_parents(path, is_directory)
            .is_ignore()
    })
}
