//! What the schema of a custom resource may hold. Source: `ValidateCustomResourceDefinitionOpenAPISchema`.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Phase, RuleId, Server};
use crate::schema::formats::Asked;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::versions::WARNS_OF_FORMATS;
use crate::yaml::Cursor;

use super::{defaults, expressions, extensions, rules, structural};

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Fields of JSON Schema that the API server does not take.
const UNSUPPORTED: [&str; 7] = [
    "id",
    "additionalItems",
    "patternProperties",
    "definitions",
    "dependencies",
    "$ref",
    "$schema",
];

/// The fields that may stand at the root beside the subresource `status`.
const BESIDE_STATUS: [&str; 25] = [
    "description",
    "type",
    "format",
    "title",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "multipleOf",
    "required",
    "items",
    "properties",
    "externalDocs",
    "example",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-validations",
    "default",
    "nullable",
    "enum",
];

/// Where a schema stands.
#[derive(Clone, Copy, Default)]
struct Place {
    root: bool,
    /// Within the schema of `metadata`, `kind` or `apiVersion`.
    meta: bool,
    /// Why there may be no default.
    no_default: Option<&'static str>,
}

/// How many nodes of a schema may stand inside each other for its checks, which call themselves level by
/// level. No schema that is meant comes near.
const MOST_LEVELS: usize = 100;

/// What some node of a schema says, so that what no node says is not looked for again.
#[derive(Default)]
struct SchemaTraits {
    is_unsupported: bool,
    has_defaults: bool,
    has_rules: bool,
}

impl SchemaTraits {
    /// Looks at all keys of a schema, those of its properties among them; `None` if it is too deep.
    fn of(root: Field<'_>) -> Option<Self> {
        let mut said = Self::default();
        let mut pending: Vec<_> = root.node().into_iter().map(|node| (node, 0)).collect();
        while let Some((node, level)) = pending.pop() {
            if level > MOST_LEVELS {
                return None;
            }
            let entries = node.entries();
            let values = entries.inspect(|entry| said.add(entry.key));
            let values = values.map(|entry| entry.value).chain(node.items());
            pending.extend(values.map(|value| (value, level + 1)));
        }
        Some(said)
    }

    fn add(&mut self, key: Cursor<'_>) {
        match key.as_key().as_ref() {
            "default" => self.has_defaults = true,
            "x-kubernetes-validations" => self.has_rules = true,
            key => self.is_unsupported |= UNSUPPORTED.contains(&key),
        }
    }
}

/// The schema of a version; one that is too deep is passed over. `status`: the version has the subresource `status`.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, root: Field<'t>, status: bool) {
    let Some(said) = SchemaTraits::of(root) else {
        return;
    };
    if status {
        beside_status(check, root);
    }
    if root.get("nullable").flag() {
        check.forbidden(root.get("nullable"), "at the root");
    }
    let before = check.found.len();
    let is_supported =
        !said.is_unsupported || everywhere(root, &|schema| unsupported(schema).next().is_none());
    if is_supported && structural::check(check, root) && said.has_defaults {
        defaults::check(check, root);
    }
    let place = Place {
        root: true,
        ..Place::default()
    };
    schema(check, root, place);
    let is_refused = |found: &Diagnostic| found.server == Some(Server::Rejects);
    if said.has_rules && !check.found.iter().skip(before).any(is_refused) {
        let before = check.found.len();
        expressions::check(check, root);
        for found in check.found.iter_mut().skip(before) {
            found.phase = Phase::Expression;
        }
    }
}

/// Whether a condition holds for a schema and all within it.
pub(super) fn everywhere(schema: Field<'_>, holds: &dyn Fn(Field<'_>) -> bool) -> bool {
    holds(schema)
        && parts(schema)
            .iter()
            .all(|(_, part)| everywhere(*part, holds))
}

/// The schemas right below one, each with the key that leads to it.
pub(super) fn parts<'t>(schema: Field<'t>) -> Vec<(Option<Cow<'t, str>>, Field<'t>)> {
    let mut parts = Vec::new();
    for (key, value) in schema.entries() {
        match key.as_key().as_ref() {
            "properties" => {
                let properties = value.entries();
                parts.extend(properties.map(|(key, value)| (Some(key.as_key()), value)));
            }
            "items" | "additionalProperties" | "not"
                if value.is_set() && value.bool().is_none() =>
            {
                parts.push((None, value));
            }
            "allOf" | "anyOf" | "oneOf" => parts.extend(value.items().map(|part| (None, part))),
            _ => {}
        }
    }
    parts
}

