//! Files that are made before a build: a repository keeps them out of itself, so that they are not there until then.

use std::path::{Path, PathBuf};

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

/// How many scripts are read.
const MOST_SCRIPTS: usize = 32;

/// Why a file that is made is not there.
pub(super) const MADE: &str = "a .gitignore, a Makefile or a script says that something makes it";

/// Whether a file that is not there is kept out of the repository that it would be in. What is kept out with the directory
/// that is there, and that is built all the same, is missing as elsewhere.
pub(super) fn is_made(files: &dyn FileSystem, path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    let Some(there) = above.find(|directory| files.exists(directory)) else {
        return false;
    };
    top(files, there).is_some_and(|top| {
        is_kept_out(files, path, &top) && !is_kept_out(files, there, &top)
            || is_named_by_a_build(files, (path, there), &top)
    })
}

/// Whether the Makefile of a repository names what is not there, the file or the directory that it would be in, by its path from
/// the top: `output:dir='build/crd/generated'`. A script beside it may name what it applies, so that one has to copy it there.
fn is_named_by_a_build(files: &dyn FileSystem, (path, there): (&Path, &Path), top: &Path) -> bool {
    const MAKEFILES: [&str; 3] = ["GNUmakefile", "Makefile", "makefile"];
    let first = path
        .strip_prefix(there)
        .ok()
        .and_then(|rest| rest.iter().next());
    let first = first.map(|first| there.join(first));
    let missing = [Some(path.to_owned()), first].into_iter().flatten();
    let relative = |missing: PathBuf| Some(missing.strip_prefix(top).ok()?.to_str()?.to_owned());
    let named: Vec<String> = { missing.filter_map(relative) }
        .filter(|name| name.contains('/'))
        .collect();
    let read = |name: &str| read_text(files, &top.join(name), Most::bytes(MOST_BYTES)).ok();
    let names = |text: &str| named.iter().any(|name| text.contains(name.as_str()));
    let mut makefiles = MAKEFILES.into_iter().filter_map(read);
    makefiles.any(|text| names(&text))
        || !named.is_empty()
            && scripts(files, top).any(|text| text.lines().filter(|line| copies(line)).any(names))
}

/// The scripts at the top of a repository.
fn scripts(files: &dyn FileSystem, top: &Path) -> impl Iterator<Item = String> {
    let listed = files.list(top).unwrap_or_default().into_iter();
    let is_script = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "sh");
    let mut scripts: Vec<PathBuf> = listed.map(|listed| listed.path).filter(is_script).collect();
    scripts.sort();
    let read = |path: PathBuf| read_text(files, &path, Most::bytes(MOST_BYTES)).ok();
    scripts.into_iter().take(MOST_SCRIPTS).filter_map(read)
}

/// Whether a line of a script copies or moves something.
fn copies(line: &str) -> bool {
    const COMMANDS: [&str; 3] = ["cp", "mv", "rsync"];
    line.split_whitespace()
        .next()
        .is_some_and(|first| COMMANDS.contains(&first))
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
