//! The text after a split.

use super::draft::Value;
use super::edits::Edits;
use super::fates::Place;
use super::labels::relabel;
use super::plan::Plan;
use super::services::Side;
use super::{Reason, aliases, cut, insert};
use crate::objects::{Text, WorkloadKind};
use crate::yaml::{Cursor, Entry};

/// Carries a plan out.
pub(super) struct Writer<'w, 'p, 't> {
    pub(super) plan: &'w Plan<'p, 't>,
    /// What changes in the text that is there.
    pub(super) old: Edits,
    /// What changes in what is copied into the new workload.
    pub(super) new: Edits,
    /// The new objects.
    pub(super) drafts: Vec<Value>,
    reasons: Vec<Reason>,
    /// The names that Services have.
    pub(super) taken: Vec<String>,
}

/// The text after the split, and what was done.
pub(super) fn write(plan: &Plan<'_, '_>) -> Result<(String, Vec<Reason>), String> {
    let mut writer = Writer {
        plan,
        old: Edits::default(),
        new: Edits::default(),
        drafts: Vec::new(),
        reasons: Vec::new(),
        taken: plan.taken.clone(),
    };
    writer.divide();
    let service = writer.reach()?;
    writer.notes();
    let workload = writer.workload(service.as_deref())?;
    writer.drafts.insert(0, workload);
    aliases::expand(plan.object, whole(plan), &mut writer.old)?;
    let Writer {
        old,
        drafts,
        reasons,
        ..
    } = writer;
    Ok((insert::after(plan.object, old, &drafts)?, reasons))
}

/// The document in which the workload stands.
fn whole(plan: &Plan<'_, '_>) -> crate::source::Span {
    let mut documents = plan.object.root.tree().documents().iter();
    let own = documents.find(|document| document.index == plan.object.document);
    own.map_or(plan.object.root.span(), |document| document.span)
}

impl<'p, 't> Writer<'_, 'p, 't> {
    pub(super) fn say(&mut self, subject: impl Into<String>, text: impl Into<String>) {
        self.reasons.push(Reason {
            subject: subject.into(),
            text: text.into(),
        });
    }

    /// Gives each side its containers, its volumes, and what of the pod is about it.
    fn divide(&mut self) {
        let plan = self.plan;
        let spec = plan.workload.pod.spec;
        for key in ["initContainers", "containers"] {
            remove(&spec, key, &mut self.old, |item| {
                !plan.runs(Place::Stays, item)
            });
            remove(&spec, key, &mut self.new, |item| {
                !plan.runs(Place::Moves, item)
            });
        }
        let outer = plan.object.root.get("spec").unwrap_or(spec);
        for (holder, key) in [(spec, "volumes"), (outer, "volumeClaimTemplates")] {
            remove(&holder, key, &mut self.old, |item| {
                plan.is_used(Place::Moves, item) && !plan.is_used(Place::Stays, item)
            });
            remove(&holder, key, &mut self.new, |item| {
                !plan.is_used(Place::Moves, item)
            });
        }
        self.adapt(&spec);
    }

    /// Adapts what the pod says of itself beside containers and volumes.
    fn adapt(&mut self, spec: &Cursor<'t>) {
        let plan = self.plan;
        // Names of one pod, and what only a running pod has.
        let is_own = |key: &str| {
            matches!(
                key,
                "hostname" | "subdomain" | "setHostnameAsFQDN" | "ephemeralContainers"
            )
        };
        self.new.remove(cut::entries(spec, is_own));
        for key in ["affinity", "topologySpreadConstraints"] {
            if let Some(rules) = spec.get(key) {
                relabel_selectors(plan, rules, &mut self.new);
            }
        }
        let metadata = self
            .template()
            .and_then(|template| template.get("metadata"));
        if let Some(annotations) = metadata.and_then(|metadata| metadata.get("annotations")) {
            let applies = |side, entry: &Entry<'t>| applies(side, &annotations, entry);
            remove_entries(&annotations, &mut self.old, |entry| {
                !applies(&plan.stays, entry)
            });
            remove_entries(&annotations, &mut self.new, |entry| {
                !applies(&plan.moves, entry)
            });
        }
    }

    pub(super) fn template(&self) -> Option<Cursor<'t>> {
        let root = self.plan.object.root;
        match self.plan.workload.kind {
            WorkloadKind::Pod => Some(root),
            _ => root.get("spec")?.get("template"),
        }
    }

    fn notes(&mut self) {
        let notes = super::notes::notes(self.plan);
        notes.into_iter().for_each(|note| self.say("note", note));
    }
}

