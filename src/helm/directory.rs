//! The files of a directory that belong to its chart.

use std::path::{Path, PathBuf};

use super::bounds::{MAX_FILE, MAX_FILES};
use super::ignore::Ignored;
use super::load::Loader;
use super::metadata::refused;
use crate::files::{Listed, Most};

/// How deep directories of a chart are in one another.
const MAX_DIRECTORIES: usize = 64;

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// Its name, seen from the chart.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) data: Vec<u8>,
}

/// Reads all files that Helm takes into the chart, in Helm's order: by the parts of their paths. What cannot be read is told.
pub(super) fn read(loader: &mut Loader<'_>, directory: &Path) -> Option<Vec<Found>> {
    let rules = ignored(loader, directory)?;
    let mut walk = Walk {
        loader,
        ignored: rules,
        found: Vec::new(),
        is_full: false,
    };
    walk.directory(directory, "", 0);
    (!walk.is_full).then_some(walk.found)
}

fn ignored(loader: &mut Loader<'_>, directory: &Path) -> Option<Ignored> {
    let path = directory.join(".helmignore");
    let files = loader.ground.files;
    let text = match files.exists(&path) {
        true => files.read(&path, Most::bytes(MAX_FILE)),
        false => Ok(Vec::new()),
    };
    let text = text.map_err(|error| loader.unread(&path, &error)).ok()?;
    let text = String::from_utf8_lossy(&text);
    let read = Ignored::read(&text).map_err(|(line, error)| {
        let line = line.saturating_add(1);
        let path = crate::files::shown(&path);
        let message = format!("{path} cannot be used: {error} (line {line})");
        loader.problems.push(refused(None, message));
    });
    read.ok()
}

struct Walk<'w, 'f> {
    loader: &'w mut Loader<'f>,
    ignored: Ignored,
    found: Vec<Found>,
    /// Whether there were too many.
    is_full: bool,
}

impl Walk<'_, '_> {
    fn directory(&mut self, path: &Path, name: &str, depth: usize) {
        if depth > MAX_DIRECTORIES {
            return self.fill(path);
        }
        let mut listed = match self.loader.ground.files.list(path) {
            Ok(listed) => listed,
            Err(error) => return self.loader.unread(path, &error),
        };
        listed.sort();
        for entry in listed {
            if self.is_full {
                return;
            }
            let last = entry.path.file_name().map(|name| name.to_string_lossy());
            let last = last.unwrap_or_default();
            let name = match name.is_empty() {
                true => last.into_owned(),
                false => format!("{name}/{last}"),
            };
            self.entry(&entry, name, depth);
        }
    }

    fn entry(&mut self, entry: &Listed, name: String, depth: usize) {
        let ground = self.loader.ground;
        let is_directory = ground.files.is_directory(&entry.path);
        if self.ignored.has(&name, is_directory) {
            return;
        }
        let path = match entry.is_link {
            true => ground.reach.resolve(ground.files, &entry.path),
            false => Ok(entry.path.clone()),
        };
        match path {
            Ok(_) if is_directory => self.directory(&entry.path, &name, depth + 1),
            Ok(path) => self.file(&path, &entry.path, name),
            Err(error) => self.loader.unread(&entry.path, &error),
        }
    }

    fn file(&mut self, real: &Path, path: &Path, name: String) {
        if self.found.len() == MAX_FILES {
            return self.fill(path);
        }
        match self.loader.ground.files.read(real, Most::bytes(MAX_FILE)) {
            Ok(data) if self.loader.takes(path, data.len() as u64) => self.found.push(Found {
                name,
                path: path.to_owned(),
                data,
            }),
            Ok(_) => self.is_full = true,
            Err(error) => self.loader.unread(path, &error),
        }
    }

    fn fill(&mut self, path: &Path) {
        self.is_full = true;
        let message = format!(
            "{} is one file too many: a chart with more than {MAX_FILES} files, or directories deeper than {MAX_DIRECTORIES}, is not read",
            crate::files::shown(path)
        );
        self.loader.not_checked(None, message);
    }
}
