//! `may-run-as-root`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.init_containers.iter().chain(&pod.pod.containers) {
        let user = pod.pod.security_setting(container, "runAsUser");
        let number = user.and_then(|user| user.as_int());
        let non_root = pod.pod.security_setting(container, "runAsNonRoot");
        let is_held = non_root.and_then(|on| on.as_bool()) == Some(true);
        if is_held || number.is_some_and(|number| number > 0) {
            continue;
        }
        let (at, says, here) = match (user, non_root) {
            (Some(user), _) => (user, ["runs as root", "run as root"], "the user of root"),
            (None, Some(off)) => (
                off,
                ["may run as root", "may run as root"],
                "root is let be",
            ),
            (None, None) => (
                container.anchor(),
                ["may run as root", "may run as root"],
                "no `runAsNonRoot: true`, and no `runAsUser`",
            ),
        };
        found.push(
            pod.of_container(container, &at, says)
                .here(here)
                .note("root in a container is root on its node for whoever gets out of it, and many images run as root unless they are told otherwise")
                .help("write `runAsNonRoot: true` under `securityContext`; if the image then does not start, it names no user by number: write `runAsUser` as well"),
        );
    }
}
