//! How certain it is that a container does not find a file that another one writes.

use crate::diagnostic::Certainty;
use crate::facts::{Access, Class, Facts, Missing, Origin, Part, PathUse, certain_if};
use crate::objects::within;

impl<'p, 't> Facts<'p, 't> {
    /// Certain where one says that it writes the very file which the other says that it reads, and the image of that
    /// one is a bare shell's, which brings no such file along.
    #[must_use]
    pub fn certainty_of(&self, part: &Part<'p, 't>, missing: &Missing<'p, 't>) -> Certainty {
        let (Missing::NotMounted { used, .. }
        | Missing::MountedElsewhere { used, .. }
        | Missing::WrittenElsewhere { used, .. }) = missing
        else {
            return Certainty::Likely;
        };
        let is_said = |theirs: &PathUse<'t>, access: &[Access]| {
            access.contains(&theirs.access) && theirs.origin == Origin::Told
        };
        let writes = |other: &Part<'p, 't>| {
            let is_it = |theirs: &PathUse<'t>| {
                is_said(theirs, &[Access::Writes])
                    && theirs.certainty.is_certain()
                    && theirs.path == used.path
            };
            !other.is(part) && other.paths.iter().any(is_it)
        };
        let is_own = |own: &PathUse<'t>| {
            is_said(own, &[Access::Writes, Access::Keeps]) && within(&used.path, &own.path)
        };
        let is_proven = is_said(used, &[Access::Reads, Access::Copies])
            && part.has_bare_image()
            && !part.paths.iter().any(is_own)
            && self.all().any(writes);
        certain_if(is_proven).and(used.certainty)
    }
}

impl Part<'_, '_> {
    /// Whether its image is a system's own, with nothing but its utilities.
    fn has_bare_image(&self) -> bool {
        self.software.is_some_and(|known| {
            let is_bare = matches!(known.software.name, "BusyBox" | "Linux shell");
            is_bare && known.software.class == Class::Tool && known.certainty.is_certain()
        })
    }
}
