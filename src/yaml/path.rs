//! Field paths, worked out only for what is reported.

use std::fmt::Write;

use crate::yaml::{Cursor, Kind, NodeId};

/// How many aliases inside aliases a path is followed through.
const MAX_HOPS: usize = 32;

/// The path from `outer` to `inner` as the API writes it.
pub(super) fn path<'t>(outer: &Cursor<'t>, inner: &Cursor<'t>) -> String {
    let mut path = String::new();
    let tree = outer.tree();
    let mut current = outer.id();
    for _ in 0..MAX_HOPS {
        if within(outer, current, inner.id()) {
            descend(outer, current, inner.id(), &mut path);
            return path;
        }
        let through = inner
            .use_node()
            .filter(|&alias| within(outer, current, alias));
        let Some(alias) = through.or_else(|| alias_to(outer, current, inner.id())) else {
            break;
        };
        descend(outer, current, alias, &mut path);
        let Some(target) = tree.target(alias) else {
            break;
        };
        current = target;
    }
    path
}

fn within(outer: &Cursor<'_>, node: NodeId, inner: NodeId) -> bool {
    node <= inner && inner < outer.tree().node(node).next
}

/// An alias below `node` that stands for something around `inner`.
fn alias_to(outer: &Cursor<'_>, node: NodeId, inner: NodeId) -> Option<NodeId> {
    let inside = |&(alias, target): &(NodeId, NodeId)| {
        within(outer, node, alias) && within(outer, target, inner)
    };
    outer
        .tree()
        .parts
        .aliases
        .iter()
        .find(|pair| inside(pair))
        .map(|&(alias, _)| alias)
}

/// Appends the steps from `node` down to `inner`, which lies below it.
fn descend(outer: &Cursor<'_>, mut node: NodeId, inner: NodeId, path: &mut String) {
    let tree = outer.tree();
    while node != inner {
        let kind = tree.node(node).kind;
        let (mut child, mut index) = (NodeId(node.0 + 1), 0);
        let mut key = child;
        while !within(outer, child, inner) {
            if kind == Kind::Mapping && index % 2 == 0 {
                key = child;
            }
            child = tree.node(child).next;
            index += 1;
            if child >= tree.node(node).next {
                return;
            }
        }
        match kind {
            Kind::Mapping if index % 2 == 0 => push_key(outer, child, path),
            Kind::Mapping => push_key(outer, key, path),
            _ => {
                // The items of a merge key's list are no steps of their own.
                if !path.ends_with(MERGED) {
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        node = child;
    }
    if path.ends_with(MERGED) {
        path.pop();
    }
}

/// Marks that the last step was a merge key, which is no field.
const MERGED: char = '\u{FFFF}';

fn push_key(outer: &Cursor<'_>, key: NodeId, path: &mut String) {
    let key = Cursor::new(outer.tree(), key).as_key();
    if key == "<<" {
        path.push(MERGED);
        return;
    }
    if path.ends_with(MERGED) {
        path.pop();
    }
    let word = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$'));
    if !word {
        let _ = write!(path, "[{key}]");
    } else if path.is_empty() {
        path.push_str(&key);
    } else {
        let _ = write!(path, ".{key}");
    }
}
