//! `sudo-entrypoint`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let is_sudo = |word: &str| word == "sudo" || word.ends_with("/sudo");
        let mut words = container.command_line();
        let Some(sudo) = words.find(|text| text.split([' ', ';', '&', '|', '\n']).any(is_sudo))
        else {
            continue;
        };
        found.push(
            pod.of_container(container, &sudo.at, ["starts a program with `sudo`", "start programs with `sudo`"])
                .note("what `sudo` is for a container needs no program: who it runs as is said by `runAsUser`, and what root may by `capabilities`")
                .help("take `sudo` out of the command, and say `runAsUser` and `capabilities` under `securityContext`"),
        );
    }
}
