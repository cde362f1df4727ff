//! Items of a patch that nothing tells apart. kustomize merges the items of a list by one or a few of their fields; of one that
//! has none of them, as where that is misspelt, it makes an empty item and loses others of the list.

use super::merge::DIRECTIVE;
use super::node::Node;
use super::problem::Failure;
use super::schema::{Schema, Schemas};

/// The items of a patch that have none of the fields by which they are merged.
pub(super) fn keyless(patch: &Node, schemas: &Schemas) -> Vec<Failure> {
    let said = |field| patch.get(field).map_or("", Node::said);
    let mut found = Vec::new();
    if let Some(schema) = schemas.of_kind(said("apiVersion"), said("kind")) {
        look_into(patch, schema, &mut found);
    }
    found
}

fn look_into(node: &Node, schema: Schema<'_>, found: &mut Vec<Failure>) {
    let entries = node.as_map().into_iter().flat_map(|map| map.entries.iter());
    for (name, value) in entries {
        let name = name.0.as_str();
        let Some(field) = schema.field(name) else {
            continue;
        };
        let Some(list) = value.as_list() else {
            look_into(value, field, found);
            continue;
        };
        let keys = schema.merges(name).unwrap_or_default();
        for item in list.items.iter() {
            found.extend(told(item, name, &keys));
            if let Some(of_items) = field.items() {
                look_into(item, of_items, found);
            }
        }
    }
}

/// What there is to say of an item that is to be merged by some of its fields.
fn told(item: &Node, list: &str, keys: &[String]) -> Option<Failure> {
    if item.as_map().is_none() || item.is_empty() || item.get(DIRECTIVE).is_some() {
        return None;
    }
    let values = keys.iter().filter_map(|key| Some((key, item.get(key)?)));
    let values: Vec<(&String, &Node)> = values.collect();
    let (place, message) = if let Some((key, value)) =
        values.iter().find(|(_, value)| value.as_scalar().is_none())
    {
        let what = value.what();
        (
            value.place(),
            format!(
                "`{key}`, by which kustomize merges the items of `{list}`, is {what}: what it merges may be lost"
            ),
        )
    } else if values.is_empty() && !keys.is_empty() {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        let keys = keys.join(" or ");
        (
            item.place(),
            format!(
                "this item of `{list}` has no {keys}, by which kustomize merges the items: it loses this one, and others of the list"
            ),
        )
    } else {
        return None;
    };
    Some(Failure::lost(place, message).help("say which item is meant"))
}