/// Removes the items of a list in a mapping of which `gone` is true, and the list with the last of them.
fn remove<'t>(
    mapping: &Cursor<'t>,
    key: &str,
    edits: &mut Edits,
    gone: impl Fn(&Cursor<'t>) -> bool,
) {
    let Some(list) = mapping.get(key) else { return };
    let items: Vec<_> = list.items().map(|item| gone(&item)).collect();
    if items.iter().all(|gone| *gone) {
        edits.remove(cut::entries(mapping, |other| other == key));
    } else {
        edits.remove(cut::items(&list, |at| items[at]));
    }
}

fn remove_entries<'t>(mapping: &Cursor<'t>, edits: &mut Edits, gone: impl Fn(&Entry<'t>) -> bool) {
    let keys: Vec<_> = mapping
        .entries()
        .filter(|entry| gone(entry))
        .map(|entry| entry.key.as_key())
        .collect();
    if !keys.is_empty() && keys.len() < mapping.entries().count() {
        edits.remove(cut::entries(mapping, |key| {
            keys.iter().any(|gone| gone == key)
        }));
    }
}

impl<'t> Plan<'_, 't> {
    /// Whether the container runs on that side.
    fn runs(&self, place: Place, container: &Cursor<'t>) -> bool {
        let mut fates = self.fates.iter();
        fates.any(|fate| {
            (fate.place == place || fate.place == Place::Both)
                && fate.container.at.id() == container.id()
        })
    }

    /// Whether the volume (or claim template) is used on that side.
    pub(super) fn is_used(&self, place: Place, volume: &Cursor<'t>) -> bool {
        let of_claim = || Text::field(&volume.get("metadata")?, "name");
        let name = Text::field(volume, "name").or_else(of_claim);
        name.is_some_and(|name| self.uses(place, &name))
    }
}

/// Whether an annotation of the pod is about this side: some name a container or the port of one.
pub(super) fn applies(side: &Side<'_, '_>, annotations: &Cursor<'_>, entry: &Entry<'_>) -> bool {
    let key = entry.key.as_key();
    let has = |name: &str| {
        side.containers
            .iter()
            .any(|container| container.name.as_deref() == Some(name))
    };
    let value = entry.value.as_key();
    match key.split_once('/') {
        Some((
            "container.apparmor.security.beta.kubernetes.io"
            | "container.seccomp.security.alpha.kubernetes.io",
            name,
        )) => has(name),
        Some(("kubectl.kubernetes.io", "default-container" | "default-logs-container")) => {
            has(&value)
        }
        Some(("prometheus.io", _)) => {
            let port = annotations.get("prometheus.io/port");
            let port: Option<i64> = port.and_then(|port| port.as_key().parse().ok());
            port.is_none_or(|port| {
                side.parts
                    .iter()
                    .any(|part| part.likely_ports().contains(&port))
            })
        }
        _ => true,
    }
}

/// The selectors in a pod's own scheduling rules mean the new pods in the new workload.
fn relabel_selectors(plan: &Plan<'_, '_>, rules: Cursor<'_>, edits: &mut Edits) {
    let mut pending = vec![rules];
    while let Some(at) = pending.pop() {
        pending.extend(at.items());
        for entry in at.entries() {
            let labels = entry
                .value
                .get("matchLabels")
                .filter(|_| entry.key.is_key("labelSelector"));
            match labels {
                Some(labels) => {
                    let entries = labels.entries().map(|entry| (entry.key, entry.value));
                    relabel(entries, &plan.labels, edits);
                }
                None => pending.push(entry.value),
            }
        }
    }
}
