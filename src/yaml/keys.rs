//! What a mapping's keys may be: strings, each once.

use crate::source::Span;
use crate::yaml::tree::{FILTER_NOTHING, filter_bit};
use crate::yaml::{Cursor, Fault, FaultKind, Kind, NodeId, Scalar, Tree};

/// Up to this many keys each is compared with each; more are sorted.
const FEW: usize = 12;

/// A key that can be compared with others.
struct Key<'t> {
    node: NodeId,
    /// The string that it surely is.
    exact: Option<&'t str>,
}

/// What is wrong with the keys among the nodes from `first` to the end of the tree.
pub(super) fn faults(tree: &Tree<'_>, first: NodeId) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
    for (node, at) in tree.parts.nodes[first.0 as usize..].iter().zip(first.0..) {
        if node.kind != Kind::Mapping {
            continue;
        }
        keys.clear();
        let mut child = NodeId(at + 1);
        while child < node.next {
            let key = tree.node(child);
            let (exact, value) = (tree.exact(key), key.next);
            if exact.is_some() || usable(tree, child, value, &mut faults) {
                keys.push(Key { node: child, exact });
            }
            child = tree.node(value).next;
        }
        duplicates(tree, &keys, &mut faults);
    }
    faults
}

/// The filter of a mapping's keys, which lets most searches for a key that is not there end before they begin;
/// of what is no mapping, 0.
pub(super) fn filter(tree: &Tree<'_>, mapping: NodeId) -> u16 {
    let node = tree.node(mapping);
    if node.kind != Kind::Mapping {
        return 0;
    }
    let (mut child, mut filter) = (NodeId(mapping.0 + 1), 0);
    while child < node.next {
        let key = tree.node(child);
        let Some(text) = tree.exact(key) else {
            return FILTER_NOTHING;
        };
        filter |= filter_bit(text);
        child = tree.node(key.next).next;
    }
    filter
}

/// Whether a key can be compared with others: a scalar that is no null and no merge key.
fn usable(tree: &Tree<'_>, key: NodeId, value: NodeId, faults: &mut Vec<Fault>) -> bool {
    let cursor = Cursor::new(tree, key);
    let span = tree.node(key).span;
    if cursor.is_merge_key() {
        faults.extend(bad_merge(tree, span, value));
        return false;
    }
    let what = match (cursor.kind(), cursor.scalar()) {
        (Kind::Mapping, _) => "a mapping",
        (Kind::Sequence, _) => "a list",
        (_, Some(Scalar::Null)) => "null",
        _ => return true,
    };
    let fault = Fault::syntax(span, format!("{what} stands where a key must be"));
    faults.push(fault.here("the keys of Kubernetes are strings"));
    false
}

/// A merge key takes a mapping, or a list of mappings.
fn bad_merge(tree: &Tree<'_>, key: Span, node: NodeId) -> Option<Fault> {
    let value = Cursor::new(tree, node);
    let mergeable = match value.kind() {
        Kind::Mapping => true,
        // An alias of a list is refused.
        Kind::Sequence if value.id() == node => {
            value.items().all(|item| item.kind() == Kind::Mapping)
        }
        _ => false,
    };
    let fault = || {
        Fault::syntax(
            value.span(),
            "the merge key `<<` takes a mapping or a list of mappings",
        )
        .here(format!("not `{}`", value.span().of(tree.text)))
        .label(key, "merged here")
    };
    (!mergeable).then(fault)
}

fn duplicates(tree: &Tree<'_>, keys: &[Key<'_>], faults: &mut Vec<Fault>) {
    if keys.len() <= FEW {
        for (at, key) in keys.iter().enumerate() {
            if let Some(before) = keys[..at].iter().find(|other| same(tree, other, key)) {
                faults.push(duplicate(tree, before.node, key.node));
            }
        }
        return;
    }
    let text = |key: &Key<'_>| Cursor::new(tree, key.node).as_key();
    let mut sorted: Vec<_> = keys.iter().map(|key| (text(key), key.node, key)).collect();
    sorted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    for pair in sorted.windows(2) {
        if pair[0].0 == pair[1].0 && same(tree, pair[0].2, pair[1].2) {
            faults.push(duplicate(tree, pair[0].1, pair[1].1));
        }
    }
}

/// Whether two keys mean the same. The number 1 and the string "1" do not, to the reader.
fn same(tree: &Tree<'_>, a: &Key<'_>, b: &Key<'_>) -> bool {
    if let (Some(a), Some(b)) = (a.exact, b.exact) {
        return a == b;
    }
    Cursor::new(tree, a.node).scalar() == Cursor::new(tree, b.node).scalar()
}

fn duplicate(tree: &Tree<'_>, before: NodeId, key: NodeId) -> Fault {
    let text = Cursor::new(tree, key).as_key();
    let mut fault = Fault::syntax(
        tree.node(key).span,
        format!("`{text}` stands twice in the same mapping"),
    )
    .here("here again: which of the two holds depends on who reads it")
    .label(tree.node(before).span, "first here")
    .help(format!("keep one `{text}`"));
    fault.kind = FaultKind::DuplicateKey(key);
    fault
}
