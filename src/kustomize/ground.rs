//! What kustomizations are built from.

use crate::files::{FileSystem, Reach};
use crate::helm::{self, KubeVersion};
use crate::host::Workers;

use super::cache::Cache;

/// What kustomizations are built from, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'h> {
    /// Where files are.
    pub files: &'h dyn FileSystem,
    /// Which of them may be read; of these, such are as kustomize itself reads: in or below the directory of the
    /// kustomization that names them, unless who builds it lifts that.
    pub reach: &'h Reach,
    /// Who renders charts.
    pub workers: &'h dyn Workers,
    /// The version of Kubernetes that charts are told, unless the kustomization says another.
    pub kubernetes: KubeVersion,
    /// Keeps what is read and built for other builds, which must be of the same ground.
    pub cache: &'h Cache,
}

impl<'h> Ground<'h> {
    /// What charts are read from.
    #[must_use]
    pub const fn of_charts(self) -> helm::Ground<'h> {
        helm::Ground {
            files: self.files,
            reach: self.reach,
            workers: self.workers,
        }
    }
}
