//! Writing a file so that whoever reads it finds the old text or the new one, and never a part.

use std::collections::hash_map::RandomState;
use std::fs::{self, File, OpenOptions};
use std::hash::BuildHasher;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::is_open;
use super::stays::stays;

/// How many names are tried for a file beside another.
const NAMES: usize = 100;

/// A file that is written beside the one that it becomes. What is no file (a pipe, `/dev/stdout`) is written to
/// directly.
#[derive(Debug)]
pub struct Draft {
    out: BufWriter<File>,
    /// Where the text is until it is whole, and what it becomes then.
    becomes: Option<(PathBuf, PathBuf)>,
}

impl Draft {
    /// Starts a file at `path`. What is there stays until [`Self::commit`], and so do its permissions; of a
    /// symbolic link that which it leads to is replaced, unless it leads out of the repository.
    pub fn create(path: &Path) -> io::Result<Self> {
        if is_open(path) {
            // Where it leads to may be a file, but somebody else is at its end.
            let out = OpenOptions::new().append(true).open(path)?;
            return Ok(Self::to(out, None));
        }
        stays(path)?;
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = match fs::metadata(&target) {
            Ok(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(old) if !old.is_file() => {
                let out = OpenOptions::new().write(true).open(&target)?;
                return Ok(Self::to(out, None));
            }
            // Somebody protected it.
            Ok(old) if old.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            old => old.ok(),
        };
        let draft = Self::beside(target)?;
        if let Some(old) = old {
            draft.file().set_permissions(old.permissions())?;
        }
        Ok(draft)
    }

    /// Starts a file that becomes `target`, in the same directory, since a file can only be renamed within its file
    /// system. Its name is short, for any name that `target` may have, and none that a run which was broken off
    /// has left.
    pub(super) fn beside(target: PathBuf) -> io::Result<Self> {
        let mut names = (0..NAMES).map(|_| {
            let number = RandomState::new().hash_one(std::process::id());
            target.with_file_name(format!(".podlint-{number:016x}.tmp"))
        });
        let made = names.find_map(|beside| {
            let made = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&beside);
            match made {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
                made => Some(made.map(|out| (out, beside))),
            }
        });
        let (out, beside) = made.unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))?;
        Ok(Self::to(out, Some((beside, target))))
    }

    fn to(out: File, becomes: Option<(PathBuf, PathBuf)>) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, out),
            becomes,
        }
    }

    /// The file that is written.
    pub(super) fn file(&self) -> &File {
        self.out.get_ref()
    }

    /// Where its text is until then.
    #[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
    pub(super) fn path(&self) -> Option<&Path> {
        self.becomes.as_ref().map(|(beside, _)| beside.as_path())
    }

    /// Puts the file in its place, once its text is on the disk: after a loss of power a name must not lead to
    /// a file that is still empty.
    pub fn commit(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((beside, target)) = &self.becomes {
            self.out.get_ref().sync_all()?;
            fs::rename(beside, target)?;
            if let Some(directory) = target.parent() {
                // The text is safe under one name or the other, also where a directory cannot be opened.
                drop(File::open(directory).and_then(|directory| directory.sync_all()));
            }
            self.becomes = None;
        }
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.becomes {
            // Nothing is left to be done about a file that cannot be removed.
            drop(fs::remove_file(beside));
        }
    }
}

/// Replaces a file, or makes one.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::create(path)?;
    draft.write_all(bytes)?;
    draft.commit()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("podlint-disk-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    }

    #[test]
    fn a_draft_that_is_not_committed_changes_nothing() {
        let folder = folder("draft");
        let path = folder.join("a");
        write(&path, b"old").unwrap();
        let mut draft = Draft::create(&path).unwrap();
        draft.write_all(b"new").unwrap();
        draft.flush().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        drop(draft);
        assert_eq!(names(&folder), ["a"]);
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(&folder), ["a"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
