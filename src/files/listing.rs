//! The names in a directory, in little room: of most nobody ever asks.

use std::cmp::Ordering;
use std::ffi::{OsStr, OsString};

/// Some names.
#[derive(Debug)]
pub(super) struct Listing {
    /// One behind the other, in order.
    text: Box<[u8]>,
    /// Where each ends.
    ends: Box<[usize]>,
}

impl Listing {
    pub(super) fn of(mut names: Vec<OsString>) -> Self {
        names.sort_unstable();
        let mut text = Vec::with_capacity(names.iter().map(|name| name.len()).sum());
        let ends = names.iter().map(|name| {
            text.extend_from_slice(name.as_encoded_bytes());
            text.len()
        });
        Self {
            ends: ends.collect(),
            text: text.into(),
        }
    }

    /// Whether a name is among them.
    pub(super) fn has(&self, name: &OsStr) -> bool {
        let name = name.as_encoded_bytes();
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.at(middle).cmp(name) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => return true,
            }
        }
        false
    }

    fn at(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[index]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_found_and_no_other() {
        let names = ["b.yaml", "a", "", "ab", "\u{e9}", "a.yaml"];
        let known = Listing::of(names.map(OsString::from).to_vec());
        for name in names {
            assert!(known.has(OsStr::new(name)), "{name}");
        }
        for name in ["b", "yaml", "aa", "b.yamla", "c"] {
            assert!(!known.has(OsStr::new(name)), "{name}");
        }
        assert!(!Listing::of(Vec::new()).has(OsStr::new("a")));
    }
}
