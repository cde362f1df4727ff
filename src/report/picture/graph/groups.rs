//! What is drawn together: objects that are joined, in frames by where they are from, their namespace and their application.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::kinds::Class;
use super::links::Web;
use super::{Edge, Group, Node, Part, State};
use crate::engine::By;
use crate::objects::Pods;
use crate::report::picture::shown;
use crate::report::words;

/// More joined objects than these are drawn by application, and what several of these use with each.
const MOST: usize = 40;

/// The groups of objects, and how many objects are joined to no other.
pub(super) fn of(web: &Web<'_>, by: Option<&By>) -> (Vec<Group>, usize) {
    let mut groups: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    let (all, left_out) = joined(web);
    for nodes in all {
        let parts = match nodes.len() > MOST {
            true => by_application(web, &nodes),
            false => vec![nodes],
        };
        for nodes in parts {
            if let Some(part) = part(web, &nodes) {
                groups.entry(title(web, &nodes, by)).or_default().push(part);
            }
        }
    }
    let group = |(title, parts)| Group { title, parts };
    (groups.into_iter().map(group).collect(), left_out)
}

/// The nodes that are joined, each set by itself, and how many are joined to none.
fn joined(web: &Web<'_>) -> (Vec<Vec<usize>>, usize) {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); web.nodes.len()];
    for edge in web.edges.iter().flatten() {
        near[edge.from].push(edge.to);
        near[edge.to].push(edge.from);
    }
    let mut seen = vec![false; web.nodes.len()];
    let (mut found, mut left_out) = (Vec::new(), 0);
    for start in 0..web.nodes.len() {
        if near[start].is_empty() {
            left_out += 1;
            continue;
        }
        let (mut nodes, mut open) = (Vec::new(), vec![start]);
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                nodes.push(next);
                open.extend(&near[next]);
            }
        }
        if !nodes.is_empty() {
            nodes.sort_unstable();
            found.push(nodes);
        }
    }
    (found, left_out)
}

/// Nodes by their application, by the widest label that tells some apart.
fn by_application(web: &Web<'_>, nodes: &[usize]) -> Vec<Vec<usize>> {
    let label = |node: usize, level: usize| web.application(node)?.0[level].as_deref();
    let tells = |level: &usize| {
        let all: BTreeSet<&str> = nodes
            .iter()
            .filter_map(|&node| label(node, *level))
            .collect();
        all.len() > 1
    };
    let Some(level) = (0..3).find(tells) else {
        return vec![nodes.to_vec()];
    };
    let own = |node: usize| match web.nodes[node].class {
        Class::Workload => label(node, level),
        _ => None,
    };
    let mut of: HashMap<usize, Option<&str>> =
        nodes.iter().map(|&node| (node, own(node))).collect();
    // All else belongs to the one that it is joined to, and only where these are several to what it says itself.
    for _ in 0..3 {
        let mut near: HashMap<usize, BTreeSet<&str>> = HashMap::new();
        for edge in nodes.iter().flat_map(|&node| &web.edges[node]) {
            for (node, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
                let named = of.get(&other).copied().flatten();
                near.entry(node).or_default().extend(named);
            }
        }
        for (node, own) in &mut of {
            if let (None, Some(near)) = (&own, near.get(node))
                && near.len() == 1
            {
                *own = near.first().copied();
            }
        }
    }
    let mut found: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for &node in nodes {
        let application = of[&node].or_else(|| label(node, level));
        found.entry(application).or_default().push(node);
    }
    found.into_values().collect()
}

/// What is drawn of nodes: themselves where they are joined, and what they refer to elsewhere.
fn part(web: &Web<'_>, nodes: &[usize]) -> Option<Part> {
    let own: BTreeSet<usize> = nodes.iter().copied().collect();
    let edges: Vec<&Edge> = nodes.iter().flat_map(|&node| &web.edges[node]).collect();
    let mut part = Part::default();
    let mut places: HashMap<usize, usize> = HashMap::new();
    let ends = edges.iter().flat_map(|edge| [edge.from, edge.to]);
    for node in ends.collect::<BTreeSet<usize>>() {
        places.insert(node, part.nodes.len());
        let mut drawn = web.nodes[node].clone();
        if !own.contains(&node) {
            drawn.remark("shared");
        }
        part.nodes.push(drawn);
    }
    tell_apart(web, &edges, &places, &mut part);
    part.edges = edges
        .into_iter()
        .map(|edge| Edge {
            from: places[&edge.from],
            to: places[&edge.to],
            ..*edge
        })
        .collect();
    (!part.edges.is_empty()).then_some(part)
}

