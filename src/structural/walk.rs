//! Goes through a value and asks the rules of its schema. Source: `Validator.Validate` of `pkg/apiserver/schema/cel`.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::part::{ListType, Part};
use super::rules::{Compiled, Rule};
use super::seen;
use crate::cel::cost::limits;
use crate::cel::eval::Variables;
use crate::cel::{Error, ErrorKind, Program, Value};

/// A step from a value to one within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// To a field, or the value of a key.
    Name(&'a str),
    /// To the item at this place, from 0.
    At(usize),
}

/// A rule that a value breaks.
#[derive(Debug)]
pub struct Broken<'a> {
    /// The rule.
    pub compiled: &'a Compiled,
    /// The schema that it stands in.
    pub part: &'a Arc<Part>,
    /// The way to the value.
    pub way: Vec<Step<'a>>,
    /// The value.
    pub value: &'a Json,
    /// How it is broken.
    pub why: Why,
}

/// How a rule is broken.
#[derive(Debug)]
pub enum Why {
    /// It is false. What is said then, if the rule says it.
    False(Option<String>),
    /// It cannot be evaluated for the value, which the server takes for a refusal.
    Fails(Error),
    /// It, or all of the object's rules up to it, cost too much; no other is asked.
    Costs,
}

/// What comes of asking the rules of an object.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// The rules that are broken.
    pub broken: Vec<Broken<'a>>,
    /// How many times a rule was not asked that compares a value with what it was before.
    pub transitions: usize,
    /// The rules that could not be asked here, and why.
    pub unasked: Vec<(&'a Rule, String)>,
}

/// Asks the rules of an object. `old`: what it was before a change, if that is known.
#[must_use]
pub fn evaluate<'a>(part: &'a Arc<Part>, object: &'a Json, old: Option<&'a Json>) -> Outcome<'a> {
    let mut walk = Walk {
        outcome: Outcome::default(),
        way: Vec::new(),
        left: limits::EVALUATION,
        is_update: old.is_some(),
        is_over: false,
    };
    walk.visit(part, object, old);
    walk.outcome
}

struct Walk<'a> {
    outcome: Outcome<'a>,
    way: Vec<Step<'a>>,
    /// What the rules may still cost.
    left: u64,
    /// Whether the object is there already.
    is_update: bool,
    is_over: bool,
}

/// A value, and what it was before a change.
struct Pair<'a> {
    part: &'a Part,
    own: &'a Json,
    old: Option<&'a Json>,
    is_optional: bool,
}

impl<'a> Variables<'a> for Pair<'a> {
    fn get(&self, index: u32) -> Result<Value<'a>, Error> {
        match (index, self.old) {
            (0, _) => seen::value(self.part, self.own),
            (_, Some(old)) if self.is_optional => seen::value(self.part, old).map(Value::some),
            (_, Some(old)) => seen::value(self.part, old),
            (_, None) => Ok(Value::Optional(None)),
        }
    }
}

