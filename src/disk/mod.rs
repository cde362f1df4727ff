//! Reading and writing files so that a run neither hangs, nor leaves half a file behind, nor is led where nobody
//! sent it.

mod draft;
mod edit;
mod stays;

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use draft::{Draft, write};
pub use edit::{CHANGED, edit};

use crate::files::{FileSystem, Identity, Listed, Most};

/// The file system of the machine, seen from the working directory of the process.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl FileSystem for Disk {
    fn here(&self) -> PathBuf {
        // Without a working directory names alone must do.
        std::env::current_dir().unwrap_or_default()
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_directory(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(path).ok()
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        let entries = directory.read_dir()?;
        let listed = entries.map(|entry| {
            let entry = entry?;
            Ok(Listed {
                path: entry.path(),
                is_link: entry.file_type()?.is_symlink(),
            })
        });
        listed.collect()
    }

    #[cfg(unix)]
    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        use std::os::unix::fs::MetadataExt;
        let metadata = directory.metadata()?;
        Ok(Identity::Numbers(metadata.dev(), metadata.ino()))
    }

    /// There is no better way to ask.
    #[cfg(not(unix))]
    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        directory.canonicalize().map(Identity::Path)
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        let metadata = fs::metadata(path)?;
        if let Some(what) = endless(path, &metadata) {
            return Err(io::Error::other(format!("this is {what}, and no file")));
        }
        self.read_regular(path, most)
    }

    fn read_regular(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let expected = file.metadata()?.len();
        read_all(file, expected, most)
    }
}

/// A path by name, seen from the working directory: see [`FileSystem::locate`].
#[must_use]
pub fn locate(path: &Path) -> PathBuf {
    Disk.locate(path)
}

/// Reads a file of podlint's own or of its settings.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    Disk.read(path, Most::default())
}

/// Reads to the end. `expected` is how much there probably is, in bytes.
///
/// # Errors
///
/// [`io::ErrorKind::FileTooLarge`] where there is more than `most`.
pub fn read_all(from: impl Read, expected: u64, most: Most) -> io::Result<Vec<u8>> {
    if expected > most.count() {
        return Err(most.exceeded());
    }
    let mut bytes = Vec::with_capacity(expected as usize);
    from.take(most.count() + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most.count() {
        return Err(most.exceeded());
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
    } else if leads_into_the_system(path) {
        Some("a link into the system")
    } else {
        None
    }
}

/// Whether a path leads to where the system shows what it is doing, and does not say so itself. What is there looks
/// like files, but tells secrets, and may have no end.
#[cfg(unix)]
fn leads_into_the_system(path: &Path) -> bool {
    let is_there = |path: &Path| path.starts_with("/proc") || path.starts_with("/sys");
    path.canonicalize().is_ok_and(|real| is_there(&real)) && !is_there(&locate(path))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_not_read_to_it() {
        let few = Most::bytes(3);
        for expected in [0, 4] {
            let error = read_all(io::repeat(b'a'), expected, few).unwrap_err();
            assert_eq!(error.to_string(), "more than 3 bytes is not read");
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        assert_eq!(read_all(&b"abc"[..], 0, few).unwrap(), b"abc");
    }
}
