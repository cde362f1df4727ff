//! What a mapping's keys may be: strings, each once.

use crate::diagnostic::MOST_OF_DOCUMENT;
use crate::source::Span;
use crate::yaml::tree::{Key, Mark};
use crate::yaml::{Cursor, Fault, FaultKind, Kind, NodeId, Scalar, Tree};

/// Up to this many keys each is compared with each; more are sorted.
const FEW: usize = 12;

/// A key that can be compared with others.
struct Comparable<'t> {
    node: NodeId,
    mark: Mark,
    /// The string that it surely is.
    exact: Option<&'t str>,
}

/// Marks the keys among the nodes from `first` to the end of the tree, and says what is wrong with them.
pub(super) fn check(tree: &mut Tree<'_>, first: NodeId) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut comparable: Vec<Comparable<'_>> = Vec::new();
    for at in first.0..tree.parts.nodes.len() as u32 {
        if tree.node(NodeId(at)).kind == Kind::Mapping {
            comparable.clear();
            gather(tree, NodeId(at), &mut comparable, &mut faults);
            duplicates(tree, &comparable, &mut faults);
        }
    }
    faults
}

/// Marks the keys of a mapping and lists them. The filter that comes of it lets most searches for a key that
/// is not there end before they begin.
fn gather<'s>(
    tree: &mut Tree<'s>,
    mapping: NodeId,
    comparable: &mut Vec<Comparable<'s>>,
    faults: &mut Vec<Fault>,
) {
    let (mut child, end) = (NodeId(mapping.0 + 1), tree.node(mapping).next);
    let (first, mut filter) = (tree.parts.keys.len() as u32, 0);
    while child < end {
        let key = tree.node(child);
        let (exact, value) = (tree.exact(key), key.next);
        let mark = exact.map_or(Mark::NONE, Mark::of);
        filter |= mark.filter();
        tree.parts.nodes[child.0 as usize].flags |= mark.flags();
        tree.parts.keys.push(Key { node: child, mark });
        if exact.is_some() || usable(tree, child, value, faults) {
            comparable.push(Comparable {
                node: child,
                mark,
                exact,
            });
        }
        child = tree.node(value).next;
    }
    let node = &mut tree.parts.nodes[mapping.0 as usize];
    node.flags |= filter;
    node.mapping = tree.parts.mappings.len() as u32;
    tree.parts
        .mappings
        .push(first..tree.parts.keys.len() as u32);
}

/// Whether a key can be compared with others: a scalar that is no null and no merge key.
fn usable(tree: &Tree<'_>, key: NodeId, value: NodeId, faults: &mut Vec<Fault>) -> bool {
    let cursor = Cursor::new(tree, key);
    let span = tree.node(key).span;
    if cursor.is_merge_key() {
        if faults.len() < MOST_OF_DOCUMENT {
            faults.extend(bad_merge(tree, span, value));
        }
        return false;
    }
    let what = match (cursor.kind(), cursor.scalar()) {
        (Kind::Mapping, _) => "a mapping",
        (Kind::Sequence, _) => "a list",
        (_, Some(Scalar::Null)) => "null",
        _ => return true,
    };
    add(faults, || {
        Fault::syntax(span, format!("{what} stands where a key must be"))
            .here("the keys of Kubernetes are strings")
    });
    false
}

fn add(faults: &mut Vec<Fault>, fault: impl FnOnce() -> Fault) {
    if faults.len() < MOST_OF_DOCUMENT {
        faults.push(fault());
    }
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

fn duplicates(tree: &Tree<'_>, keys: &[Comparable<'_>], faults: &mut Vec<Fault>) {
    if keys.len() <= FEW {
        for (at, key) in keys.iter().enumerate() {
            if let Some(before) = keys[..at].iter().find(|other| same(tree, other, key)) {
                add(faults, || duplicate(tree, before.node, key.node));
            }
        }
        return;
    }
    let text = |key: &Comparable<'_>| Cursor::new(tree, key.node).as_key();
    let mut sorted: Vec<_> = keys.iter().map(|key| (text(key), key.node, key)).collect();
    sorted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    for pair in sorted.windows(2) {
        if pair[0].0 == pair[1].0 && same(tree, pair[0].2, pair[1].2) {
            add(faults, || duplicate(tree, pair[0].1, pair[1].1));
        }
    }
}

/// Whether two keys mean the same. The number 1 and the string "1" do not, to the reader.
fn same(tree: &Tree<'_>, a: &Comparable<'_>, b: &Comparable<'_>) -> bool {
    if a.mark != b.mark && a.mark.is_some() && b.mark.is_some() {
        return false;
    }
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
    let empty = [key, before].into_iter().find_map(|key| empty(tree, key));
    if let Some(line) = empty {
        fault.help = Some(format!("leave out the `{text}` without a value"));
        fault.fix = Some((line, String::new()));
    }
    fault
}

/// The line of a key that has one of its own and no value.
fn empty(tree: &Tree<'_>, key: NodeId) -> Option<Span> {
    let Span { start, end } = tree.node(key).span;
    let value = Cursor::new(tree, tree.node(key).next);
    let before = tree.text[..start as usize].trim_end_matches(' ');
    let rest = &tree.text[end as usize..];
    let (line, _) = rest.split_once('\n')?;
    let is_alone = before.is_empty() || before.ends_with('\n');
    let says_nothing = line.trim_end_matches(['\r', ' ']) == ":" && value.text().is_empty();
    (is_alone && says_nothing && value.is_null())
        .then(|| Span::new(before.len() as u32, end + line.len() as u32 + 1))
}
