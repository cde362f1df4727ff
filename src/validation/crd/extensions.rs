//! The fields `x-kubernetes-…` of a schema, which say how lists and maps are merged and what holds of an
//! object.

use std::collections::BTreeSet;

use crate::validation::check::{Check, short};
use crate::validation::field::Field;

const LIST_TYPES: [&str; 3] = ["atomic", "map", "set"];
const MAP_TYPES: [&str; 2] = ["atomic", "granular"];

/// Checks the extensions of a schema.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, schema: Field<'t>) {
    let mut keys = schema.entries().map(|(key, _)| key.as_key());
    if !keys.any(|key| key.starts_with("x-kubernetes-")) {
        return;
    }
    let preserve = schema.get("x-kubernetes-preserve-unknown-fields");
    if preserve.bool() == Some(false) {
        check.conflict(preserve, "only `true` has a meaning here", "leave it out");
    }
    let (list, map) = (
        schema.get("x-kubernetes-list-type"),
        schema.get("x-kubernetes-map-type"),
    );
    needs_type(check, schema, map, "object");
    check.one_of_set(map, &MAP_TYPES);
    needs_type(check, schema, list, "array");
    let items = schema.get("items");
    if list.is("set") && schema.get("type").is("array") {
        items_of_set(check, items);
    }
    check.one_of_set(list, &LIST_TYPES);
    let keys = schema.get("x-kubernetes-list-map-keys");
    if !keys.is_empty() && !list.is_set() {
        check.required(list, "x-kubernetes-list-type: map");
    } else if !keys.is_empty() && !list.is("map") {
        let message = "`x-kubernetes-list-map-keys` are the keys of a list of the type `map`";
        check.conflict(list, message, "write `map`, or leave the keys out");
    }
    if list.is("map") {
        items_of_map(check, items, keys);
    }
    if (list.is("map") || list.is("set")) && items.get("nullable").flag() {
        check.forbidden(items.get("nullable"), "for the items of a map or set");
    }
}

/// A list type is one of arrays, a map type one of objects.
fn needs_type<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, set: Field<'t>, kind: &str) {
    let own = schema.get("type");
    if !set.is_set() || own.is(kind) {
        return;
    }
    if own.is_empty() {
        check.required(own, &format!("type: {kind}"));
    } else {
        check.invalid(own, &format!("`{kind}` beside a list type or map type"));
    }
}

/// The items of a set are compared whole.
fn items_of_set<'t>(check: &mut Check<'_, 't>, items: Field<'t>) {
    let (list, map) = (
        items.get("x-kubernetes-list-type"),
        items.get("x-kubernetes-map-type"),
    );
    let help = "the items of a set are compared whole: write `atomic`";
    match items.get("type").text().as_ref() {
        "array" if list.is_set() && !list.is("atomic") => {
            check.conflict(list, "this is no list type for the items of a set", help);
        }
        "object" if !map.is("atomic") => {
            check.conflict(map, "this is no map type for the items of a set", help);
        }
        _ => {}
    }
}

/// The items of a map are objects, told apart by scalar fields that each of them has.
fn items_of_map<'t>(check: &mut Check<'_, 't>, items: Field<'t>, keys: Field<'t>) {
    if keys.is_empty() {
        check.required(keys, "x-kubernetes-list-map-keys: [name]");
    }
    if !items.is_set() {
        check.required(items, "items: {type: object}");
        return;
    }
    let kind = items.get("type");
    if !kind.is("object") {
        check.conflict(
            kind,
            "the items of a map are objects",
            "write `type: object`",
        );
        return;
    }
    let mut seen = BTreeSet::new();
    for key in keys.items() {
        let text = key.text();
        if !seen.insert(text.clone()) {
            let message = format!("`{}` stands twice", short(&text));
            check.conflict(keys.shown_at(key.place()), message, "write it once");
        }
        match items.get("properties").find(&text) {
            Some(property) => self::key(check, items, property, &text),
            None => {
                let message = format!("the items have no property `{text}`");
                let help = "name a property of the items";
                check.conflict(keys.shown_at(key.place()), message, help);
            }
        }
    }
}

fn key<'t>(check: &mut Check<'_, 't>, items: Field<'t>, property: Field<'t>, name: &str) {
    let kind = property.get("type");
    if kind.is("array") || kind.is("object") {
        check.conflict(
            kind,
            "a key of a map is a scalar",
            "use a key of another type",
        );
    }
    let default = property.get("default");
    let is_required = items.get("required").items().any(|item| item.is(name));
    if !is_required && !default.is_set() {
        check.required(default, "default: ...");
    }
    if property.get("nullable").flag() {
        check.forbidden(property.get("nullable"), "for a key of a map");
    }
}
