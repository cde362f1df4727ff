//! `ValueAddTransformer`: a value written into fields, or into paths that stand in them.

use crate::origin::Text;

use super::decode::Fields;
use super::field::split;
use super::load::Loader;
use super::node::{Map, Node, Scalar};
use super::problem::{Failure, Outcome};
use super::read::documents;
use super::selector::Selector;
use super::set::Set;

/// A field of some objects.
#[derive(Debug)]
struct Target {
    selector: Option<Selector>,
    path: Text,
    /// The part of a path before which the value is put, from 1; 0 if it is the whole value.
    position: i64,
}

impl Target {
    fn read(node: &Node) -> Outcome<Self> {
        let fields = Fields::of(node, "a target")?;
        let selector = fields.get("selector");
        let path = fields.filled("fieldPath")?;
        let missing = || Failure::refused(fields.place(), "this target has no `fieldPath`");
        Ok(Self {
            selector: selector
                .map(|node| Selector::read(node, "a selector"))
                .transpose()?,
            path: path.ok_or_else(missing)?,
            position: fields.int("filePathPosition")?.map_or(0, |(at, _)| at),
        })
    }
}

/// Does what such a transformer says.
pub(super) fn apply(fields: &Fields<'_>, set: &mut Set, loader: &Loader<'_>) -> Outcome<()> {
    let value = fields.filled("value")?;
    let value = value.unwrap_or_else(|| Text::made(loader.name()));
    let mut targets = fields.list("targets", Target::read)?;
    if let Some(path) = fields.filled("targetFilePath")? {
        let loaded = loader.load(&path)?;
        for document in documents(loaded.demand_text()?)? {
            let fields = Fields::of(&document, "a file of targets")?;
            targets.extend(fields.list("targets", Target::read)?);
        }
    }
    if targets.is_empty() {
        let message = "this transformer has no target";
        return Err(Failure::refused(fields.place(), message));
    }
    for target in targets {
        let matcher = target.selector.as_ref().map(Selector::matcher);
        let matcher = matcher.transpose()?;
        for resource in &mut set.resources {
            if matcher.as_ref().is_none_or(|matcher| matcher.has(resource)) {
                target.write(resource.node_mut(), &value)?;
            }
        }
    }
    Ok(())
}

impl Target {
    fn write(&self, object: &mut Node, value: &Text) -> Outcome<()> {
        let path = split(self.path.as_str(), '/');
        let node = path
            .iter()
            .enumerate()
            .try_fold(object, |node, (at, part)| {
                let map = node.as_map_mut()?;
                if !map.entries.contains_key(part.as_str()) {
                    let made = match at + 1 == path.len() {
                        true => Node::Scalar(Scalar::plain(Text::default())),
                        false => Node::Map(Map::default()),
                    };
                    map.set(self.path.derive(part), made);
                }
                map.entries.get_mut(part.as_str())
            });
        match node {
            Some(Node::Scalar(scalar)) => {
                let written = match usize::try_from(self.position) {
                    Ok(position) if position > 0 => inserted(&scalar.text, position - 1, value),
                    _ => value.clone(),
                };
                scalar.set(written);
                Ok(())
            }
            _ => {
                let message = format!("`{}` leads to no scalar", self.path.as_str());
                Err(Failure::refused(self.path.place(), message))
            }
        }
    }
}

/// A path with one more part.
fn inserted(path: &Text, position: usize, part: &Text) -> Text {
    let all = path.as_str();
    let start = usize::from(all.starts_with('/'));
    let ends = all[start..].match_indices('/').map(|(at, _)| start + at);
    let starts: Vec<usize> = [start].into_iter().chain(ends.map(|at| at + 1)).collect();
    let mut made = Text::default();
    match starts.get(position) {
        Some(&at) if !all[start..].is_empty() => {
            made.push(&path.slice(0, at));
            made.push(part);
            made.push(&part.derive("/"));
            made.push(&path.slice(at, all.len()));
        }
        _ => {
            made.push(path);
            if !all.is_empty() && !all.ends_with('/') {
                made.push(&part.derive("/"));
            }
            made.push(part);
        }
    }
    made
}
