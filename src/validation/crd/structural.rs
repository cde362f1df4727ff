//! Whether a schema is structural: each field has one type, and what is said of values stands apart.
//! Source: `ValidateStructural` of `pkg/apiserver/schema`.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// The parts of a schema of which one, or all, must hold.
const JUNCTORS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// What may only be said outside of a junctor.
const STRUCTURE: [&str; 12] = [
    "type",
    "additionalProperties",
    "default",
    "title",
    "description",
    "nullable",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type",
    "x-kubernetes-map-type",
];

/// Checks the schema of a version. Whether it is structural.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, root: Field<'t>) -> bool {
    let before = check.found.len();
    structure(check, root, true);
    complete(check, root, root);
    check.found.len() == before
}

/// A schema that says what there is.
fn structure<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, root: bool) {
    if !root && is_leaf(schema) {
        return;
    }
    let kind = schema.get("type");
    let items = schema.get("items");
    if kind.is("array") && !items.is_set() {
        check.required(items, "items: {type: string}");
    }
    if items.is_set() {
        structure(check, items, false);
    }
    for (_, property) in schema.get("properties").entries() {
        structure(check, property, false);
    }
    let other = schema.get("additionalProperties");
    if root && other.is_set() {
        check.forbidden(other, "at the root");
    }
    if other.is_set() && other.bool().is_none() {
        structure(check, other, false);
    }
    types(check, schema, root);
    let skip_any = is_int_or_string(schema);
    let skip_all = schema
        .get("allOf")
        .items()
        .next()
        .is_some_and(is_int_or_string);
    values(check, schema, skip_any, skip_all);
    if root || schema.get("x-kubernetes-embedded-resource").flag() {
        meta(check, schema, root);
    }
}

/// Whether a schema says no more than that a value is a string, a number or a bool, as most do: then nothing is wrong with it.
pub(super) fn is_leaf(schema: Field<'_>) -> bool {
    let says_little = |key: &str, value: Field<'_>| match key {
        "type" => ["string", "integer", "number", "boolean"]
            .iter()
            .any(|kind| value.is(kind)),
        "description" | "format" | "enum" | "minLength" | "maxLength" | "minimum" | "maximum" => {
            true
        }
        _ => false,
    };
    let mut typed = false;
    schema.entries().all(|(key, value)| {
        let key = key.as_key();
        typed |= key == "type";
        says_little(&key, value)
    }) && typed
}

/// What a schema without a type is to say, by what else it says.
fn what_stands_for_a_type(schema: Field<'_>, root: bool) -> &'static str {
    let forms = ["anyOf", "oneOf"].map(|name| schema.get(name));
    let is_of = |kind: &str| {
        let parts = forms.iter().flat_map(|form| form.items());
        parts.filter(|part| part.get("type").is(kind)).count()
    };
    let typed = ["object", "array", "string", "integer", "number", "boolean"].map(is_of);
    let kinds = typed.iter().filter(|&&count| count > 0).count();
    if !root && kinds == 2 && typed[2] > 0 && typed[3] > 0 {
        "x-kubernetes-int-or-string: true"
    } else if !root && kinds > 1 {
        "x-kubernetes-preserve-unknown-fields: true"
    } else if schema.get("items").is_set() {
        "type: array"
    } else {
        "type: object"
    }
}

/// The type of a field, and the extensions that stand for one.
fn types<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, root: bool) {
    let kind = schema.get("type");
    let embedded = schema.get("x-kubernetes-embedded-resource");
    let preserve = schema.get("x-kubernetes-preserve-unknown-fields");
    let either = schema.get("x-kubernetes-int-or-string").flag();
    for field in [preserve, embedded] {
        if either && field.flag() {
            let message = "a number or a string has no fields";
            check.conflict(
                field,
                message,
                "leave it or `x-kubernetes-int-or-string` out",
            );
        }
    }
    if kind.is_empty() && kind.is_text() {
        if embedded.flag() || (!either && !preserve.flag()) {
            check.required(kind, what_stands_for_a_type(schema, root));
        }
    } else if embedded.flag() && !kind.is("object") {
        check.invalid(kind, "`object` for an embedded resource");
    }
    if root && !kind.is_empty() && !kind.is("object") {
        check.invalid(kind, "`object` at the root");
    }
    if embedded.flag() {
        if schema.get("additionalProperties").is_set() {
            check.forbidden(
                schema.get("additionalProperties"),
                "for an embedded resource",
            );
        }
        if !preserve.flag() && schema.get("properties").is_empty() {
            check.required(
                schema.get("properties"),
                "x-kubernetes-preserve-unknown-fields: true",
            );
        }
    }
}

