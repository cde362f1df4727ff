//! Lists by their keys, all of them in one: most have a single item, and there may be very many.

use std::collections::HashMap;
use std::hash::Hash;

/// Items by their keys, those of a key in the order in which they came.
#[derive(Debug)]
pub(super) struct Grouped<K, T> {
    groups: HashMap<K, Group>,
    /// Each with the place of the next of its group; that of the last one means nothing.
    items: Vec<(T, u32)>,
}

/// The items of a key.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    first: u32,
    last: u32,
    count: u32,
}

impl<K: Hash + Eq, T> Grouped<K, T> {
    /// Nothing, with room for so many groups.
    pub(super) fn with_capacity(groups: usize) -> Self {
        Self {
            groups: HashMap::with_capacity(groups),
            items: Vec::with_capacity(groups),
        }
    }

    /// Adds an item to those of a key.
    pub(super) fn add(&mut self, key: K, item: T) {
        let at = self.items.len() as u32;
        self.items.push((item, at));
        let new = Group {
            first: at,
            last: at,
            count: 0,
        };
        let group = self.groups.entry(key).or_insert(new);
        if let Some((_, next)) = self.items.get_mut(group.last as usize) {
            *next = at;
        }
        group.last = at;
        group.count += 1;
    }

    /// How many items a key has.
    pub(super) fn count(&self, key: &K) -> usize {
        self.groups.get(key).map_or(0, |group| group.count as usize)
    }

    /// The items of a key.
    pub(super) fn of(&self, key: &K) -> impl Iterator<Item = &T> + use<'_, K, T> {
        let group = self.groups.get(key).copied().unwrap_or_default();
        let mut at = group.first;
        (0..group.count).filter_map(move |_| {
            let (item, next) = self.items.get(at as usize)?;
            at = *next;
            Some(item)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Grouped;

    #[test]
    fn items_of_a_key_come_in_their_order() {
        let mut grouped = Grouped::with_capacity(0);
        for (at, key) in ["a", "b", "a", "c", "b", "a"].into_iter().enumerate() {
            grouped.add(key, at);
        }
        let of = |key| grouped.of(&key).copied().collect::<Vec<_>>();
        assert_eq!(of("a"), [0, 2, 5]);
        assert_eq!(of("b"), [1, 4]);
        assert_eq!(of("c"), [3]);
        assert_eq!((of("d"), grouped.count(&"d")), (vec![], 0));
        assert_eq!(grouped.count(&"a"), 3);
    }
}
