//! `forbidden-probe-command`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Text;
use crate::rules::PodContext;
use crate::wildcard::is_like;

const PROBES: [(&str, &str); 3] = [
    ("livenessProbe", "liveness probe"),
    ("readinessProbe", "readiness probe"),
    ("startupProbe", "startup probe"),
];

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let forbidden = pod.words("forbidden");
    for container in pod.pod.running() {
        for (key, probe) in PROBES {
            let exec = container.at.get(key).and_then(|probe| probe.get("exec"));
            let command = exec.map_or_else(Vec::new, |exec| Text::list(&exec, "command"));
            let Some((text, program)) = command
                .iter()
                .find_map(|text| Some((text, forbidden_in(text, forbidden)?)))
            else {
                continue;
            };
            let name = container.called();
            let message = format!("the {probe} of `{name}` runs `{program}`");
            let mut diagnostic = pod
                .diagnostic(&text.at, message)
                .note("a program is started with each probe, in the container and out of its share of memory and CPU")
                .help("ask the program itself with `httpGet`, `tcpSocket` or `grpc`, or run one that is made for it");
            diagnostic.container = Some(name.into());
            found.push(diagnostic);
        }
    }
}

/// The first word of a text that names a program of a list, with or without its directory.
fn forbidden_in<'w>(text: &'w str, forbidden: &[String]) -> Option<&'w str> {
    let ends = |letter: char| letter.is_whitespace() || "|&;()`$".contains(letter);
    let programs = text
        .split(ends)
        .map(|word| word.rsplit('/').next().unwrap_or(word));
    let mut programs = programs.filter(|program| !program.is_empty());
    programs.find(|program| forbidden.iter().any(|pattern| is_like(program, pattern)))
}
