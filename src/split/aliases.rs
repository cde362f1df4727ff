//! Aliases that would lose their anchor: what stands on its own is written out, the rest is refused.

use super::edits::Edits;
use super::lines;
use crate::objects::Object;
use crate::source::Span;
use crate::yaml::{Document, Kind, NodeId, Style, Tree};

/// Writes out the aliases of `region` whose anchors are no longer there: outside of it or removed.
pub(super) fn expand(object: &Object<'_>, region: Span, edits: &mut Edits) -> Result<(), String> {
    let tree = object.root.tree();
    let all = aliases(object);
    for &(alias, target) in &all {
        let (used, node) = (tree.node(alias).span, tree.node(target));
        let is_kept = |span| region.contains(span) && !edits.removes(span);
        if !is_kept(used) || is_kept(node.span) {
            continue;
        }
        // In block style a text means something only in its column.
        let by_column = matches!(node.style, Style::Literal | Style::Folded | Style::Block);
        let holds = |&(other, _): &(NodeId, NodeId)| node.span.contains(tree.node(other).span);
        if by_column || all.iter().any(holds) {
            return Err(refusal(tree, used));
        }
        edits.replace(used, node.span.of(tree.text()));
    }
    Ok(())
}

/// Whether an alias behind the object takes something of it: a copy in the same document would take its place.
pub(super) fn taken_behind(object: &Object<'_>) -> Result<(), String> {
    let tree = object.root.tree();
    let region = object.root.span();
    let taken = aliases(object).into_iter().find(|&(alias, target)| {
        tree.node(alias).span.start >= region.end && region.contains(tree.node(target).span)
    });
    taken.map_or(Ok(()), |(alias, _)| {
        Err(refusal(tree, tree.node(alias).span))
    })
}

fn refusal(tree: &Tree<'_>, used: Span) -> String {
    let line = lines::number(tree.text(), used.start);
    format!(
        "line {line}: `{}` stands for a part that other workloads would need as well; write it out, and split again",
        lines::line(tree.text(), used.start).trim()
    )
}

fn aliases(object: &Object<'_>) -> Vec<(NodeId, NodeId)> {
    let tree = object.root.tree();
    let of_object = |document: &&Document| document.index == object.document;
    let Some(document) = tree.documents().iter().find(of_object) else {
        return Vec::new();
    };
    let first = document.root.map_or(0, |root| root.0);
    let nodes = tree.nodes_of(document).iter().enumerate();
    nodes
        .filter(|(_, node)| node.kind == Kind::Alias)
        .filter_map(|(at, _)| {
            let alias = NodeId(first + at as u32);
            Some((alias, tree.target(alias)?))
        })
        .collect()
}
