//! Flux Kustomizations: overlays with changes, and variables in what is built.

use super::fields::{as_text, entries, filled, get, is_true, items, text};
use super::fragment::{Fields, passage};
use super::manifests::{Manifests, Object, Refusal, nowhere};
use super::repository::{Leads, Repository};
use super::sources::Source;
use super::substitute::{Given, Variables};
use super::{Delivery, Overlay, What};
use crate::kustomize::Change;
use crate::origin::Text;
use crate::template::Value;

/// The path that a Kustomization names; the top of its source if it names none.
fn path(spec: &Value) -> Text {
    filled(spec, &["path"]).unwrap_or_else(|| Text::made("./"))
}

/// Takes note of the path that it names.
pub(super) fn note(object: &Object, all: &Manifests, repository: &Repository<'_>) {
    let spec = object.spec();
    let reference = get(&spec, &["sourceRef"]);
    if let Some(source) = reference.and_then(|named| Source::named(&named, object, all)) {
        source.note(object, repository, path(&spec).as_str());
    }
}

/// Reads a Kustomization.
pub(super) fn read(object: &Object, all: &Manifests, repository: &Repository<'_>) -> Delivery {
    object.delivery(what(object, all, repository), Vec::new())
}

fn what(object: &Object, all: &Manifests, repository: &Repository<'_>) -> Result<What, Refusal> {
    let spec = object.spec();
    let path = path(&spec);
    let elsewhere = |of: String| {
        let message = format!("`{}` is in {of}, which is not fetched", path.as_str());
        object.not_followed(path.place(), message)
    };
    if get(&spec, &["kubeConfig"]).is_some() && path.as_str().contains('$') {
        return Err(elsewhere(
            "a place that is only known to the cluster".to_owned(),
        ));
    }
    let reference = get(&spec, &["sourceRef"]);
    let Some(source) = reference.and_then(|named| Source::named(&named, object, all)) else {
        return Err(elsewhere("a source that is not named".to_owned()));
    };
    match source.leads(object, repository, path.as_str()) {
        Leads::Here(directory, _) if repository.files.is_directory(&directory) => {
            let overlay = Overlay {
                change: Change {
                    fields: changes(&spec).written(&object.files),
                    takes_all: true,
                },
                variables: variables(object, &spec, all),
            };
            Ok(What::Overlay(directory, Box::new(overlay)))
        }
        Leads::Nowhere(near) => Err(nowhere(&path, "there is no directory", near)),
        _ => Err(elsewhere(format!(
            "the {} {}",
            source.kind.as_str(),
            source.name.as_str()
        ))),
    }
}

/// What it changes, as a kustomization would say it.
fn changes(spec: &Value) -> Fields {
    let mut fields = Fields::default();
    for name in [
        "namePrefix",
        "nameSuffix",
        "patches",
        "images",
        "components",
    ] {
        fields.add(name, get(spec, &[name]));
    }
    fields.add("namespace", get(spec, &["targetNamespace"]));
    if let Some(pairs) = get(spec, &["commonMetadata", "labels"]) {
        let mut labels = Fields::default();
        labels.add("pairs", Some(pairs));
        fields.list("labels", vec![labels.value()]);
    }
    fields
}

/// What takes the place of variables; `None` if there is no `postBuild`.
fn variables(object: &Object, spec: &Value, all: &Manifests) -> Option<Variables> {
    let says = get(spec, &["postBuild"])?;
    let mut variables = Variables::default();
    for from in items(&says, &["substituteFrom"]) {
        let (Some(kind), Some(name)) = (text(&from, &["kind"]), text(&from, &["name"])) else {
            continue;
        };
        let Some(source) = all.find(kind.as_str(), name.as_str(), object.namespace()) else {
            variables.may_be_more = true;
            continue;
        };
        // Who may write the manifests may change what is not in them.
        variables.may_be_more |= is_true(&from, &["optional"]);
        let is_secret = kind.as_str() == "Secret";
        for field in ["data", "stringData"] {
            for (name, value) in entries(&source.root, &[field]) {
                let value = as_text(&value).filter(|_| !is_secret);
                let given = match value {
                    Some(value) => Given::Text(passage(value, &source.files)),
                    None => Given::Hidden,
                };
                variables.known.insert(name.as_str().to_owned(), given);
            }
        }
    }
    for (name, value) in entries(&says, &["substitute"]) {
        if let Some(value) = as_text(&value) {
            let given = Given::Text(passage(value, &object.files));
            variables.known.insert(name.as_str().to_owned(), given);
        }
    }
    let is_empty = variables.known.is_empty() && !variables.may_be_more;
    (!is_empty).then_some(variables)
}
