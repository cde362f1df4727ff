//! The new workload: a head of its own, and a copy of the pod with what moves.

use super::draft::Value;
use super::fates::Place;
use super::labels::relabelled;
use super::plan::NewKind;
use super::write::{Writer, applies};
use super::{aliases, cut, fresh, lines};
use crate::objects::WorkloadKind;
use crate::yaml::{Cursor, Entry};

/// What a workload has beside its pod, and every kind of it.
const COMMON: [&str; 2] = ["minReadySeconds", "revisionHistoryLimit"];

/// What only one kind has.
const OWN: [&str; 5] = [
    "strategy",
    "progressDeadlineSeconds",
    "updateStrategy",
    "podManagementPolicy",
    "persistentVolumeClaimRetentionPolicy",
];

impl<'t> Writer<'_, '_, 't> {
    /// The new workload; `service` stands for its pods.
    pub(super) fn workload(&mut self, service: Option<&str>) -> Result<Value, String> {
        let plan = self.plan;
        let mut spec = Vec::new();
        let outer = plan.object.root.get("spec");
        let outer = outer.filter(|_| plan.workload.kind != WorkloadKind::Pod);
        let replicas = outer.and_then(|outer| outer.entry("replicas"));
        match replicas.filter(|_| !plan.runs_once()) {
            Some(replicas) => spec.push(("replicas".to_owned(), self.copy(&replicas)?)),
            None => spec.push(("replicas".to_owned(), Value::Number(1))),
        }
        let labels = Value::texts(&plan.labels.selector);
        let selector = Value::Map(vec![("matchLabels".to_owned(), labels)]);
        spec.push(("selector".to_owned(), selector));
        if plan.kind == NewKind::StatefulSet {
            let name = service.unwrap_or(&plan.name);
            spec.push(("serviceName".to_owned(), Value::text(name)));
        }
        if let Some(outer) = outer {
            self.keep(&outer, &mut spec)?;
        }
        spec.push(("template".to_owned(), self.new_template()?));
        let claims = outer.and_then(|outer| outer.entry("volumeClaimTemplates"));
        let is_used = |claims: &Entry<'t>| {
            let mut items = claims.value.items();
            items.any(|item| plan.is_used(Place::Moves, &item))
        };
        if let Some(claims) = claims.filter(is_used) {
            spec.push(("volumeClaimTemplates".to_owned(), self.copy(&claims)?));
        }
        let metadata = self.metadata()?;
        Ok(fresh::object(
            "apps/v1",
            plan.kind.name(),
            metadata,
            Value::Map(spec),
        ))
    }

    /// What else the old workload says that holds for the new one too.
    fn keep(&mut self, outer: &Cursor<'t>, spec: &mut Vec<(String, Value)>) -> Result<(), String> {
        let is_same = self.plan.object.kind == self.plan.kind.name();
        let own = OWN.iter().filter(|_| is_same);
        for key in COMMON.iter().chain(own) {
            if let Some(entry) = outer.entry(key) {
                spec.push(((*key).to_owned(), self.copy(&entry)?));
            }
        }
        Ok(())
    }

    fn metadata(&mut self) -> Result<Value, String> {
        let plan = self.plan;
        let old = plan.object.root.get("metadata");
        let labels = old.and_then(|old| old.get("labels"));
        let labels = relabelled(labels, &plan.labels);
        let mut metadata = fresh::metadata(plan.object, &plan.name, &labels);
        // What controllers and kubectl wrote is about the old one.
        let is_status = |key: &str| {
            key.starts_with("deployment.kubernetes.io/")
                || key.ends_with("/last-applied-configuration")
        };
        let annotations = old.and_then(|old| old.entry("annotations"));
        let kept = annotations.filter(|annotations| {
            let mut entries = annotations.value.entries();
            plan.workload.kind != WorkloadKind::Pod
                && entries.any(|entry| !is_status(&entry.key.as_key()))
        });
        if let (Value::Map(entries), Some(annotations)) = (&mut metadata, kept) {
            self.new.remove(cut::entries(&annotations.value, is_status));
            entries.push(("annotations".to_owned(), self.copy(&annotations)?));
        }
        Ok(metadata)
    }

    fn new_template(&mut self) -> Result<Value, String> {
        let plan = self.plan;
        let mut metadata = vec![("labels".to_owned(), Value::texts(&plan.labels.pod))];
        let template = self.template();
        let written = template.and_then(|template| template.get("metadata"));
        let annotations = written.and_then(|metadata| metadata.entry("annotations"));
        let about_it = |all: &Entry<'t>| {
            let mut entries = all.value.entries();
            entries.any(|entry| applies(&plan.moves, &all.value, &entry))
        };
        if let Some(annotations) = annotations.filter(about_it) {
            metadata.push(("annotations".to_owned(), self.copy(&annotations)?));
        }
        let spec = template.and_then(|template| template.entry("spec"));
        let spec = spec.ok_or("its pod has no `spec`")?;
        Ok(Value::Map(vec![
            ("metadata".to_owned(), Value::Map(metadata)),
            ("spec".to_owned(), self.copy(&spec)?),
        ]))
    }

    /// A piece of the manifest with what changes in it.
    fn copy(&mut self, entry: &Entry<'t>) -> Result<Value, String> {
        aliases::expand(self.plan.object, lines::place(&entry.value), &mut self.new)?;
        Ok(Value::copy(entry, &self.new))
    }
}
