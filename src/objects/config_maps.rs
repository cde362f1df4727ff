//! The ConfigMaps that stand in one file with the pods that mount them.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::objects::{Container, Pod, Text};
use crate::yaml::{Cursor, Layout, NodeId, Stretch, Tree};

/// The ConfigMaps of a file by name, looked up when the first pod asks.
#[derive(Debug)]
pub struct ConfigMaps<'t> {
    trees: &'t [Tree<'t>],
    /// In which of the trees the data of each is, and where.
    data: OnceLock<HashMap<String, (usize, NodeId)>>,
}

impl<'t> ConfigMaps<'t> {
    /// Those of a file.
    #[must_use]
    pub fn of(tree: &'t Tree<'t>) -> Self {
        Self::among(std::slice::from_ref(tree))
    }

    /// The documents of a text that are ConfigMaps. What is read in `stretches` as a List is none, as in [`Self::of`].
    #[must_use]
    pub fn read(layout: &Layout<'t>, stretches: &[Stretch]) -> Vec<Tree<'t>> {
        let lists: BTreeSet<usize> = stretches.iter().filter_map(Stretch::part_of).collect();
        let whole = layout.with_word("ConfigMap");
        let whole = whole.filter(|at| !lists.contains(&at.documents().start));
        let trees = whole.filter_map(|at| layout.read(&at));
        let own = trees.filter(|tree| config_maps(tree).next().is_some());
        // There may be very many.
        own.map(Tree::without_room).collect()
    }

    /// Those of a file, which stand in these of its documents.
    #[must_use]
    pub fn among(trees: &'t [Tree<'t>]) -> Self {
        Self {
            trees,
            data: OnceLock::new(),
        }
    }

    /// The files that a container has from ConfigMaps: what each holds, under the path of its directory.
    #[must_use]
    pub fn mounted_in(&self, pod: &Pod<'t>, container: &Container<'t>) -> Vec<(String, Text<'t>)> {
        let mut found = Vec::new();
        for mount in &container.mounts {
            let volume = mount.volume.as_deref().and_then(|name| pod.volume(name));
            let source = volume.and_then(|volume| volume.at.get("configMap"));
            let name = source.and_then(|source| Text::field(&source, "name"));
            let (Some(name), Some(path)) = (name, &mount.path) else {
                continue;
            };
            let data = self.data().get(&*name);
            let data = data.map(|&(tree, at)| self.trees[tree].at(at));
            for entry in data.into_iter().flat_map(|data| data.entries()) {
                // A mount of one file shows that file alone.
                let is_it = |file: &str| file == entry.key.as_key();
                if mount.sub_path.as_deref().is_none_or(is_it)
                    && let Some(text) = Text::read(entry.value)
                {
                    found.push((path.to_string(), text));
                }
            }
        }
        found
    }

    fn data(&self) -> &HashMap<String, (usize, NodeId)> {
        self.data.get_or_init(|| {
            let mut found = HashMap::new();
            for (at, tree) in self.trees.iter().enumerate() {
                found.extend(config_maps(tree).map(|(name, data)| (name, (at, data.id()))));
            }
            found
        })
    }
}

/// The names and the data of the documents that are ConfigMaps.
fn config_maps<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = (String, Cursor<'t>)> {
    let objects = tree.documents().iter();
    let objects = objects.filter_map(|document| tree.root(document));
    objects.filter_map(config_map)
}

/// The name and the data of a ConfigMap.
fn config_map(object: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let kind = Text::field(&object, "kind")?;
    let name = Text::field(&object.get("metadata")?, "name")?;
    let data = object.get("data")?;
    (&*kind == "ConfigMap").then(|| (name.to_string(), data))
}

#[cfg(test)]
mod tests {
    use super::ConfigMaps;
    use crate::yaml::Layout;

    #[test]
    fn only_documents_that_are_config_maps_are_kept() {
        let text = "kind: ConfigMap\nmetadata: {name: a}\ndata: {b: c}\n---\nkind: Role\nmetadata: {name: of-ConfigMap}\n---\nkind: List\nitems:\n\
                    - kind: ConfigMap\n  metadata: {name: d}\n  data: {}\n- kind: ConfigMap\n  metadata: {name: e}\n  data: {}\n";
        let layout = Layout::of(text);
        for stretches in [layout.parts(), layout.stretches(1)] {
            let read = ConfigMaps::read(&layout, &stretches);
            let maps = ConfigMaps::among(&read);
            assert_eq!(read.len(), 1);
            assert!(maps.data().contains_key("a"));
        }
    }
}
