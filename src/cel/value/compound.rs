//! Lists, maps and objects.

use std::fmt;
use std::rc::Rc;

use super::{Fields, List, MadeMap, Map, Object, Value};
use crate::cel::error::Error;

impl<'a> List<'a> {
    /// How many elements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Made(items) => items.len(),
            Self::Seen(items) => items.len(),
        }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element of that index, which is less than the length.
    ///
    /// # Errors
    ///
    /// It is not known.
    pub fn get(&self, index: usize) -> Result<Value<'a>, Error> {
        match self {
            Self::Made(items) => items
                .get(index)
                .cloned()
                .ok_or_else(|| Error::out_of_bounds(index)),
            Self::Seen(items) => items.get(index),
        }
    }

    /// All elements, in order; each may not be known.
    pub fn iter(&self) -> impl Iterator<Item = Result<Value<'a>, Error>> + use<'_, 'a> {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl<'a> Map<'a> {
    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Made(map) => map.entries().len(),
            Self::Seen(fields) => fields.len(),
        }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key; None if it is not there.
    ///
    /// # Errors
    ///
    /// It is not known.
    pub fn get(&self, key: &Value<'a>) -> Result<Option<Value<'a>>, Error> {
        match (self, key) {
            (Self::Made(map), key) => Ok(map.get(key).cloned()),
            (Self::Seen(fields), Value::String(name)) => fields.get(name.as_str()),
            (Self::Seen(_), _) => Ok(None),
        }
    }

    /// The entry of that index, which is less than the length.
    ///
    /// # Errors
    ///
    /// It is not known.
    pub fn entry(&self, index: usize) -> Result<(Value<'a>, Value<'a>), Error> {
        match self {
            Self::Made(map) => {
                let entry = map.entries().get(index).cloned();
                entry.ok_or_else(|| Error::out_of_bounds(index))
            }
            Self::Seen(fields) => {
                let (name, value) = fields.entry(index)?;
                Ok((Value::String(name), value))
            }
        }
    }

    /// The key of that index, which is less than the length.
    ///
    /// # Errors
    ///
    /// It is not known.
    pub fn key(&self, index: usize) -> Result<Value<'a>, Error> {
        match self {
            Self::Made(_) => self.entry(index).map(|(key, _)| key),
            Self::Seen(fields) => fields.name(index).map(Value::String),
        }
    }
}

impl<'a> Value<'a> {
    /// It as a map, if it is a map or an object.
    pub(crate) fn as_map(&self) -> Option<Map<'a>> {
        match self {
            Self::Map(map) => Some(map.clone()),
            Self::Object(Object(fields)) => Some(Map::Seen(Rc::clone(fields))),
            _ => None,
        }
    }
}

impl<'a> From<MadeMap<'a>> for Value<'a> {
    fn from(map: MadeMap<'a>) -> Self {
        Self::Map(Map::Made(Rc::new(map)))
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().flatten()).finish()
    }
}

impl fmt::Debug for Map<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = (0..self.len()).filter_map(|index| self.entry(index).ok());
        f.debug_map().entries(entries).finish()
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.type_name())?;
        Map::Seen(Rc::clone(&self.0)).fmt(f)
    }
}

impl fmt::Debug for dyn Fields<'_> + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.type_name())
    }
}
