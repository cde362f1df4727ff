//! `unread-shell-syntax`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Unread;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (container, exec) in pod.execs() {
        let unread = Unread::of(exec);
        found.extend(unread.map(|unread| describe(pod, &container.called(), &unread)));
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, container: &str, unread: &Unread<'t>) -> Diagnostic {
    let (operator, program) = (&unread.operator, &unread.program);
    let message = format!(
        "{} of `{container}` gives `{operator}` to `{program}` as an argument",
        unread.by
    );
    pod.diagnostic(&operator.at, message)
        .here("no shell reads it")
        .note(format!(
            "no shell is started: `{program}` has all that follows for its own arguments"
        ))
        .help("let a shell read it: an item `sh`, an item `-c`, and the whole line as the third")
        .as_certain_as(unread.certainty)
}
