//! What an object says, apart from how it is written: what Go does not tell from unset is left out.

use std::collections::BTreeMap;

use crate::quantity::Quantity;
use crate::yaml::{Cursor, Kind, Scalar};

/// How deep values are followed; what is deeper counts as equal.
const MOST_DEPTH: usize = 64;

/// Maps of the user's own keys, in which an empty string is a value.
const FREE: [&str; 8] = [
    "annotations",
    "binaryData",
    "data",
    "labels",
    "matchLabels",
    "nodeSelector",
    "parameters",
    "selector",
];

/// Fields in which an empty string says something else than none.
const TELLING: [&str; 1] = ["storageClassName"];

/// Lists of strings that are sets.
const SETS: [&str; 2] = ["accessModes", "scopes"];

/// A value without its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Strings and numbers: where a field takes either, they mean the same.
    Text(String),
    Bool(bool),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// Reads the value here; `None` if it is as good as unset.
    pub(super) fn of(node: &Cursor<'_>) -> Option<Self> {
        read(node, "", false, 0)
    }

    /// The field of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(fields) => fields.get(name),
            _ => None,
        }
    }

    /// The field at the end of these names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, name| value.get(name))
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As messages show it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Bool(flag) => flag.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::shown).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| format!("{name}: {}", value.shown()))
                    .collect();
                format!("{{{}}}", fields.join(", "))
            }
        }
    }
}

/// Whether two fields that may be unset say the same, amounts as amounts.
pub(super) fn same(old: Option<&Value>, new: Option<&Value>) -> bool {
    match (old, new) {
        (Some(Value::Text(old)), Some(Value::Text(new))) => {
            old == new || {
                let amount = Quantity::parse(old);
                amount.is_some() && amount == Quantity::parse(new)
            }
        }
        (Some(Value::List(old)), Some(Value::List(new))) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| same(Some(old), Some(new)))
        }
        (Some(Value::Map(old)), Some(Value::Map(new))) => {
            let names = old.keys().chain(new.keys());
            names
                .into_iter()
                .all(|name| same(old.get(name), new.get(name)))
        }
        (old, new) => old == new,
    }
}

fn read(node: &Cursor<'_>, name: &str, free: bool, depth: usize) -> Option<Value> {
    if depth > MOST_DEPTH {
        return None;
    }
    match node.kind() {
        Kind::Mapping => {
            let free = FREE.contains(&name);
            let fields: BTreeMap<String, Value> = node
                .entries()
                .filter_map(|entry| {
                    let key = entry.key.as_key().into_owned();
                    let value = read(&entry.value, &key, free, depth + 1)?;
                    Some((key, value))
                })
                .collect();
            (!fields.is_empty()).then_some(Value::Map(fields))
        }
        Kind::Sequence => {
            let items = node.items();
            // An item stands in its place even if nothing is in it.
            let item = |item: Cursor<'_>| {
                read(&item, name, true, depth + 1).unwrap_or_else(|| Value::Map(BTreeMap::new()))
            };
            let mut items: Vec<Value> = items.map(item).collect();
            if SETS.contains(&name) {
                items.sort_by_key(Value::shown);
            }
            (!items.is_empty()).then_some(Value::List(items))
        }
        Kind::Scalar | Kind::Alias => match node.scalar()? {
            Scalar::Null => None,
            Scalar::Bool(flag) => Some(Value::Bool(flag)),
            Scalar::Int(int) => Some(Value::Text(int.to_string())),
            Scalar::Float(_) => Some(Value::Text(node.text().to_owned())),
            Scalar::Str(text) if text.is_empty() && !free && !TELLING.contains(&name) => None,
            Scalar::Str(text) => Some(Value::Text(text.into_owned())),
        },
    }
}
