//! The way from a node to one below it, worked out only for what is reported.

use std::borrow::Cow;

use crate::yaml::{Cursor, Kind, NodeId};

/// How many aliases inside aliases a path is followed through.
const MAX_HOPS: usize = 32;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'t> {
    /// Into the value of a key, or to the key itself.
    Key(Cow<'t, str>),
    /// Into an item of a sequence, from 0.
    Index(usize),
}

/// The steps from `outer` to `inner`, through aliases and merge keys: those of the way that `inner` was reached on, even
/// where its node stands below `outer` by itself as well.
pub(super) fn steps<'t>(outer: &Cursor<'t>, inner: &Cursor<'t>) -> Vec<Step<'t>> {
    let mut path = Vec::new();
    let tree = outer.tree();
    let mut current = outer.id();
    let mut aliases = inner.aliases().peekable();
    // What is reached through an alias around `outer` is reached on the straight way from there.
    aliases.next_if(|&alias| !within(outer, current, alias));
    for _ in 0..MAX_HOPS {
        let goal = aliases.peek().copied().unwrap_or(inner.id());
        let is_below = within(outer, current, goal);
        let stop = if is_below {
            aliases.next().unwrap_or(goal)
        } else {
            match alias_to(outer, current, goal) {
                Some(alias) => alias,
                None => break,
            }
        };
        descend(outer, current, stop, &mut path);
        match tree.target(stop) {
            Some(target) => current = target,
            None => break,
        }
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
fn descend<'t>(outer: &Cursor<'t>, mut node: NodeId, inner: NodeId, steps: &mut Vec<Step<'t>>) {
    let tree = outer.tree();
    // The value of a merge key, and the items of its list, are no steps of their own.
    let mut merged = false;
    while node != inner {
        let parent = tree.node(node);
        if parent.kind == Kind::Mapping {
            let keys = tree.keys(parent);
            let behind = keys.partition_point(|key| key.node <= inner);
            let Some(key) = behind.checked_sub(1).map(|at| keys[at].node) else {
                return;
            };
            let is_key = within(outer, key, inner);
            node = if is_key { key } else { tree.node(key).next };
            let key = Cursor::new(tree, key);
            merged = key.is_merge_key();
            if !merged {
                steps.push(Step::Key(key.as_key()));
            }
            continue;
        }
        let Some((index, child)) = item_around(outer, node, inner) else {
            return;
        };
        if !merged {
            steps.push(Step::Index(index));
        }
        node = child;
    }
}

/// The item of a sequence that `inner` lies in, and which it is.
fn item_around(outer: &Cursor<'_>, sequence: NodeId, inner: NodeId) -> Option<(usize, NodeId)> {
    let tree = outer.tree();
    if let Some(items) = tree.many_items(sequence) {
        let at = items
            .partition_point(|&item| item <= inner)
            .checked_sub(1)?;
        return Some((at, items[at])).filter(|&(_, item)| within(outer, item, inner));
    }
    let (mut child, end) = (NodeId(sequence.0 + 1), tree.node(sequence).next);
    for index in 0.. {
        if child >= end {
            break;
        }
        if within(outer, child, inner) {
            return Some((index, child));
        }
        child = tree.node(child).next;
    }
    None
}