/// Every object has `kind`, `apiVersion` and `metadata`: little may be said of them.
fn meta<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, root: bool) {
    let properties = schema.get("properties");
    for (name, kind) in [
        ("kind", "string"),
        ("apiVersion", "string"),
        ("metadata", "object"),
    ] {
        let property = properties.get(name);
        if property.is_set() && !property.get("type").is(kind) {
            let message = format!("`{name}` of an object is of the type `{kind}`");
            check.conflict(
                property.get("type"),
                message,
                &format!("write `type: {kind}`"),
            );
        }
    }
    let metadata = properties.get("metadata");
    if !root || !metadata.is_set() {
        return;
    }
    let other = metadata
        .entries()
        .find(|(key, value)| match key.as_key().as_ref() {
            "type" | "default" => false,
            "properties" => value
                .entries()
                .any(|(key, _)| !matches!(key.as_key().as_ref(), "name" | "generateName")),
            _ => !value.is_empty() && value.bool() != Some(false),
        });
    if let Some((key, _)) = other {
        let why = "with anything but `name` and `generateName`, as every object has it";
        check.forbidden(metadata.shown_at(key), why);
    }
}

/// `anyOf: [{type: integer}, {type: string}]`, which may stand for a type.
fn is_int_or_string(schema: Field<'_>) -> bool {
    let any = schema.get("anyOf");
    let is = |at: usize, kind: &str| {
        any.items()
            .nth(at)
            .is_some_and(|part| part.len() == 1 && part.get("type").is(kind))
    };
    any.len() == 2 && is(0, "integer") && is(1, "string")
}

/// What a schema says of values. `skip_any`, `skip_all`: `anyOf`, or that of the first of `allOf`, stands
/// for a type.
fn values<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, skip_any: bool, skip_all: bool) {
    for name in JUNCTORS {
        if name == "anyOf" && skip_any {
            continue;
        }
        for (at, part) in schema.get(name).items().enumerate() {
            nested(check, part, name == "allOf" && skip_all && at == 0);
        }
    }
    if schema.get("not").is_set() {
        nested(check, schema.get("not"), false);
    }
    let pattern = schema.get("pattern");
    let written = pattern.text();
    if !written.is_empty() && !check.is_pattern(&written) {
        check.invalid(pattern, "a regular expression of Go");
    }
}

/// A schema within a junctor, which may say things of values alone.
fn nested<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, skip_any: bool) {
    values(check, schema, skip_any, false);
    if schema.get("items").is_set() {
        nested(check, schema.get("items"), false);
    }
    for (_, property) in schema.get("properties").entries() {
        nested(check, property, false);
    }
    for name in STRUCTURE {
        let field = schema.get(name);
        if !field.is_empty() && field.bool() != Some(false) {
            check.forbidden(
                field,
                "within `allOf`, `anyOf`, `oneOf` and `not`: say it beside them",
            );
        }
    }
    let rules = schema.get("x-kubernetes-validations");
    if !rules.is_empty() {
        check.forbidden(
            rules,
            "within `allOf`, `anyOf`, `oneOf` and `not`: say it beside them",
        );
    }
    let metadata = schema.at(&["properties", "metadata"]);
    if metadata.is_set() {
        check.forbidden(metadata, "within `allOf`, `anyOf`, `oneOf` and `not`");
    }
}

/// Every field that a junctor speaks of must be in the structure. `own`: the structure at the same place.
fn complete<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, own: Field<'t>) {
    let parts = JUNCTORS.iter().flat_map(|name| schema.get(name).items());
    let parts: Vec<Field<'t>> = parts.chain(Some(schema.get("not"))).collect();
    for part in parts.into_iter().filter(|part| part.is_set()) {
        complete_nested(check, part, own);
    }
}

fn complete_nested<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, own: Field<'t>) {
    complete(check, schema, own);
    let items = schema.get("items");
    if items.is_set() {
        let own = own.get("items");
        if own.is_set() {
            complete_nested(check, items, own);
        } else {
            let shown = own.shown_at(items.place());
            check.required(shown, "items: {type: ...}");
        }
    }
    for (key, property) in schema.get("properties").entries() {
        match own.get("properties").find(&key.as_key()) {
            Some(own) => complete_nested(check, property, own),
            None => {
                let name = key.as_key();
                let message = format!("`{name}` is no property of the schema around it");
                let path = own
                    .path(check.object)
                    .field("properties")
                    .key(name.clone().into_owned());
                check.required_at(property.shown_at(key), path, message);
            }
        }
    }
}
