//! `missing-shared-volume`: see the page. What counts as evidence is [`Missing`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::{Missing, MountedVolume};
use crate::objects::{Container, Stage};
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for part in pod.facts().all() {
        let missing = part.missing.iter();
        let missing = missing.filter(|missing| !is_of_writer(pod, part.container, missing));
        found.extend(missing.filter_map(|missing| {
            let certainty = pod.facts().certainty_of(part, missing);
            Some(describe(pod, part.container, missing)?.as_certain_as(certainty))
        }));
    }
}

/// Whether the writer of a file lacks the very volume in which this container looks for it: then that is the cause.
fn is_of_writer(
    pod: &PodContext<'_, '_>,
    reader: &Container<'_>,
    missing: &Missing<'_, '_>,
) -> bool {
    let Missing::WrittenElsewhere { writer, .. } = missing else {
        return false;
    };
    let writers = pod
        .facts()
        .all()
        .filter(|part| part.container.called() == writer.called());
    writers.flat_map(|part| &part.missing).any(|missing| {
        matches!(missing, Missing::NotMounted { held, .. } if held.holder.called() == reader.called())
    })
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    missing: &Missing<'_, 't>,
) -> Option<Diagnostic> {
    let name = container.called();
    let diagnostic = match missing {
        Missing::NotMounted { used, held: MountedVolume { holder, place, volume } } => pod
            .diagnostic(&used.at,
                format!("`{name}` uses `{}`, but the volume `{volume}` that holds it is mounted in {} only", used.path, holders(pod, volume)),
            )
            .narrowed(used.span())
            .here(format!("`{name}` looks in its own file system"))
            .label(place.at.span(), format!("`{}` has `{volume}` here", holder.called()))
            .help(format!("mount `{volume}` at `{}` in `{name}` as well", place.trim_end_matches('/'))),
        Missing::MountedInside { inner, held: MountedVolume { holder, place, volume } } => pod
            .diagnostic(&inner.at,
                format!("`{name}` mounts `{inner}`, but not the volume `{volume}` around it, which is mounted in {}", holders(pod, volume)),
            )
            .here(format!("around it `{name}` has its own file system"))
            .label(place.at.span(), format!("`{}` has `{volume}` here", holder.called()))
            .help(format!("mount `{volume}` at `{}` in `{name}` as well", place.trim_end_matches('/'))),
        // The volume is there, at another place: `mismatched-shared-path`.
        Missing::MountedElsewhere { .. } => return None,
        Missing::SocketElsewhere { used, theirs, held: MountedVolume { holder, volume, .. } } => pod
            .diagnostic(&used.at,
                format!("`{name}` uses the socket `{}`, but does not mount `{volume}`, in which `{}` has it", used.path, holder.called()),
            )
            .narrowed(used.span())
            .here(format!("no volume of `{name}` holds it"))
            .label(*theirs, format!("`{}` has the socket in `{volume}`", holder.called()))
            .help(format!("mount `{volume}` at `{}` in `{name}`", directory(&used.path))),
        Missing::SocketInNoVolume { used, other, theirs } => pod
            .diagnostic(&used.at,
                format!("`{name}` uses the socket `{}`, as `{}` does, but no volume is mounted there in both", used.path, other.called()),
            )
            .narrowed(used.span())
            .here(format!("`{name}` looks in its own file system"))
            .label(*theirs, format!("`{}` looks in its own", other.called()))
            .help(format!("mount an `emptyDir` at `{}` in both", directory(&used.path))),
        Missing::NamedAlike { used, held: MountedVolume { holder, place, volume } } => pod
            .diagnostic(&used.at,
                format!("`{name}` uses `{}`, but does not mount the volume `{volume}`, which only `{}` has", used.path, holder.called()),
            )
            .narrowed(used.span())
            .here(format!("`{name}` looks in its own file system"))
            .label(place.at.span(), format!("`{}` has `{volume}` here", holder.called()))
            .help(format!("mount `{volume}` at `{}` in `{name}`, if it is meant", directory(&used.path))),
        Missing::WrittenElsewhere { used, writer, at, path } => pod
            .diagnostic(&used.at,
                format!("`{name}` reads `{}`, which `{}` writes, but no volume is mounted there in both", used.path, writer.called()),
            )
            .narrowed(used.span())
            .here(format!("`{name}` looks in its own file system"))
            .label(*at, format!("`{}` writes `{path}`", writer.called()))
            .help(format!("mount one emptyDir at `{}` in both", directory(&used.path))),
    };
    let why = "each container has a file system of its own; they share files through a volume that both mount";
    Some(diagnostic.note(why))
}

/// The containers that mount a volume: those that run rather than those that only prepare.
fn holders(pod: &PodContext<'_, '_>, volume: &str) -> String {
    let all = || {
        pod.pod
            .all_containers()
            .filter(|container| container.mounts_volume(volume))
    };
    let running = all().filter(|container| container.stage != Stage::Init);
    let names: Vec<_> = running.map(|container| container.called()).collect();
    if names.is_empty() {
        quoted(all().map(|container| container.called()))
    } else {
        quoted(names)
    }
}

/// The directory of a file; a path whose last part has no dot is taken for one itself.
fn directory(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((directory, file)) if file.contains('.') && !directory.is_empty() => directory,
        _ => path,
    }
}
