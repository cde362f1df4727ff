//! `missing-program`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Lacking;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (container, exec) in pod.execs() {
        let lacking = Lacking::of(container, exec);
        found.extend(lacking.map(|lacking| describe(pod, &container.called(), &lacking)));
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, container: &str, lacking: &Lacking<'t>) -> Diagnostic {
    let Lacking {
        by, program, image, ..
    } = lacking;
    let message = format!(
        "{by} of `{container}` starts `{program}`, which the image `{image}` does not have"
    );
    let note = match (lacking.is_bare, *by) {
        (true, _) => "the image has its own program and nothing else, no shell either",
        (false, "`command`") => {
            "the container does not start, or ends with the script: there is no such program"
        }
        (false, _) => "it fails each time: there is no such program",
    };
    let help = match (lacking.instead, lacking.is_bare) {
        (Some(instead), _) => format!("`{image}` has `{instead}`; or take an image that has `{program}`"),
        (None, true) => "start the image's own program, with `args` for it; some images have a tag with a shell, such as `debug`".to_owned(),
        (None, false) => format!("take an image that has `{program}`, or make one"),
    };
    let mut told = pod
        .diagnostic(&lacking.text.at, message)
        .here("not in the image")
        .note(note)
        .help(help);
    if lacking.text.contains(&**program) && lacking.text.len() > program.len() {
        let at = lacking.text.find(&**program).unwrap_or_default();
        told.primary.span = lacking.text.span_of(&lacking.text[at..at + program.len()]);
    }
    told
}
