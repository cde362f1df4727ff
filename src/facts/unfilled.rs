//! Volumes over an image's own files that nobody fills.

use crate::diagnostic::Certainty;
use crate::facts::{Facts, Part, certain_if};
use crate::objects::{Pod, Text, Volume, VolumeKind};

/// An `emptyDir` that is mounted where an image has its own files or looks for those that it serves, and that no
/// container of the pod is known to fill or could.
#[derive(Debug)]
pub struct Unfilled<'f, 'p, 't> {
    /// The volume.
    pub volume: &'p Volume<'t>,
    /// Who has it, where.
    pub readers: Vec<(&'f Part<'p, 't>, &'p Text<'t>)>,
    /// Certain where an image's own program needs what is hidden; what it serves may come in a way not seen here.
    pub certainty: Certainty,
}

impl<'f, 'p, 't> Unfilled<'f, 'p, 't> {
    /// Those of a pod.
    #[must_use]
    pub fn all(pod: &'p Pod<'t>, facts: &'f Facts<'p, 't>) -> Vec<Self> {
        let empty = |volume: &&Volume<'t>| volume.kind == VolumeKind::EmptyDir;
        let volumes = pod.volumes.iter().filter(empty);
        volumes
            .filter_map(|volume| Self::of(pod, volume, facts))
            .collect()
    }

    fn of(pod: &Pod<'t>, volume: &'p Volume<'t>, facts: &'f Facts<'p, 't>) -> Option<Self> {
        let name = volume.name.as_deref()?;
        let mut guests = pod.ephemeral_containers.iter();
        // Who would fill it, and does not have it, is known: that is said there.
        if facts.miss(name) || guests.any(|guest| guest.mounts_volume(name)) {
            return None;
        }
        let mut readers = Vec::new();
        for part in facts
            .all()
            .filter(|part| part.container.mounts_volume(name))
        {
            let place = part.container.place_of(name)?;
            let known = part.software.filter(|known| known.certainty.is_certain())?;
            let mut commands = part.commands.iter();
            let is_server = commands
                .all(|command| command.of_image || known.software.is_program(command.program()));
            let own =
                known.software.only_reads(place) && is_server && !part.container.runs_after_start();
            readers.push(own.then_some((part, place))?);
        }
        let needs = |(part, place): &(&Part<'_, '_>, &Text<'_>)| {
            part.software
                .is_some_and(|known| known.software.needs_files_of(place))
        };
        (!readers.is_empty()).then(|| Self {
            volume,
            certainty: certain_if(readers.iter().any(needs)),
            readers,
        })
    }
}
