//! Numbers that stand for what many keys have in common.

use std::collections::HashMap;
use std::hash::Hash;

/// Each value with a number of its own: a key that has the number is small, and soon hashed.
#[derive(Debug)]
pub(super) struct Numbers<T>(HashMap<T, u32>);

impl<T: Hash + Eq> Numbers<T> {
    /// No value has a number yet.
    pub(super) fn new() -> Self {
        Self(HashMap::new())
    }

    /// The number of a value, which is given one if it has none.
    pub(super) fn give(&mut self, value: T) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(value).or_insert(next)
    }

    /// The number of a value, if it has one.
    pub(super) fn of(&self, value: &T) -> Option<u32> {
        self.0.get(value).copied()
    }
}
