//! Files as whatever runs podlint has them: on a disk, in an editor, in memory. Nothing below reads one in another way.

mod elsewhere;
mod listing;
mod nothing;
mod place;
mod reach;
mod remembered;
mod size;
mod texts;
mod visited;

use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

/// How a file begins that git-crypt has encrypted.
pub const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

pub use elsewhere::Elsewhere;
pub use nothing::Nothing;
pub use place::{locate, names, seen_from, shared_parts};
pub use reach::{Reach, top};
pub use remembered::Remembered;
pub use size::Most;
pub use texts::Texts;
pub use visited::Visited;

/// What tells a directory from others, however it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// Its device and inode.
    Numbers(u64, u64),
    /// Its path without links.
    Path(PathBuf),
}

/// Something in a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a symbolic link.
    pub is_link: bool,
}

/// Files by their paths. Paths that are not absolute are seen from the working directory.
pub trait FileSystem: Debug + Send + Sync {
    /// The working directory, absolute.
    fn here(&self) -> PathBuf;

    /// Whether there is anything at a path, wherever links lead.
    fn exists(&self, path: &Path) -> bool;

    /// Whether there is anything of that name in a directory, wherever links lead.
    fn has(&self, directory: &Path, name: &str) -> bool {
        self.exists(&directory.join(name))
    }

    /// Whether a path leads to a directory.
    fn is_directory(&self, path: &Path) -> bool;

    /// What a symbolic link says; `None` for anything else.
    fn link(&self, path: &Path) -> Option<PathBuf>;

    /// The path without links.
    ///
    /// # Errors
    ///
    /// It leads to nothing.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// What is in a directory, in no order.
    ///
    /// # Errors
    ///
    /// It cannot be looked at.
    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>>;

    /// Takes note of all names in a directory, and whether each may be a link, as somebody has just seen them.
    fn hear(&self, _directory: &Path, _names: &mut dyn Iterator<Item = (OsString, bool)>) {}

    /// What tells a directory from others.
    ///
    /// # Errors
    ///
    /// It cannot be looked at.
    fn identity(&self, directory: &Path) -> io::Result<Identity>;

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// It cannot be read, has no end (a device, a pipe that nobody may ever write to), or has more than `most`:
    /// [`io::ErrorKind::FileTooLarge`].
    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>>;

    /// Reads what is known to be a file that has an end.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        self.read(path, most)
    }

    /// A path by name: absolute, without `.` and `..`, so that one can be sought below another. Links are not followed:
    /// a file is where its name says.
    fn locate(&self, path: &Path) -> PathBuf {
        match path.is_absolute() {
            true => locate(Path::new(""), path),
            false => locate(&self.here(), path),
        }
    }
}

/// A path as messages and reports show it: `/` separates, wherever podlint runs.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Reads a file that was come upon and not named. It must be one, and where a link leads to must be in reach.
///
/// # Errors
///
/// It cannot be read, or is not in reach.
pub fn read_found(
    files: &dyn FileSystem,
    path: &Path,
    reach: &Reach,
    most: Most,
) -> io::Result<Vec<u8>> {
    match files.link(path) {
        Some(_) => files.read(&reach.resolve(files, path)?, most),
        None => files.read(path, most),
    }
}

/// Reads a file that must be UTF-8.
///
/// # Errors
///
/// It cannot be read, or is none.
pub fn read_text(files: &dyn FileSystem, path: &Path, most: Most) -> io::Result<String> {
    files.read(path, most).and_then(as_text)
}

/// A text of bytes that must be UTF-8.
///
/// # Errors
///
/// They are none.
pub fn as_text(bytes: Vec<u8>) -> io::Result<String> {
    let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "this is no UTF-8");
    String::from_utf8(bytes).map_err(no_text)
}
