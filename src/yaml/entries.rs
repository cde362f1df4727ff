//! What is in a collection: its items, and the entries of a mapping with those that merge keys bring.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::yaml::{Cursor, Kind, NodeId};

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The key's node.
    pub key: Cursor<'t>,
    /// The value's node.
    pub value: Cursor<'t>,
}

/// The children of a node, aliases followed.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    parent: Cursor<'t>,
    next: u32,
    end: u32,
}

impl<'t> Children<'t> {
    pub(super) fn of(parent: Cursor<'t>, kind: Kind) -> Self {
        let next = parent.id().0 + 1;
        let end = if parent.kind() == kind {
            parent.tree().node(parent.id()).next.0
        } else {
            next
        };
        Self { parent, next, end }
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Cursor<'t>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let child = self.parent.beside(NodeId(self.next));
        self.next = self.parent.tree().node(NodeId(self.next)).next.0;
        Some(child)
    }
}

/// The entries of a mapping, merge keys expanded.
#[derive(Debug)]
pub struct Entries<'t> {
    own: Children<'t>,
    merged: std::vec::IntoIter<Entry<'t>>,
}

impl<'t> Entries<'t> {
    pub(super) fn of(mapping: Cursor<'t>) -> Self {
        let own = Children::of(mapping, Kind::Mapping);
        let may_merge =
            mapping.tree().merges && mapping.tree().node(mapping.id()).has_unmarked_keys();
        if may_merge && own.clone().step_by(2).any(|key| key.is_merge_key()) {
            return Self {
                own: Children {
                    next: own.end,
                    ..own
                },
                merged: merged(mapping).into_iter(),
            };
        }
        Self {
            own,
            merged: Vec::new().into_iter(),
        }
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match (self.own.next(), self.own.next()) {
            (Some(key), Some(value)) => Some(Entry { key, value }),
            _ => self.merged.next(),
        }
    }
}

impl<'t> Cursor<'t> {
    /// The entry of a key in a mapping that may have merge keys, in the order that [`merged`] has, without looking
    /// into a mapping twice. `seen`: where the key is not.
    pub(super) fn search_merged(
        &self,
        key: &str,
        seen: &mut BTreeSet<NodeId>,
    ) -> Option<Entry<'t>> {
        if self.kind() != Kind::Mapping || !seen.insert(self.id()) {
            return None;
        }
        let keys = self.tree().keys(self.tree().node(self.id())).iter().rev();
        let mut entries = keys.filter_map(|known| self.entry_at(known.node));
        entries.find_map(|entry| {
            if !entry.key.is_merge_key() {
                return Some(entry).filter(|entry| entry.key.is_key(key));
            }
            let Entry { value, .. } = entry;
            match value.kind() {
                Kind::Sequence => value.items().find_map(|item| item.search_merged(key, seen)),
                _ => value.search_merged(key, seen),
            }
        })
    }
}

/// The entries of a mapping with merge keys. go-yaml writes entries into one map, in order, the mappings
/// of a list from last to first, and a later write wins: read backwards, the first one wins.
fn merged(of: Cursor<'_>) -> Vec<Entry<'_>> {
    let mut own: Vec<Entry<'_>> = Vec::new();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut seen: BTreeSet<Cow<'_, str>> = BTreeSet::new();
    // What is merged a second time adds nothing, and takes as long as all that it merges.
    let mut met: BTreeSet<NodeId> = BTreeSet::from([of.id()]);
    let mut pending: Vec<(bool, Entry<'_>)> = pairs(of).map(|entry| (true, entry)).collect();
    while let Some((direct, entry)) = pending.pop() {
        let Entry { key, value } = entry;
        if !key.is_merge_key() {
            if seen.insert(key.as_key()) {
                let list = if direct { &mut own } else { &mut entries };
                list.push(entry);
            }
        } else if value.kind() == Kind::Sequence {
            let items: Vec<_> = value.items().filter(|item| met.insert(item.id())).collect();
            let entries = items.into_iter().rev().flat_map(pairs);
            pending.extend(entries.map(|entry| (false, entry)));
        } else if met.insert(value.id()) {
            pending.extend(pairs(value).map(|entry| (false, entry)));
        }
    }
    own.reverse();
    entries.reverse();
    own.append(&mut entries);
    own
}

/// Keys and values as written.
fn pairs(mapping: Cursor<'_>) -> impl Iterator<Item = Entry<'_>> {
    let mut children = Children::of(mapping, Kind::Mapping);
    std::iter::from_fn(move || {
        Some(Entry {
            key: children.next()?,
            value: children.next()?,
        })
    })
}
