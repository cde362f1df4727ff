//! From files to charts in charts.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::Ground;
use super::archive;
use super::bounds::{MAX_CHART, MAX_DEPTH, MAX_FILE};
use super::chart::{Chart, Content, File, Missing, Part};
use super::directory::{self, Found};
use super::metadata::{Dependency, Metadata, refused};
use super::shared::Shared;
use super::yaml;
use crate::files::{Most, shown};
use crate::origin::{FileId, Place, Problem, ProblemKind, ReadFile};
use crate::placeholder::has_action;
use crate::template::Value;

/// Loads the chart in a directory, or in an archive.
pub(super) fn load(path: &Path, ground: Ground<'_>) -> Chart {
    let mut loader = Loader {
        ground,
        files: Vec::new(),
        problems: Vec::new(),
        missing: Vec::new(),
        left: MAX_CHART,
    };
    let top = match ground.files.is_directory(path) {
        true => loader.directory(path, 0),
        false => loader.archive_at(path),
    };
    Chart {
        top,
        files: loader.files,
        problems: loader.problems,
        missing: loader.missing,
        shared: Shared::default(),
    }
}

pub(super) struct Loader<'f> {
    pub(super) ground: Ground<'f>,
    pub(super) files: Vec<ReadFile>,
    pub(super) problems: Vec<Problem>,
    missing: Vec<Missing>,
    /// How many bytes may still be read.
    pub(super) left: u64,
}

