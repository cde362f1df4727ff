//! `one-word-command`: see the page.

use crate::diagnostic::{Diagnostic, brief_value};
use crate::facts::OneWord;
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (container, exec) in pod.execs() {
        let one = OneWord::of(exec);
        found.extend(one.map(|one| describe(pod, &container.called(), &one)));
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, container: &str, one: &OneWord<'t>) -> Diagnostic {
    let shown = brief_value(&one.text);
    let message = format!(
        "{} of `{container}` starts a program that is called `{shown}`, arguments and all",
        one.by
    );
    let is_script = one.text.contains(['&', '|', ';', '>', '<', '$', '\n']);
    let help = match (is_script, &one.words[..]) {
        (true, _) => {
            "let a shell read it: an item `sh`, an item `-c`, and this as the third".to_owned()
        }
        (false, words @ [_, _] | words @ [_, _, _]) => {
            format!("make an item of each word: {}", quoted(words))
        }
        (false, _) => {
            "make an item of each word, and leave out quotes that are for a shell".to_owned()
        }
    };
    let fails = match one.by {
        "`command`" => "the container does not start: there is no such file",
        _ => "it fails each time: there is no such file",
    };
    pod.diagnostic(&one.text.at, message)
        .here("one word")
        .note(format!("nothing splits an item at its blanks; {fails}"))
        .help(help)
        .as_certain_as(one.certainty)
}
