//! Where the finding of an expression stands.

use crate::objects::Object;
use crate::yaml::{Cursor, Kind, Step};

/// The place that decides: where an expression has looked last within an object. Of what is looked for in a list, the list.
pub(crate) fn decides<'t>(object: &Object<'t>, looked: &[Cursor<'t>], text: &str) -> Cursor<'t> {
    let inside = |at: &&Cursor<'t>| object.root.span().contains(at.span());
    let Some(last) = looked.iter().rev().find(inside) else {
        return object.anchor();
    };
    let words = [".exists", ".filter(", ".map(", "size("];
    let searches = words.iter().any(|word| text.contains(word));
    let lists = looked.iter().filter(|at| at.kind() == Kind::Sequence);
    let around = lists
        .filter(|list| list.span().contains(last.span()))
        .max_by_key(|list| list.span().start);
    match around {
        Some(list) if searches => *list,
        _ if last.id() == object.root.id() => object.anchor(),
        _ => *last,
    }
}

/// What of a place is shown: of a collection its key, or its first one.
pub(crate) fn shown<'t>(object: &Object<'t>, at: Cursor<'t>) -> Cursor<'t> {
    if at.kind() == Kind::Scalar {
        return at;
    }
    let steps = object.root.steps_to(&at);
    let mut parent = object.root;
    for step in steps.iter().take(steps.len().saturating_sub(1)) {
        let next = match step {
            Step::Key(name) => parent.get(name),
            Step::Index(index) => parent.items().nth(*index),
        };
        match next {
            Some(next) => parent = next,
            None => return at,
        }
    }
    match steps.last() {
        Some(Step::Key(name)) => parent.entry(name).map_or(at, |entry| entry.key),
        _ => at
            .get("name")
            .or_else(|| Some(at.entries().next()?.key))
            .unwrap_or(at),
    }
}
