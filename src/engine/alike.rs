//! Rendered texts that are alike: with other values, a template often gives the same. One of such is judged, and the others
//! take its verdict.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::across::text_of;
use super::judged::Judged;
use super::outcome::{Checked, Outcome};
use super::{Input, Rendered, Session};
use crate::diagnostic::ObjectRef;
use crate::source::SourceId;

/// What a verdict on a rendered text hangs on, besides the settings: where its file is, how reports call it, and what it says.
type VerdictKey<'i> = (&'i Path, &'i str, &'i str);

/// The groups of inputs that are alike, by their numbers in the order of their first ones; what was not rendered is alike to
/// nothing.
pub(super) fn groups<'i>(inputs: impl Iterator<Item = &'i Input>) -> Vec<usize> {
    let mut known: HashMap<VerdictKey<'_>, usize> = HashMap::new();
    let mut count = 0;
    let number = |input: &'i Input| {
        let said = input.rendered().map(|rendered| {
            let text = rendered.text().as_str();
            (input.path(), input.shown(), text)
        });
        let number = said.map_or(count, |said| *known.entry(said).or_insert(count));
        count = count.max(number + 1);
        number
    };
    inputs.map(number).collect()
}

/// Puts together what is of one group.
pub(super) fn grouped<T>(all: Vec<T>, groups: Vec<usize>) -> Vec<Vec<T>> {
    let mut grouped: Vec<Vec<T>> = Vec::new();
    for (one, group) in all.into_iter().zip(groups) {
        match grouped.get_mut(group) {
            Some(others) => others.push(one),
            None => grouped.push(vec![one]),
        }
    }
    grouped
}

impl Session<'_> {
    /// Takes out the texts that are files as they stand and were judged as these, such as what is in `crds/` of a chart, and gives
    /// what came of them.
    pub(super) fn take_judged(&self, inputs: &mut Vec<(SourceId, Input)>) -> Vec<Checked> {
        let file_of = |input: &Input| {
            let rendered = input
                .rendered()
                .filter(|rendered| rendered.stands_as_written());
            rendered.map(|rendered| self.locate(rendered.path()))
        };
        let wanted: HashSet<PathBuf> = inputs
            .iter()
            .filter_map(|(_, input)| file_of(input))
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let judged = self.judged_files(&wanted);
        let mut known = Vec::new();
        inputs.retain(|(id, input)| {
            let file = file_of(input).and_then(|path| judged.get(&path));
            let same = file.filter(|(file, _)| self.says_as(file, input));
            let outcome = same.and_then(|(_, judged)| judged.in_source(*id));
            let is_new = outcome.is_none();
            known.extend(outcome.map(|judged| Checked {
                id: *id,
                input: input.clone(),
                outcome: Outcome::Judged(Arc::new(judged)).into_rendered(input),
            }));
            is_new
        });
        known
    }

    /// Whether a rendered text is what a file says, and reports call both alike.
    fn says_as(&self, file: &Input, input: &Input) -> bool {
        let says = || text_of(file, self.settings());
        let is_same = |text: &str| {
            input
                .rendered()
                .map(Rendered::text)
                .is_some_and(|own| own.as_str() == text)
        };
        file.shown() == input.shown() && says().is_some_and(|text| is_same(&text))
    }
}

impl Judged {
    /// What is judged of another source that says the same; none if that is to be judged by itself, as what is suppressed in it
    /// is.
    pub(super) fn in_source(&self, id: SourceId) -> Option<Self> {
        if !self.suppressions.is_empty() {
            return None;
        }
        let mut same = self.clone();
        let mut objects = Objects::default();
        same.source.id = id;
        for found in &mut same.diagnostics {
            found.put_in(id);
            found
                .object
                .iter_mut()
                .for_each(|object| objects.renew(object));
        }
        for part in &mut same.lacking {
            objects.renew(&mut part.object);
        }
        for resource in &mut same.inventory.resources {
            resource.source = id;
            objects.renew(&mut resource.object);
        }
        Some(same)
    }
}

/// The objects of a source in another one: findings of one object are told together, and not with those of its like.
#[derive(Default)]
struct Objects(HashMap<*const ObjectRef, Arc<ObjectRef>>);

impl Objects {
    fn renew(&mut self, object: &mut Arc<ObjectRef>) {
        let anew = || Arc::new(ObjectRef::clone(object));
        let new = self.0.entry(Arc::as_ptr(object)).or_insert_with(anew);
        *object = Arc::clone(new);
    }
}