/// Has nodes of one kind and name say where each is from: files of several directories are seldom applied together. What is
/// not there is where it is referred to.
fn tell_apart(web: &Web<'_>, edges: &[&Edge], places: &HashMap<usize, usize>, part: &mut Part) {
    let directory = |node: usize| {
        let known = |node: usize| web.resources.get(node).map(|known| &*known.directory);
        let mut edges = edges.iter().filter(|edge| edge.to == node);
        known(node).or_else(|| edges.find_map(|edge| known(edge.from)))
    };
    let mut alike: BTreeMap<(String, String), Vec<(usize, &str)>> = BTreeMap::new();
    for (&node, &at) in places {
        let Node { kind, name, .. } = &part.nodes[at];
        let same = alike.entry((kind.clone(), name.clone())).or_default();
        same.extend(directory(node).map(|directory| (at, directory)));
    }
    for same in alike.into_values() {
        let common = shared_start(same.iter().map(|(_, directory)| *directory));
        let differ = same.iter().any(|(_, directory)| directory.len() > common);
        for (at, directory) in same.into_iter().filter(|_| differ) {
            let rest = directory.get(common..).unwrap_or_default();
            let rest = rest.trim_start_matches('/');
            let rest = if rest.is_empty() { "." } else { rest };
            part.nodes[at].remark(&format!("in {}", shown(rest)));
        }
    }
}

/// How many bytes of paths are directories that all of them are in.
fn shared_start<'p>(mut paths: impl Iterator<Item = &'p str>) -> usize {
    let first = paths.next().unwrap_or_default();
    let shared = |start: &str, path: &str| {
        let parts = start.split_inclusive('/').zip(path.split_inclusive('/'));
        let same = parts.take_while(|(one, other)| one == other);
        same.map(|(one, _)| one.len()).sum::<usize>()
    };
    paths.fold(first.len(), |end, path| shared(&first[..end], path))
}

/// Where nodes are from, their namespace and their application, as far as they share them.
fn title(web: &Web<'_>, nodes: &[usize], by: Option<&By>) -> String {
    let resources: Vec<_> = nodes
        .iter()
        .filter_map(|&node| web.resources.get(node))
        .collect();
    let directories: BTreeSet<&str> = resources
        .iter()
        .map(|resource| &*resource.directory)
        .collect();
    let namespaces: BTreeSet<&str> = resources
        .iter()
        .filter_map(|resource| resource.namespace())
        .collect();
    let mut parts: Vec<String> = Vec::new();
    match (by, directories.first()) {
        (Some(by), _) => parts.push(words::rendered(by)),
        (None, Some(directory)) if directories.len() == 1 && !directory.is_empty() => {
            parts.push((*directory).to_owned());
        }
        _ => {}
    }
    if let (Some(only), 1) = (namespaces.first(), namespaces.len()) {
        parts.push(format!("namespace {only}"));
    }
    // What makes pods says what an application is; what it is configured with often says nothing.
    let mut telling: Vec<_> = resources
        .iter()
        .filter(|resource| resource.known::<Pods>().is_some())
        .collect();
    if telling.is_empty() {
        telling = resources.iter().collect();
    }
    let common = |level: usize| {
        let labels = telling
            .iter()
            .map(|resource| resource.application.0[level].as_deref());
        let labels: BTreeSet<Option<&str>> = labels.collect();
        labels
            .first()
            .copied()
            .flatten()
            .filter(|_| labels.len() == 1)
    };
    parts.extend((0..3).find_map(common).map(str::to_owned));
    if parts.is_empty() {
        let is_there = |node: &&usize| web.nodes[**node].state == State::There;
        let named = |node: &usize| {
            let Node { kind, name, .. } = &web.nodes[*node];
            format!("{kind} {name}")
        };
        parts.extend(nodes.iter().find(is_there).map(named));
    }
    shown(&parts.join(" · "))
}
