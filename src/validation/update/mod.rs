//! What the API server refuses to change on an object that is there already: an object of now beside the same object
//! of before.

mod defaults;
mod past;
mod special;
mod table;
mod value;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::objects::Object;
use crate::validation::check::short;
use crate::yaml::{Cursor, Step};
pub use past::{Earlier, Past, WasTaken};
use special::{Changed, all_but, path};
use table::{Fields, Remedy, Row, row_of};
use value::{Value, same};

fn value(object: &Object<'_>) -> Option<Value> {
    let mut value = Value::of(&object.root)?;
    defaults::take_out(&mut value, &object.kind);
    Some(value)
}

/// Adds what the server would refuse of an object in a file that is to take the place of what it was.
pub fn check(object: &Object<'_>, path: &str, past: &Past, found: &mut Vec<Diagnostic>) {
    let Some(row) = row_of(object.group(), &object.kind) else {
        return;
    };
    let Some(was) = past.before(object, path) else {
        return;
    };
    let Some((old, now)) = was.built_in().zip(value(object)) else {
        return;
    };
    for mut changed in changes(row, old, &now) {
        narrow(old, &now, &mut changed);
        let change = change(at(old, &changed), at(&now, &changed));
        let change = was.mask(&change);
        let found_here = diagnostic(object, &changed, &change, &was.origin);
        found.push(found_here.help(remedy(row.remedy, object)));
    }
}

fn changes(row: &Row, old: &Value, new: &Value) -> Vec<Changed> {
    let of = |fields: &Fields| match fields {
        Fields::These(fields) => fields
            .iter()
            .filter(|field| !same(old.at(field), new.at(field)))
            .map(|field| path(field))
            .collect(),
        Fields::AllBut(outer, but) => all_but(old, new, outer, but),
        Fields::Special(changes) => changes(old, new),
    };
    row.fields.iter().flat_map(of).collect()
}

fn below<'v>(value: &'v Value, step: &Step<'_>) -> Option<&'v Value> {
    match step {
        Step::Index(index) => value.items().get(*index),
        Step::Key(name) => value.get(name),
    }
}

fn at<'v>(value: &'v Value, path: &[Step<'_>]) -> Option<&'v Value> {
    path.iter().try_fold(value, below)
}

/// Goes on to where the values differ, as long as that is one place.
fn narrow(old: &Value, new: &Value, path: &mut Changed) {
    while let (Some(before), Some(now)) = (at(old, path), at(new, path)) {
        let steps: Vec<Step<'static>> = match (before, now) {
            (Value::Map(before), Value::Map(now)) => {
                let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
                let step = |name: &String| Step::Key(name.clone().into());
                names.into_iter().map(step).collect()
            }
            (Value::List(before), Value::List(now)) if before.len() == now.len() => {
                (0..now.len()).map(Step::Index).collect()
            }
            _ => return,
        };
        let mut differ = steps
            .into_iter()
            .filter(|step| !same(below(before, step), below(now, step)));
        match (differ.next(), differ.next()) {
            (Some(step), None) => path.push(step),
            _ => return,
        }
    }
}

/// The node at the end of a path, or what of its holders is there; and whether it is all there.
fn node<'t>(object: &Object<'t>, path: &[Step<'_>]) -> (Cursor<'t>, bool) {
    let (mut node, mut shown) = (object.root, object.root.get("kind").unwrap_or(object.root));
    for step in path {
        let below = match step {
            Step::Key(name) => node.entry(name).map(|entry| match entry.value.scalar() {
                Some(_) => (entry.value, entry.value),
                None => (entry.value, entry.key),
            }),
            Step::Index(index) => node.items().nth(*index).map(|item| {
                let first = item.entries().next();
                (item, first.map_or(item, |entry| entry.key))
            }),
        };
        let Some(below) = below else {
            return (shown, false);
        };
        (node, shown) = below;
    }
    (shown, true)
}

/// Says how a value changes.
fn change(old: Option<&Value>, new: Option<&Value>) -> String {
    let shown = |value: Option<&Value>| value.map(|value| short(&value.shown()));
    match (shown(old), shown(new)) {
        (Some(old), Some(new)) => format!("from `{old}` to `{new}`"),
        (Some(old), None) => format!("from `{old}` to nothing"),
        (None, Some(new)) => format!("from nothing to `{new}`"),
        (None, None) => "in place".to_owned(),
    }
}

/// The finding at a field that changes; `origin` is where its old value stands.
fn diagnostic(object: &Object<'_>, path: &[Step<'_>], change: &str, origin: &str) -> Diagnostic {
    let field = object.field_at(path.iter().cloned());
    let (place, is_there) = node(object, path);
    let (kind, name) = (&object.kind, object.name().unwrap_or_default());
    let message = format!("`{field}` of the {kind} `{name}` cannot be changed {change}");
    let here = match is_there {
        true => "this is no longer as it was",
        false => "it is no longer in here",
    };
    object
        .diagnostic(RuleId::IMMUTABLE_FIELD_CHANGED, &place, message)
        .field(field)
        .reason(Reason::Invalid)
        .here(here)
        .note(format!(
            "the old value stands in {origin}; the API server refuses this update of an object made from that"
        ))
}

fn remedy(remedy: Remedy, object: &Object<'_>) -> String {
    let kind = &object.kind;
    let name = object.name().unwrap_or_default();
    match remedy {
        Remedy::Replace => format!(
            "put the old value back, or delete the {kind} and make it anew: `kubectl replace --force -f` this file"
        ),
        Remedy::Rename => format!(
            "give it a new name, such as `{name}-2`, and have what uses it name that; the old {kind} can go afterwards"
        ),
        Remedy::Orphan => {
            let delete =
                deletion(object).unwrap_or_else(|| "delete it without its pods".to_owned());
            format!("put the old value back, or {delete} and apply")
        }
        Remedy::Anew => format!(
            "put the old value back; a new {kind} needs a new name, and what the old one holds must be moved"
        ),
    }
}

/// The command that deletes an object and keeps its pods, in its own namespace: pasted, it must hit no other. None
/// where a name is none that a shell reads as a word.
fn deletion(object: &Object<'_>) -> Option<String> {
    let is_word = |name: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        name.bytes().all(fits) && name.starts_with(|first: char| first.is_ascii_alphanumeric())
    };
    let (kind, name) = (object.kind.to_lowercase(), object.name()?);
    let namespace = match object.namespace() {
        Some(namespace) if !is_word(&namespace) => return None,
        Some(namespace) => format!(" --namespace {namespace}"),
        None => String::new(),
    };
    is_word(&name).then(|| {
        format!("`kubectl delete {kind} {name}{namespace} --cascade=orphan`, which keeps the pods,")
    })
}
