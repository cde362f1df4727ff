//! Changing a file that is there. It keeps what it has but for its text (owner, permissions, extended attributes and
//! the access lists among them), or it is left alone.

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
use std::fs;
use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::path::Path;

use super::{Disk, Draft};
use crate::files::Reach;

/// Why a file is left alone that does not say what it was read to say.
pub const CHANGED: &str = "it is no UTF-8 or has changed meanwhile";

/// Replaces the text of a file that is among what was named: whoever made a link does not decide what is written.
///
/// # Errors
///
/// It is not, or does not say `old`, byte for byte, or cannot be written, or what it has could not be kept; the file is
/// as it was.
pub fn edit(path: &Path, named: &Reach, old: &[u8], new: &[u8]) -> io::Result<()> {
    let target = named.resolve(&Disk, path)?;
    let mut file = File::open(&target)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("this is no file"));
    }
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    if has_other_names(&metadata) {
        let sentence = "it has another name, a hard link, which would keep the old text";
        return Err(io::Error::other(sentence));
    }
    if !says(&mut file, old)? {
        return Err(io::Error::other(CHANGED));
    }
    let mut draft = Draft::beside(target.clone())?;
    keep(&target, &metadata, &draft)?;
    draft.write_all(new)?;
    draft.commit()
}

fn says(file: &mut File, text: &[u8]) -> io::Result<bool> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    // One byte more, to see whether there are any.
    let most = text.len() as u64 + 1;
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes == text)
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

/// There is no way to ask.
#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Gives a new file all that the old one has.
fn keep(old: &Path, metadata: &Metadata, draft: &Draft) -> io::Result<()> {
    keep_owner(metadata, draft.file())?;
    keep_attributes(old, draft)?;
    // Last, since a change of the owner takes some permissions away.
    draft.file().set_permissions(metadata.permissions())
}

#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    let cannot = |_| io::Error::other("its owner or group is another's, and would not stay");
    fchown(new, Some(old.uid()), Some(old.gid())).map_err(cannot)
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) -> io::Result<()> {
    Ok(())
}

/// Extended attributes, in which the system also keeps access lists and labels.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn keep_attributes(old: &Path, draft: &Draft) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr};
    let new = draft.file();
    let (kept, made) = (attributes(&File::open(old)?)?, attributes(new)?);
    let cannot = |name: &str| {
        let sentence = format!("its extended attribute `{name}` would not stay");
        move |_| io::Error::other(sentence)
    };
    for (name, _) in made.iter().filter(|(name, _)| !kept.contains_key(*name)) {
        // The directory gives it to what is new in it. What the system itself gives is not to be taken away.
        let removed = fremovexattr(new, &**name);
        if !name.starts_with("security.") {
            removed.map_err(cannot(name))?;
        }
    }
    for (name, value) in kept
        .iter()
        .filter(|&(name, value)| made.get(name) != Some(value))
    {
        fsetxattr(new, &**name, value, XattrFlags::empty()).map_err(cannot(name))?;
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
type Attributes = std::collections::BTreeMap<String, Vec<u8>>;

/// The extended attributes of a file by their names.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn attributes(file: &File) -> io::Result<Attributes> {
    use rustix::{
        fs::{fgetxattr, flistxattr},
        io::Errno,
    };
    // The most that Linux has of either.
    let mut space = vec![0; 1 << 16];
    let names = match flistxattr(file, &mut *space) {
        Ok(end) => String::from_utf8_lossy(&space[..end]).into_owned(),
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(Attributes::new()),
        Err(error) => return Err(error.into()),
    };
    let names = names.split_terminator('\0');
    let value = |name: &str| {
        let end = fgetxattr(file, name, &mut *space)?;
        Ok((name.to_owned(), space[..end].to_vec()))
    };
    names.map(value).collect()
}

/// A copy has what the system copies of a file; on macOS that is all that it has.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn keep_attributes(old: &Path, draft: &Draft) -> io::Result<()> {
    if let Some(beside) = draft.path() {
        fs::copy(old, beside)?;
    }
    draft.file().set_len(0)
}

/// The directory gives a new file what others in it have.
#[cfg(not(unix))]
fn keep_attributes(_: &Path, _: &Draft) -> io::Result<()> {
    Ok(())
}
