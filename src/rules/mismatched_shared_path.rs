//! `mismatched-shared-path`: see the page. What counts as evidence is [`Missing`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::{Missing, MountedVolume};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for part in pod.facts().all() {
        let Some(missing) = &part.missing else {
            continue;
        };
        let Missing::MountedElsewhere { used, own, held } = missing else {
            continue;
        };
        let certainty = pod.facts().certainty_of(part, missing);
        let MountedVolume {
            holder,
            place,
            volume,
        } = held;
        let (name, other, path) = (part.name(), holder.called(), &used.path);
        let inside = own.trim_end_matches('/');
        // What lies in the volume where the other has it lies in it here as well; of what lies elsewhere the file is meant.
        let behind = path.strip_prefix(place.trim_end_matches('/'));
        let meant = match behind {
            Some(behind) => format!("{inside}{behind}"),
            None if used.is_written() => format!("{inside}/{}", used.file_name()),
            None => inside.to_owned(),
        };
        found.push(
            pod.diagnostic(&used.at, format!("`{name}` uses `{path}`, but has the volume `{volume}`, which it shares with `{other}`, at `{own}`"))
                .narrowed(used.span())
                .here("not in the volume")
                .label(own.at.span(), format!("`{name}` has `{volume}` here"))
                .label(place.at.span(), format!("`{other}` has it here"))
                .note("a volume is seen where it is mounted, which may be a different path in each container")
                .help(format!("use `{meant}` in `{name}`, or mount `{volume}` where that path is"))
                .as_certain_as(certainty),
        );
    }
}
