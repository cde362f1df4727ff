//! What was built is looked through again for what delivers more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::texts::{Before, passages};
use crate::config::Settings;
use crate::engine::overlays::{Built, Overlays};
use crate::gitops::{self, Delivery, Given, Overlay, Repository, Variables, What};
use crate::host::gather;
use crate::origin::Passage;

/// How often what was built is looked through for what delivers more.
const MOST_ROUNDS: usize = 4;

/// How many deliveries a run may have.
const MOST: usize = 10_000;

/// What tells one build of an overlay from others.
pub(super) type Fingerprint = (PathBuf, String);

/// What is looked through, again and again while that brings more.
pub(super) struct Rounds<'a> {
    pub(super) loose: Vec<(PathBuf, Passage)>,
    pub(super) rendered: Vec<Before>,
    pub(super) repository: Repository<'a>,
    pub(super) overlays: &'a Overlays<'a>,
    pub(super) settings: &'a Settings,
}

impl Rounds<'_> {
    pub(super) fn go(&self) -> (Vec<Delivery>, BTreeMap<Fingerprint, Built>) {
        let mut known: BTreeMap<Fingerprint, Built> = BTreeMap::new();
        for _ in 0..MOST_ROUNDS {
            let deliveries = self.deliveries(&known);
            let wanted: BTreeMap<Fingerprint, (&Path, &Overlay)> = deliveries
                .iter()
                .filter_map(|delivery| match &delivery.what {
                    What::Overlay(path, overlay) => {
                        Some((fingerprint(path, overlay), (path.as_path(), &**overlay)))
                    }
                    _ => None,
                })
                .collect();
            let before = known.len();
            known.retain(|key, _| wanted.contains_key(key));
            let new: Vec<_> = wanted
                .iter()
                .filter(|(key, _)| !known.contains_key(*key))
                .collect();
            let is_settled = new.is_empty() && before == known.len();
            let made = gather(&*self.settings.host.workers, new.len(), &|job| {
                let (key, (path, overlay)) = new[job];
                (key.clone(), self.overlays.changed(path, overlay))
            });
            known.extend(made);
            if is_settled {
                return (deliveries, known);
            }
        }
        (self.deliveries(&known), known)
    }

    fn deliveries(&self, known: &BTreeMap<Fingerprint, Built>) -> Vec<Delivery> {
        let mut deliveries = gitops::deliveries(&self.texts(known), &self.repository);
        deliveries.truncate(MOST);
        deliveries
    }

    /// What is looked through, where some overlays were built: what these were built of is not besides.
    fn texts(&self, known: &BTreeMap<Fingerprint, Built>) -> Vec<Passage> {
        let built = known
            .values()
            .filter(|built| !built.rendering.outputs.is_empty());
        let built: Vec<&Built> = built.collect();
        let roots: BTreeSet<&PathBuf> = built.iter().flat_map(|built| &built.roots).collect();
        let is_left = |before: &&Before| {
            before
                .root
                .as_ref()
                .is_none_or(|root| !roots.contains(root))
        };
        let left: Vec<&Before> = self.rendered.iter().filter(is_left).collect();
        let files = self.overlays.files;
        let of_built = built.iter().flat_map(|built| &built.rendering.files);
        let of_built = of_built.filter(|read| !read.is_apart);
        let of_built = of_built.map(|read| files.locate(&read.path));
        let read: BTreeSet<PathBuf> = left
            .iter()
            .flat_map(|left| left.read.iter().cloned())
            .chain(of_built)
            .collect();
        let loose = self.loose.iter().filter(|(path, _)| !read.contains(path));
        let mut texts: Vec<Passage> = loose.map(|(_, text)| text.clone()).collect();
        texts.extend(left.iter().flat_map(|left| left.texts.iter().cloned()));
        texts.extend(built.iter().flat_map(|built| passages(&built.rendering)));
        texts
    }
}

pub(super) fn fingerprint(path: &Path, overlay: &Overlay) -> Fingerprint {
    let mut says = overlay.change.fields.text.as_str().to_owned();
    says.push_str(if overlay.change.takes_all {
        "\0all"
    } else {
        "\0"
    });
    for (name, given) in overlay
        .variables
        .iter()
        .flat_map(|variables| &variables.known)
    {
        says.push('\0');
        says.push_str(name);
        if let Given::Text(value) = given {
            says.push('=');
            says.push_str(value.text.as_str());
        }
    }
    let may_be_more = |variables: &Variables| variables.may_be_more;
    says.push_str(if overlay.variables.as_ref().is_some_and(may_be_more) {
        "\0more"
    } else {
        "\0"
    });
    (path.to_owned(), says)
}
