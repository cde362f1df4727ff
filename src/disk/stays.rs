//! Where is written, links or not.

use std::io;
use std::path::Path;

use super::Disk;
use crate::files::{FileSystem, Reach, top};

/// Fails for what by its name is in the repository of the working directory, or below the latter, and is not: who made a
/// link there does not decide what is written elsewhere.
pub(super) fn stays(path: &Path) -> io::Result<()> {
    let here = Disk.locate(Path::new(""));
    let top = top(&Disk, &here).unwrap_or(here);
    if !Disk.locate(path).starts_with(&top) {
        return Ok(());
    }
    let there = match path.parent() {
        _ if path.exists() => path,
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    let inside = Reach::new("not in the repository").and(&Disk, [&*top]);
    inside.resolve(&Disk, there).map(drop)
}
