//! Which containers a rule means: those of a pod by when they run.

use crate::facts::{Facts, Part};
use crate::objects::Stage;

impl<'p, 't> Facts<'p, 't> {
    /// Every container, in the order in which they start: those of init, then the ordinary ones.
    pub fn all(&self) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.parts.iter()
    }

    /// Those that run together for the pod's life: the ordinary ones, then the native sidecars.
    pub fn running(&self) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.in_stage(Stage::Main)
            .chain(self.in_stage(Stage::Sidecar))
    }

    /// The ordinary ones: the pod has done its work when they have ended.
    pub fn ordinary(&self) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.in_stage(Stage::Main)
    }

    /// Those that run to their end before the ordinary ones start.
    pub fn preparing(&self) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.in_stage(Stage::Init)
    }

    /// Those that run at some time together with `part`, without itself.
    pub fn beside(&self, part: &Part<'p, 't>) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.all()
            .filter(|other| other.container.runs_beside(part.container))
    }

    /// Those that start only once `part` has ended.
    pub fn after(&self, part: &Part<'p, 't>) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.all()
            .filter(|other| part.container.ends_before(other.container))
    }

    fn in_stage(&self, stage: Stage) -> impl Iterator<Item = &Part<'p, 't>> + Clone {
        self.all().filter(move |part| part.container.stage == stage)
    }
}
