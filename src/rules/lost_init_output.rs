//! `lost-init-output`: see the page. What counts as evidence is the facts' concern.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let facts = pod.facts();
    for part in facts.preparing() {
        let Some((made, certainty)) = facts.lost(part) else {
            continue;
        };
        let (name, path) = (part.name(), &made.path);
        let message = format!(
            "`{name}` makes `{path}` in its own file system, which is gone when `{name}` has ended"
        );
        let help = format!(
            "mount one volume in `{name}`, where `{path}` is, and in the container that needs it; an emptyDir will do"
        );
        found.push(
            pod.diagnostic(&made.at, message)
                .narrowed(made.span())
                .here("in no volume")
                .note("each container has a file system of its own; what an init container leaves for the others must lie in a volume")
                .help(help)
                .as_certain_as(certainty),
        );
    }
}
