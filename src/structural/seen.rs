//! Values over JSON as their schema has them. Nothing of the JSON is copied. Source: `UnstructuredToVal` of
//! `pkg/cel/common` of `k8s.io/apiserver`.

use std::cell::OnceCell;
use std::rc::Rc;

use serde_json::{Map as JsonMap, Value as Json};

use super::formats;
use super::lists;
use super::names;
use super::part::{Kind, ListType, Part};
use crate::cel::Error;
use crate::cel::value::{Fields, Items, List, Map, Object, Text, Value, equal};

/// What an expression sees of a value that has a schema.
///
/// # Errors
///
/// It does not fit its schema, or is null where that is no value of it.
pub(super) fn value<'a>(part: &'a Part, json: &'a Json) -> Result<Value<'a>, Error> {
    Ok(match (part.kind, json) {
        (_, Json::Null) if part.nullable => Value::Null,
        (_, Json::Null) => {
            return Err(Error::failed(
                "invalid data, got null for schema with nullable=false",
            ));
        }
        (Kind::Object, Json::Object(map)) => record(part, map),
        (Kind::Array, Json::Array(items)) => return list(part, items),
        (Kind::String, Json::String(text)) => return formats::value(part.format, text),
        (Kind::Either, Json::String(text)) => Value::String(Text::Seen(text)),
        (Kind::Either | Kind::Integer, Json::Number(number)) => match number.as_i64() {
            Some(int) => Value::Int(int),
            None => return Err(misfit("a whole number")),
        },
        (Kind::Number, Json::Number(number)) => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        (Kind::Boolean, Json::Bool(bool)) => Value::Bool(*bool),
        (Kind::Unknown, json) if part.keeps => plain(json),
        _ => return Err(misfit("another type")),
    })
}

fn misfit(takes: &str) -> Error {
    Error::failed(format!("invalid data: its schema has {takes}"))
}

/// The value of JSON that no schema speaks of.
fn plain(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => match number.as_i64() {
            Some(int) => Value::Int(int),
            None => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::String(Text::Seen(text)),
        Json::Array(items) => Value::List(List::Seen(Rc::new(Elements { part: None, items }))),
        Json::Object(map) => Value::Map(Map::Seen(Rc::new(Record::of(None, map)))),
    }
}

fn list<'a>(part: &'a Part, items: &'a [Json]) -> Result<Value<'a>, Error> {
    let Some(of) = part.items.as_deref() else {
        return Err(misfit("items of no type"));
    };
    let elements = Elements {
        part: Some(of),
        items,
    };
    let elements = List::Seen(Rc::new(elements));
    Ok(Value::List(match &part.list {
        ListType::Atomic => elements,
        list => lists::keyed(list, elements),
    }))
}

fn record<'a>(part: &'a Part, map: &'a JsonMap<String, Json>) -> Value<'a> {
    let record = Rc::new(Record::of(Some(part), map));
    match part.map_values().filter(|_| part.fields.is_none()) {
        Some(_) => Value::Map(Map::Seen(record)),
        None => Value::Object(Object(record)),
    }
}

/// The items of a list.
struct Elements<'a> {
    /// The schema of each.
    part: Option<&'a Part>,
    items: &'a [Json],
}

impl<'a> Items<'a> for Elements<'a> {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Result<Value<'a>, Error> {
        match (self.items.get(index), self.part) {
            (Some(item), Some(part)) => value(part, item),
            (Some(item), None) => Ok(plain(item)),
            (None, _) => Err(Error::out_of_bounds(index)),
        }
    }
}

/// The fields of an object, or the entries of a map.
struct Record<'a> {
    part: Option<&'a Part>,
    map: &'a JsonMap<String, Json>,
    /// Those that the server keeps, once somebody asks for more than one by its name.
    kept: OnceCell<Vec<(&'a str, &'a Json)>>,
}

impl<'a> Record<'a> {
    fn of(part: Option<&'a Part>, map: &'a JsonMap<String, Json>) -> Self {
        Self {
            part,
            map,
            kept: OnceCell::new(),
        }
    }

