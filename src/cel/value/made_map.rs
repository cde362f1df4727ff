//! Maps that an expression makes.

use std::collections::HashMap;

use super::{Text, Value};

/// More entries than this are found by an index.
const MOST_WITHOUT_INDEX: usize = 8;

/// A map that was made. Entries stand in the order of their making.
#[derive(Clone, Debug, Default)]
pub struct MadeMap<'a> {
    entries: Vec<(Value<'a>, Value<'a>)>,
    /// Where the keys stand, once there are many.
    index: HashMap<Key<'a>, usize>,
}

/// A key, by its type and value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key<'a> {
    Bool(bool),
    Int(i64),
    Uint(u64),
    /// The bits of a number with a fraction.
    Double(u64),
    String(Text<'a>),
}

impl<'a> MadeMap<'a> {
    /// The entries, in the order of their making.
    #[must_use]
    pub fn entries(&self) -> &[(Value<'a>, Value<'a>)] {
        &self.entries
    }

    /// The value of a key: of one that is written alike, or else of a number that is the same of another type.
    #[must_use]
    pub fn get(&self, key: &Value<'a>) -> Option<&Value<'a>> {
        self.place(key).map(|place| &self.entries[place].1)
    }

    /// Whether `value` may be a key.
    #[must_use]
    pub fn is_key(value: &Value<'a>) -> bool {
        Key::of(value).is_some()
    }

    /// Gives a key a value, in place of the one that it had. What can be no key is left out.
    pub fn insert(&mut self, key: Value<'a>, value: Value<'a>) {
        let Some(of) = Key::of(&key) else { return };
        if let Some(place) = self.exact(&of) {
            self.entries[place].1 = value;
            return;
        }
        self.entries.push((key, value));
        if self.index.is_empty() && self.entries.len() > MOST_WITHOUT_INDEX {
            let keys = self.entries.iter().enumerate();
            self.index = keys
                .filter_map(|(place, (key, _))| Some((Key::of(key)?, place)))
                .collect();
        } else if !self.index.is_empty() {
            self.index.insert(of, self.entries.len() - 1);
        }
    }

    /// Takes a key and its value out.
    pub fn remove(&mut self, key: &Value<'a>) {
        let place = Key::of(key).and_then(|key| self.exact(&key));
        if let Some(place) = place {
            let (entries, index) = (std::mem::take(&mut self.entries), &mut self.index);
            index.clear();
            for (at, (key, value)) in entries.into_iter().enumerate() {
                if at != place {
                    self.insert(key, value);
                }
            }
        }
    }

    fn exact(&self, key: &Key<'a>) -> Option<usize> {
        if self.index.is_empty() {
            let keys = self.entries.iter();
            return keys
                .map(|(key, _)| Key::of(key))
                .position(|other| other.as_ref() == Some(key));
        }
        self.index.get(key).copied()
    }

    fn place(&self, key: &Value<'a>) -> Option<usize> {
        let key = Key::of(key)?;
        let alike = key.alike();
        self.exact(&key)
            .or_else(|| alike.into_iter().flatten().find_map(|key| self.exact(&key)))
    }
}

impl<'a> Key<'a> {
    fn of(value: &Value<'a>) -> Option<Self> {
        Some(match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::Uint(value) => Self::Uint(*value),
            Value::Double(value) => Self::Double(value.to_bits()),
            Value::String(text) => Self::String(text.clone()),
            _ => return None,
        })
    }

    /// The same number, of the other types.
    fn alike(&self) -> [Option<Self>; 2] {
        let (whole, is_double) = match self {
            Self::Int(value) => (Some(i128::from(*value)), false),
            Self::Uint(value) => (Some(i128::from(*value)), false),
            Self::Double(bits) => (whole(f64::from_bits(*bits)), true),
            _ => (None, false),
        };
        let Some(whole) = whole else {
            return [None, None];
        };
        let int = i64::try_from(whole).ok().map(Self::Int);
        let uint = u64::try_from(whole).ok().map(Self::Uint);
        let double = Some(Self::Double((whole as f64).to_bits()));
        match (self, is_double) {
            (Self::Int(_), _) => [uint, double],
            (Self::Uint(_), _) => [int, double],
            _ => [int, uint],
        }
    }
}

/// The whole number that `value` is.
pub(super) fn whole(value: f64) -> Option<i128> {
    (value.fract() == 0.0 && value.abs() < 2e19).then_some(value as i128)
}
