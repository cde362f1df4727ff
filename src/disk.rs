//! Reading and writing files so that a run neither hangs nor leaves half a file behind.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// How much is read of one input, in bytes. A text takes several times its size once it is read, and there is always
/// somebody who pipes a program that never ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most(u64);

impl Default for Most {
    fn default() -> Self {
        Self(512 << 20)
    }
}

impl FromStr for Most {
    type Err = &'static str;

    /// Reads `512MiB`, and other numbers with `KiB`, `MiB`, `GiB` or, in bytes, nothing behind them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let shift = match text[digits.len()..].trim_start() {
            "" => 0,
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            _ => return Err("a size is a number and KiB, MiB or GiB"),
        };
        let number: u64 = digits.parse().map_err(|_| "a size starts with a number")?;
        // Places in a text are numbers of 32 bits.
        let bytes = number.checked_mul(1 << shift);
        let fits = bytes.filter(|&bytes| bytes < 1 << 32);
        fits.map(Self).ok_or("the largest size is below 4GiB")
    }
}

impl fmt::Display for Most {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(30, " GiB"), (20, " MiB"), (10, " KiB")];
        let whole = |&&(shift, _): &&(u32, &str)| self.0 > 0 && self.0.trailing_zeros() >= shift;
        let (shift, unit) = units.iter().find(whole).unwrap_or(&(0, " bytes"));
        write!(to, "{}{unit}", self.0 >> shift)
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

/// Reads a file of podlint's own or of its settings.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, Most::default())
}

/// Reads a file. One without an end (a device, a pipe that nobody may ever write to) is an error.
pub fn read_up_to(path: &Path, most: Most) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if let Some(what) = endless(path, &metadata) {
        return Err(io::Error::other(format!("this is {what}, and no file")));
    }
    read_regular(path, most)
}

/// Reads what is known to be a file that has an end.
pub fn read_regular(path: &Path, most: Most) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let expected = file.metadata()?.len();
    read_all(file, expected, most)
}

/// Reads a file that must be UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "this is no UTF-8");
    String::from_utf8(read(path)?).map_err(no_text)
}

/// Reads to the end. `expected` is how much there probably is, in bytes.
///
/// # Errors
///
/// [`io::ErrorKind::FileTooLarge`] where there is more than `most`.
pub fn read_all(from: impl Read, expected: u64, most: Most) -> io::Result<Vec<u8>> {
    let too_large = || {
        let sentence = format!("more than {most} is not read");
        io::Error::new(io::ErrorKind::FileTooLarge, sentence)
    };
    if expected > most.0 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(expected as usize);
    from.take(most.0 + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most.0 {
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
        let few = Most(3);
        for expected in [0, 4] {
            let error = read_all(io::repeat(b'a'), expected, few).unwrap_err();
            assert_eq!(error.to_string(), "more than 3 bytes is not read");
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        assert_eq!(read_all(&b"abc"[..], 0, few).unwrap(), b"abc");
    }

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, shown) in [
            ("512MiB", "512 MiB"),
            ("2 GiB", "2 GiB"),
            ("1536KiB", "1536 KiB"),
            ("2048", "2 KiB"),
            ("0", "0 bytes"),
            ("4095MiB", "4095 MiB"),
        ] {
            let most: Most = text.parse().unwrap();
            assert_eq!(most.to_string(), shown);
        }
        for wrong in [
            "",
            "MiB",
            "1MB",
            "-1",
            "4GiB",
            "99999999999999999999",
            "1.5GiB",
            "18446744073709551615GiB",
        ] {
            assert!(wrong.parse::<Most>().is_err(), "{wrong}");
        }
    }
}
