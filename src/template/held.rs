//! What lists and maps hold. A template can put a list into a list as often as it likes: what falls away with the outermost
//! is given back one by one, as each within the other would take the stack.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use super::value::{Key, Value};

/// The items of a list.
#[derive(Clone, Debug, Default)]
pub struct Items(Vec<Value>);

/// The entries of a map.
#[derive(Clone, Debug, Default)]
pub struct Entries(BTreeMap<Key, Value>);

impl From<Vec<Value>> for Items {
    fn from(items: Vec<Value>) -> Self {
        Self(items)
    }
}

impl Deref for Items {
    type Target = Vec<Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Items {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.0));
    }
}

impl From<BTreeMap<Key, Value>> for Entries {
    fn from(entries: BTreeMap<Key, Value>) -> Self {
        Self(entries)
    }
}

impl Deref for Entries {
    type Target = BTreeMap<Key, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Entries {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.0).into_values());
    }
}

thread_local! {
    /// What is still to be given back, while something is.
    static WAITING: RefCell<Option<Vec<Value>>> = const { RefCell::new(None) };
}

fn give_back(values: impl IntoIterator<Item = Value>) {
    for value in values {
        if matches!(value, Value::List(_) | Value::Map(_)) {
            give_back_one(value);
        }
    }
}

fn give_back_one(value: Value) {
    let mut value = Some(value);
    let waits = WAITING.try_with(|waiting| match &mut *waiting.borrow_mut() {
        Some(waiting) => {
            waiting.extend(value.take());
            true
        }
        none => {
            *none = Some(Vec::new());
            false
        }
    });
    if waits != Ok(false) {
        return;
    }
    while value.is_some() {
        drop(value);
        value = WAITING.with_borrow_mut(|waiting| waiting.as_mut().and_then(Vec::pop));
    }
    WAITING.set(None);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_within_lists_are_given_back_without_a_deep_stack() {
        let mut value = Value::Nil;
        for _ in 0..1_000_000 {
            value = Value::list(vec![value]);
            let entries = [(Key::from("a"), value)];
            value = Value::map(entries.into_iter().collect());
        }
        drop(value);
    }
}
