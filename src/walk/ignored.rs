//! What `.gitignore` and `.ignore` leave out. podlint reads them itself, as it reads manifests: such a file may be
//! anything, and of any size.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::disk::Disk;
use crate::files::{Most, Reach, read_found, top};

/// The names of such files. What `.ignore` says goes before what `.gitignore` says, wherever they are.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// More is not read of a file.
const MOST: Most = Most::bytes(1 << 20);

/// More patterns do not hold at once: each takes some kilobytes.
const PATTERNS: usize = 10_000;

/// Whether a file of that name says what is left out.
pub(super) fn is_list(name: &std::ffi::OsStr) -> bool {
    NAMES.iter().any(|known| name == *known)
}

/// Is told of a file that cannot be read, and why.
pub(super) type Unread<'u> = &'u mut dyn FnMut(&Path, &io::Error);

/// What is left out of a directory: by the files in it, and by those in the directories above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignored(Option<Arc<Level>>);

/// The files of one directory.
#[derive(Debug)]
struct Level {
    above: Ignored,
    /// As [`NAMES`].
    lists: [Gitignore; 2],
    /// How a path becomes one from this directory: what is taken from its start, and what is put there.
    start: (PathBuf, PathBuf),
    /// How many patterns hold here.
    patterns: usize,
}

impl Ignored {
    /// What holds in a directory that is looked into because of the directories above it, up to the top of the
    /// repository. `path` is what it is called, and `real` where it is.
    pub(super) fn above(path: &Path, real: &Path, unread: Unread<'_>) -> Self {
        let top = top(&Disk, real);
        let mut above: Vec<&Path> = real.ancestors().skip(1).collect();
        if let Some(top) = &top {
            above.retain(|directory| directory.starts_with(top));
        }
        let all = real.ancestors().last();
        let reach = Reach::new("not in the repository").and(&Disk, top.as_deref().or(all));
        let mut ignored = Self::default();
        for directory in above.into_iter().rev() {
            let below = real.strip_prefix(directory).unwrap_or(real);
            let start = (path.to_owned(), below.to_owned());
            let is_there = |name: &&str| directory.join(name).symlink_metadata().is_ok();
            let names = NAMES.into_iter().filter(is_there);
            let files = names.map(|name| directory.join(name)).collect();
            ignored = ignored.and(start, files, &reach, unread);
        }
        ignored
    }

    /// What holds in a directory below, in which there are these files.
    pub(super) fn within(
        &self,
        directory: &Path,
        files: Vec<PathBuf>,
        reach: &Reach,
        unread: Unread<'_>,
    ) -> Self {
        let start = (directory.to_owned(), PathBuf::new());
        self.clone().and(start, files, reach, unread)
    }

    fn and(
        self,
        start: (PathBuf, PathBuf),
        files: Vec<PathBuf>,
        reach: &Reach,
        unread: Unread<'_>,
    ) -> Self {
        let mut lists = [Gitignore::empty(), Gitignore::empty()];
        let mut patterns = self.0.as_ref().map_or(0, |level| level.patterns);
        for path in files {
            match read(&path, reach, PATTERNS - patterns) {
                Ok((list, count)) => {
                    patterns += count;
                    lists[usize::from(!path.ends_with(NAMES[0]))] = list;
                }
                Err(error) => unread(&path, &error),
            }
        }
        if lists.iter().all(Gitignore::is_empty) {
            return self;
        }
        Self(Some(Arc::new(Level {
            above: self,
            lists,
            start,
            patterns,
        })))
    }

    /// Whether an entry is left out. Those that the directories above it are in have been asked about.
    pub(super) fn has(&self, path: &Path, is_directory: bool) -> bool {
        let levels = || std::iter::successors(self.0.as_deref(), |level| level.above.0.as_deref());
        let mut decided =
            (0..NAMES.len()).flat_map(|list| levels().map(move |level| (level, list)));
        decided
            .find_map(|(level, list)| level.decides(list, path, is_directory))
            .unwrap_or(false)
    }
}

impl Level {
    fn decides(&self, list: usize, path: &Path, is_directory: bool) -> Option<bool> {
        let list = &self.lists[list];
        if list.is_empty() {
            return None;
        }
        let (taken, put) = &self.start;
        let below = path.strip_prefix(taken).ok()?;
        let matched = if put.as_os_str().is_empty() {
            list.matched(below, is_directory)
        } else {
            list.matched(put.join(below), is_directory)
        };
        match matched {
            ignore::Match::None => None,
            ignore::Match::Ignore(_) => Some(true),
            ignore::Match::Whitelist(_) => Some(false),
        }
    }
}

/// The patterns of a file, and how many there are. A pattern that is none matches nothing, as with git.
fn read(path: &Path, reach: &Reach, most: usize) -> io::Result<(Gitignore, usize)> {
    let bytes = read_found(&Disk, path, reach, MOST)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut builder = GitignoreBuilder::new("");
    let is_pattern = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let count = text.lines().filter(is_pattern).count();
    if count > most {
        let sentence = format!("with it more than {PATTERNS} patterns would hold at once");
        return Err(io::Error::other(sentence));
    }
    for line in text.lines() {
        drop(builder.add_line(None, line));
    }
    let list = builder.build().map_err(io::Error::other)?;
    Ok((list, count))
}
