//! Helmfiles: releases of charts that lie beside them.
//!
//! Only what is written as it stands is followed: templates of helmfile need the environment, commands and files of whoever
//! runs it.

use std::path::{Path, PathBuf};

use super::fields::{as_text, filled, get, items, text, texts};
use super::fragment::{passage, written};
use super::manifests::{Refusal, nowhere, problem};
use super::repository::{Repository, is_plain};
use super::{Deliverer, Delivery, What};
use crate::files::shown;
use crate::helm::yaml::read;
use crate::helm::{Given, How, Request, Set};
use crate::origin::{Passage, Place, Problem, ProblemKind, Text};
use crate::template::Value;
use crate::yaml::Tree;

/// Fields of a release that say what only helmfile, or whoever runs it, knows.
const UNKNOWN: [&str; 9] = [
    "dependencies",
    "inherit",
    "jsonPatches",
    "secrets",
    "setTemplate",
    "strategicMergePatches",
    "transformers",
    "valuesPathPrefix",
    "valuesTemplate",
];

/// The ending of helmfiles that are templates.
const TEMPLATE: &str = ".gotmpl";

/// Whether a file is a helmfile by where it is.
#[must_use]
pub fn is_helmfile(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let above = path.parent().and_then(Path::file_name);
    let is_among = above.is_some_and(|above| above == "helmfile.d");
    name.is_some_and(|name| {
        let plain = name.strip_suffix(TEMPLATE).unwrap_or(name);
        let is_yaml = plain.ends_with(".yaml") || plain.ends_with(".yml");
        is_yaml && (is_among || name.starts_with("helmfile."))
    })
}

/// Adds the releases of a helmfile.
pub(super) fn read_all(file: &Passage, repository: &Repository<'_>, found: &mut Vec<Delivery>) {
    let Some(path) = file.files.first().map(|file| &*file.path) else {
        return;
    };
    let helmfile = Helmfile {
        file,
        path,
        repository,
    };
    for document in Tree::read(file.text.as_str()).documents() {
        let (start, end) = (document.span.start as usize, document.span.end as usize);
        helmfile.part(&file.text.slice(start, end), found);
    }
}

fn not_followed(place: Option<Place>, message: String) -> Refusal {
    Box::new(problem(ProblemKind::NotFollowed, place, message))
}

struct Helmfile<'a> {
    file: &'a Passage,
    path: &'a Path,
    repository: &'a Repository<'a>,
}

