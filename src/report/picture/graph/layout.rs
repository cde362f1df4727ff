//! Where the nodes of a part stand, and the ways of the lines between them.

use std::collections::{HashMap, HashSet};

use super::{Node, Part};
use crate::report::picture::order::Layers;
use crate::report::picture::paper::{CHARACTER, Frame, LINE, PADDING, columns, cut};

/// Room for lines between layers.
const AISLE: usize = 72;
/// Between nodes, one below the other.
const APART: usize = 16;
/// What a line takes that passes a layer.
const THREAD: usize = 6;
/// The most characters of a line of a node.
const LONGEST: usize = 34;

/// A part, laid out from a corner.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) frames: Vec<Frame>,
    /// The lines of each node.
    pub(super) texts: Vec<Vec<String>>,
    /// For each edge the points that it goes through, from left to right, and whether it leads back.
    pub(super) ways: Vec<(Vec<(usize, usize)>, bool)>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// Nodes in their layers, and in between threads of lines that go farther than to the next.
struct Woven {
    layers: Layers,
    /// For each edge its items from left to right, and whether it leads back; of one within a layer, both ends.
    chains: Vec<(Vec<usize>, bool)>,
    /// The layer of each item.
    layer_of: Vec<usize>,
}

impl Laid {
    pub(super) fn of(part: &Part) -> Self {
        let texts: Vec<Vec<String>> = part.nodes.iter().map(texts).collect();
        let mut woven = weave(part);
        woven.layers.untangle(&|_| 0);
        let size = |item: usize| texts.get(item).map_or(THREAD, |lines| height(lines));
        let tops = woven.layers.heights(&size, APART);
        let mut frames = vec![Frame::default(); woven.layer_of.len()];
        let mut left = 0;
        for layer in &woven.layers.layers {
            let lines = layer.iter().filter_map(|&item| texts.get(item)).flatten();
            let width = columns(lines.map(|line| &**line)) * CHARACTER + 2 * PADDING + 8;
            for &item in layer {
                frames[item] = Frame {
                    left,
                    top: tops[item],
                    width,
                    height: size(item),
                };
            }
            left += width + AISLE;
        }
        let ways = ways(&woven, &frames);
        let height = frames.iter().map(Frame::bottom).max().unwrap_or(0);
        frames.truncate(part.nodes.len());
        Self {
            frames,
            texts,
            ways,
            width: left.saturating_sub(AISLE),
            height,
        }
    }
}

/// The name, the kind, and what there is to say besides.
fn texts(node: &Node) -> Vec<String> {
    let mut lines = vec![cut(&node.name, LONGEST), cut(&node.kind, LONGEST)];
    lines.extend(node.note.as_ref().map(|note| cut(note, LONGEST)));
    lines
}

fn height(lines: &[String]) -> usize {
    lines.len() * LINE + 14
}

/// Puts nodes into their layers, of which none is empty.
fn weave(part: &Part) -> Woven {
    let mut used: Vec<usize> = part.nodes.iter().map(|node| node.layer).collect();
    used.sort_unstable();
    used.dedup();
    let layer = |node: &Node| {
        used.iter()
            .position(|&layer| layer == node.layer)
            .unwrap_or(0)
    };
    let mut woven = Woven {
        layers: Layers {
            layers: vec![Vec::new(); used.len()],
            links: Vec::new(),
        },
        chains: Vec::new(),
        layer_of: part.nodes.iter().map(layer).collect(),
    };
    for node in in_order(part) {
        woven.layers.layers[woven.layer_of[node]].push(node);
    }
    // Lines from one node to one place share their threads.
    let mut threads: HashMap<(usize, usize), usize> = HashMap::new();
    let mut known: HashSet<(usize, usize)> = HashSet::new();
    for edge in &part.edges {
        let is_back = woven.layer_of[edge.from] > woven.layer_of[edge.to];
        let (left, right) = match is_back {
            true => (edge.to, edge.from),
            false => (edge.from, edge.to),
        };
        let (first, last) = (woven.layer_of[left], woven.layer_of[right]);
        let mut chain = vec![left];
        for at in first + 1..last {
            let next = woven.layer_of.len();
            let thread = *threads.entry((right, at)).or_insert(next);
            if thread == next {
                woven.layer_of.push(at);
                woven.layers.layers[at].push(thread);
            }
            chain.push(thread);
        }
        chain.push(right);
        if first < last {
            let links = chain.windows(2).map(|pair| (pair[0], pair[1]));
            woven
                .layers
                .links
                .extend(links.filter(|link| known.insert(*link)));
        }
        woven.chains.push((chain, is_back));
    }
    woven
}

/// The nodes so that those that are joined come one after the other, from the left.
fn in_order(part: &Part) -> Vec<usize> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); part.nodes.len()];
    for edge in &part.edges {
        near[edge.from].push(edge.to);
        near[edge.to].push(edge.from);
    }
    let mut starts: Vec<usize> = (0..part.nodes.len()).collect();
    starts.sort_by_key(|&node| (part.nodes[node].layer, &part.nodes[node].name));
    let mut seen = vec![false; part.nodes.len()];
    let mut order = Vec::with_capacity(starts.len());
    for start in starts {
        let mut open = vec![start];
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                order.push(next);
                open.extend(near[next].iter().rev());
            }
        }
    }
    order
}

/// The points that the lines go through. At a node they are apart, in the order of where they lead.
fn ways(woven: &Woven, frames: &[Frame]) -> Vec<(Vec<(usize, usize)>, bool)> {
    // Who else is at the right side of an item, and at its left, by where they come from or lead to.
    let mut sides: HashMap<(usize, bool), Vec<usize>> = HashMap::new();
    for (chain, _) in &woven.chains {
        for pair in chain.windows(2) {
            for (item, side, other) in [(pair[0], true, pair[1]), (pair[1], false, pair[0])] {
                sides.entry((item, side)).or_default().push(other);
            }
        }
    }
    let place = |other: &usize| (frames[*other].middle(), *other);
    for others in sides.values_mut() {
        others.sort_by_key(place);
        others.dedup();
    }
    let port = |item: usize, side: bool, other: usize| {
        let frame = frames[item];
        let others = &sides[&(item, side)];
        let at = others
            .binary_search_by_key(&place(&other), place)
            .unwrap_or(0);
        let x = if side { frame.right() } else { frame.left };
        (x, frame.top + frame.height * (at + 1) / (others.len() + 1))
    };
    let way = |(chain, is_back): &(Vec<usize>, bool)| {
        if woven.layer_of[chain[0]] == woven.layer_of[chain[chain.len() - 1]] {
            // Within a layer: around its right side.
            let ends = [frames[chain[0]], frames[chain[1]]];
            return (
                ends.map(|frame| (frame.right(), frame.middle())).to_vec(),
                *is_back,
            );
        }
        let pairs = chain.windows(2);
        let points =
            pairs.flat_map(|pair| [port(pair[0], true, pair[1]), port(pair[1], false, pair[0])]);
        (points.collect(), *is_back)
    };
    woven.chains.iter().map(way).collect()
}
