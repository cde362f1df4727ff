//! `hook-exceeds-grace-period`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Overtime;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.running() {
        let overtime = Overtime::of(pod.pod, container);
        found.extend(overtime.and_then(|overtime| describe(pod, &container.called(), &overtime)));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &str,
    overtime: &Overtime<'t>,
) -> Option<Diagnostic> {
    let Overtime { sleeps, grace, .. } = overtime;
    let lasts = match *sleeps {
        i64::MAX => "for ever".to_owned(),
        sleeps => format!("{sleeps} s"),
    };
    let message = format!(
        "the `preStop` hook of `{container}` sleeps {lasts}, and its pod has {grace} s to end"
    );
    let told = pod
        .diagnostic(&overtime.line.last()?.at, message)
        .here(format!("{lasts} before the program is told to end"))
        .note("the time to end begins with the hook: the program is told at the end of it and killed two seconds later, with whatever it is doing");
    Some(match &overtime.written {
        Some(written) => told
            .label(written.at.span(), "the time that there is for both")
            .help("make this longer than the hook and what the program needs to end, or the hook shorter"),
        None => told.help("set `terminationGracePeriodSeconds` of the pod, which is 30 without it, to more than the hook and what the program needs to end"),
    })
}
