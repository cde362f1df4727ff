//! The rules that look at a place in the API.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::{self, Place, Version};
use crate::rules;

/// What the pages of rules name, with the rule, in the order of these.
type Named = Arc<[(Place, &'static str)]>;

/// The rules whose pages name the place.
pub(super) fn of(place: &Place) -> Vec<&'static str> {
    let named = named(place.version);
    let looking = named.iter().filter(|(known, _)| known.is_alike(place));
    let mut rules: Vec<&str> = looking.map(|&(_, rule)| rule).collect();
    rules.dedup();
    rules
}

/// What all pages name in a version: looked up once, since there are thousands of names to compare with each.
fn named(version: Version) -> Named {
    static KNOWN: Mutex<BTreeMap<Version, Named>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let named = known.entry(version).or_insert_with(|| {
        let rules = rules::all().iter();
        let names = rules.flat_map(|rule| {
            let fields = rule.page().fields.iter();
            fields.map(|name| (name, rule.name()))
        });
        // The kinds that rules name may be younger than the version that is asked for.
        let found = |name| api::find(name, None, version).ok();
        names
            .filter_map(|(name, rule)| Some((found(name)?, rule)))
            .collect()
    });
    Arc::clone(named)
}