/// The status is checked by the part of the schema below `properties.status`: what says something of the
/// whole object would be lost.
fn beside_status<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    let other = root.entries().find(|(key, value)| {
        !BESIDE_STATUS[..22].contains(&key.as_key().as_ref())
            && !value.is_empty()
            && value.bool() != Some(false)
    });
    let kind = root.get("type");
    if !kind.is("object") && !kind.is_empty() {
        check.invalid(kind, "`object` at the root beside the subresource `status`");
    } else if let Some((key, _)) = other {
        let message = format!(
            "`{}` may not stand at the root of the schema beside the subresource `status`",
            key.as_key()
        );
        check.conflict(root.shown_at(key), message, "write it below `properties`");
    }
}

/// Checks a schema and those within it.
fn schema<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, place: Place) {
    format(check, schema);
    if structural::is_leaf(schema) {
        return;
    }
    supported(check, schema, place);
    if schema.get("uniqueItems").flag() {
        let why = "to true: to compare all items takes too long; use `x-kubernetes-list-type: set`";
        check.forbidden(schema.get("uniqueItems"), why);
    }
    let (properties, other) = (schema.get("properties"), schema.get("additionalProperties"));
    if !properties.is_empty() && other.is_set() && other.bool() != Some(true) {
        check.forbidden(other, "beside `properties`");
    }
    extensions::check(check, schema);
    rules::check(check, schema);
    let embedded = place.root || schema.get("x-kubernetes-embedded-resource").flag();
    for (key, part) in parts(schema) {
        let is_meta = embedded
            && key
                .as_deref()
                .is_some_and(|key| matches!(key, "metadata" | "kind" | "apiVersion"));
        let mut within = Place {
            root: false,
            ..place
        };
        if is_meta {
            within.meta = true;
            if place.root {
                within.no_default = Some("in `metadata`, `kind` and `apiVersion`");
            }
        } else if place.meta && part.path(check.object).ends_with(&["additionalProperties"]) {
            within.no_default = Some("in the labels or annotations of an object");
        }
        self::schema(check, part, within);
    }
}

/// What the API server takes of JSON Schema.
fn supported<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, place: Place) {
    let kind = schema.get("type");
    if !kind.is_empty() && kind.is_text() && !TYPES.contains(&kind.text().as_ref()) {
        check.unsupported(kind, &TYPES);
        if kind.is("null") {
            check.forbidden(kind, "to `null`: use `nullable: true`");
        }
    }
    if schema.get("default").is_set()
        && let Some(why) = place.no_default
    {
        check.forbidden(schema.get("default"), why);
    }
    for (_, field) in unsupported(schema).filter(|(key, _)| !key.is_key("$schema")) {
        check.forbidden(field, "in the schema of a custom resource");
    }
    let embedded = schema.get("x-kubernetes-embedded-resource");
    if place.meta && embedded.flag() {
        check.forbidden(embedded, "within `metadata`");
    }
}

/// The fields of a schema that the API server does not take; `$schema` keeps it from being structural alone.
fn unsupported<'t>(schema: Field<'t>) -> impl Iterator<Item = (Cursor<'t>, Field<'t>)> {
    let is_one = |key: &Cursor<'t>| UNSUPPORTED.contains(&key.as_key().as_ref());
    let fields = schema.entries();
    fields.filter(move |(key, value)| is_one(key) && !value.is_empty())
}

/// A format that the API server does not know is ignored.
fn format<'t>(check: &mut Check<'_, 't>, schema: Field<'t>) {
    let format = schema.get("format");
    let text = format.text();
    if text.is_empty() {
        return;
    }
    let is_known = match schema.get("type").text().as_ref() {
        "" | "string" => Asked::ByServer(check.version).knows(&text),
        "integer" => matches!(text.as_ref(), "int32" | "int64"),
        "number" => matches!(text.as_ref(), "float" | "double"),
        _ => false,
    };
    if !is_known {
        let message =
            format!("the API server knows no format `{text}` of this type and checks nothing");
        check.warn_since(&WARNS_OF_FORMATS, RuleId::IGNORED_VALUE, format, message);
    }
}
