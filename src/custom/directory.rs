//! The files below a directory that may hold schemas.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{FileSystem, Listed, Reach, Visited};

/// YAML and JSON files; hidden ones are left out.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// In order of path.
    pub(super) files: Vec<PathBuf>,
    /// What could not be looked at.
    pub(super) problems: Vec<(PathBuf, io::Error)>,
}

impl Listing {
    /// Those below a directory. Links are followed within reach, and a directory is looked into once.
    pub(super) fn of(files: &dyn FileSystem, root: &Path, reach: &Reach) -> Self {
        let (mut listing, visited) = (Self::default(), Visited::default());
        let mut links = vec![root.to_owned()];
        // Of several ways to a directory one without links names it.
        while let Some(link) = links.pop() {
            let mut open = vec![link];
            while let Some(directory) = open.pop() {
                let entries = listing.entries(files, &directory, &visited);
                for Listed { path, is_link } in entries {
                    let found = if is_link {
                        reach.resolve(files, &path)
                    } else {
                        Ok(path.clone())
                    };
                    match found {
                        Ok(real) if !files.is_directory(&real) => listing.file(path),
                        Ok(_) if is_link => links.push(path),
                        Ok(_) => open.push(path),
                        Err(error) if is_named(&path) || error.kind() == io::ErrorKind::Other => {
                            listing.problems.push((path, error));
                        }
                        // A link to nothing need not be one to schemas.
                        Err(_) => {}
                    }
                }
            }
        }
        listing.files.sort();
        listing
    }

    /// What is in a directory, and whether it is a link; nothing if it has been looked into.
    fn entries(
        &mut self,
        files: &dyn FileSystem,
        directory: &Path,
        visited: &Visited,
    ) -> Vec<Listed> {
        entries(files, directory, visited).unwrap_or_else(|error| {
            self.problems.push((directory.to_owned(), error));
            Vec::new()
        })
    }

    fn file(&mut self, path: PathBuf) {
        if is_named(&path) {
            self.files.push(path);
        }
    }
}

fn entries(files: &dyn FileSystem, directory: &Path, visited: &Visited) -> io::Result<Vec<Listed>> {
    if !visited.add(files, directory)? {
        return Ok(Vec::new());
    }
    let mut entries = files.list(directory)?;
    entries.retain(|entry| {
        let name = entry.path.file_name().unwrap_or_default();
        !name.as_encoded_bytes().starts_with(b".")
    });
    entries.sort();
    Ok(entries)
}

/// Whether a file is called as one that may hold schemas.
fn is_named(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| matches!(ending, "yaml" | "yml" | "json"))
}
