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
    let in_shell = || {
        format!(
            "let a shell in the container do it: `sh`, `-c`, and the line with `\"${name}\"` as the third"
        )
    };
    let (here, at, there, note, help) = match &literal.why {
        Unexpanded::Later(at) => (
            "not yet known",
            at,
            "stands behind it",
            Some("a value is filled in with the variables that stand before it in the list"),
            format!("move `{name}` before what uses it"),
        ),
        Unexpanded::Misspelt(at, near) => (
            "no variable of that name",
            at,
            "one of nearly that name",
            None,
            format!("did you mean `$({near})`?"),
        ),
        Unexpanded::Empty(at) => (
            "filled in with nothing",
            at,
            "known in the container alone",
            Some(
                "the kubelet fills in the variables whose values are written in the manifest, and takes others for empty",
            ),
            in_shell(),
        ),
        Unexpanded::InHook(at) => (
            "nothing is filled in here",
            at,
            MEANT,
            Some("the command of a hook is run as it stands"),
            in_shell(),
        ),
        Unexpanded::ForShell(at) if literal.is_of_line => (
            NO_SHELL,
            at,
            MEANT,
            Some(
                "Kubernetes fills in `$(NAME)` alone; what is written otherwise is given to the program as it stands",
            ),
            format!("write `$({name})`, unless the program replaces `{written}` itself"),
        ),
        Unexpanded::ForShell(at) => (NO_SHELL, at, MEANT, None, in_shell()),
    };
    let told = told.here(here).label(at.span(), there).help(help);
    match note {
        Some(note) => told.note(note),
        None => told,
    }
}

const MEANT: &str = "the variable that is meant";
const NO_SHELL: &str = "for a shell, and none is started";
