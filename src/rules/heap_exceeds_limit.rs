//! `heap-exceeds-limit`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Overdrawn;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        for over in Overdrawn::all(container) {
            found.push(describe(pod, &container.called(), &over));
        }
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, container: &str, over: &Overdrawn<'t>) -> Diagnostic {
    let Overdrawn {
        written,
        limit,
        what,
        ..
    } = over;
    let message = match over.is_more {
        true => format!(
            "`{container}` may take more memory for {what} than it is limited to: `{written}`"
        ),
        false => {
            format!("`{container}` may take all the memory that it has for {what}: `{written}`")
        }
    };
    let mut told = pod
        .diagnostic(&over.text.at, message)
        .here(format!("{what} may grow to this"))
        .label(limit.at.span(), "killed at this")
        .note("the container is killed (OOMKilled) when it reaches its limit, and the program takes memory for other things besides")
        .help(format!("leave a quarter or more of the limit to the rest, or raise it above `{limit}`"));
    told.primary.span = over.span;
    told
}