impl Loader<'_> {
    fn directory(&mut self, path: &Path, depth: usize) -> Option<Part> {
        let found = directory::read(self, path)?;
        let part = self.part(path, found, depth)?;
        Some(self.with_dependencies_beside(part, depth))
    }

    fn archive_at(&mut self, path: &Path) -> Option<Part> {
        let read = self.ground.files.read(path, Most::bytes(MAX_CHART));
        match read {
            Ok(bytes) => self.archive(path, &bytes, 0),
            Err(error) => {
                self.unread(path, &error);
                None
            }
        }
    }

    fn archive(&mut self, path: &Path, bytes: &[u8], depth: usize) -> Option<Part> {
        let unpacked = match archive::unpack(bytes) {
            Ok(unpacked) => unpacked,
            Err(error) => {
                let message = format!("{} is no packed chart: {error}", shown(path));
                self.problems.push(refused(None, message));
                return None;
            }
        };
        let size: usize = unpacked.iter().map(|file| file.data.len()).sum();
        if !self.takes(path, size as u64) {
            return None;
        }
        let found = unpacked.into_iter().map(|file| Found {
            path: path.join(&file.name),
            name: file.name,
            data: file.data,
        });
        self.part(path, found.collect(), depth)
    }

    /// A chart from its files, whose names are seen from it.
    fn part(&mut self, path: &Path, found: Vec<Found>, depth: usize) -> Option<Part> {
        if depth > MAX_DEPTH {
            let message = format!("{} is a chart too deep in others", shown(path));
            self.not_checked(None, message);
            return None;
        }
        let mut part = Parted::default();
        for file in found {
            match file.name.strip_prefix("charts/") {
                Some(inside) if !file.name.ends_with(".prov") => {
                    let (name, below) = inside.split_once('/').unwrap_or((inside, ""));
                    let (name, below) = (name.to_owned(), below.to_owned());
                    part.child(name, below, file);
                }
                _ => {
                    let file = self.file(file);
                    part.own(file);
                }
            }
        }
        let metadata = self.metadata(path, &part)?;
        let children = self.children(path, &metadata, part.children, depth);
        Some(Part {
            path: path.to_owned(),
            metadata,
            manifest: part.manifest?,
            values: part.values,
            schema: part.schema,
            templates: part.templates,
            others: part.others,
            children,
        })
    }

    fn metadata(&mut self, path: &Path, part: &Parted) -> Option<Metadata> {
        let Some(manifest) = part.manifest else {
            let message = format!("{} has no Chart.yaml", shown(path));
            self.problems.push(refused(None, message));
            return None;
        };
        let read = self.yaml(manifest).and_then(|chart| {
            let requirements = part.requirements.map(|file| self.yaml(file)).transpose()?;
            Metadata::read(&chart, requirements.as_ref())
        });
        read.map_err(|mut problem| {
            let start = Place {
                file: manifest,
                span: crate::source::Span::new(0, 0),
            };
            problem.place.get_or_insert(start);
            if part.templates.is_empty() && self.is_filled_in(manifest) {
                problem.kind = ProblemKind::NotChecked;
            }
            self.problems.push(problem);
        })
        .ok()
    }

    /// Whether something fills a file in before Helm reads it: a part of a chart that is made, which has no templates yet.
    fn is_filled_in(&self, file: FileId) -> bool {
        let text = self.files.get(file.0 as usize).map(|file| &*file.text);
        text.is_some_and(|text| text.lines().any(has_action))
    }

    fn yaml(&self, file: FileId) -> Result<Value, Problem> {
        let text = self.files.get(file.0 as usize);
        yaml::read_file(text.map_or("", |file| &file.text), file)
    }

    /// The charts in `charts/`, in the order of their names; Helm's own is by chance.
    fn children(
        &mut self,
        path: &Path,
        metadata: &Metadata,
        children: Vec<Child>,
        depth: usize,
    ) -> Vec<Part> {
        let mut loaded = Vec::new();
        for child in children {
            if child.name.starts_with(['_', '.']) {
                continue;
            }
            let first = self.files.len();
            let place = path.join("charts").join(&child.name);
            let is_packed = child.name.ends_with(".tgz");
            let part = match child.files.into_iter().next() {
                Some((_, file)) if is_packed => self.archive(&place, &file.data, depth + 1),
                first => {
                    let files = first.into_iter().chain(child.rest);
                    let files = files.filter(|(below, _)| !below.is_empty());
                    let files = files.map(|(below, file)| Found {
                        name: below,
                        ..file
                    });
                    self.part(&place, files.collect(), depth + 1)
                }
            };
            if let Some(part) = &part {
                self.brought(first, metadata, part, is_packed);
            }
            loaded.extend(part);
        }
        loaded
    }

    /// Notes which dependency brought the files that were read for it.
    fn brought(&mut self, first: usize, metadata: &Metadata, part: &Part, is_packed: bool) {
        let name = &part.metadata.name.text;
        let mut dependencies = metadata.dependencies.iter();
        let Some(dependency) = dependencies.find(|known| known.name.text == *name) else {
            return;
        };
        let repository = &dependency.repository.text;
        let is_own = repository.is_empty() || repository.starts_with("file://");
        if is_packed || !is_own {
            for file in &mut self.files[first..] {
                file.brought_by = dependency.name.place;
            }
        }
    }

    /// Adds what is not in `charts/`, but lies where Chart.yaml says, and notes what is nowhere.
    fn with_dependencies_beside(&mut self, mut part: Part, depth: usize) -> Part {
        let is_there = |part: &Part, name: &str| {
            let mut children = part.children.iter();
            children.any(|child| child.metadata.name.text == name)
        };
        for dependency in part.metadata.dependencies.clone() {
            if is_there(&part, &dependency.name.text) {
                continue;
            }
            match self.beside(&part.path, &dependency, depth) {
                Some(child) if child.metadata.name.text == dependency.name.text => {
                    part.children.push(child);
                }
                _ => self.missing.push(Missing {
                    directory: part.path.clone(),
                    dependency,
                }),
            }
        }
        part
    }

    /// A chart of the same repository, which `helm dependency build` would pack.
    fn beside(&mut self, path: &Path, dependency: &Dependency, depth: usize) -> Option<Part> {
        let inside = dependency.repository.text.strip_prefix("file://")?;
        let place = path.join(inside);
        let Ground { files, reach, .. } = self.ground;
        if !files.is_directory(&place) || depth >= MAX_DEPTH {
            return None;
        }
        match reach.resolve(files, &place) {
            Ok(_) => self.directory(&crate::files::locate(&files.here(), &place), depth + 1),
            Err(error) => {
                let message = format!("{inside} is not read: {error}");
                self.not_checked(dependency.repository.place, message);
                None
            }
        }
    }

    fn file(&mut self, found: Found) -> File {
        let content = match String::from_utf8(found.data) {
            Ok(text) => {
                self.files.push(ReadFile {
                    path: found.path.into(),
                    text: Arc::from(text),
                    brought_by: None,
                    is_template: found.name.starts_with("templates/"),
                    is_apart: false,
                });
                Content::Text(FileId(self.files.len() as u32 - 1))
            }
            Err(error) => {
                let bytes = error.as_bytes();
                let says = bytes.strip_prefix("\u{feff}".as_bytes());
                Content::Bytes(Arc::from(says.unwrap_or(bytes)))
            }
        };
        File {
            name: found.name,
            content,
        }
    }

    /// Whether so many bytes may still be read; if not, that is told.
    pub(super) fn takes(&mut self, path: &Path, bytes: u64) -> bool {
        let left = self.left.checked_sub(bytes);
        if left.is_none() {
            let most = MAX_CHART >> 20;
            let message = format!("{} has more than {most} MiB with its files", shown(path));
            self.not_checked(None, message);
        }
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    pub(super) fn unread(&mut self, path: &Path, error: &io::Error) {
        let (kind, reason) = match error.kind() {
            io::ErrorKind::FileTooLarge => {
                let most = MAX_FILE >> 20;
                let message = format!("Helm takes no file of more than {most} MiB into a chart");
                (ProblemKind::Refused, message)
            }
            _ => (ProblemKind::NotChecked, crate::source::reason(error)),
        };
        let message = format!("{} cannot be read: {reason}", shown(path));
        self.problems.push(Problem {
            kind,
            ..refused(None, message)
        });
    }

    pub(super) fn not_checked(&mut self, place: Option<Place>, message: String) {
        self.problems.push(Problem {
            kind: ProblemKind::NotChecked,
            ..refused(place, message)
        });
    }
}

/// The files of a chart by what they are.
#[derive(Default)]
struct Parted {
    manifest: Option<FileId>,
    requirements: Option<FileId>,
    values: Option<FileId>,
    schema: Option<FileId>,
    templates: Vec<File>,
    others: Vec<File>,
    children: Vec<Child>,
}

/// An entry of `charts/`.
struct Child {
    name: String,
    /// The first of its files, with its name seen from it.
    files: Option<(String, Found)>,
    rest: Vec<(String, Found)>,
}

impl Parted {
    fn child(&mut self, name: String, below: String, file: Found) {
        match self.children.iter_mut().find(|child| child.name == name) {
            Some(child) => child.rest.push((below, file)),
            None => self.children.push(Child {
                name,
                files: Some((below, file)),
                rest: Vec::new(),
            }),
        }
    }

    fn own(&mut self, file: File) {
        let text = match file.content {
            Content::Text(id) => Some(id),
            Content::Bytes(_) => None,
        };
        match file.name.as_str() {
            "Chart.yaml" => self.manifest = text,
            "values.yaml" => self.values = text,
            "values.schema.json" => self.schema = text,
            "requirements.yaml" => {
                self.requirements = text;
                self.others.push(file);
            }
            "Chart.lock" => {}
            name if name.starts_with("templates/") => self.templates.push(file),
            _ => self.others.push(file),
        }
    }
}
