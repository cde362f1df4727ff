//! `may-run-as-root`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.all_containers() {
        // Who names a user runs as that one: `runs-as-root` tells of root.
        if pod.pod.security_setting(container, "runAsUser").is_some() {
            continue;
        }
        let non_root = pod.pod.security_setting(container, "runAsNonRoot");
        let is_held = non_root.and_then(|on| on.as_bool()) == Some(true);
        if is_held {
            continue;
        }
        let (at, here) = match non_root {
            Some(off) => (off, "root is let be"),
            None => (
                container.anchor(),
                "no `runAsNonRoot: true`, and no `runAsUser`",
            ),
        };
        found.push(
            pod.of_container(container, &at, ["may run as root", "may run as root"])
                .here(here)
                .note("root in a container is root on its node for whoever gets out of it, and many images run as root unless they are told otherwise")
                .help("write `runAsNonRoot: true` under `securityContext`; if the image then does not start, it names no user by number: write `runAsUser` as well"),
        );
    }
}
