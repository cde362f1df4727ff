//! What the server makes of the metadata of an object.

use std::borrow::Cow;
use std::rc::Rc;

use super::entries::Entries;
use super::record::Record;
use super::scalar;
use super::special::{Found, not_known};
use crate::api::{ApiKind, Scope, Shape};
use crate::cel::Value;
use crate::cel::value::Map;
use crate::policies::NAMESPACE_LABEL;
use crate::yaml::{Cursor, Kind};

/// The keys of the labels with which the server tells the pods of a Job apart.
const OF_JOBS: [&str; 4] = [
    "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-name",
    "controller-uid",
    "job-name",
];

/// The annotation that counts how often the template of a DaemonSet was changed.
const GENERATION: [&str; 1] = ["deprecated.daemonset.template.generation"];

pub(super) fn metadata<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    let whole = &record.whole;
    let is_top = record.at.map(|at| at.id()) == whole.root.get("metadata").map(|at| at.id());
    if !is_top {
        return is_of_job(record)
            .then(|| labels(record, name, &OF_JOBS))
            .flatten();
    }
    match name {
        "uid" | "creationTimestamp" | "generation" | "managedFields" => Some(Err(not_known(name))),
        "resourceVersion" if whole.is_stored => Some(Err(not_known(name))),
        "resourceVersion" | "selfLink" | "deletionTimestamp" | "deletionGracePeriodSeconds" => {
            Some(Ok(None))
        }
        "name" if record.field(name).is_none() => Some(Err(not_known(name))),
        "namespace" if record.field(name).is_none() => match &whole.namespace {
            Some(namespace) => Some(Ok(Some(scalar::made(namespace)))),
            None => {
                let scope = whole.kind.map(ApiKind::scope);
                let is_none = scope == Some(Scope::Cluster);
                Some(if is_none {
                    Ok(None)
                } else {
                    Err(not_known(name))
                })
            }
        },
        "finalizers" if whole.is("PersistentVolumeClaim") || whole.is("PersistentVolume") => {
            Some(Err(not_known(name)))
        }
        "labels" if whole.is("Namespace") => {
            let own = record.text("name").unwrap_or_default();
            let added = (Cow::Borrowed(NAMESPACE_LABEL), scalar::made(own));
            Some(Ok(Some(made(entries(record, name).adding(vec![added])))))
        }
        "labels" if whole.is("Job") => job_labels(record),
        "annotations" if whole.is("DaemonSet") => {
            let written = entries(record, name);
            let added = (Cow::Borrowed(GENERATION[0]), scalar::made("1"));
            Some(Ok(Some(made(match whole.is_stored {
                true => written.with_unknown(&GENERATION),
                false => written.adding(vec![added]),
            }))))
        }
        _ => None,
    }
}

/// A Job without labels has those of its pods.
fn job_labels<'t>(record: &Record<'t>) -> Option<Found<'t>> {
    if record.field("labels").is_some() {
        return None;
    }
    let spec = record.whole.root.get("spec");
    let template = spec.and_then(|spec| spec.get("template")?.get("metadata")?.get("labels"));
    template.map(|at| Ok(Some(with_unknown(record, at, &OF_JOBS))))
}

/// Whether it is the metadata of the pods of a Job, to which labels are added.
fn is_of_job(record: &Record<'_>) -> bool {
    let spec = record.whole.root.get("spec");
    let template = || spec.and_then(|spec| spec.get("template")?.get("metadata"));
    record.whole.is("Job") && template().map(|at| at.id()) == record.at.map(|at| at.id())
}

fn labels<'t>(record: &Record<'t>, name: &str, more: &'static [&'static str]) -> Option<Found<'t>> {
    if name != "labels" {
        return None;
    }
    let found = record.field(name).map(|at| with_unknown(record, at, more));
    Some(found.map_or_else(|| Err(not_known(name)), |found| Ok(Some(found))))
}

fn with_unknown<'t>(
    record: &Record<'t>,
    at: Cursor<'t>,
    more: &'static [&'static str],
) -> Value<'t> {
    made(Entries::of(Some(Shape::String), at, &record.whole).with_unknown(more))
}

/// What is written in a map.
fn entries<'t>(record: &Record<'t>, name: &str) -> Entries<'t> {
    let written = record.field(name).filter(|at| at.kind() == Kind::Mapping);
    match written {
        Some(at) => Entries::of(Some(Shape::String), at, &record.whole),
        None => Entries::unwritten(record.around, &record.whole),
    }
}

fn made(entries: Entries<'_>) -> Value<'_> {
    Value::Map(Map::Seen(Rc::new(entries)))
}
