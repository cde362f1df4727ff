//! `contradictory-user`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let setting = |field| pod.pod.security_setting(container, field);
        let forbids = setting("runAsNonRoot").filter(|at| at.as_bool() == Some(true));
        let user = setting("runAsUser").filter(|at| at.as_int() == Some(0));
        let (Some(forbids), Some(user)) = (forbids, user) else {
            continue;
        };
        let name = container.called();
        let message = format!("`{name}` is to run as user 0, which `runAsNonRoot: true` forbids");
        found.push(
            pod.diagnostic(&user, message)
                .here("root")
                .label(forbids.span(), "anybody but root")
                .note("the kubelet does not start the container: CreateContainerConfigError")
                .help(format!(
                    "set `runAsUser` to the user that the image of `{name}` is made for, or leave it out if the image sets one by its number"
                )),
        );
    }
}
