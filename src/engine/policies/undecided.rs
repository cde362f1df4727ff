//! What policies hang on that no manifest says.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::SourceId;

/// How many reasons are named of a policy.
const NAMED: usize = 3;

/// A document of a source.
type Place = (SourceId, u32);

/// For each policy, by its place and name, what it hangs on.
#[derive(Debug, Default)]
pub(super) struct Undecided(BTreeMap<(Place, String), BTreeSet<String>>);

impl Undecided {
    pub(super) fn add(&mut self, place: Place, name: &str, why: String) {
        self.0
            .entry((place, name.to_owned()))
            .or_default()
            .insert(why);
    }

    pub(super) fn append(&mut self, other: Self) {
        for (of, reasons) in other.0 {
            self.0.entry(of).or_default().extend(reasons);
        }
    }

    /// A sentence for each policy.
    pub(super) fn sentences(self) -> impl Iterator<Item = (Place, String)> {
        self.0.into_iter().map(|((place, name), reasons)| {
            let more = reasons.len().saturating_sub(NAMED);
            let mut named: Vec<String> = reasons.into_iter().take(NAMED).collect();
            if more > 0 {
                named.push(format!("{more} more"));
            }
            (place, format!("`{name}`: {}", named.join("; ")))
        })
    }
}
