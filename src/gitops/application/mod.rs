//! Argo CD Applications: charts and overlays with what `source` or `sources` say.

mod beside;
mod helm;
mod kustomize;

use std::sync::Arc;

use self::beside::Whole;
use self::helm::Helm;
use super::fields::{filled, get, items, text};
use super::manifests::{Object, Refusal, nowhere};
use super::repository::{Leads, Origin, Repository};
use super::{Delivery, Overlay, What};
use crate::kustomize::{Change, NAMES};
use crate::origin::{Problem, ReadFile, Text};
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

/// What is said of a source.
struct Remarks {
    problems: Vec<Problem>,
    /// The files of the places of all that is said.
    files: Arc<[ReadFile]>,
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

pub(super) fn url(source: &Value) -> Text {
    text(source, &["repoURL"]).unwrap_or_default()
}

fn revision(source: &Value) -> Text {
    text(source, &["targetRevision"]).unwrap_or_default()
}

pub(super) fn origin<'t>(address: &'t Text, revision: &'t Text) -> Origin<'t> {
    Origin {
        address: address.as_str(),
        is_address: true,
        revision: revision.as_str(),
    }
}

impl Application<'_> {
    fn delivery(&self, source: &Value) -> Delivery {
        let mut told = Remarks {
            problems: Vec::new(),
            files: Arc::clone(&self.object.files),
        };
        let what = self.what(source, &mut told);
        self.object.delivery_from(what, told.problems, &told.files)
    }

    fn what(&self, source: &Value, told: &mut Remarks) -> Result<What, Refusal> {
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
        let (directory, top) = match self.leads(source, path.as_str()) {
            Leads::Here(directory, top) => (directory, top),
            Leads::Elsewhere => return Err(elsewhere(format!("`{}`", path.as_str()))),
            Leads::Nowhere(near) => return Err(nowhere(&path, "there is no directory", near)),
        };
        let Whole { source, files } =
            Whole::read(source, self.object, &directory, self.repository)?;
        let source = &source;
        told.files = files;
        let is_there = |name: &str| self.repository.files.exists(&directory.join(name));
        let is_chart = is_there("Chart.yaml") && get(source, &["kustomize"]).is_none();
        if is_chart {
            let given = Helm {
                of: self,
                source,
                directory: &directory,
                top: &top,
                files: &told.files,
            };
            let request = given.request(&mut told.problems)?;
            // Without values that are missing it would be another chart.
            return Ok(match told.problems.is_empty() {
                true => What::Chart(directory, Box::new(request)),
                false => What::Nothing,
            });
        }
        if NAMES.iter().any(|name| is_there(name)) {
            let fields = kustomize::fields(source);
            let change = Change {
                fields: fields.written(&told.files),
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

    /// Where a path of a source leads.
    fn leads(&self, source: &Value, path: &str) -> Leads {
        let (address, revision) = (url(source), revision(source));
        let origin = origin(&address, &revision);
        self.repository.leads(self.object.manifest(), &origin, path)
    }
}
