//! Lists that are sets, or maps of what their items are known by: their order says nothing. Source: `unstructuredSetList`
//! and `unstructuredMapList` of `pkg/cel/common` of `k8s.io/apiserver`.

use std::collections::HashMap;
use std::rc::Rc;

use super::part::ListType;
use crate::cel::Error;
use crate::cel::value::{Items, List, Text, Value, equal};

/// A list whose items are known by more than their place.
pub(super) fn keyed<'a>(list: &'a ListType, items: List<'a>) -> List<'a> {
    List::Seen(Rc::new(Keyed { list, items }))
}

struct Keyed<'a> {
    list: &'a ListType,
    items: List<'a>,
}

/// What an item is known by: the texts of scalars, with their types.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Bool(bool),
    Number(u64),
    Text(Text<'a>),
    Several(Vec<Key<'a>>),
    /// Nothing: null, or what is no scalar.
    None,
}

impl<'a> Keyed<'a> {
    fn key(&self, item: &Value<'a>) -> Result<Key<'a>, Error> {
        let ListType::Map(names) = self.list else {
            return Ok(scalar(item));
        };
        let Value::Object(object) = item else {
            return Ok(Key::None);
        };
        let mut keys = Vec::with_capacity(names.len());
        for name in names {
            let field = object.0.get(name)?;
            keys.push(field.as_ref().map_or(Key::None, scalar));
        }
        Ok(Key::Several(keys))
    }

    /// Where the items are, by what they are known by: the last of those that are known by the same.
    fn places(&self) -> Result<HashMap<Key<'a>, usize>, Error> {
        let mut places = HashMap::with_capacity(self.items.len());
        for (at, item) in self.items.iter().enumerate() {
            places.insert(self.key(&item?)?, at);
        }
        Ok(places)
    }

    fn is_equal(&self, other: &List<'a>) -> Result<bool, Error> {
        if self.items.len() != other.len() {
            return Ok(false);
        }
        let places = self.places()?;
        for item in other.iter() {
            let item = item?;
            let Some(&at) = places.get(&self.key(&item)?) else {
                return Ok(false);
            };
            let is_map = matches!(self.list, ListType::Map(_));
            if is_map && !equal(&self.items.get(at)?, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn join(&self, other: &List<'a>) -> Result<List<'a>, Error> {
        let mut places = self.places()?;
        let mut all = Vec::with_capacity(self.items.len() + other.len());
        for item in self.items.iter() {
            all.push(item?);
        }
        for item in other.iter() {
            let item = item?;
            let key = self.key(&item)?;
            match (places.get(&key).and_then(|&at| all.get_mut(at)), self.list) {
                (Some(known), ListType::Map(_)) => *known = item,
                (Some(_), _) => {}
                (None, _) => {
                    places.insert(key, all.len());
                    all.push(item);
                }
            }
        }
        Ok(keyed(self.list, List::Made(Rc::new(all))))
    }
}

impl<'a> Items<'a> for Keyed<'a> {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Result<Value<'a>, Error> {
        self.items.get(index)
    }

    fn equals(&self, other: &List<'a>) -> Option<Result<bool, Error>> {
        Some(self.is_equal(other))
    }

    fn plus(&self, other: &List<'a>) -> Option<Result<List<'a>, Error>> {
        Some(self.join(other))
    }
}

fn scalar<'a>(value: &Value<'a>) -> Key<'a> {
    match value {
        Value::Bool(bool) => Key::Bool(*bool),
        Value::Int(int) => Key::Number(int.cast_unsigned()),
        Value::Double(double) => Key::Number(double.to_bits()),
        Value::String(text) => Key::Text(text.clone()),
        _ => Key::None,
    }
}
