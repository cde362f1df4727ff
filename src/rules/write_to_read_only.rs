//! `write-to-read-only`: see the page. What is written is [`Unwritable`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::{Origin, Part, ReadOnly, Unmountable, Unwritable};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for part in pod.facts().all() {
        let unwritable = Unwritable::of(pod.pod, part);
        found.extend(unwritable.map(|unwritable| describe(pod, part, &unwritable)));
        let unmountable = Unmountable::of(pod.pod, part.container);
        found.extend(unmountable.map(|unmountable| of_mount(pod, &unmountable)));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    unwritable: &Unwritable<'_, 't>,
) -> Diagnostic {
    let (used, name) = (&unwritable.used, part.name());
    let path = &used.path;
    let diagnostic = match unwritable.why {
        ReadOnly::Given(mount) => {
            let volume = mount.volume.as_deref().unwrap_or_default();
            pod.diagnostic(&used.at, format!("`{name}` writes `{path}`, which is in the volume `{volume}` and cannot be written"))
                .label(mount.at.span(), "only the cluster writes these files")
                .note("volumes of ConfigMaps, Secrets and the like are mounted read-only, whatever the mount says")
                .help(format!("copy the files from `{volume}` into an emptyDir and write there"))
        }
        ReadOnly::Mount(mount, at) => {
            let volume = mount.volume.as_deref().unwrap_or_default();
            pod.diagnostic(&used.at, format!("`{name}` writes `{path}`, but mounts the volume `{volume}` read-only"))
                .label(at.span(), "nothing can be written through this mount")
                .note("`readOnly` holds for this mount alone: others of the same volume may write")
                .help(format!("remove `readOnly` from the mount of `{volume}` in `{name}`"))
        }
        ReadOnly::Root(at) => pod
            .diagnostic(&used.at, format!("`{name}` writes `{path}`, but its file system is read-only"))
            .label(at.span(), "nothing can be written outside of volumes")
            .note("with `readOnlyRootFilesystem` a container writes into its volumes and nowhere else")
            .help(format!("mount an emptyDir where `{name}` writes `{path}`")),
    };
    let here = match used.origin {
        Origin::Told => "fails here",
        Origin::Default => "writes there before it serves anything",
    };
    diagnostic
        .narrowed(used.span())
        .here(here)
        .as_certain_as(unwritable.certainty())
}

fn of_mount<'t>(pod: &PodContext<'_, 't>, unmountable: &Unmountable<'_, 't>) -> Diagnostic {
    let Unmountable {
        inner,
        outer,
        read_only,
        ..
    } = unmountable;
    let name = unmountable.container.called();
    pod.diagnostic(&inner.at, format!("`{name}` cannot start: `{inner}` would be made in the empty volume at `{outer}`, which it mounts read-only"))
        .here("no such directory in the volume")
        .label(outer.at.span(), "around it")
        .label(read_only.span(), "so the directory cannot be made")
        .note("the runtime makes the directory that a mount needs inside the volume around it; no mount of the pod can write to this one")
        .help(format!("remove `readOnly` from the mount at `{outer}`, or mount the other volume elsewhere"))
}
