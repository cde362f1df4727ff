//! `watched-subpath`: see the page. What waits for a file is [`Stale`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::Stale;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let all = Stale::all(pod.pod, pod.facts());
    found.extend(all.iter().map(|stale| describe(pod, stale)));
}

fn describe<'t>(pod: &PodContext<'_, 't>, stale: &Stale<'_, '_, 't>) -> Diagnostic {
    let (watcher, used) = stale.watcher;
    let (name, watching) = (stale.part.name(), watcher.name());
    let Stale {
        place, sub_path, ..
    } = stale;
    let message = match stale.part.is(watcher) {
        true => format!(
            "`{name}` waits for `{}` to change, which never does: it is a `subPath` mount",
            used.path
        ),
        false => format!(
            "`{watching}` tells `{name}` to read `{place}` again, which never changes: it is a `subPath` mount"
        ),
    };
    pod.diagnostic(&sub_path.at, message)
        .here("keeps the file as it was when the container started")
        .label(used.span(), format!("`{watching}` waits here"))
        .note("an update of a ConfigMap or a Secret reaches the containers that mount it, but not its `subPath` mounts")
        .help(format!(
            "mount the whole volume in a directory of its own and use `{sub_path}` there"
        ))
        .as_certain_as(stale.certainty)
}
