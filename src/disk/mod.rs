//! Reading and writing files so that a run neither hangs, nor leaves half a file behind, nor is led where nobody
//! sent it.

mod draft;
mod edit;
mod place;
mod reach;
mod visited;

use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::str::FromStr;

pub use draft::{Draft, write};
pub use edit::{CHANGED, edit};
pub use place::{locate, seen_from};
pub use reach::{Reach, top};
pub use visited::Visited;

/// How much is read of one input, in bytes. A text takes several times its size once it is read, and there is always
/// somebody who pipes a program that never ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most(u64);

impl Most {
    /// So many bytes.
    #[must_use]
    pub const fn bytes(count: u64) -> Self {
        Self(count)
    }
}

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

/// Reads a file that was come upon and not named. It must be one, and where a link leads to must be in reach.
pub fn read_found(path: &Path, reach: &Reach, most: Most) -> io::Result<Vec<u8>> {
    let real = if path.is_symlink() {
        &reach.resolve(path)?
    } else {
        path
    };
    read_up_to(real, most)
}

/// Reads what is known to be a file that has an end.
pub fn read_regular(path: &Path, most: Most) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let expected = file.metadata()?.len();
    read_all(file, expected, most)
}

/// Reads a file that must be UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    read(path).and_then(as_text)
}

/// A text of bytes that must be UTF-8.
pub fn as_text(bytes: Vec<u8>) -> io::Result<String> {
    let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "this is no UTF-8");
    String::from_utf8(bytes).map_err(no_text)
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
