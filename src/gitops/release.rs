//! Flux HelmReleases whose chart lies in the repository.

use std::collections::BTreeMap;

use super::fields::{as_text, filled, get, is_true, items, text, texts};
use super::fragment::{passage, written};
use super::manifests::{Manifests, Object, Refusal, nowhere};
use super::repository::{Leads, Repository, relative};
use super::sources::Source;
use super::{Delivery, What};
use crate::helm::yaml::{Writer, write};
use crate::helm::{Given, How, Request, Set};
use crate::origin::{Passage, Problem, Text};
use crate::template::{Key, Value};

/// Takes note of the path of its chart.
pub(super) fn note(object: &Object, all: &Manifests, repository: &Repository<'_>) {
    if let Some((chart, source, _)) = chart(object, all)
        && source.has_files()
    {
        source.note(object, repository, chart.as_str());
    }
}

/// Reads a HelmRelease.
pub(super) fn read(object: &Object, all: &Manifests, repository: &Repository<'_>) -> Delivery {
    let mut problems = Vec::new();
    let release = Release {
        object,
        all,
        repository,
    };
    let what = release.what(&mut problems);
    object.delivery(what, problems)
}

/// The chart that a release names, its source, and what else is said of the two.
fn chart(object: &Object, all: &Manifests) -> Option<(Text, Source, Value)> {
    let spec = object.spec();
    let inline = get(&spec, &["chart", "spec"]);
    let referred = || {
        let named = get(&spec, &["chartRef"])?;
        let kind = filled(&named, &["kind"])?;
        let name = filled(&named, &["name"])?;
        let namespace = filled(&named, &["namespace"]);
        let namespace = namespace.as_ref().map(Text::as_str);
        let chart = all.find(
            kind.as_str(),
            name.as_str(),
            namespace.or(object.namespace()),
        )?;
        (kind.as_str() == "HelmChart").then(|| chart.spec())
    };
    let says = inline.or_else(referred)?;
    let name = filled(&says, &["chart"])?;
    let source = Source::named(&get(&says, &["sourceRef"])?, object, all)?;
    Some((name, source, says))
}

struct Release<'a> {
    object: &'a Object,
    all: &'a Manifests,
    repository: &'a Repository<'a>,
}

