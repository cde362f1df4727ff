//! `sidecar-start-order`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Part, Role};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // What ends is judged for its end; without native sidecars there is nothing better to advise.
    if pod.ends() || !pod.has_native_sidecars() {
        return;
    }
    let ordinary = pod.facts().ordinary();
    for proxy in ordinary.clone().filter(|part| part.class == Class::Proxy) {
        let through = |other: &&Part<'_, '_>| {
            other.role == Role::Service
                && !other.is(proxy)
                && !proxy.holds(other)
                && !other.waits_for(proxy)
        };
        let main = ordinary
            .clone()
            .filter(through)
            .find_map(|main| Some((main, main.dial_to(proxy)?)));
        let Some((main, dial)) = main else { continue };
        let (name, main_name) = (proxy.name(), main.name());
        found.push(
            pod.diagnostic(&proxy.container.anchor(), format!("`{main_name}` talks through `{name}`, which starts beside it and not before it"))
                .here(proxy.description())
                .label(dial.span, format!("needs `{name}` from the start"))
                .note(format!("containers of a pod start together and end together: until `{name}` answers, and once it has ended, `{main_name}` reaches nothing"))
                .help(format!("make `{name}` an init container with `restartPolicy: Always` and a startupProbe: it is up before `{main_name}` starts, and ends after it")),
        );
    }
}