    fn kept(&self) -> &[(&'a str, &'a Json)] {
        self.kept.get_or_init(|| {
            let fields = self.map.iter().filter(|(name, _)| self.keeps(name));
            fields.map(|(name, json)| (name.as_str(), json)).collect()
        })
    }

    /// Whether the server keeps a field of that name.
    fn keeps(&self, name: &str) -> bool {
        self.part
            .is_none_or(|part| part.keeps || self.schema(part, name).is_some())
    }

    /// The schema of a field, by its name in manifests.
    fn schema(&self, part: &'a Part, name: &str) -> Option<&'a Part> {
        match &part.fields {
            Some(fields) => fields.get(name).map(|field| &**field),
            None => part.map_values().map(|values| &**values),
        }
    }

    /// Whether its fields have names that expressions write in their own way.
    fn is_object(&self) -> bool {
        self.part.is_some_and(|part| part.fields.is_some())
    }

    fn see(&self, name: &str, json: &'a Json) -> Result<Value<'a>, Error> {
        match self.part.and_then(|part| self.schema(part, name)) {
            Some(schema) => value(schema, json),
            None => Ok(plain(json)),
        }
    }
}

impl<'a> Fields<'a> for Record<'a> {
    fn len(&self) -> usize {
        match self.part {
            None => self.map.len(),
            Some(_) => self.kept().len(),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Value<'a>>, Error> {
        let meant = match self.is_object() {
            true => names::meant(name),
            false => Some(name.into()),
        };
        let json = meant.as_ref().and_then(|name| self.map.get(&**name));
        let Some((name, json)) = meant.as_ref().zip(json) else {
            return Ok(None);
        };
        match self.part.map(|part| (part, self.schema(part, name))) {
            // What is null and may be is as if it were not there, where a schema speaks of it.
            Some((_, Some(_))) if json.is_null() && self.is_object() => Ok(None),
            Some((_, Some(schema))) => value(schema, json).map(Some),
            Some((part, None)) if !part.keeps => Ok(None),
            _ => Ok(Some(plain(json))),
        }
    }

    fn has(&self, name: &str) -> Result<bool, Error> {
        if !self.is_object() {
            return Ok(self.map.contains_key(name) && self.keeps(name));
        }
        let name = names::meant(name);
        Ok(name.is_some_and(|name| {
            let json = self.map.get(&*name);
            json.is_some_and(|json| !json.is_null()) && self.keeps(&name)
        }))
    }

    fn entry(&self, index: usize) -> Result<(Text<'a>, Value<'a>), Error> {
        let Some(&(name, json)) = self.kept().get(index) else {
            return Err(Error::out_of_bounds(index));
        };
        Ok((self.written(name), self.see(name, json)?))
    }

    fn equals(&self, other: &Map<'a>) -> Option<Result<bool, Error>> {
        // What is null counts, and is not there; what no schema speaks of is compared where the other has it.
        let is_odd = |(name, json): &(&str, &Json)| {
            let part = self.part.and_then(|part| self.schema(part, name));
            json.is_null() || part.is_none()
        };
        let has_odd = self.is_object() && self.kept().iter().any(is_odd);
        has_odd.then(|| self.is_equal(other))
    }

    fn type_name(&self) -> &str {
        match self.part {
            Some(part) if part.map_values().is_none() => crate::cel::types::Fields::name(part),
            _ => "map",
        }
    }
}

impl<'a> Record<'a> {
    fn is_equal(&self, other: &Map<'a>) -> Result<bool, Error> {
        if self.len() != other.len() {
            return Ok(false);
        }
        for &(name, json) in self.kept() {
            let theirs = other.get(&Value::String(self.written(name)))?;
            let is_same = match theirs {
                Some(theirs) => !json.is_null() && equal(&self.see(name, json)?, &theirs)?,
                None => {
                    json.is_null()
                        || self
                            .part
                            .is_some_and(|part| self.schema(part, name).is_none())
                }
            };
            if !is_same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A name as expressions write it.
    fn written(&self, name: &'a str) -> Text<'a> {
        match names::escaped(name).filter(|_| self.is_object()) {
            Some(std::borrow::Cow::Owned(escaped)) => Text::Made(escaped.into()),
            _ => Text::Seen(name),
        }
    }
}
