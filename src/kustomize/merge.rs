//! Strategic merge, as kustomize does it: its `kyaml` merges as `kubectl` does but for `$retainKeys` and
//! `$setElementOrder`, which it takes for fields.

use std::collections::BTreeSet;

use super::items::merge_items;
use super::node::{List, Map, Node, Sort};
use super::problem::{Failure, Outcome};
use super::schema::{Schema, Schemas};

/// What a patch says of a mapping or a list as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    Merge,
    Replace,
    Delete,
}

/// The key of a directive.
pub(super) const DIRECTIVE: &str = "$patch";

/// Merges a patch into an object. Nothing is left of one that is deleted.
pub(super) fn merge(base: Node, patch: Node, schemas: &Schemas) -> Outcome<Option<Node>> {
    let merger = Merger { schemas };
    merger.walk(Some(base), Some(patch), None, None)
}

/// Merges by some definitions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merger<'s> {
    schemas: &'s Schemas,
}

/// Whether there is nothing, or null.
fn is_nothing(node: Option<&Node>) -> bool {
    node.is_none_or(Node::is_null)
}

impl<'s> Merger<'s> {
    /// Merges what is there with what a patch has in its place. `keys` merge the items if it is a list that is merged.
    pub(super) fn walk(
        &self,
        base: Option<Node>,
        patch: Option<Node>,
        schema: Option<Schema<'s>>,
        keys: Option<&[String]>,
    ) -> Outcome<Option<Node>> {
        let first = [&base, &patch];
        let first = first.iter().filter_map(|node| node.as_ref());
        let kind = { first }.find(|node| !node.is_null());
        match kind {
            None => Ok(nulls(base, patch)),
            Some(Node::Map(_)) => {
                demand_alike(base.as_ref(), patch.as_ref(), |node| {
                    node.as_map().is_some()
                })?;
                let schema = schema.or_else(|| self.embedded(base.as_ref(), patch.as_ref()));
                self.maps(base, patch, schema)
            }
            Some(Node::List(_)) => {
                demand_alike(base.as_ref(), patch.as_ref(), |node| {
                    node.as_list().is_some()
                })?;
                match keys {
                    Some(keys) => self.lists(base, patch, schema, keys),
                    None => Ok(later(base, patch)),
                }
            }
            Some(Node::Scalar(_)) => {
                demand_alike(base.as_ref(), patch.as_ref(), |node| {
                    node.as_scalar().is_some()
                })?;
                Ok(later(base, patch))
            }
        }
    }

    /// The definition of an object, by what it or its patch says that it is.
    fn embedded(&self, base: Option<&Node>, patch: Option<&Node>) -> Option<Schema<'s>> {
        [base, patch].into_iter().flatten().find_map(|node| {
            let said = |field| node.get(field).map_or("", Node::said);
            self.schemas.of_kind(said("apiVersion"), said("kind"))
        })
    }

    fn maps(
        &self,
        base: Option<Node>,
        patch: Option<Node>,
        schema: Option<Schema<'s>>,
    ) -> Outcome<Option<Node>> {
        let is_new = is_nothing(base.as_ref());
        let Some(Node::Map(mut patch)) = patch else {
            return match (base, patch) {
                // Null takes away what is there.
                (_, Some(_)) => Ok(None),
                (Some(Node::Map(base)), None) => self.fields(base, None, schema),
                (base, None) => Ok(base),
            };
        };
        let directive = directive(&mut patch)?;
        match (base, directive) {
            (_, Directive::Delete) => Ok(None),
            (Some(Node::Map(base)), Directive::Merge) if !is_new => {
                self.fields(base, Some(patch), schema)
            }
            // What a patch adds is merged with itself: nulls and directives in it are followed.
            _ => self.fields(patch.clone(), Some(patch), schema),
        }
    }

    fn fields(
        &self,
        mut base: Map,
        patch: Option<Map>,
        schema: Option<Schema<'s>>,
    ) -> Outcome<Option<Node>> {
        let mut patch = patch.unwrap_or_default();
        let mut names: Vec<String> = base
            .entries
            .keys()
            .map(|key| key.0.as_str().to_owned())
            .collect();
        let known: BTreeSet<&str> = base.entries.keys().map(|key| key.0.as_str()).collect();
        let added = patch.entries.keys().map(|key| key.0.as_str());
        names.extend(
            added
                .filter(|name| !known.contains(name))
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        );
        for name in names {
            let there = base.entries.remove_entry(name.as_str());
            let new = patch.entries.remove_entry(name.as_str());
            let (key, there) = there.map_or((None, None), |(key, node)| (Some(key), Some(node)));
            let (new_key, new) = new.map_or((None, None), |(key, node)| (Some(key), Some(node)));
            let sort = there
                .as_ref()
                .and_then(Node::as_scalar)
                .map(|scalar| scalar.sort);
            let (inner, keys) = match schema {
                Some(schema) => (schema.field(&name), schema.merges(&name)),
                None => (None, None),
            };
            let merged = self.walk(there, new, inner, keys.as_deref())?;
            let Some(mut node) = merged else {
                continue;
            };
            // A value in the place of one in quotes is written in quotes, whatever it was.
            if let Node::Scalar(scalar) = &mut node {
                scalar.sort = match (sort, scalar.sort) {
                    (Some(quotes @ (Sort::Quoted | Sort::Folded)), _) => quotes,
                    (Some(_), Sort::Quoted | Sort::Folded) => Sort::Str,
                    (_, own) => own,
                };
            }
            if let Some(key) = key.or(new_key) {
                base.entries.insert(key, node);
            }
        }
        Ok(Some(Node::Map(base)))
    }

    fn lists(
        &self,
        base: Option<Node>,
        patch: Option<Node>,
        schema: Option<Schema<'s>>,
        keys: &[String],
    ) -> Outcome<Option<Node>> {
        let is_new = is_nothing(base.as_ref());
        let items = schema.and_then(Schema::items);
        let Some(Node::List(mut patch)) = patch else {
            return match (base, patch) {
                (_, Some(_)) => Ok(None),
                (Some(Node::List(base)), None) => self.merged(base, None, items, keys),
                (base, None) => Ok(base),
            };
        };
        let directive = list_directive(&mut patch)?;
        match (base, directive) {
            (_, Directive::Delete) if !is_new => Ok(None),
            (Some(Node::List(base)), Directive::Merge) if !is_new => {
                self.merged(base, Some(patch), items, keys)
            }
            _ => self.merged(patch.clone(), Some(patch), items, keys),
        }
    }

    fn merged(
        &self,
        base: List,
        patch: Option<List>,
        schema: Option<Schema<'s>>,
        keys: &[String],
    ) -> Outcome<Option<Node>> {
        let place = base.place;
        let patch = patch.map(|patch| patch.items.into_own());
        let items = merge_items(self, base.items.into_own(), patch, schema, keys)?.into();
        Ok(Some(Node::List(List { items, place })))
    }
}

