//! Argo CD Applications: charts and overlays with what `source` or `sources` say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fields::{filled, get, is_true, items, text, texts};
use super::fragment::{Fields, passage, written};
use super::manifests::{Object, Said, nowhere, problem};
use super::repository::{Leads, Origin, Repository, is_plain, relative};
use super::{Delivery, Overlay, What};
use crate::files::shown;
use crate::helm::{Given, How, Request, Set};
use crate::kustomize::{Change, NAMES};
use crate::origin::{Problem, ProblemKind, ReadFile, Text};
use crate::template::Value;

/// Reads an Application: one delivery for each source.
pub(super) fn read(object: &Object, repository: &Repository<'_>, found: &mut Vec<Delivery>) {
    let spec = object.spec();
    let mut sources = items(&spec, &["sources"]);
    if sources.is_empty() {
        sources.extend(get(&spec, &["source"]));
    }
    let application = Application {
        object,
        repository,
        namespace: filled(&spec, &["destination", "namespace"]),
        sources: &sources,
    };
    found.extend(sources.iter().map(|source| application.delivery(source)));
}

/// What every source of it is read with.
struct Application<'a> {
    object: &'a Object,
    repository: &'a Repository<'a>,
    namespace: Option<Text>,
    sources: &'a [Value],
}

/// The paths that Applications name, with whose they are, so that it can be told whether that is this repository.
pub(super) fn note(object: &Object, repository: &Repository<'_>) {
    let spec = object.spec();
    let sources = items(&spec, &["sources"]).into_iter();
    for source in sources.chain(get(&spec, &["source"])) {
        if let Some(path) = filled(&source, &["path"]) {
            let (address, revision) = (url(&source), revision(&source));
            let origin = origin(&address, &revision);
            repository.note(object.manifest(), &origin, path.as_str());
        }
    }
}

fn url(source: &Value) -> Text {
    text(source, &["repoURL"]).unwrap_or_default()
}

fn revision(source: &Value) -> Text {
    text(source, &["targetRevision"]).unwrap_or_default()
}

fn origin<'t>(address: &'t Text, revision: &'t Text) -> Origin<'t> {
    Origin {
        address: address.as_str(),
        is_address: true,
        revision: revision.as_str(),
    }
}

impl Application<'_> {
    fn delivery(&self, source: &Value) -> Delivery {
        let mut problems = Vec::new();
        let what = self.what(source, &mut problems);
        self.object.delivery(what, problems)
    }

    fn what(&self, source: &Value, problems: &mut Vec<Problem>) -> Result<What, Said> {
        let address = url(source);
        let elsewhere = |what: String| {
            let message = format!("{what} is in {}, which is not fetched", address.as_str());
            self.object.not_followed(address.place(), message)
        };
        let Some(path) = filled(source, &["path"]) else {
            return match filled(source, &["chart"]) {
                Some(chart) => Err(elsewhere(format!("the chart {}", chart.as_str()))),
                // Others name it by its `ref`.
                None => Ok(What::Nothing),
            };
        };
        if get(source, &["plugin"]).is_some() {
            let message = "it is made by a plugin, which is not run".to_owned();
            return Err(self.object.not_followed(path.place(), message));
        }
        let (directory, top) = self.led(&path, source, &elsewhere)?;
        let is_there = |name: &str| self.repository.files.exists(&directory.join(name));
        let is_chart = is_there("Chart.yaml") && get(source, &["kustomize"]).is_none();
        if is_chart {
            let given = Helm {
                of: self,
                source,
                directory: &directory,
                top: &top,
            };
            let before = problems.len();
            let request = given.request(problems)?;
            // Without values that are missing it would be another chart.
            return Ok(match problems.len() == before {
                true => What::Chart(directory, Box::new(request)),
                false => What::Nothing,
            });
        }
        if NAMES.iter().any(|name| is_there(name)) {
            let fields = self.kustomize(source);
            let change = Change {
                fields: fields.written(&self.object.files),
                takes_all: false,
            };
            let overlay = Overlay {
                change,
                variables: None,
            };
            return Ok(What::Overlay(directory, Box::new(overlay)));
        }
        // A directory of manifests is applied as it is.
        Ok(What::Nothing)
    }

    /// Where a path of a source leads, with the top of the repository.
    fn led(
        &self,
        path: &Text,
        source: &Value,
        elsewhere: &dyn Fn(String) -> Said,
    ) -> Result<(PathBuf, PathBuf), Said> {
        let (address, revision) = (url(source), revision(source));
        let origin = origin(&address, &revision);
        let manifest = self.object.manifest();
        match self.repository.leads(manifest, &origin, path.as_str()) {
            Leads::Here(path, top) => Ok((path, top)),
            Leads::Elsewhere => Err(elsewhere(format!("`{}`", path.as_str()))),
            Leads::Nowhere(near) => Err(nowhere(path, "there is no directory", near)),
        }
    }

    /// What it changes in a kustomization, as that would say it.
    fn kustomize(&self, source: &Value) -> Fields {
        let says = get(source, &["kustomize"]).unwrap_or(Value::Nil);
        let mut fields = Fields::default();
        for name in [
            "namePrefix",
            "nameSuffix",
            "namespace",
            "commonAnnotations",
            "patches",
            "components",
        ] {
            fields.add(name, get(&says, &[name]));
        }
        let images = texts(&says, &["images"]);
        fields.list("images", images.iter().filter_map(image).collect());
        let replicas = items(&says, &["replicas"]).into_iter();
        fields.list("replicas", replicas.map(|entry| counted(&entry)).collect());
        match is_true(&says, &["labelWithoutSelector"]) {
            false => fields.add("commonLabels", get(&says, &["commonLabels"])),
            true => {
                let mut labels = Fields::default();
                labels.add("pairs", get(&says, &["commonLabels"]));
                labels.add("includeTemplates", get(&says, &["labelIncludeTemplates"]));
                fields.list("labels", vec![labels.value()]);
            }
        }
        fields
    }
}

