//! `dropped-shell-words`: see the page.

use crate::diagnostic::{Diagnostic, brief_value};
use crate::facts::Dropped;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (container, exec) in pod.execs() {
        let dropped = Dropped::of(exec);
        found.extend(dropped.and_then(|dropped| describe(pod, &container.called(), &dropped)));
    }
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &str,
    dropped: &Dropped<'t>,
) -> Option<Diagnostic> {
    let (by, first) = (dropped.by, dropped.words.first()?);
    let told = match &dropped.script {
        None => pod
            .diagnostic(
                &first.at,
                format!("{by} of `{container}` starts a shell without a script"),
            )
            .here("nothing follows")
            .note("the shell ends at once: `-c` wants the script behind it")
            .help("add the script as one more item"),
        Some(script) => {
            let shown = brief_value(script);
            let message = format!(
                "{by} of `{container}` gives `{}` to the shell, and its script does not ask for it",
                brief_value(first)
            );
            pod.diagnostic(&first.at, message)
                .here("not a part of the script")
                .label(script.at.span(), "the script is this item alone")
                .note("a shell takes one item behind `-c` for its script; the items behind that are `$0`, `$1` and so on in it")
                .help(format!("write the whole line as one item behind `-c`: the script is `{shown}` alone now"))
        }
    };
    Some(told.as_certain_as(dropped.certainty))
}
