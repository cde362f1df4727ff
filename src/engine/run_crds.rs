//! CRDs that stand among the inputs: what these define is judged by them. A CRD may come after what it defines, so that
//! inputs with custom resources wait where that is seen before they are read; what was judged without its CRD, or by others, is
//! judged again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::judged::Judged;
use super::kustomize::absolute;
use super::outcome::{Checked, Outcome};
use super::{Input, text};
use crate::config::Settings;
use crate::custom::{Definition, Kind, RunCrds};
use crate::parts::Part;

/// An input that is to be judged again, with the settings for that.
pub(super) struct Again {
    /// Its place among the inputs.
    pub(super) at: usize,
    pub(super) settings: Arc<Settings>,
}

/// CRDs, and the settings by which what they define is judged.
pub(super) struct Near {
    crds: Arc<RunCrds>,
    /// By directory.
    settings: Mutex<BTreeMap<String, Arc<Settings>>>,
}

impl Near {
    pub(super) fn of(crds: Arc<RunCrds>) -> Self {
        Self {
            crds,
            settings: Mutex::default(),
        }
    }

    /// Whether they define some of these kinds.
    pub(super) fn has(&self, kinds: &BTreeSet<Kind>) -> bool {
        self.crds.define(kinds)
    }

    /// The settings for an input.
    pub(super) fn settings(&self, input: &Input, settings: &Settings) -> Arc<Settings> {
        let file = absolute(&*settings.host.files, input.shown());
        let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
        let mut known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(directory.to_owned()).or_insert_with(|| {
            let settings = settings.of(input.path());
            let schemas = settings.schemas.and_of_run(&self.crds, &file);
            Arc::new(settings.with(schemas))
        });
        Arc::clone(known)
    }
}

/// What was judged, with its place among the inputs.
fn judged(checked: &[Checked]) -> impl Iterator<Item = (usize, &Input, &Judged)> {
    checked
        .iter()
        .enumerate()
        .filter_map(|(at, checked)| match &checked.outcome {
            Outcome::Judged(judged) => Some((at, &checked.input, &**judged)),
            _ => None,
        })
}

/// The CRDs of the kinds that neither Kubernetes nor a schema location has; none where there are none.
pub(super) fn all(checked: &[Checked], settings: &Settings) -> Option<Arc<RunCrds>> {
    let undefined = judged(checked).filter(|(_, input, _)| !input.is_context());
    let undefined = undefined.flat_map(|(_, _, judged)| &judged.undefined);
    of(checked, &undefined.collect(), settings)
}

/// The CRDs of some kinds; none where there are none.
pub(super) fn of(
    checked: &[Checked],
    kinds: &BTreeSet<&Kind>,
    settings: &Settings,
) -> Option<Arc<RunCrds>> {
    let is_wanted = |judged: &Judged| judged.defines.iter().any(|one| kinds.contains(&one.of));
    let mut definitions = Vec::new();
    for (_, input, judged) in judged(checked).filter(|(_, _, judged)| is_wanted(judged)) {
        definitions.extend(read(input, judged, kinds, settings));
    }
    if definitions.is_empty() || !Part::Extensions.is_here() {
        return None;
    }
    let all = judged(checked).map(|(_, input, judged)| (input, judged));
    definitions.extend(besides(&definitions, all, settings));
    Some(Arc::new(RunCrds::of(definitions, &settings.host)))
}

/// What is to be judged again, since it was not judged by the CRDs that define it; none where there are no CRDs.
pub(super) fn again(checked: &[Checked], settings: &Settings) -> Option<Vec<Again>> {
    let crds = all(checked, settings)?;
    let mut differing: HashMap<*const RunCrds, BTreeSet<Kind>> = HashMap::new();
    let mut is_judged = |judged: &Judged| {
        judged.crds.as_ref().is_some_and(|by| {
            let known = differing.entry(Arc::as_ptr(by));
            let differing = known.or_insert_with(|| by.differing(&crds));
            judged.undefined.is_disjoint(differing)
        })
    };
    let again = judged(checked).filter(|(_, input, judged)| {
        !input.is_context() && crds.define(&judged.undefined) && !is_judged(judged)
    });
    let again: Vec<(usize, &Input)> = again.map(|(at, input, _)| (at, input)).collect();
    let near = Near::of(crds);
    let again = again.into_iter().map(|(at, input)| Again {
        at,
        settings: near.settings(input, settings),
    });
    Some(again.collect())
}

/// The CRDs that inputs were judged by and that cannot be used, each with a sentence.
pub(super) fn problems(checked: &[Checked]) -> BTreeMap<String, String> {
    let by = judged(checked).filter_map(|(_, _, judged)| judged.crds.as_ref());
    let by: HashMap<*const RunCrds, &RunCrds> =
        by.map(|crds| (Arc::as_ptr(crds), &**crds)).collect();
    by.values().flat_map(|crds| crds.problems()).collect()
}

/// Those that renderings have besides, which are read where an earlier one has them.
fn besides<'j>(
    definitions: &[Definition],
    judged: impl Iterator<Item = (&'j Input, &'j Judged)>,
    settings: &Settings,
) -> Vec<Definition> {
    let by_text = definitions.iter().map(|one| (one.text.trim(), one));
    let by_text: HashMap<&str, &Definition> = by_text.collect();
    let mut besides = Vec::new();
    for (input, judged) in judged {
        let rendered = input.rendered();
        let known = rendered.into_iter().flat_map(|rendered| rendered.known());
        let known = known.filter_map(|text| by_text.get(&**text));
        besides.extend(known.map(|known| Definition {
            shown: judged.source.path.clone(),
            file: absolute(&*settings.host.files, &judged.source.path),
            ..Definition::clone(known)
        }));
    }
    besides
}

/// The CRDs in an input, if they are wanted. What cannot be read any more says nothing.
fn read(
    input: &Input,
    judged: &Judged,
    wanted: &BTreeSet<&Kind>,
    settings: &Settings,
) -> Vec<Definition> {
    let files = &*settings.host.files;
    let Ok(bytes) = input.read(files, settings.max_file_size) else {
        return Vec::new();
    };
    let (text, _) = text::decode(bytes);
    let file = absolute(files, &judged.source.path);
    let defined = judged.defines.iter().filter(|one| wanted.contains(&one.of));
    let definitions = defined.filter_map(|one| {
        let document = text.get(one.document.start as usize..one.document.end as usize)?;
        Some(Definition {
            defined: one.clone(),
            text: Arc::from(document),
            shown: judged.source.path.clone(),
            file: file.clone(),
        })
    });
    definitions.collect()
}
