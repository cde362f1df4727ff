//! `helm` of a source.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Application, url};
use crate::files::shown;
use crate::gitops::address::same;
use crate::gitops::fields::{filled, get, is_true, items, text, texts};
use crate::gitops::fragment::{passage, written};
use crate::gitops::manifests::{Refusal, nowhere, problem};
use crate::gitops::repository::{Leads, is_plain, relative};
use crate::helm::{Given, How, Request, Set};
use crate::origin::{Problem, ProblemKind, ReadFile, Text};
use crate::template::Value;

/// Reads `helm` of a source.
pub(super) struct Helm<'a> {
    pub(super) of: &'a Application<'a>,
    pub(super) source: &'a Value,
    pub(super) directory: &'a Path,
    /// The top of the repository, which a path with `/` at its start is seen from.
    pub(super) top: &'a Path,
    /// The files that the source stands in.
    pub(super) files: &'a Arc<[ReadFile]>,
}

impl Helm<'_> {
    pub(super) fn request(&self, problems: &mut Vec<Problem>) -> Result<Request, Refusal> {
        let Application {
            object, namespace, ..
        } = self.of;
        let says = get(self.source, &["helm"]).unwrap_or(Value::Nil);
        let mut request = Request {
            release: object.name.as_str().to_owned(),
            api_versions: texts(&says, &["apiVersions"])
                .iter()
                .map(|text| text.as_str().to_owned())
                .collect(),
            ..Request::default()
        };
        request.without.crds = is_true(&says, &["skipCrds"]);
        if let Some(release) = filled(&says, &["releaseName"]) {
            request.release = release.as_str().to_owned();
        }
        let told = filled(&says, &["namespace"]);
        if let Some(namespace) = told.as_ref().or(namespace.as_ref()) {
            request.namespace = namespace.as_str().to_owned();
        }
        let skips = is_true(&says, &["ignoreMissingValueFiles"]);
        for file in texts(&says, &["valueFiles"]) {
            match self.file(&file)? {
                Some(path) => request.values.push(Given::File(path)),
                None if skips => {}
                None => {
                    let near = self.near(&file);
                    problems.push(*nowhere(&file, "there is no file of values", near));
                }
            }
        }
        let files = self.files;
        let inline = match get(&says, &["valuesObject"]) {
            Some(values) => written(&values, files),
            None => filled(&says, &["values"]).map(|text| passage(text, files)),
        };
        request.values.extend(inline.map(Given::Text));
        for parameter in items(&says, &["parameters"]) {
            request.set.extend(parameter_set(&parameter, files));
        }
        for parameter in items(&says, &["fileParameters"]) {
            let (Some(name), Some(path)) =
                (text(&parameter, &["name"]), text(&parameter, &["path"]))
            else {
                continue;
            };
            let Some(file) = self.file(&path)? else {
                let near = self.near(&path);
                problems.push(*nowhere(&path, "there is no file", near));
                continue;
            };
            request.set.push(Set {
                how: How::File,
                text: format!("{}={}", name.as_str(), shown(&file)),
                said_by: Some(passage(path, files)),
            });
        }
        Ok(request)
    }

    /// Where a file of values is; `None` if it is nowhere.
    fn file(&self, path: &Text) -> Result<Option<PathBuf>, Refusal> {
        let written = path.as_str();
        let not_followed = |message: String| self.of.object.not_followed(path.place(), message);
        if !is_plain(written.trim_start_matches('$')) || written.contains("://") {
            return Err(not_followed(format!(
                "the values of {written} are not fetched"
            )));
        }
        let (top, inside) = match written.strip_prefix('$') {
            Some(rest) => {
                let (name, inside) = rest.split_once('/').unwrap_or((rest, ""));
                let top = self.referred(name, inside, path)?;
                (top, inside)
            }
            None if written.starts_with('/') => (self.top.to_path_buf(), written),
            None => {
                let at = self.directory.join(written);
                let located = self.of.repository.files.locate(&at);
                return Ok(self.of.repository.file(&located));
            }
        };
        let inside = relative(inside);
        Ok(inside.and_then(|inside| self.of.repository.file(&top.join(inside))))
    }

    /// The top of what another source names by its `ref`.
    fn referred(&self, name: &str, inside: &str, path: &Text) -> Result<PathBuf, Refusal> {
        let mut sources = self.of.sources.iter();
        let named = sources
            .find(|source| filled(source, &["ref"]).is_some_and(|other| other.as_str() == name));
        let Some(source) = named else {
            let message = format!("no source of this Application has `ref: {name}`");
            let wrong = problem(ProblemKind::Refused, path.place(), message);
            return Err(Box::new(wrong));
        };
        let own = same(&url(source), &url(self.source));
        if own {
            return Ok(self.top.to_path_buf());
        }
        match self.of.leads(source, inside) {
            Leads::Here(_, top) => Ok(top),
            Leads::Nowhere(near) => Err(nowhere(path, "there is no file of values", near)),
            Leads::Elsewhere => {
                let message = format!(
                    "the values {} are in {}, which is not fetched",
                    path.as_str(),
                    url(source).as_str()
                );
                Err(self.of.object.not_followed(path.place(), message))
            }
        }
    }

    fn near(&self, path: &Text) -> Option<String> {
        let repository = self.of.repository;
        let written = path.as_str();
        match written.strip_prefix(['$', '/']) {
            None => repository
                .nearest_below(&repository.files.locate(self.directory), Path::new(written)),
            Some(_) => {
                let (start, inside) = written.split_once('/')?;
                let near = repository.nearest_below(self.top, &relative(inside)?)?;
                Some(format!("{start}/{near}"))
            }
        }
    }
}

/// A parameter, as `--set` or `--set-string` takes it.
fn parameter_set(parameter: &Value, files: &Arc<[ReadFile]>) -> Option<Set> {
    let name = filled(parameter, &["name"])?;
    let value = text(parameter, &["value"]).unwrap_or_default();
    let how = match is_true(parameter, &["forceString"]) {
        true => How::Text,
        false => How::Typed,
    };
    Some(Set {
        how,
        text: format!("{}={}", name.as_str(), whole(value.as_str())),
        said_by: Some(match value.is_empty() {
            true => passage(name, files),
            false => passage(value, files),
        }),
    })
}

/// A value in which commas part nothing, but for a list in braces.
fn whole(value: &str) -> String {
    if value.starts_with('{') && value.ends_with('}') {
        return value.to_owned();
    }
    let mut all = String::with_capacity(value.len());
    for char in value.chars() {
        if char == ',' && !all.ends_with('\\') {
            all.push('\\');
        }
        all.push(char);
    }
    all
}
