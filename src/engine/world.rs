//! The objects of a run that others are asked about, read again: which of several is meant, and what they say.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::files::shared_parts;
use crate::host::{Workers, gather};
use crate::objects::{Inventory, Object, Resource, recognize};
use crate::source::SourceId;
use crate::yaml::{Cursor, Tree};

/// The objects of the files as they are, or of a rendering, by its number.
pub(super) type World = (Option<usize>, Inventory);

/// An object with the rendering that it is of, if it is of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near<'i> {
    pub(super) world: Option<usize>,
    pub(super) resource: &'i Resource,
}

/// How far something is from an object.
pub(super) type Distance = (bool, Reverse<usize>, usize);

/// Something of an object, and where that stands.
pub(super) struct Of<T> {
    pub(super) world: Option<usize>,
    pub(super) directory: Arc<str>,
    pub(super) source: SourceId,
    pub(super) document: u32,
    pub(super) is: T,
}

impl<T> Of<T> {
    pub(super) fn new(near: Near<'_>, is: T) -> Self {
        Self {
            world: near.world,
            directory: Arc::clone(&near.resource.directory),
            source: near.resource.source,
            document: near.resource.document,
            is,
        }
    }

    /// How far it is from an object: the nearest of several of one name is meant. The same rendering is nearest, then what
    /// shares more directories.
    pub(super) fn distance(&self, from: &Near<'_>) -> Distance {
        let shared = shared_parts(&from.resource.directory, &self.directory);
        let apart = self.directory.split('/').count() - shared;
        (self.world != from.world, Reverse(shared), apart)
    }
}

/// All objects of some worlds.
pub(super) fn each<'i>(worlds: &'i [World]) -> impl Iterator<Item = Near<'i>> {
    worlds.iter().flat_map(|(world, inventory)| {
        let resources = inventory.resources.iter();
        resources.map(|resource| Near {
            world: *world,
            resource,
        })
    })
}

/// Texts of sources, by their numbers, with what reports call them.
pub(super) struct Texts(BTreeMap<SourceId, (String, String)>);

impl Texts {
    /// Those of the sources that have such objects.
    pub(super) fn read(
        worlds: &[World],
        which: &dyn Fn(&Resource) -> bool,
        read: &(dyn Fn(SourceId) -> Option<(String, String)> + Sync),
        workers: &dyn Workers,
    ) -> Self {
        let wanted = each(worlds).filter(|near| which(near.resource));
        let wanted: BTreeSet<SourceId> = wanted.map(|near| near.resource.source).collect();
        let wanted: Vec<SourceId> = wanted.into_iter().collect();
        let texts = gather(workers, wanted.len(), &|at| {
            Some((wanted[at], read(wanted[at])?))
        });
        Self(texts.into_iter().flatten().collect())
    }

    pub(super) fn trees(&self, workers: &dyn Workers) -> BTreeMap<SourceId, Tree<'_>> {
        let texts: Vec<_> = self.0.iter().collect();
        let trees = gather(workers, texts.len(), &|at| {
            let (source, (_, text)) = texts[at];
            (*source, Tree::read(text))
        });
        trees.into_iter().collect()
    }

    /// Those of the objects that are asked for.
    pub(super) fn objects<'t>(
        &self,
        trees: &'t BTreeMap<SourceId, Tree<'t>>,
        worlds: &[World],
        which: &dyn Fn(&Resource) -> bool,
    ) -> Objects<'t> {
        let mut found = Vec::new();
        for near in each(worlds).filter(|near| which(near.resource)) {
            let source = near.resource.source;
            let (Some(tree), Some((path, _))) = (trees.get(&source), self.0.get(&source)) else {
                continue;
            };
            let document = tree.documents().get(near.resource.document as usize);
            let objects =
                document.map(|document| recognize(source, path, tree, document).objects());
            let object = objects
                .into_iter()
                .flatten()
                .find(|object| near.resource.is(object));
            found.extend(object.map(|object| Of::new(near, object)));
        }
        Objects::of_run(found)
    }
}

/// Objects of a run that others are asked with.
pub(super) struct Objects<'t> {
    pub(super) all: Vec<Of<Object<'t>>>,
    /// Where those of a kind stand among them: overlays make very many.
    kinds: HashMap<String, OfKind>,
    /// Where those of a world stand.
    worlds: HashMap<Option<usize>, Vec<usize>>,
}

/// Where the objects of a kind stand.
#[derive(Default)]
struct OfKind {
    all: Vec<usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'t> Objects<'t> {
    fn of_run(all: Vec<Of<Object<'t>>>) -> Self {
        let mut kinds: HashMap<String, OfKind> = HashMap::new();
        let mut worlds: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (at, of) in all.iter().enumerate() {
            worlds.entry(of.world).or_default().push(at);
            let kind = kinds.entry(of.is.kind.to_string()).or_default();
            kind.all.push(at);
            if let Some(name) = of.is.name() {
                let named = kind.by_name.entry(name.into_owned()).or_default();
                named.push(at);
            }
        }
        Self { all, kinds, worlds }
    }

    /// Those of an `apiVersion` and a kind, and of a name if one is wanted.
    fn asked(
        &self,
        api_version: &str,
        kind: &str,
        name: Option<&str>,
    ) -> impl Iterator<Item = &Of<Object<'t>>> {
        let of_kind = self.kinds.get(kind);
        let found = of_kind.and_then(|of_kind| match name {
            Some(name) => of_kind.by_name.get(name),
            None => Some(&of_kind.all),
        });
        let found = found.into_iter().flatten().map(|&at| &self.all[at]);
        found.filter(move |of| of.is.api_version == api_version)
    }

    /// The Namespace of that name which is nearest.
    pub(super) fn namespace(&self, from: &Near<'_>, name: &str) -> Option<Cursor<'t>> {
        let of_name = self.asked("v1", "Namespace", Some(name));
        Some(of_name.min_by_key(|of| of.distance(from))?.is.root)
    }

    /// The objects of an `apiVersion` and a kind, and of a name if one is wanted, the nearest first.
    pub(super) fn of(
        &self,
        from: &Near<'_>,
        (api_version, kind): (&str, &str),
        name: Option<&str>,
    ) -> Vec<&Object<'t>> {
        let mut found: Vec<_> = self.asked(api_version, kind, name).collect();
        found.sort_by_key(|of| of.distance(from));
        found.into_iter().map(|of| &of.is).collect()
    }

    /// Those of some kinds that an object may refer to by their names: of its world, and in its namespace, in none, or in
    /// one that is not written.
    pub(super) fn around(
        &self,
        from: &Near<'_>,
        is_meant: &dyn Fn(&str, &str) -> bool,
    ) -> Vec<&Object<'t>> {
        let namespace = from.resource.object.namespace.as_deref();
        let is_near = |of: &&Of<Object<'t>>| {
            let own = of.is.namespace();
            let same = own.is_none() || namespace.is_none() || own.as_deref() == namespace;
            same && is_meant(&of.is.api_version, &of.is.kind)
        };
        let of_world = self.worlds.get(&from.world).into_iter().flatten();
        let of_world = of_world.map(|&at| &self.all[at]);
        of_world.filter(is_near).map(|of| &of.is).collect()
    }
}
