//! Probes, lifecycle hooks and what they do. Source: `validateProbe`, `validateHandler` and
//! `validateLifecycle`.

use super::spec::Pod;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::HEADER_NAME;
use crate::validation::ports::port_number_or_name;
use crate::validation::versions::SLEEP_OF_ZERO;

/// The three probes of a container.
pub(super) fn probes<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, container: Field<'t>) {
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        let probe = container.get(name);
        if !probe.is_set() {
            continue;
        }
        handler(check, pod, probe, &["exec", "httpGet", "tcpSocket", "grpc"]);
        for count in [
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold",
        ] {
            check.non_negative(probe.get(count));
        }
        let grace = probe.get("terminationGracePeriodSeconds");
        check.range(grace, 1, i64::MAX);
        let successes = probe.get("successThreshold");
        if name == "readinessProbe" {
            if grace.is_set() {
                check.conflict(
                    grace,
                    "a readiness probe ends no container, so it has no `terminationGracePeriodSeconds`",
                    "leave it out",
                );
            }
        } else if successes.int().is_some_and(|count| count > 1) {
            check.invalid(successes, "only 1 in a liveness or startup probe");
        }
    }
}

/// `lifecycle` of a container.
pub(super) fn lifecycle<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, container: Field<'t>) {
    let lifecycle = container.get("lifecycle");
    for name in ["postStart", "preStop"] {
        let hook = lifecycle.get(name);
        if hook.is_set() {
            handler(check, pod, hook, &["exec", "httpGet", "tcpSocket", "sleep"]);
        }
    }
}

/// What a probe or a hook does: exactly one thing.
fn handler<'t>(
    check: &mut Check<'_, 't>,
    pod: &Pod<'t>,
    holder: Field<'t>,
    kinds: &[&'static str],
) {
    let mut set = kinds.iter().map(|name| (*name, holder.get(name)));
    let Some((name, field)) = set.find(|(_, field)| field.is_set()) else {
        let choice = crate::schema::one_of(kinds);
        check.required(holder, &format!("one of {choice} in it"));
        return;
    };
    for (_, second) in set.filter(|(_, field)| field.is_set()) {
        check.forbidden(second, &format!("beside `{name}`: there can be only one"));
    }
    match name {
        "exec" if field.get("command").is_empty() => {
            check.required(field.get("command"), "command: [test, -f, /ready]");
        }
        "httpGet" => http_get(check, field),
        "tcpSocket" => port_number_or_name(check, field.get("port")),
        "grpc" => port_number_or_name(check, field.get("port")),
        "sleep" => sleep(check, pod, field),
        _ => {}
    }
}

fn http_get<'t>(check: &mut Check<'_, 't>, get: Field<'t>) {
    port_number_or_name(check, get.get("port"));
    check.one_of(get.get("scheme"), &["HTTP", "HTTPS"]);
    let headers = get.get("httpHeaders");
    for header in headers.items() {
        let name = header.get("name");
        if name.is_text() {
            check.format_of(headers.shown_at(name.place()), &name.text(), &HEADER_NAME);
        }
    }
}

fn sleep<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, sleep: Field<'t>) {
    let grace = pod.grace_period();
    let seconds = sleep.get("seconds");
    let least = i64::from(!check.has(&SLEEP_OF_ZERO));
    if !(least..=grace).contains(&seconds.int().unwrap_or_default()) {
        let takes = format!("{least} to {grace} seconds, the pod's grace period");
        check.invalid(sleep.shown_at(seconds.place()), &takes);
    }
}
