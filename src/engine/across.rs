//! What only all files together tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Label};
use crate::engine::capitals::is_placeholder_at;
use crate::engine::judged::Judged;
use crate::engine::{Defect, Input, demonstration, lacking, left_open, made_up, text};
use crate::objects::{Inventory, Skip};
use crate::rules::{self, Reread};
use crate::secret;
use crate::source::{SourceId, Span};

/// Adds what the rules on how objects stand to each other find, and tells which of them failed. A source that they
/// point at, and of which there was nothing to show before, is read again.
pub(super) fn check(
    all: &mut [Judged],
    inventory: &Inventory,
    inputs: &[Input],
    settings: &Settings,
) -> Vec<Defect> {
    let mut found = Vec::new();
    let again = |source: SourceId| {
        let input = inputs.get(source.0 as usize)?;
        Some(Reread {
            path: input.shown().to_owned(),
            text: text_of(input, settings)?,
            versions: settings.of(input.path()).versions,
        })
    };
    let parameters = |source: SourceId| {
        let input = inputs.get(source.0 as usize);
        &input
            .map_or(settings, |input| settings.of(input.path()))
            .parameters
    };
    let chosen = settings.chosen_anywhere();
    let by = (&chosen, &*settings.host.workers);
    let failed = rules::check_all(inventory, by, &again, &parameters, &mut found);
    if !failed.is_empty() {
        // What a suppression is for may not have been found.
        for judged in all.iter_mut() {
            judged.suppressions.excuse(vec![Span::WHOLE]);
        }
    }
    if !found.is_empty() {
        share_out(all, found, inputs, settings);
    }
    let defect = |(rule, panic)| Defect {
        path: None,
        object: None,
        rule: Some(rule),
        panic,
    };
    failed.into_iter().map(defect).collect()
}

/// Adds findings to the sources that they are on.
pub(super) fn share_out(
    all: &mut [Judged],
    found: Vec<Diagnostic>,
    inputs: &[Input],
    settings: &Settings,
) {
    let shown: BTreeSet<SourceId> = found
        .iter()
        .flat_map(places)
        .map(|label| label.source)
        .collect();
    let mut of_source: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in found {
        let own = of_source.entry(diagnostic.primary.source).or_default();
        own.push(diagnostic);
    }
    for judged in all.iter_mut() {
        let id = judged.source.id;
        if shown.contains(&id) && judged.source.text.is_empty() {
            // A text that was read before is empty if it has gone since.
            let input = inputs.get(id.0 as usize);
            let text = input.and_then(|input| text_of(input, settings));
            judged.source.text = text.unwrap_or_default();
            let workers = &*settings.host.workers;
            judged.source.hidden = secret::of_manifests(&judged.source.text, workers);
        }
        let mut own = of_source.remove(&id).unwrap_or_default();
        let path = &judged.source.path;
        let spared = demonstration::spare_by_place(settings.of(Path::new(path)), path, &mut own);
        judged.suppressions.excuse(spared);
        if let Some(rendered) = inputs.get(id.0 as usize).and_then(Input::rendered) {
            left_open::take_out_choices(rendered, &mut own);
            lacking::take_out(rendered, &mut own);
            if made_up::take_out(rendered, &judged.source.text, &mut own) {
                judged.pass_over(Skip::Placeholder, 0, made_up::WHY);
            }
        }
        let text = &judged.source.text;
        left_open::take_out_keys(inputs, &mut own, text);
        own.retain(|new| {
            let value = new.primary.span.of(text);
            let is_filled = !is_placeholder_at(new.field.as_ref(), value);
            is_filled && !judged.diagnostics.iter().any(|old| says(old, new))
        });
        judged.diagnostics.append(&mut own);
    }
}

/// The text of an input, if it can be read.
pub(super) fn text_of(input: &Input, settings: &Settings) -> Option<String> {
    let bytes = input.read(&*settings.host.files, settings.max_file_size);
    Some(text::decode(bytes.ok()?).0)
}

/// Whether a finding of the same rule, on an object by itself, shows the place that another one is about.
fn says(old: &Diagnostic, new: &Diagnostic) -> bool {
    old.rule == new.rule && places(old).any(|label| label.span == new.primary.span)
}

fn places(found: &Diagnostic) -> impl Iterator<Item = &Label> {
    [&found.primary].into_iter().chain(&found.labels)
}
