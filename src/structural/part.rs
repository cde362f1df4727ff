//! A schema, and the schemas within it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value as Json};

use super::names;
use super::rules::{Compiled, Rule};

/// A schema.
#[derive(Debug, Default)]
pub struct Part {
    /// The way to it from the top, as messages write it.
    pub path: Box<str>,
    /// The type of its values.
    pub(super) kind: Kind,
    /// Whether null is one of them.
    pub(super) nullable: bool,
    /// `format`.
    pub(super) format: Format,
    /// Whether unknown fields are kept.
    pub(super) keeps: bool,
    /// `properties`, by their names in manifests; none if there are none.
    pub fields: Option<BTreeMap<Box<str>, Arc<Self>>>,
    /// `additionalProperties`.
    pub values: Option<Arc<Self>>,
    /// `items`.
    pub items: Option<Arc<Self>>,
    /// `x-kubernetes-list-type`, with the keys of a map.
    pub(super) list: ListType,
    /// The rules that hold of every value.
    pub(super) rules: Vec<Rule>,
    /// Whether rules hold of its values, or of what is within them.
    pub has_rules: bool,
    /// How large a value may be.
    pub(super) limits: Limits,
    /// The rules, once they were asked for.
    pub(super) compiled: OnceLock<Vec<Compiled>>,
}

/// What bounds the size of values.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// `maxLength`.
    pub(super) length: Option<u64>,
    /// `maxItems`.
    pub(super) items: Option<u64>,
    /// `maxProperties`.
    pub(super) properties: Option<u64>,
    /// The length of the longest text of `enum`, if there is one.
    pub(super) option: Option<u64>,
    /// The fields that have to be written: those in `required` without a default.
    pub(super) written: Vec<Box<str>>,
}

/// What a schema says of the type of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// `array`
    Array,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `object`
    Object,
    /// `string`
    String,
    /// `x-kubernetes-int-or-string`
    Either,
    /// Nothing.
    #[default]
    Unknown,
}

/// The formats of strings that expressions see as more than strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// `byte`
    Byte,
    /// `date`
    Date,
    /// `date-time`
    DateTime,
    /// `duration`
    Duration,
    /// Any other, or none.
    #[default]
    Other,
}

/// How the items of a list belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum ListType {
    /// As a whole, in their order.
    #[default]
    Atomic,
    /// Each once, in no order.
    Set,
    /// Each by the values of these fields.
    Map(Vec<Box<str>>),
}

impl Part {
    /// The schema of an object: every object has a kind and a name, whatever its schema says.
    #[must_use]
    pub fn of_object(schema: &Json) -> Arc<Self> {
        Arc::new(Self::read(schema, String::new(), true))
    }

    /// `is_top`: it is of an object with `metadata`.
    fn read(schema: &Json, path: String, is_top: bool) -> Self {
        let text = |key: &str| schema.get(key).and_then(Json::as_str).unwrap_or_default();
        let is_set = |key: &str| schema.get(key) == Some(&Json::Bool(true));
        let mut part = Self {
            kind: match text("type") {
                _ if is_set("x-kubernetes-int-or-string") => Kind::Either,
                "array" => Kind::Array,
                "boolean" => Kind::Boolean,
                "integer" => Kind::Integer,
                "number" => Kind::Number,
                "object" => Kind::Object,
                "string" => Kind::String,
                _ => Kind::Unknown,
            },
            nullable: is_set("nullable"),
            format: match text("format") {
                "byte" => Format::Byte,
                "date" => Format::Date,
                "date-time" => Format::DateTime,
                "duration" => Format::Duration,
                _ => Format::Other,
            },
            keeps: is_set("x-kubernetes-preserve-unknown-fields"),
            list: ListType::of(schema),
            limits: Limits::of(schema),
            rules: Rule::all(schema),
            ..Self::default()
        };
        let within = |key: &str, step: &str| {
            let schema = schema.get(key).filter(|schema| schema.is_object())?;
            Some(Arc::new(Self::below(schema, format!("{path}{step}"))))
        };
        part.values = within("additionalProperties", "[]");
        part.items = within("items", "[]");
        let properties = schema.get("properties").and_then(Json::as_object);
        part.fields = properties.filter(|all| !all.is_empty()).map(|all| {
            let field = |(name, schema): (&String, &Json)| {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{name}");
                (name.as_str().into(), Arc::new(Self::below(schema, path)))
            };
            all.iter().map(field).collect()
        });
        if is_top {
            part.add_metadata(&path);
        }
        part.has_rules = !part.rules.is_empty() || part.within().any(|within| within.has_rules);
        part.path = path.into();
        part
    }

