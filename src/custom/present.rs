//! The keywords of a schema. Many are asked for of every value, and of those few are there.

use serde_json::{Map, Value};

/// What a schema says, by its keywords.
#[derive(Clone, Copy)]
pub(super) struct Keywords<'s> {
    /// All that it says.
    pub(super) map: &'s Map<String, Value>,
    /// A bit for each keyword; several have the same. What has no bit is not there, without being looked for.
    bits: u64,
}

impl<'s> Keywords<'s> {
    pub(super) fn of(map: &'s Map<String, Value>) -> Self {
        let bits = map.keys().fold(0, |bits, keyword| bits | bit(keyword));
        Self { map, bits }
    }

    /// What stands behind a keyword.
    pub(super) fn get(self, keyword: &str) -> Option<&'s Value> {
        match self.bits & bit(keyword) {
            0 => None,
            _ => self.map.get(keyword),
        }
    }

    /// The list behind a keyword.
    pub(super) fn list(self, keyword: &str) -> Option<&'s [Value]> {
        self.get(keyword)?.as_array().map(Vec::as_slice)
    }

    /// What stands behind a keyword by name.
    pub(super) fn by_name(self, keyword: &str) -> impl Iterator<Item = (&'s String, &'s Value)> {
        let by_name = self.get(keyword).and_then(Value::as_object);
        by_name.into_iter().flatten()
    }
}

/// The bit of a keyword: by its length and its first letter, which tell most apart.
fn bit(keyword: &str) -> u64 {
    let first = keyword.bytes().next().map_or(0, usize::from);
    1 << ((keyword.len() * 8 + first) % 64)
}
