//! Items that share merge keys, or lack them. What kustomize does with them is done here as well: some of it loses items.

use std::collections::BTreeSet;

use crate::origin::Text;

use super::items::replaces;
use super::merge::Merger;
use super::node::{Node, Scalar};
use super::problem::Outcome;
use super::schema::Schema;

/// The values of an item's keys; empty for those that it lacks.
type Values = Vec<String>;

/// The items that are there, and those of the patch that were not merged yet.
#[derive(Debug)]
struct Lists {
    base: Vec<Node>,
    patch: Option<Vec<Node>>,
}

/// Merges items by the values of several keys, or where some have no value of their own.
pub(super) fn merge_alike<'s>(
    merger: &Merger<'s>,
    base: Vec<Node>,
    patch: Option<Vec<Node>>,
    schema: Option<Schema<'s>>,
    keys: &[String],
) -> Outcome<Vec<Node>> {
    let mut all = values_of(patch.as_deref(), &base, keys);
    if keys.len() > 1 {
        complete(&mut all);
    }
    let Some(last) = all.last() else {
        return Ok(base);
    };
    let used = used_keys(&all, keys);
    let mut lists = Lists { base, patch };
    let mut items: Vec<Node> = Vec::new();
    for values in &all {
        let (keys, values) = cut(keys, values, &used);
        match lists.merge(merger, schema, &keys, &values)? {
            Some(node) => set(&mut items, Some(node), &keys, &values),
            // What was taken out leaves an empty mapping, which goes here.
            None => set(&mut lists.base, None, &keys, &values),
        }
    }
    let (keys, _) = cut(keys, last, &used);
    append(&mut items, lists.base, &keys);
    Ok(items)
}

impl Lists {
    /// The item of some values, merged; nothing if nothing is left of it.
    fn merge<'s>(
        &mut self,
        merger: &Merger<'s>,
        schema: Option<Schema<'s>>,
        keys: &[String],
        values: &[String],
    ) -> Outcome<Option<Node>> {
        let own = [values.to_vec()];
        let (sought, wanted) = cut(keys, values, &used_keys(&own, keys));
        let at = self
            .base
            .iter()
            .position(|item| has(item, &sought, &wanted));
        let of_patch = self.patch.as_mut().and_then(|patch| {
            let at = patch.iter().position(|item| has(item, &sought, &wanted))?;
            Some(std::mem::replace(&mut patch[at], Node::map()))
        });
        let replaces = of_patch.as_ref().is_some_and(replaces);
        let before = match at {
            Some(at) if replaces => Some(self.base[at].clone()),
            Some(at) => Some(std::mem::replace(&mut self.base[at], Node::map())),
            None => None,
        };
        let merged = merger.walk(before, of_patch, schema, None)?;
        let Some(mut node) = merged.filter(|node| !node.is_empty()) else {
            return Ok(None);
        };
        for (key, value) in keys.iter().zip(values) {
            if node.get(key).is_none()
                && !value.is_empty()
                && let Node::Map(map) = &mut node
            {
                let value = Scalar::plain(Text::made(value));
                map.set(Text::made(key), Node::Scalar(value));
            }
        }
        if let Some(at) = at
            && !replaces
        {
            self.base[at] = node.clone();
        }
        Ok(Some(node))
    }
}

/// The values of all items, those of the patch first, each once.
fn values_of(patch: Option<&[Node]>, base: &[Node], keys: &[String]) -> Vec<Values> {
    let mut seen = BTreeSet::new();
    let all = patch.into_iter().flatten().chain(base);
    let values = all.map(|item| -> Values {
        let value = |key: &String| {
            let value = item.get(key).filter(|value| !value.is_empty());
            value.map_or("", Node::said).to_owned()
        };
        keys.iter().map(value).collect()
    });
    values
        .filter(|values| seen.insert(values.clone()))
        .collect()
}

/// Items that share a value and differ in none get the values that only one of them has.
fn complete(all: &mut [Values]) {
    // There are few lists with several keys, and few items in them.
    const MOST: usize = 200;
    let count = all.len().min(MOST);
    for one in 0..count {
        for other in 0..count {
            if let Some(both) = agreed(&all[one], &all[other]) {
                all[one].clone_from(&both);
                all[other] = both;
            }
        }
    }
}

fn agreed(one: &Values, other: &Values) -> Option<Values> {
    let mut is_shared = false;
    let mut both = Values::new();
    for (a, b) in one.iter().zip(other) {
        if a == b {
            is_shared = true;
        } else if !a.is_empty() && !b.is_empty() {
            return None;
        }
        both.push(if a.is_empty() { b } else { a }.clone());
    }
    is_shared.then_some(both)
}

/// Which keys some item has. None counts as all.
fn used_keys(all: &[Values], keys: &[String]) -> Vec<bool> {
    let is_used = |at: usize| {
        all.iter()
            .any(|values| values.get(at).is_some_and(|v| !v.is_empty()))
    };
    let used: Vec<bool> = (0..keys.len()).map(is_used).collect();
    match used.contains(&true) {
        true => used,
        false => vec![true; keys.len()],
    }
}

/// The keys that are used, with their values.
fn cut(keys: &[String], values: &[String], used: &[bool]) -> (Vec<String>, Values) {
    let all = keys.iter().zip(values).zip(used);
    let kept = all.filter(|(_, used)| **used);
    kept.map(|((key, value), _)| (key.clone(), value.clone()))
        .unzip()
}

/// Whether an item has these values.
fn has(item: &Node, keys: &[String], values: &[String]) -> bool {
    item.as_map().is_some()
        && keys.iter().zip(values).all(|(key, value)| {
            let own = item.get(key);
            own.is_some_and(|own| own.said() == value)
        })
}

/// Puts an item in the place of those that have the values, or takes those away. A value that is not given is that of
/// any item which has the key before.
fn set(items: &mut Vec<Node>, new: Option<Node>, keys: &[String], values: &[String]) {
    let by_key = values.first().is_some_and(|value| !value.is_empty());
    let mut is_found = false;
    let old = std::mem::take(items);
    for item in old {
        if item.is_null() || matches!(&item, Node::Map(map) if map.entries.is_empty()) {
            continue;
        }
        if item.as_map().is_none() {
            if by_key {
                items.push(item);
            }
            continue;
        }
        let mut last = false;
        let fits = keys.iter().enumerate().all(|(at, key)| {
            if let Some(value) = values.get(at) {
                let own = item.get(key);
                last = own.is_some_and(|own| value.is_empty() || own.said() == value);
            }
            last
        });
        if !fits {
            if !values.is_empty() {
                items.push(item);
            }
            continue;
        }
        is_found = true;
        items.extend(new.clone());
    }
    if !is_found {
        items.extend(new);
    }
}

/// Adds the items that were there.
fn append(items: &mut Vec<Node>, others: Vec<Node>, keys: &[String]) {
    for item in others {
        let mut values = Values::new();
        for key in keys {
            match item.get(key) {
                Some(value) => values.push(value.said().to_owned()),
                None => items.push(item.clone()),
            }
        }
        if keys.len() > 1 {
            set(items, None, keys, &values);
        }
        set(items, Some(item), keys, &values);
    }
}
