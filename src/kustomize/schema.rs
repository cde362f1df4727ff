//! Which lists a strategic merge merges, and by which keys.

use super::merge_keys::{Type, built_in};
use super::node::Node;

/// The definition of a node.
#[derive(Clone, Copy, Debug)]
pub(super) enum Schema<'s> {
    /// One of Kubernetes' own.
    Own(&'static Type),
    /// One of a file that `openapi` names.
    Read { all: &'s Schemas, node: &'s Node },
}

/// The definitions that a build goes by.
#[derive(Clone, Debug)]
pub(super) struct Schemas {
    /// What a file of `openapi` says; `None` if the built-in definitions are used.
    own: Option<Node>,
}

/// How many references lead to each other at most.
const MOST_REFERENCES: usize = 32;

impl Schemas {
    pub(super) fn built_in() -> Self {
        Self { own: None }
    }

    pub(super) fn of(root: Node) -> Self {
        Self { own: Some(root) }
    }

    /// The definition of a kind.
    pub(super) fn of_kind(&self, api_version: &str, kind: &str) -> Option<Schema<'_>> {
        let Some(own) = &self.own else {
            return built_in(api_version, kind).map(Schema::Own);
        };
        let definitions = own.get("definitions")?.as_map()?.entries.values();
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let is_it = |node: &&Node| {
            let kinds = node.get("x-kubernetes-group-version-kind");
            let kinds = kinds.and_then(Node::as_list);
            let mut kinds = kinds.into_iter().flat_map(|list| list.items.iter());
            kinds.any(|of| {
                let said = |field| of.get(field).map_or("", Node::said);
                said("group") == group && said("version") == version && said("kind") == kind
            })
        };
        { definitions }
            .find(is_it)
            .map(|node| Schema::Read { all: self, node })
    }

    fn resolve<'s>(&'s self, mut node: &'s Node) -> Option<&'s Node> {
        for _ in 0..MOST_REFERENCES {
            let Some(reference) = node.get("$ref").map(Node::said) else {
                return Some(node);
            };
            let name = reference.strip_prefix("#/definitions/")?;
            let name = name.replace("~1", "/").replace("~0", "~");
            node = self.own.as_ref()?.get("definitions")?.get(&name)?;
        }
        None
    }
}

impl<'s> Schema<'s> {
    /// The definition of a field, or of what a mapping holds.
    pub(super) fn field(self, name: &str) -> Option<Self> {
        match self {
            Self::Own(of) => of.field(name).map(|field| Self::Own(field.of)),
            Self::Read { all, node } => {
                let own = node
                    .get("properties")
                    .and_then(|properties| properties.get(name));
                let node = own.or_else(|| {
                    let additional = node.get("additionalProperties")?;
                    additional.as_map().map(|_| additional)
                })?;
                // What a reference says of its own, as merge keys, is passed over with it.
                let node = all.resolve(node)?;
                Some(Self::Read { all, node })
            }
        }
    }

    /// The keys by which items of the list in a field are merged: none if they are no mappings. `None` if the list is
    /// replaced.
    pub(super) fn merges(self, name: &str) -> Option<Vec<String>> {
        match self {
            Self::Own(of) => {
                let keys = of.field(name)?.keys?;
                Some(keys.iter().map(|&key| key.to_owned()).collect())
            }
            Self::Read { .. } => {
                let Some(Self::Read { node, .. }) = self.field(name) else {
                    return None;
                };
                let strategy = node.get("x-kubernetes-patch-strategy")?.said();
                if !strategy.split(',').any(|part| part == "merge") {
                    return None;
                }
                let listed = node
                    .get("x-kubernetes-list-map-keys")
                    .and_then(Node::as_list);
                if let Some(listed) = listed {
                    let keys = listed.items.iter();
                    return Some(keys.map(|key| key.said().to_owned()).collect());
                }
                let key = node.get("x-kubernetes-patch-merge-key");
                Some(key.map(|key| key.said().to_owned()).into_iter().collect())
            }
        }
    }

    /// The definition of the items of the list that this is.
    pub(super) fn items(self) -> Option<Self> {
        match self {
            Self::Own(of) => Some(Self::Own(of)),
            Self::Read { all, node } => {
                let node = all.resolve(node.get("items")?)?;
                Some(Self::Read { all, node })
            }
        }
    }
}
