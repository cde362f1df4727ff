//! Reading and writing files so that a run neither hangs nor leaves half a file behind.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The most that is read of one input. A text takes several times its size once it is read, and there is
/// always somebody who pipes a program that never ends.
pub const LARGEST: u64 = 512 << 20;

/// Reads a file. One without an end (a device, a pipe that nobody may ever write to) is an error.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if let Some(what) = endless(path, &metadata) {
        return Err(io::Error::other(format!("this is {what}, and no file")));
    }
    read_regular(path)
}

/// Reads what is known to be a file that has an end.
pub fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let expected = file.metadata()?.len();
    read_all(file, expected)
}

/// Reads a file that must be UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "this is no UTF-8");
    String::from_utf8(read(path)?).map_err(no_text)
}

/// Reads to the end, which must come before [`LARGEST`]. `expected` is how much there probably is.
pub fn read_all(from: impl Read, expected: u64) -> io::Result<Vec<u8>> {
    let too_large = || io::Error::other("more than 512 MiB is not read; split it");
    if expected > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(expected as usize);
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok(bytes)
}

/// What something is that cannot be read as a file. A pipe that the shell has opened, as for
/// `podlint check <(helm template .)`, can: somebody writes to it, or has.
#[cfg(unix)]
fn endless(path: &Path, metadata: &Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() && !is_open(path) {
        Some("a named pipe")
    } else if kind.is_char_device() || kind.is_block_device() {
        Some("a device")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn endless(_: &Path, _: &Metadata) -> Option<&'static str> {
    None
}

/// Whether a path is another name for what the process was started with.
fn is_open(path: &Path) -> bool {
    let streams = ["/dev/stdin", "/dev/stdout", "/dev/stderr"];
    let is_stream = streams.iter().any(|stream| path == Path::new(stream));
    is_stream || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

/// A file that is written beside the one that it becomes, so that a reader finds the old text or the new
/// one and never a part. What is no file (a pipe, `/dev/stdout`) is written to directly.
#[derive(Debug)]
pub struct Draft {
    out: BufWriter<File>,
    /// Where the text is until it is whole, and what it becomes then.
    becomes: Option<(PathBuf, PathBuf)>,
}

impl Draft {
    /// Starts a file at `path`. What is there stays until [`Self::commit`], and so do its permissions; of a
    /// symbolic link that which it leads to is replaced.
    pub fn create(path: &Path) -> io::Result<Self> {
        if is_open(path) {
            // Where it leads to may be a file, but somebody else is at its end.
            let out = OpenOptions::new().append(true).open(path)?;
            return Ok(Self::to(out, None));
        }
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
        let beside = beside(&target);
        let out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        let draft = Self::to(out, Some((beside, target)));
        if let Some(old) = old {
            draft.out.get_ref().set_permissions(old.permissions())?;
        }
        Ok(draft)
    }

    fn to(out: File, becomes: Option<(PathBuf, PathBuf)>) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, out),
            becomes,
        }
    }

    /// Puts the file in its place.
    pub fn commit(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((beside, target)) = &self.becomes {
            fs::rename(beside, target)?;
            self.becomes = None;
        }
        Ok(())
    }
}

/// A name in the same directory, since a file can only be renamed within its file system.
fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    target.with_file_name(name)
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

    #[test]
    fn what_has_no_end_is_not_read_to_it() {
        let error = read_all(io::repeat(b'a'), LARGEST + 1).unwrap_err();
        assert_eq!(error.to_string(), "more than 512 MiB is not read; split it");
        assert_eq!(read_all(&b"abc"[..], 0).unwrap(), b"abc");
    }
}