    /// The schemas right within it.
    fn within(&self) -> impl Iterator<Item = &Arc<Self>> {
        let fields = self.fields.iter().flat_map(BTreeMap::values);
        fields.chain(&self.values).chain(&self.items)
    }

    /// A schema within another.
    fn below(schema: &Json, path: String) -> Self {
        let embedded = schema.get("x-kubernetes-embedded-resource");
        Self::read(schema, path, embedded == Some(&Json::Bool(true)))
    }

    /// Declares what every object has. Where a schema does not say all of it, it says nothing of it.
    fn add_metadata(&mut self, path: &str) {
        let fields = self.fields.get_or_insert_default();
        let is = |part: Option<&Arc<Self>>, kind| part.is_some_and(|part| part.kind == kind);
        let own = fields.get("metadata");
        let of_metadata = own.and_then(|own| own.fields.as_ref());
        let names = ["name", "generateName"];
        let says_all = is(own, Kind::Object)
            && ["kind", "apiVersion"]
                .iter()
                .all(|name| is(fields.get(*name), Kind::String))
            && of_metadata.is_some_and(|fields| {
                let mut names = names.iter();
                names.all(|name| is(fields.get(*name), Kind::String))
            });
        if says_all {
            return;
        }
        let rules = |own: Option<&Arc<Self>>| own.map_or(Vec::new(), |own| own.rules.clone());
        let text = |own: Option<&Arc<Self>>| {
            let rules = rules(own);
            Arc::new(Self {
                kind: Kind::String,
                has_rules: !rules.is_empty(),
                rules,
                ..Self::default()
            })
        };
        let named = |name: &str| of_metadata.and_then(|fields| fields.get(name));
        let dot = if path.is_empty() { "" } else { "." };
        let metadata = Self {
            path: format!("{path}{dot}metadata").into(),
            kind: Kind::Object,
            keeps: true,
            rules: rules(own),
            has_rules: own.is_some_and(|own| own.has_rules),
            fields: Some(names.map(|name| (name.into(), text(named(name)))).into()),
            ..Self::default()
        };
        for name in ["kind", "apiVersion"] {
            let part = text(fields.get(name));
            fields.insert(name.into(), part);
        }
        fields.insert("metadata".into(), Arc::new(metadata));
    }

    /// The schema of a field, by the name that it is declared by. Others may mean it as well, and none of them has its
    /// type or its size.
    pub(super) fn field_declared(&self, name: &str) -> Option<&Arc<Self>> {
        let own = names::meant(name)?;
        let field = self.fields.as_ref()?.get(&*own)?;
        (names::escaped(&own)? == name).then_some(field)
    }
}

impl ListType {
    fn of(schema: &Json) -> Self {
        let keys = schema.get("x-kubernetes-list-map-keys");
        let keys = keys.and_then(Json::as_array).into_iter().flatten();
        match schema.get("x-kubernetes-list-type").and_then(Json::as_str) {
            Some("set") => Self::Set,
            Some("map") => Self::Map(keys.filter_map(Json::as_str).map(Into::into).collect()),
            _ => Self::Atomic,
        }
    }
}

impl Limits {
    fn of(schema: &Json) -> Self {
        let count = |key: &str| whole(schema.get(key)?);
        let list = |key: &str| {
            schema
                .get(key)
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
        };
        let properties = schema.get("properties").and_then(Json::as_object);
        let has_default = |name: &str| {
            let field = properties.and_then(|fields: &Map<String, Json>| fields.get(name));
            let default = field.and_then(|field| field.get("default"));
            default.is_some_and(|default| !default.is_null())
        };
        let options = list("enum").map(|one| one.as_str().map_or(0, str::len) as u64);
        Self {
            length: count("maxLength"),
            items: count("maxItems"),
            properties: count("maxProperties"),
            option: options.max(),
            written: list("required")
                .filter_map(Json::as_str)
                .filter(|name| !has_default(name))
                .map(Into::into)
                .collect(),
        }
    }
}

/// A count; one below nothing is nothing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float ends at the bounds"
)]
fn whole(value: &Json) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_f64().map(|count| count as u64))
}
