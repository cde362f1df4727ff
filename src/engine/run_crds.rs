//! CRDs that stand among the inputs: files with objects that these define are judged again, by them. A CRD may come after
//! what it defines, so that all inputs are judged once before.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::judged::Judged;
use super::kustomize::absolute;
use super::outcome::{Checked, Outcome};
use super::{Input, text};
use crate::config::Settings;
use crate::custom::{Definition, Kind, RunCrds};

/// An input that is to be judged again, with the settings for that.
pub(super) struct Again {
    /// Its place among the inputs.
    pub(super) at: usize,
    pub(super) settings: Arc<Settings>,
}

/// What is to be judged again, and the CRDs for it; none where there is nothing.
pub(super) fn again(
    checked: &[Checked],
    settings: &Settings,
) -> Option<(Arc<RunCrds>, Vec<Again>)> {
    let judged = || {
        checked.iter().enumerate().filter_map(|(at, checked)| {
            let Outcome::Judged(judged) = &checked.outcome else {
                return None;
            };
            Some((at, &checked.input, &**judged))
        })
    };
    let undefined = judged().filter(|(_, input, _)| !input.is_context());
    let undefined: BTreeSet<&Kind> = undefined
        .flat_map(|(_, _, judged)| &judged.undefined)
        .collect();
    let is_wanted = |judged: &Judged| judged.defines.iter().any(|one| undefined.contains(&one.of));
    let mut definitions = Vec::new();
    for (_, input, judged) in judged().filter(|(_, _, judged)| is_wanted(judged)) {
        definitions.extend(read(input, judged, &undefined, settings));
    }
    if definitions.is_empty() {
        return None;
    }
    let all = judged().map(|(_, input, judged)| (input, judged));
    definitions.extend(besides(&definitions, all, settings));
    let defined: BTreeSet<Kind> = definitions
        .iter()
        .map(|one| one.defined.of.clone())
        .collect();
    let crds = Arc::new(RunCrds::of(definitions, &settings.host));
    let mut of_directories: BTreeMap<String, Arc<Settings>> = BTreeMap::new();
    let again = judged()
        .filter(|(_, input, judged)| !input.is_context() && !judged.undefined.is_disjoint(&defined))
        .map(|(at, input, judged)| {
            let file = absolute(&*settings.host.files, &judged.source.path);
            let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
            let known = of_directories
                .entry(directory.to_owned())
                .or_insert_with(|| {
                    let settings = settings.of(input.path());
                    let schemas = settings.schemas.and_of_run(&crds, &file);
                    Arc::new(settings.with(schemas))
                });
            Again {
                at,
                settings: Arc::clone(known),
            }
        });
    let again = again.collect();
    Some((crds, again))
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