impl<'a> Walk<'a> {
    fn visit(&mut self, part: &'a Arc<Part>, own: &'a Json, old: Option<&'a Json>) {
        if !part.has_rules || own.is_null() {
            return;
        }
        if !part.rules.is_empty() {
            self.rules(part, own, old.filter(|old| !old.is_null()));
        }
        match own {
            Json::Object(map) => {
                let old = old.and_then(Json::as_object);
                for (name, value) in map {
                    let field = part.fields.as_ref().and_then(|fields| fields.get(&**name));
                    let Some(within) = field.or(part.values.as_ref()) else {
                        continue;
                    };
                    let old = old.and_then(|old| old.get(name));
                    self.step(Step::Name(name), within, value, old);
                }
            }
            Json::Array(items) => {
                let Some(within) = &part.items else { return };
                if !within.has_rules {
                    return;
                }
                let known = by_key(&part.list, old);
                for (at, item) in items.iter().enumerate() {
                    let old = key(&part.list, item).and_then(|key| known.get(&key).copied());
                    self.step(Step::At(at), within, item, old);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, step: Step<'a>, part: &'a Arc<Part>, own: &'a Json, old: Option<&'a Json>) {
        if self.is_over {
            return;
        }
        self.way.push(step);
        self.visit(part, own, old);
        self.way.pop();
    }

    fn rules(&mut self, part: &'a Arc<Part>, own: &'a Json, old: Option<&'a Json>) {
        for compiled in part.compiled() {
            let program = match &compiled.program {
                Ok(program) => program,
                Err(faults) => {
                    let why = faults
                        .first()
                        .map_or_else(String::new, |fault| fault.message.clone());
                    self.outcome.unasked.push((&compiled.rule, why));
                    continue;
                }
            };
            let is_optional = compiled.rule.is_optional();
            if compiled.uses_old_self && old.is_none() && !is_optional {
                self.outcome.transitions += usize::from(!self.is_update);
                continue;
            }
            let pair = Pair {
                part,
                own,
                old,
                is_optional,
            };
            let why = self.ask(compiled, program, &pair);
            if let Some(why) = why {
                self.outcome.broken.push(Broken {
                    compiled,
                    part,
                    way: self.way.clone(),
                    value: own,
                    why,
                });
            }
            if self.is_over {
                return;
            }
        }
    }

    /// Whether a rule holds, and if not, why.
    fn ask(
        &mut self,
        compiled: &'a Compiled,
        program: &'a Program,
        pair: &Pair<'a>,
    ) -> Option<Why> {
        let outcome = program.evaluate(pair, limits::CALL);
        let is_spent = self.spend(outcome.cost);
        match outcome.value {
            _ if is_spent => Some(Why::Costs),
            Ok(Value::Bool(true)) => None,
            Ok(_) => Some(Why::False(self.message(compiled, pair))),
            Err(error) => match error.kind {
                ErrorKind::Failed => Some(Why::Fails(error)),
                ErrorKind::Cost => {
                    self.is_over = true;
                    Some(Why::Costs)
                }
                ErrorKind::Unknown | ErrorKind::Unsupported => {
                    let why = error.message.into_owned();
                    self.outcome.unasked.push((&compiled.rule, why));
                    None
                }
            },
        }
    }

    /// Counts a cost. Whether it is more than was left.
    fn spend(&mut self, cost: u64) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => self.is_over = true,
        }
        self.is_over
    }

    /// What a rule says that does not hold: what its expression gives, if that is a text of one line.
    fn message(&mut self, compiled: &'a Compiled, pair: &Pair<'a>) -> Option<String> {
        const BYTES_MOST: usize = 5 * 1024;
        if let Some(Ok(program)) = &compiled.message {
            let outcome = program.evaluate(pair, limits::CALL);
            self.spend(outcome.cost);
            if let Ok(Value::String(text)) = outcome.value {
                let text = text.as_str().trim();
                let is_line = !text.contains('\n') && text.len() <= BYTES_MOST;
                if is_line && !text.is_empty() {
                    return Some(text.to_owned());
                }
            }
        }
        let message = compiled.rule.message.trim();
        (!message.is_empty()).then(|| message.to_owned())
    }
}

/// The old items of a list by what they are known by, the first of those that are known by the same.
fn by_key<'a>(list: &ListType, old: Option<&'a Json>) -> HashMap<Vec<&'a Json>, &'a Json> {
    let mut known = HashMap::new();
    for item in old.and_then(Json::as_array).into_iter().flatten() {
        if let Some(key) = key(list, item) {
            known.entry(key).or_insert(item);
        }
    }
    known
}

/// What an item of a list is known by; none where its place says all.
fn key<'a>(list: &ListType, item: &'a Json) -> Option<Vec<&'a Json>> {
    let ListType::Map(names) = list else {
        return None;
    };
    let names = names.iter().map(|name| item.get(&**name));
    let key: Option<Vec<&Json>> = names.collect();
    key.filter(|key| {
        !key.is_empty()
            && key
                .iter()
                .all(|value| !value.is_object() && !value.is_array() && !value.is_null())
    })
}
