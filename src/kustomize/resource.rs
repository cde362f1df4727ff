//! Objects while they are built, with what they were called before.

use std::sync::Arc;

use crate::origin::{Place, Text};
use crate::template::Key;

use super::id::{Gvk, Id};
use super::node::{Map, Node, Scalar, Sort};
use super::problem::{Failure, Outcome};
use super::provenance::Source;

/// An object. Its tree is shared until it is changed.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    node: Arc<Node>,
    /// What it was called before, the first first.
    pub(super) before: Vec<Before>,
    pub(super) prefixes: Vec<String>,
    pub(super) suffixes: Vec<String>,
    /// The variables that read it.
    pub(super) variables: Vec<String>,
    /// Whether its name is to get a hash.
    pub(super) needs_hash: bool,
    /// The entry of a generator that made it.
    pub(super) generated: Option<Place>,
    pub(super) behavior: Behavior,
    /// Where it comes from, and what changed it, the first first.
    pub(super) source: Option<Source>,
    pub(super) changes: Vec<Source>,
}

/// What an object was called before; its group and version are those that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Before {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) namespace: String,
}

/// What becomes of what a generator makes where there is an object of its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Behavior {
    /// There must be none.
    #[default]
    Create,
    Replace,
    Merge,
}

impl Resource {
    pub(super) fn new(node: Node) -> Self {
        Self {
            node: Arc::new(node),
            before: Vec::new(),
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            variables: Vec::new(),
            needs_hash: false,
            generated: None,
            behavior: Behavior::Create,
            source: None,
            changes: Vec::new(),
        }
    }

    /// One that has kind and name, as kustomize demands.
    pub(super) fn checked(node: Node) -> Outcome<Self> {
        if node.as_map().is_none() {
            let message = format!("this is {}, and no object", node.what());
            return Err(Failure::refused(node.place(), message));
        }
        let (place, kind) = (node.place(), said(&node, "kind"));
        if kind.is_empty() {
            return Err(Failure::refused(place, "this object has no `kind`"));
        }
        let name = node.at(&["metadata", "name"]).map_or("", Node::said);
        if name.is_empty() && !kind.ends_with("List") {
            let message = format!("this {kind} has no `metadata.name`");
            return Err(Failure::refused(place, message));
        }
        let mut resource = Self::new(node);
        resource.recall();
        Ok(resource)
    }

    pub(super) fn node(&self) -> &Node {
        &self.node
    }

    /// The tree as it is now, whatever becomes of it.
    pub(super) fn shared(&self) -> Arc<Node> {
        Arc::clone(&self.node)
    }

    pub(super) fn node_mut(&mut self) -> &mut Node {
        Arc::make_mut(&mut self.node)
    }

    pub(super) fn set_node(&mut self, node: Node) {
        self.node = Arc::new(node);
    }

    pub(super) fn kind(&self) -> &str {
        said(&self.node, "kind")
    }

    pub(super) fn gvk(&self) -> Gvk {
        Gvk::of(said(&self.node, "apiVersion"), self.kind())
    }

    pub(super) fn name(&self) -> &str {
        self.of_metadata("name")
    }

    pub(super) fn namespace(&self) -> &str {
        self.of_metadata("namespace")
    }

    /// A string of its metadata; of null there is none.
    fn of_metadata(&self, field: &str) -> &str {
        let found = self.node.at(&["metadata", field]);
        found.filter(|node| !node.is_empty()).map_or("", Node::said)
    }

    /// What it is called now.
    pub(super) fn id(&self) -> Id {
        Id {
            gvk: self.gvk(),
            name: self.name().to_owned(),
            namespace: self.namespace().to_owned(),
        }
    }

    /// What it was called before, the first first.
    pub(super) fn ids_before(&self) -> impl Iterator<Item = Id> {
        self.before.iter().map(|before| Id {
            gvk: Gvk {
                kind: before.kind.clone(),
                ..self.gvk()
            },
            name: before.name.clone(),
            namespace: before.namespace.clone(),
        })
    }

    /// What it was called at first.
    pub(super) fn first_id(&self) -> Id {
        self.ids_before().next().unwrap_or_else(|| self.id())
    }

    /// All that it is or was called: first what it was.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        self.ids_before().chain(std::iter::once_with(|| self.id()))
    }

    /// Remembers what it is called now.
    pub(super) fn remember(&mut self) {
        let id = self.id();
        self.before.push(Before {
            kind: id.gvk.kind.clone(),
            name: id.name.clone(),
            namespace: id.effective_namespace().to_owned(),
        });
    }

    /// Where it stands: its name, or else whatever of it stands somewhere.
    pub(super) fn place(&self) -> Option<Place> {
        let name = self.node.at(&["metadata", "name"]).and_then(Node::place);
        name.or_else(|| self.node.place())
    }

    /// Its metadata, made if there is none.
    pub(super) fn metadata(&mut self) -> Option<&mut Map> {
        self.node_mut().as_map_mut()?.under(Text::made("metadata"))
    }

    /// Sets its name, or takes it away if it is empty.
    pub(super) fn set_metadata(&mut self, field: &str, value: Option<Node>) {
        if let Some(metadata) = self.metadata() {
            match value {
                Some(value) => metadata.set(Text::made(field), value),
                None => {
                    metadata.entries.remove(field);
                }
            }
        }
    }

    /// Makes all values of a mapping in its metadata strings, as kustomize does whenever it writes one. One with nothing
    /// in it is taken away.
    pub(super) fn settle(&mut self, field: &str) {
        let found = self.node.at(&["metadata", field]);
        let is_settled = match found {
            None => true,
            Some(Node::Map(map)) => {
                let is_str = |node: &Node| {
                    let is_str = |scalar: &Scalar| scalar.is_str() && scalar.sort != Sort::Folded;
                    node.as_scalar().is_some_and(is_str)
                };
                !map.entries.is_empty() && map.entries.values().all(is_str)
            }
            Some(_) => false,
        };
        if is_settled {
            return;
        }
        let Some(metadata) = self.metadata() else {
            return;
        };
        match metadata.entries.get_mut(field) {
            Some(Node::Map(map)) if !map.entries.is_empty() => {
                for value in map.entries.values_mut() {
                    let text = match value {
                        Node::Scalar(scalar) => std::mem::take(&mut scalar.text),
                        _ => Text::default(),
                    };
                    *value = Node::str(text);
                }
            }
            _ => {
                metadata.entries.remove(field);
            }
        }
    }

    /// Adds the entries of a mapping in the metadata of another that this one has not.
    pub(super) fn inherit(&mut self, field: &str, other: &Self) {
        let metadata = other.node.get("metadata").and_then(Node::as_map);
        let entry = metadata.and_then(|metadata| metadata.entries.get_key_value(field));
        let Some((Key(key), Node::Map(theirs))) = entry else {
            return;
        };
        let key = key.clone();
        let Some(own) = self.metadata().and_then(|metadata| metadata.under(key)) else {
            return;
        };
        for (Key(key), value) in theirs.entries.iter() {
            if !own.entries.contains_key(key.as_str()) {
                own.set(key.clone(), value.clone());
            }
        }
    }
}

fn said<'n>(node: &'n Node, field: &str) -> &'n str {
    node.get(field).map_or("", Node::said)
}
