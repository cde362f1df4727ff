//! Keeping aliases from growing a small text without bound.

use crate::source::Span;
use crate::yaml::{Fault, Node, NodeId};

/// A fault if the aliases of a document expand to too much, by go-yaml v2's rule: more than 100 of more
/// than 1,000 nodes come from aliases, and their share is above one that falls from 99 % for documents
/// of up to 400,000 nodes to 10 % for those of 4,000,000.
pub(super) fn excess(nodes: &[Node], first: NodeId, aliases: &[(NodeId, NodeId)]) -> Option<Fault> {
    let from = aliases.partition_point(|&(alias, _)| alias < first);
    let aliases = &aliases[from..];
    // `sums[n]`: how many nodes the first n aliases expand to.
    let mut sums: Vec<u64> = vec![0];
    for &(_, target) in aliases {
        let next = nodes[target.0 as usize].next;
        let inside =
            |bound: NodeId| aliases[..sums.len() - 1].partition_point(|&(alias, _)| alias < bound);
        let nested = sums[inside(next)].saturating_sub(sums[inside(target)]);
        let size = u64::from(next.0 - target.0).saturating_add(nested);
        sums.push(sums[sums.len() - 1].saturating_add(size));
    }
    let from_aliases = *sums.last()?;
    let all = (nodes.len() as u64 - u64::from(first.0)).saturating_add(from_aliases);
    let share = from_aliases as f64 / all as f64;
    let (low, high) = (400_000.0, 4_000_000.0);
    let allowed = 0.99 - 0.89 * ((all as f64 - low) / (high - low)).clamp(0.0, 1.0);
    if from_aliases <= 100 || all <= 1000 || share <= allowed {
        return None;
    }
    let (alias, _) = *aliases.last()?;
    let span = nodes
        .get(alias.0 as usize)
        .map_or(Span::default(), |node| node.span);
    Some(
        Fault::syntax(span, "the document contains excessive aliasing")
            .here("the last of the aliases that repeat each other")
            .help("write out what the aliases repeat, or repeat less"),
    )
}
