//! What joins two containers so that they belong into one pod.

use crate::diagnostic::Certainty;
use crate::facts::{Part, Reach};
use crate::objects::{Mount, Pod, VolumeKind};

/// What joins two containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coupling<'f> {
    /// Files in this volume.
    Files(&'f str),
    /// A signal from one to this process of the other.
    Signal(&'f str),
    /// They are one image in two roles.
    Image,
    /// They are parts of one product: the image of one is named after that of the other.
    Product,
}

impl<'p, 't> Part<'p, 't> {
    /// What joins this container with another one of its pod. That one talks to the other over localhost joins
    /// nothing by itself: so it would from a pod of its own.
    #[must_use]
    pub fn coupling(&self, other: &Part<'p, 't>, pod: &Pod<'t>) -> Option<Coupling<'_>> {
        if self.same_image(other) {
            return Some(Coupling::Image);
        }
        let files = self.shared_volume(other, pod).map(Coupling::Files);
        let signal = || self.signal_to(other).or_else(|| other.signal_to(self));
        let signal = || signal().map(|(reach, _)| Coupling::Signal(reach.target));
        let product =
            self.same_software(other) || self.named_after(other) || other.named_after(self);
        files
            .or_else(signal)
            .or(product.then_some(Coupling::Product))
    }

    /// Where this container signals, or looks for, a process of the other, and how certain it is that it runs there.
    #[must_use]
    pub fn signal_to(&self, other: &Part<'p, 't>) -> Option<(Reach<'p>, Certainty)> {
        let not_own = |reach: &&Reach<'_>| self.runs(reach.target).is_none();
        let mut reaches = self.reaches.iter().filter(not_own);
        reaches.find_map(|reach| Some((*reach, other.runs(reach.target)?)))
    }

    /// Whether both see the same files somewhere that at least one of them could write to.
    #[must_use]
    pub fn shares_files_with(&self, other: &Part<'_, 't>, pod: &Pod<'t>) -> bool {
        self.shared_volume(other, pod).is_some()
    }

    /// The volume in which both see the same files, and which is not merely given to them.
    fn shared_volume(&self, other: &Part<'_, 't>, pod: &Pod<'t>) -> Option<&str> {
        let shared = self.container.mounts.iter().find(|mine| {
            let volume = mine.volume.as_ref().and_then(|name| pod.volume(name));
            let same = |theirs: &Mount<'t>| {
                theirs.volume.as_deref() == mine.volume.as_deref()
                    && theirs.sub_path.as_deref() == mine.sub_path.as_deref()
            };
            volume.is_some_and(|volume| volume.kind != VolumeKind::Given)
                && other.container.mounts.iter().any(same)
        });
        shared?.volume.as_deref()
    }

    /// Whether both run the same image, with the same tag.
    #[must_use]
    pub fn same_image(&self, other: &Part<'_, 't>) -> bool {
        let mine = self.container.image.as_deref();
        mine.is_some() && mine == other.container.image.as_deref()
    }

    /// Whether its image is named after the other's, as `hubble-ui-backend` is after `hubble-ui`: parts of one
    /// product that come together.
    #[must_use]
    pub fn named_after(&self, other: &Part<'_, 't>) -> bool {
        let rest = match (self.image(), other.image()) {
            (Some(mine), Some(theirs)) => mine.base().strip_prefix(theirs.base()),
            _ => None,
        };
        rest.is_some_and(|rest| {
            rest.starts_with(|c: char| matches!(c, '-' | '_') || c.is_ascii_digit())
        })
    }

    /// Whether both run the same image but for registry, tag and digest.
    #[must_use]
    pub fn same_software(&self, other: &Part<'_, 't>) -> bool {
        let mine = self.image().map(|image| image.path);
        mine.is_some() && mine == other.image().map(|image| image.path)
    }
}
