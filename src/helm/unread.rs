//! Values that no template reads, while one is asked for that is called nearly so and is not there: likely a slip.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::functions::Library;
use super::top::Template;
use crate::origin::Slip;
use crate::slips::is_slip;
use crate::template::{Context, Function, Functions, Key, List, Map, Refusal, Value};

/// Helm's functions, which note what templates ask maps for.
#[derive(Debug, Default)]
pub(super) struct Watched {
    pub(super) library: Library,
    /// What each map was asked for, by where it lies.
    asked: RefCell<BTreeMap<usize, BTreeSet<String>>>,
    /// The maps and lists that were used whole.
    used: RefCell<BTreeSet<usize>>,
}

/// The functions that hand on a map, or look into it by a key, and do not use it whole.
const HANDS_ON: [&str; 14] = [
    "coalesce", "default", "dict", "dig", "empty", "fail", "get", "hasKey", "include", "kindIs",
    "list", "required", "ternary", "tpl",
];

impl Functions for Watched {
    fn find(&self, name: &str) -> Option<Function> {
        self.library.find(name)
    }

    fn call(
        &self,
        function: Function,
        arguments: &[Value],
        context: &mut Context<'_>,
    ) -> Result<Value, Refusal> {
        if !HANDS_ON.contains(&context.name()) {
            let mut used = self.used.borrow_mut();
            used.extend(arguments.iter().filter_map(identity));
        }
        self.library.call(function, arguments, context)
    }

    /// Values have `AsMap`, which charts made from Go call. Other maps have not, and nobody asks them for it.
    fn method(&self, map: &Map, name: &str) -> Option<Value> {
        (name == "AsMap").then(|| {
            self.used.borrow_mut().insert(of_map(map));
            Value::Map(map.clone())
        })
    }

    fn reads(&self, map: &Map, key: &str) {
        let mut asked = self.asked.borrow_mut();
        let of_map = asked.entry(of_map(map)).or_default();
        if !of_map.contains(key) {
            of_map.insert(key.to_owned());
        }
    }
}

fn of_map(map: &Map) -> usize {
    Rc::as_ptr(map).addr()
}

fn of_list(list: &List) -> usize {
    Rc::as_ptr(list).addr()
}

fn identity(value: &Value) -> Option<usize> {
    match value {
        Value::Map(map) => Some(of_map(map)),
        Value::List(list) => Some(of_list(list)),
        _ => None,
    }
}

impl Watched {
    /// The slips among values. A key that stands anywhere in a template is none.
    pub(super) fn slips(&self, values: &Map, templates: &[Template]) -> Vec<Slip> {
        let mut found = Vec::new();
        self.add(&Value::Map(values.clone()), 0, &mut found);
        found.retain(|slip| {
            let mut texts = templates.iter().map(|template| template.text.as_str());
            !texts.any(|text| names(text, &slip.key))
        });
        found
    }

    fn add(&self, value: &Value, depth: usize, found: &mut Vec<Slip>) {
        let is_used = identity(value).is_some_and(|value| self.used.borrow().contains(&value));
        if is_used || depth > MOST_DEEP || found.len() > MOST {
            return;
        }
        match value {
            Value::Map(map) => {
                self.add_of(map, found);
                let inner: Vec<Value> = map.borrow().values().cloned().collect();
                inner
                    .iter()
                    .for_each(|value| self.add(value, depth + 1, found));
            }
            Value::List(items) => {
                let inner = items.borrow().to_vec();
                inner
                    .iter()
                    .for_each(|value| self.add(value, depth + 1, found));
            }
            _ => {}
        }
    }

    fn add_of(&self, map: &Map, found: &mut Vec<Slip>) {
        let asked = self.asked.borrow();
        let Some(asked) = asked.get(&of_map(map)) else {
            return;
        };
        let map = map.borrow();
        let missing: Vec<&str> = asked.iter().map(String::as_str).collect();
        let missing: Vec<&str> = missing
            .into_iter()
            .filter(|key| !map.contains_key(*key))
            .collect();
        if missing.is_empty() {
            return;
        }
        let unread = map.keys().filter(|key| !asked.contains(key.0.as_str()));
        found.extend(unread.filter_map(|key: &Key| {
            let written = key.0.as_str();
            let meant = missing.iter().find(|meant| is_slip(written, meant))?;
            Some(Slip {
                place: key.0.place()?,
                key: written.to_owned(),
                meant: (*meant).to_owned(),
            })
        }));
    }
}

/// How deep values are looked through.
const MOST_DEEP: usize = 100;

/// How many slips are looked for.
const MOST: usize = 100;

/// Whether a template names a key: behind a dot, or in quotes.
fn names(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + key.len()..].chars().next();
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        before.is_some_and(|char| ".\"`".contains(char)) && !behind.is_some_and(is_word)
    })
}