/// Where neither has more than null: one that is written out stays, and any other goes.
fn nulls(base: Option<Node>, patch: Option<Node>) -> Option<Node> {
    let stays = patch.is_none() && base.as_ref().is_some_and(|node| !node.said().is_empty());
    base.filter(|_| stays)
}

/// What the patch has, if it has anything. Its null takes away.
fn later(base: Option<Node>, patch: Option<Node>) -> Option<Node> {
    match patch {
        Some(patch) if patch.is_null() => None,
        Some(patch) => Some(patch),
        None => base,
    }
}

fn demand_alike(
    base: Option<&Node>,
    patch: Option<&Node>,
    is_it: impl Fn(&Node) -> bool,
) -> Outcome<()> {
    match (base, patch) {
        (Some(base), Some(patch)) if !base.is_null() && !patch.is_null() && !is_it(patch) => {
            let message = format!(
                "the patch has {} where the object has {}",
                patch.what(),
                base.what()
            );
            let failure = Failure::refused(patch.place(), message);
            Err(failure.also(base.place(), "what it patches"))
        }
        _ => Ok(()),
    }
}

fn named(directive: &Node) -> Outcome<Directive> {
    match directive.said() {
        "merge" => Ok(Directive::Merge),
        "replace" => Ok(Directive::Replace),
        "delete" => Ok(Directive::Delete),
        other => {
            let message = format!("`$patch: {other}` is no directive");
            let failure = Failure::refused(directive.place(), message);
            Err(failure.help("use `delete`, `replace` or `merge`"))
        }
    }
}

/// What a patch says of a mapping; the word is taken out.
fn directive(patch: &mut Map) -> Outcome<Directive> {
    match patch.entries.remove(DIRECTIVE) {
        Some(directive) => named(&directive),
        None => Ok(Directive::Merge),
    }
}

/// What a patch says of a list, in an item of its own, which is taken out.
fn list_directive(patch: &mut List) -> Outcome<Directive> {
    let first = patch
        .items
        .iter()
        .find(|item| item.get(DIRECTIVE).is_some());
    let Some(found) = first.filter(|item| item.as_map().is_some_and(|map| map.entries.len() == 1))
    else {
        return Ok(Directive::Merge);
    };
    let Some(word) = found.get(DIRECTIVE).cloned() else {
        return Ok(Directive::Merge);
    };
    let directive = named(&word)?;
    patch.items.retain(|item| {
        let own = item.get(DIRECTIVE);
        own.is_none_or(|own| own.said() != word.said())
    });
    Ok(directive)
}
