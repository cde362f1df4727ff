//! What has been met on the way through a list.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::validation::field::Field;

/// The first field of each key, in whatever a check tells fields apart by.
pub(super) struct Seen<'t, K>(BTreeMap<K, Field<'t>>);

impl<'t, K: Ord> Seen<'t, K> {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The field that came with the key before; if there is none, this is the first.
    pub(super) fn before(&mut self, key: K, field: Field<'t>) -> Option<Field<'t>> {
        match self.0.entry(key) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(slot) => {
                slot.insert(field);
                None
            }
        }
    }

    /// The first field of a key.
    pub(super) fn first(&self, key: &K) -> Option<Field<'t>> {
        self.0.get(key).copied()
    }
}
