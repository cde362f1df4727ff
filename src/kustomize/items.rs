//! Items of lists that are merged by keys. What kustomize does with items that lack a key, or have that of another, is
//! done here as well.

use std::collections::{BTreeMap, BTreeSet};

use crate::origin::Text;
use crate::template::Key;

use super::merge::{DIRECTIVE, Merger};
use super::node::{Node, Scalar};
use super::problem::{Failure, Outcome};
use super::schema::Schema;

/// How many items are merged that cannot be told apart by one key: each is compared with each.
const MOST_ALIKE: usize = 1000;

/// The values of an item's keys; empty for those that it lacks.
type Values = Vec<String>;

/// Merges the items of a patch into those that are there: those of the patch come first.
pub(super) fn merge_items<'s>(
    merger: &Merger<'s>,
    mut base: Vec<Node>,
    mut patch: Option<Vec<Node>>,
    schema: Option<Schema<'s>>,
    keys: &[String],
) -> Outcome<Vec<Node>> {
    if keys.is_empty() {
        return Ok(merge_scalars(base, patch));
    }
    if let [key] = keys
        && are_apart(&base, key)
        && patch.as_ref().is_none_or(|patch| are_apart(patch, key))
    {
        return merge_apart(merger, base, patch, schema, key);
    }
    let count = base.len() + patch.as_ref().map_or(0, Vec::len);
    if count > MOST_ALIKE {
        let place = base.iter().find_map(Node::place);
        let message = format!("a list of {count} items that share merge keys is not merged");
        return Err(Failure::not_checked(place, message));
    }
    let mut all = values_of(patch.as_deref(), &base, keys);
    if keys.len() > 1 {
        complete(&mut all);
    }
    if all.is_empty() {
        return Ok(base);
    }
    let used = used_keys(&all, keys);
    let mut items: Vec<Node> = Vec::new();
    for values in &all {
        let (own_keys, own) = cut(keys, values, &used);
        let (sought, wanted) = cut(
            &own_keys,
            &own,
            &used_keys(std::slice::from_ref(&own), &own_keys),
        );
        let at = base.iter().position(|item| has(item, &sought, &wanted));
        let of_patch = patch.as_mut().and_then(|patch| {
            let at = patch.iter().position(|item| has(item, &sought, &wanted))?;
            Some(std::mem::replace(&mut patch[at], Node::map()))
        });
        let replaces = of_patch.as_ref().is_some_and(replaces);
        let before = match at {
            Some(at) if replaces => Some(base[at].clone()),
            Some(at) => Some(std::mem::replace(&mut base[at], Node::map())),
            None => None,
        };
        let merged = merger.walk(before, of_patch, schema, None)?;
        let Some(mut node) = merged.node.filter(|node| !node.is_empty()) else {
            // What was taken out above leaves an empty mapping, which goes here.
            set(&mut base, None, &own_keys, &own);
            continue;
        };
        for (key, value) in own_keys.iter().zip(&own) {
            if node.get(key).is_none()
                && !value.is_empty()
                && let Node::Map(map) = &mut node
            {
                map.set(
                    Text::made(key),
                    Node::Scalar(Scalar::plain(Text::made(value))),
                );
            }
        }
        if let Some(at) = at
            && !replaces
        {
            base[at] = node.clone();
        }
        set(&mut items, Some(node), &own_keys, &own);
    }
    let (last_keys, _) = cut(keys, all.last().unwrap_or(&Vec::new()), &used);
    append(&mut items, base, &last_keys);
    Ok(items)
}

/// Whether each item has a value of its own.
fn are_apart(items: &[Node], key: &str) -> bool {
    let mut seen = BTreeSet::new();
    items.iter().all(|item| {
        let value = item.get(key).and_then(Node::as_scalar);
        value.is_some_and(|value| {
            !value.is_null() && !value.as_str().is_empty() && seen.insert(value.as_str())
        })
    })
}

/// Merges items of which each has a value of its own: the usual case.
fn merge_apart<'s>(
    merger: &Merger<'s>,
    base: Vec<Node>,
    patch: Option<Vec<Node>>,
    schema: Option<Schema<'s>>,
    key: &str,
) -> Outcome<Vec<Node>> {
    let value = |item: &Node| item.get(key).map_or("", Node::said).to_owned();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, item) in base.iter().enumerate() {
        places.insert(value(item), at);
    }
    let mut base: Vec<Option<Node>> = base.into_iter().map(Some).collect();
    let mut items = Vec::new();
    let mut merged = |before: Option<Node>, of_patch: Option<Node>| -> Outcome<()> {
        let named = before.as_ref().or(of_patch.as_ref());
        let named = named.and_then(|item| item.get(key)).cloned();
        let replaces = of_patch.as_ref().is_some_and(replaces);
        // kustomize puts back what it was to replace.
        let kept = before.clone().filter(|_| replaces);
        let merged = merger.walk(before, of_patch, schema, None)?;
        let Some(mut node) = merged.node.filter(|node| !node.is_empty()) else {
            return Ok(());
        };
        if let Node::Map(map) = &mut node
            && !map.entries.contains_key(key)
        {
            map.entries
                .extend(named.map(|named| (Key::from(key), named)));
        }
        items.push(kept.unwrap_or(node));
        Ok(())
    };
    for item in patch.into_iter().flatten() {
        let before = places.get(&value(&item)).and_then(|&at| base[at].take());
        merged(before, Some(item))?;
    }
    for item in base.into_iter().flatten() {
        merged(Some(item), None)?;
    }
    Ok(items)
}

fn replaces(item: &Node) -> bool {
    item.get(DIRECTIVE)
        .is_some_and(|word| word.said() == "replace")
}

/// Items that are no mappings are merged as they are.
fn merge_scalars(base: Vec<Node>, patch: Option<Vec<Node>>) -> Vec<Node> {
    let mut seen = BTreeSet::new();
    let all = patch.into_iter().flatten().chain(base);
    all.filter(|item| seen.insert(item.said().to_owned()))
        .collect()
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
