//! Items of lists that are merged by keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::template::Key;

use super::alike::merge_alike;
use super::merge::{DIRECTIVE, Merger};
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::schema::Schema;

/// How many items are merged that cannot be told apart by one key: each is compared with each.
const MOST_ALIKE: usize = 1000;

/// Merges the items of a patch into those that are there: those of the patch come first.
pub(super) fn merge_items<'s>(
    merger: &Merger<'s>,
    base: Vec<Node>,
    patch: Option<Vec<Node>>,
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
    merge_alike(merger, base, patch, schema, keys)
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
        let Some(mut node) = merged.filter(|node| !node.is_empty()) else {
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

/// Whether an item of a patch says that it replaces another.
pub(super) fn replaces(item: &Node) -> bool {
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