impl Helmfile<'_> {
    /// Adds the releases of one of its documents.
    fn part(&self, part: &Text, found: &mut Vec<Delivery>) {
        let written = part.as_str();
        if let Some(at) = written.find("{{") {
            let mut lines = written.lines();
            if lines.any(|line| line.starts_with("releases:")) {
                let place = part.slice(at, at + 2).place();
                let message = "a helmfile that is a template is not followed".to_owned();
                let by = self.release(
                    &shown(self.path.file_name().map_or(self.path, Path::new)),
                    None,
                );
                found.push(self.delivery(by, Err(not_followed(place, message)), Vec::new()));
            }
            return;
        }
        let Ok(root) = read(part) else {
            return;
        };
        let releases = items(&root, &["releases"]).into_iter();
        found.extend(releases.filter_map(|release| self.delivered(&release, &root)));
    }

    fn release(&self, name: &str, namespace: Option<&Text>) -> Deliverer {
        Deliverer {
            kind: "helmfile release".to_owned(),
            namespace: namespace.map(|text| text.as_str().to_owned()),
            name: name.to_owned(),
        }
    }

    fn delivery(
        &self,
        by: Deliverer,
        what: Result<What, Refusal>,
        problems: Vec<Problem>,
    ) -> Delivery {
        Delivery::of(by, what, problems, &self.file.files)
    }

    /// What a release delivers; `None` if it is none that is installed.
    fn delivered(&self, release: &Value, root: &Value) -> Option<Delivery> {
        let name = filled(release, &["name"])?;
        let chart = filled(release, &["chart"]).or_else(|| filled(release, &["directory"]))?;
        if matches!(get(release, &["installed"]), Some(Value::Bool(false, _))) {
            return None;
        }
        // What is said for all holds over what a release says.
        let namespace = filled(root, &["namespace"]).or_else(|| filled(release, &["namespace"]));
        let mut request = Request {
            release: name.as_str().to_owned(),
            ..Request::default()
        };
        if let Some(namespace) = &namespace {
            namespace.as_str().clone_into(&mut request.namespace);
        }
        for says in [root, release] {
            let versions = texts(says, &["apiVersions"]);
            let versions = versions.iter().map(|text| text.as_str().to_owned());
            request.api_versions.extend(versions);
        }
        let mut problems = Vec::new();
        let what = self.what(release, &chart, request, &mut problems);
        let by = self.release(name.as_str(), namespace.as_ref());
        Some(self.delivery(by, what, problems))
    }

    fn what(
        &self,
        release: &Value,
        chart: &Text,
        mut request: Request,
        problems: &mut Vec<Problem>,
    ) -> Result<What, Refusal> {
        let Repository { files, reach, .. } = self.repository;
        let directory = self.beside(chart.as_str());
        if !files.exists(&directory.join("Chart.yaml")) {
            let is_local = chart.as_str().starts_with(['.', '/']);
            return Err(
                match is_local && is_plain(chart.as_str()) && !files.exists(&directory) {
                    true => nowhere(chart, "there is no chart", self.near(chart)),
                    false => {
                        let message = format!("the chart {} is not fetched", chart.as_str());
                        not_followed(chart.place(), message)
                    }
                },
            );
        }
        let mut unknown = UNKNOWN.iter();
        if let Some(unknown) = unknown.find(|field| get(release, &[**field]).is_some()) {
            let message = format!("`{unknown}` of a release is not followed");
            return Err(not_followed(chart.place(), message));
        }
        if let Err(error) = reach.resolve(*files, &directory) {
            let message = format!("the chart {} is not read: {error}", chart.as_str());
            return Err(not_followed(chart.place(), message));
        }
        self.values(release, &mut request, problems)?;
        let sets = items(release, &["set"]).into_iter();
        request
            .set
            .extend(sets.filter_map(|set| self.set(&set, How::Typed)));
        let sets = items(release, &["setString"]).into_iter();
        request
            .set
            .extend(sets.filter_map(|set| self.set(&set, How::Text)));
        // Without values that are missing it would be another chart.
        Ok(match problems.is_empty() {
            true => What::Chart(self.repository.seen(&directory), Box::new(request)),
            false => What::Nothing,
        })
    }

    fn values(
        &self,
        release: &Value,
        request: &mut Request,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Refusal> {
        let handler = text(release, &["missingFileHandler"]);
        let may_miss = handler.is_some_and(|handler| handler.as_str() != "Error");
        for value in items(release, &["values"]) {
            let Some(path) = as_text(&value) else {
                let inline = written(&value, &self.file.files);
                request.values.extend(inline.map(Given::Text));
                continue;
            };
            let name = path.as_str();
            if !is_plain(name) || name.contains("://") || name.ends_with(".gotmpl") {
                let message = format!("the values {name} are only known to helmfile");
                return Err(not_followed(path.place(), message));
            }
            match self.repository.file(&self.beside(name)) {
                Some(file) => request.values.push(Given::File(file)),
                None if may_miss => {}
                None => {
                    let near = self.near(&path);
                    problems.push(*nowhere(&path, "there is no file of values", near));
                }
            }
        }
        Ok(())
    }

    /// An entry of `set` or `setString`, as Helm's command line has it.
    fn set(&self, set: &Value, how: How) -> Option<Set> {
        let files = &self.file.files;
        let name = escaped(filled(set, &["name"])?.as_str());
        let value = filled(set, &["value"]);
        if let Some(file) = filled(set, &["file"]).filter(|_| value.is_none()) {
            let located = self.repository.seen(&self.beside(file.as_str()));
            return Some(Set {
                how: How::File,
                text: format!("{name}={}", shown(&located)),
                said_by: Some(passage(file, files)),
            });
        }
        let several = texts(set, &["values"]);
        let (text, said_by) = match value {
            Some(value) => (escaped(value.as_str()), value),
            None => {
                let values = several.iter().map(|value| escaped(value.as_str()));
                let values: Vec<String> = values.collect();
                (
                    format!("{{{}}}", values.join(",")),
                    several.into_iter().next()?,
                )
            }
        };
        Some(Set {
            how,
            text: format!("{name}={text}"),
            said_by: Some(passage(said_by, files)),
        })
    }

    /// A path as it is seen from the helmfile, located.
    fn beside(&self, path: &str) -> PathBuf {
        let directory = self.path.parent().unwrap_or(Path::new(""));
        self.repository.files.locate(&directory.join(path))
    }

    fn near(&self, path: &Text) -> Option<String> {
        let directory = self.path.parent().unwrap_or(Path::new(""));
        let directory = self.repository.files.locate(directory);
        self.repository
            .nearest_below(&directory, Path::new(path.as_str()))
    }
}

/// A text in which Helm's command line takes no character for its own.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, ',' | '{' | '}') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}
