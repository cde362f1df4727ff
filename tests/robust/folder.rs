//! Directories made of bytes, whatever these are.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Where entries may be: what is named to podlint, below that, hidden there, and outside of it.
const PLACES: [&str; 4] = ["k8s", "k8s/sub", "k8s/.hidden", "beside"];

const MODES: [u32; 5] = [0o644, 0o600, 0o755, 0o444, 0o4755];

/// More would take long and show no more.
const MOST: usize = 12;

/// A directory that is there as long as this is.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    entries: Vec<PathBuf>,
}

/// What an entry of a directory is: its mode, its number of names, and its text or where it leads.
pub(crate) type Seen = (u32, u64, Vec<u8>);

impl Folder {
    /// Bytes that end with a NUL or at the end are the text of a file in `k8s` that is called `first`; behind it come
    /// more entries, each with what it is and its text. What it is: a byte for its sort, one for its place, one for its
    /// mode, and its name.
    pub(crate) fn of(first: &str, bytes: &[u8]) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("podlint-folder-{}-{number}", std::process::id());
        let mut folder = Self {
            root: std::env::temp_dir().join(name),
            entries: Vec::new(),
        };
        for place in PLACES.iter().chain(&[".git"]) {
            fs::create_dir_all(folder.root.join(place)).unwrap();
        }
        folder.entries = PLACES.map(|place| folder.root.join(place)).to_vec();
        let mut fields = bytes.split(|&byte| byte == 0);
        let start = fields.next().unwrap_or_default();
        folder.put(&[b"f\0\0", first.as_bytes()].concat(), start);
        while let Some(what) = fields.next()
            && folder.entries.len() < MOST
        {
            folder.put(what, fields.next().unwrap_or_default());
        }
        folder
    }

    /// What is named to podlint.
    pub(crate) fn named(&self) -> &Path {
        &self.entries[0]
    }

    /// Puts an entry, if its name is one and is free.
    pub(crate) fn put(&mut self, what: &[u8], text: &[u8]) {
        let byte = |at: usize| usize::from(what.get(at).copied().unwrap_or_default());
        let place = &self.entries[byte(1) % PLACES.len()];
        let mut name = what.get(3..).unwrap_or_default().to_owned();
        name.truncate(100);
        if !name.contains(&b'.') {
            name.extend(b".yaml");
        }
        let path = place.join(OsStr::from_bytes(&name));
        if name.contains(&b'/') || name == b"." || name == b".." || path.symlink_metadata().is_ok()
        {
            return;
        }
        let other = usize::from(text.first().copied().unwrap_or_default());
        let other = &self.entries[other % self.entries.len()];
        // A system may allow no such name.
        let made = match byte(0) % 4 {
            0 => symlink(other, &path),
            1 => symlink(
                Path::new("..").join(other.strip_prefix(&self.root).unwrap()),
                &path,
            ),
            3 => fs::hard_link(other, &path),
            _ => fs::write(&path, text).and_then(|()| {
                let mode = MODES[byte(2) % MODES.len()];
                fs::set_permissions(&path, Permissions::from_mode(mode))
            }),
        };
        if made.is_ok() {
            self.entries.push(path);
        }
    }

    /// All that is in it.
    pub(crate) fn seen(&self) -> BTreeMap<PathBuf, Seen> {
        let mut seen = BTreeMap::new();
        let mut left = vec![self.root.clone()];
        while let Some(path) = left.pop() {
            let metadata = path.symlink_metadata().unwrap();
            let content = if metadata.is_dir() {
                left.extend(
                    fs::read_dir(&path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
                Vec::new()
            } else if metadata.is_symlink() {
                fs::read_link(&path)
                    .unwrap()
                    .into_os_string()
                    .into_encoded_bytes()
            } else {
                fs::read(&path).unwrap()
            };
            let links = if metadata.is_dir() {
                0
            } else {
                metadata.nlink()
            };
            seen.insert(path, (metadata.mode(), links, content));
        }
        seen
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.root));
    }
}
