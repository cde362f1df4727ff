//! The variables that a template knows at a place.

use std::collections::HashMap;

/// Variables by their names, in the order of their declarations. `$` is always there.
#[derive(Default)]
pub(super) struct Variables {
    declared: Vec<String>,
    /// How often each is declared.
    counts: HashMap<String, usize>,
}

impl Variables {
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.push(name.to_owned());
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    pub(super) fn has(&self, name: &str) -> bool {
        name == "$" || self.counts.get(name).is_some_and(|count| *count > 0)
    }

    pub(super) const fn len(&self) -> usize {
        self.declared.len()
    }

    /// Forgets those that were declared behind the first so many.
    pub(super) fn truncate(&mut self, len: usize) {
        for name in self.declared.drain(len..) {
            if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
    }
}