/// An image as `kustomize edit set image` takes it: `name=new:tag`, `name:tag`, `name@digest`.
fn image(written: &Text) -> Option<Value> {
    let all = written.as_str();
    let part = |from: usize, to: usize| Value::Text(written.slice(from, to));
    let (name_end, new) = match all.find('=') {
        Some(at) => (Some(at), at + 1),
        None => (None, 0),
    };
    let digest = all[new..].find('@').map(|at| new + at);
    let end = digest.unwrap_or(all.len());
    let slash = all[new..end].rfind('/').map_or(new, |at| new + at);
    let tag = all[slash..end].find(':').map(|at| slash + at);
    let new_end = tag.unwrap_or(end);
    let mut fields = Fields::default();
    match name_end {
        Some(at) => {
            fields.add("name", Some(part(0, at)));
            fields.add("newName", Some(part(new, new_end)));
        }
        None => fields.add("name", Some(part(0, new_end))),
    }
    fields.add("newTag", tag.map(|at| part(at + 1, end)));
    fields.add("digest", digest.map(|at| part(at + 1, all.len())));
    (!all.is_empty()).then(|| fields.value())
}

/// An entry of `replicas`, whose count may be in quotes.
fn counted(entry: &Value) -> Value {
    let count = text(entry, &["count"]);
    let number =
        count.and_then(|text| Some(Value::Float(text.as_str().parse().ok()?, text.place())));
    let mut fields = Fields::default();
    fields.add("name", get(entry, &["name"]));
    fields.add("count", number);
    fields.value()
}

/// Reads `helm` of a source.
struct Helm<'a> {
    of: &'a Application<'a>,
    source: &'a Value,
    directory: &'a Path,
    /// The top of the repository, which a path with `/` at its start is seen from.
    top: &'a Path,
}

impl Helm<'_> {
    fn request(&self, problems: &mut Vec<Problem>) -> Result<Request, Said> {
        let Application {
            object, namespace, ..
        } = self.of;
        let says = get(self.source, &["helm"]).unwrap_or(Value::Nil);
        let mut request = Request {
            release: object.name.as_str().to_owned(),
            skips_crds: is_true(&says, &["skipCrds"]),
            api_versions: texts(&says, &["apiVersions"])
                .iter()
                .map(|text| text.as_str().to_owned())
                .collect(),
            ..Request::default()
        };
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
        let files = &object.files;
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
    fn file(&self, path: &Text) -> Result<Option<PathBuf>, Said> {
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
    fn referred(&self, name: &str, inside: &str, path: &Text) -> Result<PathBuf, Said> {
        let mut sources = self.of.sources.iter();
        let named = sources
            .find(|source| filled(source, &["ref"]).is_some_and(|other| other.as_str() == name));
        let Some(source) = named else {
            let message = format!("no source of this Application has `ref: {name}`");
            let wrong = problem(ProblemKind::Refused, path.place(), message);
            return Err(Box::new(wrong));
        };
        let own = super::repository::same(&url(source), &url(self.source));
        if own {
            return Ok(self.top.to_path_buf());
        }
        let (address, revision) = (url(source), revision(source));
        let origin = origin(&address, &revision);
        let manifest = self.of.object.manifest();
        match self.of.repository.leads(manifest, &origin, inside) {
            Leads::Here(_, top) => Ok(top),
            Leads::Nowhere(near) => Err(nowhere(path, "there is no file of values", near)),
            Leads::Elsewhere => {
                let message = format!(
                    "the values {} are in {}, which is not fetched",
                    path.as_str(),
                    address.as_str()
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