impl Release<'_> {
    fn what(&self, problems: &mut Vec<Problem>) -> Result<What, Refusal> {
        let Some((name, source, says)) = chart(self.object, self.all) else {
            let spec = self.object.spec();
            let named = text(&spec, &["chartRef", "name"])
                .or_else(|| filled(&spec, &["chart", "spec", "chart"]));
            let place = named.as_ref().and_then(Text::place);
            let named = named.unwrap_or_default();
            let message = format!("the chart {} is not fetched", named.as_str());
            return Err(self.object.not_followed(place, message));
        };
        let elsewhere = || {
            let message = format!(
                "the chart {} is in the {} {}, which is not fetched",
                name.as_str(),
                source.kind.as_str(),
                source.name.as_str()
            );
            self.object.not_followed(name.place(), message)
        };
        if !source.has_files() {
            return Err(elsewhere());
        }
        let (directory, top) = match source.leads(self.object, self.repository, name.as_str()) {
            Leads::Here(directory, top) => (directory, top),
            Leads::Nowhere(near) => return Err(nowhere(&name, "there is no chart", near)),
            Leads::Elsewhere => return Err(elsewhere()),
        };
        if !self.repository.files.exists(&directory.join("Chart.yaml")) {
            return Err(elsewhere());
        }
        let mut request = self.called();
        for file in texts(&says, &["valuesFiles"]) {
            let inside = relative(file.as_str());
            let located = inside.as_ref().map(|inside| top.join(inside));
            match located.and_then(|located| self.repository.file(&located)) {
                Some(path) => request.values.push(Given::File(path)),
                None if is_true(&says, &["ignoreMissingValuesFiles"]) => {}
                None => {
                    let near = inside.and_then(|path| self.repository.nearest_below(&top, &path));
                    problems.push(*nowhere(&file, "there is no file of values", near));
                }
            }
        }
        request.drops_own_values = !request.values.is_empty();
        self.values(&mut request)?;
        // Without values that are missing it would be another chart.
        if !problems.is_empty() {
            return Ok(What::Nothing);
        }
        problems.extend(self.changed_after());
        Ok(What::Chart(directory, Box::new(request)))
    }

    /// That something is changed in what the chart is rendered to, if it is.
    fn changed_after(&self) -> Option<Problem> {
        let spec = self.object.spec();
        let first = items(&spec, &["postRenderers"]).into_iter().next()?;
        let Value::Map(first) = first else {
            return None;
        };
        let named = first.borrow().iter().next().map(|(key, _)| key.0.clone())?;
        let message = format!(
            "the post-renderer `{}` is not run: the chart is judged as it is without",
            named.as_str()
        );
        let said = self.object.not_followed(named.place(), message);
        Some(*said)
    }

    /// Its release and namespace, as Flux names them.
    fn called(&self) -> Request {
        let spec = self.object.spec();
        let own = self.object.name.as_str();
        let target = filled(&spec, &["targetNamespace"]);
        let mut request = Request {
            release: match &target {
                Some(target) => format!("{}-{own}", target.as_str()),
                None => own.to_owned(),
            },
            ..Request::default()
        };
        if let Some(release) = filled(&spec, &["releaseName"]) {
            request.release = release.as_str().to_owned();
        }
        if let Some(namespace) = target.or_else(|| self.object.namespace.clone()) {
            request.namespace = namespace.as_str().to_owned();
        }
        request
    }

    /// The values of ConfigMaps and Secrets, and its own.
    fn values(&self, request: &mut Request) -> Result<(), Refusal> {
        let spec = self.object.spec();
        for from in items(&spec, &["valuesFrom"]) {
            let (Some(kind), Some(name)) = (text(&from, &["kind"]), text(&from, &["name"])) else {
                continue;
            };
            let key = filled(&from, &["valuesKey"]);
            let key = key.as_ref().map_or("values.yaml", Text::as_str);
            let source = self
                .all
                .find(kind.as_str(), name.as_str(), self.object.namespace());
            let value = source.and_then(|source| {
                let value = get(&source.root, &["data", key]);
                Some(passage(as_text(&value?)?, &source.files))
            });
            match value.filter(|_| kind.as_str() == "ConfigMap") {
                Some(value) => match filled(&from, &["targetPath"]) {
                    None => request.values.push(Given::Text(value)),
                    Some(path) => give_at(&path, value, request),
                },
                None if is_true(&from, &["optional"]) && source.is_none() => {}
                None => {
                    let message = format!(
                        "`{key}` of the {} {} is only known to the cluster",
                        kind.as_str(),
                        name.as_str()
                    );
                    return Err(self.object.not_followed(name.place(), message));
                }
            }
        }
        let own = get(&spec, &["values"]);
        let own = own.and_then(|values| written(&values, &self.object.files));
        request.values.extend(own.map(Given::Text));
        Ok(())
    }
}

/// Gives a value at a path with dots, behind those that were given and before those to come, if that can be written so.
fn give_at(path: &Text, value: Passage, request: &mut Request) {
    let written = value.text.as_str();
    let quotes = ['\'', '"'];
    let inner = quotes.iter().find_map(|&quote| {
        let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inner)
    });
    if path.as_str().contains(['[', '\\', ',']) {
        request.set.push(Set {
            how: inner.map_or(How::Typed, |_| How::Text),
            text: format!("{}={}", path.as_str(), inner.unwrap_or(written)),
            said_by: Some(value),
        });
        return;
    }
    let place = value.text.place();
    let leaf = match (inner, written.parse::<i64>(), written) {
        (Some(inner), _, _) => Value::Text(Text::derived(inner, place)),
        (None, Ok(number), _) => Value::Int64(number, place),
        (None, _, "true" | "false") => Value::Bool(written == "true", place),
        _ => Value::Text(value.text.clone()),
    };
    let root = path.as_str().rsplit('.').fold(leaf, |inner, name| {
        Value::map(BTreeMap::from([(Key(path.derive(name)), inner)]))
    });
    let text = write(&root, Writer::Through, 1 << 20);
    request.values.extend(text.ok().map(|text| {
        Given::Text(Passage {
            text,
            files: value.files,
        })
    }));
}
