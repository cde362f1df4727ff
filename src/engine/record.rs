//! What was judged of a text, written for another run, which then need not judge it.
//!
//! Most texts are kept. Those are not that hang on more than themselves and the settings, or that say something rare: what
//! they give would be more to write than it saves. And no text is kept that has something secret in it.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::judged::{Judged, Passed};
use super::part::Lacking;
use crate::custom::Defined;
use crate::diagnostic::{Diagnostic, ObjectRef};
use crate::gitops::Role;
use crate::objects::{Inventory, Resource};
use crate::rules;
use crate::source::Source;

/// What is written of a text.
#[derive(Serialize, Deserialize)]
struct Record {
    documents: usize,
    objects: usize,
    served: usize,
    role: Role,
    #[serde(rename = "isCrowded")]
    is_crowded: bool,
    skipped: Vec<Passed>,
    diagnostics: Vec<Diagnostic>,
    lacking: Vec<Lacking>,
    defines: Vec<Defined>,
    inventory: Inventory,
    /// The objects that the others are about, each once: findings of one are told together, those of its twin are not.
    refs: Vec<ObjectRef>,
    /// Which of them each diagnostic is about, each that lacks something, and each of the inventory.
    about: [Vec<Option<usize>>; 3],
}

/// Objects by their numbers.
#[derive(Default)]
struct Refs {
    all: Vec<ObjectRef>,
    known: HashMap<*const ObjectRef, usize>,
}

impl Refs {
    fn number(&mut self, object: &Arc<ObjectRef>) -> usize {
        let all = &mut self.all;
        *self.known.entry(Arc::as_ptr(object)).or_insert_with(|| {
            all.push(ObjectRef::clone(object));
            all.len() - 1
        })
    }
}

/// What there is to write of a text; none if it is not kept.
pub(super) fn write(judged: &Judged) -> Option<String> {
    if !is_kept(judged) {
        return None;
    }
    let mut refs = Refs::default();
    let diagnostics = judged.diagnostics.iter();
    let about = [
        diagnostics
            .map(|found| found.object.as_ref().map(|object| refs.number(object)))
            .collect(),
        numbers(judged.lacking.iter().map(|part| &part.object), &mut refs),
        numbers(
            judged.inventory.resources.iter().map(|one| &one.object),
            &mut refs,
        ),
    ];
    let record = Record {
        documents: judged.documents,
        objects: judged.objects,
        served: judged.served,
        role: judged.role,
        is_crowded: judged.is_crowded,
        skipped: judged.skipped.clone(),
        diagnostics: judged.diagnostics.clone(),
        lacking: judged.lacking.clone(),
        defines: judged.defines.clone(),
        inventory: judged.inventory.clone(),
        refs: refs.all,
        about,
    };
    serde_json::to_string(&record).ok()
}

fn numbers<'r>(
    objects: impl Iterator<Item = &'r Arc<ObjectRef>>,
    refs: &mut Refs,
) -> Vec<Option<usize>> {
    objects.map(|object| Some(refs.number(object))).collect()
}

/// Whether all that is known of a text can be written.
fn is_kept(judged: &Judged) -> bool {
    !judged.asks_around
        && !judged.is_cut
        && judged.suppressions.is_empty()
        && judged.kustomizations.is_empty()
        && judged.replaces.is_empty()
        && judged.tests.is_empty()
        && judged.undefined.is_empty()
        && judged.chart.is_none()
        && judged.defects.is_empty()
}

/// What was written of a text that another run has judged; none if it is not what that has written.
pub(super) fn read(written: &str, source: Source) -> Option<Judged> {
    let mut record: Record = serde_json::from_str(written).ok()?;
    let refs: Vec<Arc<ObjectRef>> = record.refs.into_iter().map(Arc::new).collect();
    let [of_diagnostics, of_lacking, of_resources] = &record.about;
    let object = |number: &Option<usize>| number.map_or(Some(None), |at| refs.get(at).map(Some));
    let (id, path) = (source.id, source.path.clone());
    same_length(&record.diagnostics, of_diagnostics)?;
    for (found, number) in record.diagnostics.iter_mut().zip(of_diagnostics) {
        rules::find(found.rule.name())?;
        found.object = object(number)?.cloned();
        found.put_in(id);
    }
    same_length(&record.lacking, of_lacking)?;
    for (part, number) in record.lacking.iter_mut().zip(of_lacking) {
        part.object = Arc::clone(object(number)??);
    }
    same_length(&record.inventory.resources, of_resources)?;
    let directory: Arc<str> = Resource::directory_of(&path).into();
    for (resource, number) in record.inventory.resources.iter_mut().zip(of_resources) {
        resource.object = Arc::clone(object(number)??);
        resource.directory = Arc::clone(&directory);
        resource.source = id;
    }
    let mut judged = Judged::nothing(source);
    if record.diagnostics.is_empty() {
        judged.source.text = String::new();
    }
    Some(Judged {
        documents: record.documents,
        objects: record.objects,
        served: record.served,
        role: record.role,
        is_crowded: record.is_crowded,
        skipped: record.skipped,
        diagnostics: record.diagnostics,
        lacking: record.lacking,
        defines: record.defines,
        inventory: record.inventory,
        ..judged
    })
}

fn same_length<A, B>(one: &[A], other: &[B]) -> Option<()> {
    (one.len() == other.len()).then_some(())
}
