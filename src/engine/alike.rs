//! Rendered texts that are alike: with other values, a template often gives the same. One of such is judged, and the others
//! take its verdict.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::Input;
use super::judged::Judged;
use crate::diagnostic::ObjectRef;
use crate::source::SourceId;

/// What a verdict on a rendered text hangs on, besides the settings: where its file is, how reports call it, and what it says.
type Said<'i> = (&'i Path, &'i str, &'i str);

/// The groups of inputs that are alike, by their numbers in the order of their first ones; what was not rendered is alike to
/// nothing.
pub(super) fn groups<'i>(inputs: impl Iterator<Item = &'i Input>) -> Vec<usize> {
    let mut known: HashMap<Said<'_>, usize> = HashMap::new();
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
