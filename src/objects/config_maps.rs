//! The ConfigMaps that stand in one file with the pods that mount them.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::objects::{Container, Pod, Text};
use crate::yaml::{Cursor, Tree};

/// The ConfigMaps of a file by name, looked up when the first pod asks.
#[derive(Debug)]
pub struct ConfigMaps<'t> {
    tree: &'t Tree<'t>,
    data: OnceCell<HashMap<String, Cursor<'t>>>,
}

impl<'t> ConfigMaps<'t> {
    /// Those of a file.
    #[must_use]
    pub fn of(tree: &'t Tree<'t>) -> Self {
        Self {
            tree,
            data: OnceCell::new(),
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

    fn data(&self) -> &HashMap<String, Cursor<'t>> {
        self.data.get_or_init(|| {
            let roots = self
                .tree
                .documents()
                .iter()
                .filter_map(|document| document.root);
            let objects = roots.map(|root| self.tree.at(root));
            objects.filter_map(config_map).collect()
        })
    }
}

/// The name and the data of a ConfigMap.
fn config_map(object: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let kind = Text::field(&object, "kind")?;
    let name = Text::field(&object.get("metadata")?, "name")?;
    let data = object.get("data")?;
    (&*kind == "ConfigMap").then(|| (name.to_string(), data))
}
