//! Keys that stand twice in one mapping.

use std::borrow::Cow;

use crate::yaml::{Cursor, Fault, FaultKind, Kind, NodeId, Tree};

/// Up to this many keys each is compared with each; more are sorted.
const FEW: usize = 12;

/// The duplicate keys among the nodes from `first` to the end of the tree.
pub(super) fn duplicates(tree: &Tree<'_>, first: NodeId) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut keys: Vec<NodeId> = Vec::new();
    for at in first.0..tree.parts.nodes.len() as u32 {
        let node = tree.parts.nodes[at as usize];
        if node.kind != Kind::Mapping {
            continue;
        }
        keys.clear();
        let mut child = NodeId(at + 1);
        while child < node.next {
            keys.push(child);
            child = tree.node(tree.node(child).next).next;
        }
        check(tree, &keys, &mut faults);
    }
    faults
}

fn check(tree: &Tree<'_>, keys: &[NodeId], faults: &mut Vec<Fault>) {
    let text = |key: NodeId| Cursor::new(tree, key).as_key();
    if keys.len() <= FEW {
        for (at, &key) in keys.iter().enumerate() {
            let written = raw(tree, key);
            let same = |&&other: &&NodeId| {
                let other_raw = raw(tree, other);
                (plain(written) && plain(other_raw) && written == other_raw)
                    || (!(plain(written) && plain(other_raw)) && text(other) == text(key))
            };
            if let Some(&before) = keys[..at].iter().find(same) {
                faults.push(fault(tree, before, key, &text(key)));
            }
        }
        return;
    }
    let mut sorted: Vec<(Cow<'_, str>, NodeId)> =
        keys.iter().map(|&key| (text(key), key)).collect();
    sorted.sort();
    for pair in sorted.windows(2) {
        if pair[0].0 == pair[1].0 {
            faults.push(fault(tree, pair[0].1, pair[1].1, &pair[1].0));
        }
    }
}

fn raw<'t>(tree: &Tree<'t>, key: NodeId) -> &'t str {
    tree.node(key).span.of(tree.text)
}

/// Whether a key means what it looks like: a word in lower camel case that is no bool or null.
fn plain(key: &str) -> bool {
    key.len() > 5 && key.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn fault(tree: &Tree<'_>, before: NodeId, key: NodeId, text: &str) -> Fault {
    let mut fault = Fault::syntax(
        tree.node(key).span,
        format!("`{text}` stands twice in the same mapping"),
    )
    .here("here again: which of the two holds depends on who reads it")
    .label(tree.node(before).span, "first here");
    fault.kind = FaultKind::DuplicateKey;
    fault.help(format!("keep one `{text}`"))
}
