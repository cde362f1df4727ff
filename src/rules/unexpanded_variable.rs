//! `unexpanded-variable`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Literal, Unexpanded};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        for literal in Literal::all(container) {
            found.push(describe(pod, &container.called(), &literal));
        }
    }
    for (container, exec) in pod.execs() {
        for literal in Literal::in_handler(container, exec) {
            found.push(describe(pod, &container.called(), &literal));
        }
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, container: &str, literal: &Literal<'t>) -> Diagnostic {
    let (name, written) = (&literal.name, &literal.written);
    let message = match literal.why {
        Unexpanded::Empty(_) => format!("`{written}` is empty in the probe of `{container}`"),
        _ => format!("`{written}` stays as it is written in `{container}`"),
    };
    let mut told = pod
        .diagnostic(&literal.text.at, message)
        .as_certain_as(literal.certainty);
    told.primary.span = literal.span;
    match &literal.why {
        Unexpanded::Later(at) => told
            .here("not yet known")
            .label(at.span(), "stands behind it")
            .note("a value is filled in with the variables that stand before it in the list")
            .help(format!("move `{name}` before what uses it")),
        Unexpanded::Misspelt(at, near) => told
            .here("no variable of that name")
            .label(at.span(), "one of nearly that name")
            .help(format!("did you mean `$({near})`?")),
        Unexpanded::Empty(at) => told
            .here("filled in with nothing")
            .label(at.span(), "known in the container alone")
            .note("the kubelet fills in the variables whose values are written in the manifest, and takes others for empty")
            .help(format!("let a shell in the container do it: `sh`, `-c`, and the line with `\"${name}\"` as the third")),
        Unexpanded::InHook(at) => told
            .here("nothing is filled in here")
            .label(at.span(), "the variable that is meant")
            .note("the command of a hook is run as it stands")
            .help(format!("let a shell in the container do it: `sh`, `-c`, and the line with `\"${name}\"` as the third")),
        Unexpanded::ForShell(at) if !literal.is_of_line => told
            .here("for a shell, and none is started")
            .label(at.span(), "the variable that is meant")
            .help(format!("let a shell in the container do it: `sh`, `-c`, and the line with `\"${name}\"` as the third")),
        Unexpanded::ForShell(at) => told
            .here("for a shell, and none is started")
            .label(at.span(), "the variable that is meant")
            .note("Kubernetes fills in `$(NAME)` alone; what is written otherwise is given to the program as it stands")
            .help(format!("write `$({name})`, unless the program replaces `{written}` itself")),
    }
}
