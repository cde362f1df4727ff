//! `short-lived-container`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Life, Part};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.ends() {
        return;
    }
    let ordinary = pod.facts().ordinary();
    let ended = ordinary.clone().filter(|part| part.life == Life::Ends);
    for part in ended.filter(|part| !part.container.has_restart_policy() && !part.only_pauses()) {
        let mut others = ordinary.clone().filter(|other| !other.is(part));
        found.push(describe(pod, part, others.next()));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    part: &Part<'_, 't>,
    other: Option<&Part<'_, 't>>,
) -> Diagnostic {
    let name = part.name();
    let help = match other {
        Some(other) => format!(
            "move `{name}` to `initContainers`: it is then done before `{}` starts",
            other.name()
        ),
        None => {
            format!("make it a Job, or a CronJob if `{name}` should do its work again and again")
        }
    };
    let ends = if part.life_is.is_certain() {
        "ends"
    } else {
        "likely ends"
    };
    pod.diagnostic(&part.container.anchor(),
        format!("`{name}` {ends} when its work is done, and is started again for ever"),
    )
    .here(part.life_description())
    .note("the pod's restart policy is `Always`: a container that ends is restarted, with longer and longer pauses (CrashLoopBackOff), and the pod is not ready meanwhile")
    .help(help)
    .as_certain_as(part.life_is)
}
