//! `unexpanded-variable`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Literal, Unexpanded};
use crate::rules::PodContext;
use crate::yaml::Cursor;

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
    let written = &literal.written;
    let message = match literal.why {
        Unexpanded::Empty(_) => format!("`{written}` is empty in the probe of `{container}`"),
        _ => format!("`{written}` stays as it is written in `{container}`"),
    };
    let mut told = pod
        .diagnostic(&literal.text.at, message)
        .as_certain_as(literal.certainty);
    told.primary.span = literal.span;
    let Telling {
        here,
        at,
        there,
        note,
        help,
    } = Telling::of(literal);
    let told = told.here(here).label(at.span(), there).help(help);
    match note {
        Some(note) => told.note(note),
        None => told,
    }
}

/// What is said of why a reference stays as it is.
struct Telling<'l, 't> {
    here: &'static str,
    /// The variable that is meant, and what is said there.
    at: &'l Cursor<'t>,
    there: &'static str,
    note: Option<&'static str>,
    help: String,
}

impl<'l, 't> Telling<'l, 't> {
    fn of(literal: &'l Literal<'t>) -> Self {
        let (name, written) = (&literal.name, &literal.written);
        let with = |here, at, there, note, help| Self {
            here,
            at,
            there,
            note,
            help,
        };
        let in_shell = format!(
            "let a shell in the container do it: `sh`, `-c`, and the line with `\"${name}\"` as the third"
        );
        match &literal.why {
            Unexpanded::Later(at) => {
                let note =
                    "a value is filled in with the variables that stand before it in the list";
                let help = format!("move `{name}` before what uses it");
                with("not yet known", at, "stands behind it", Some(note), help)
            }
            Unexpanded::Misspelt(at, near) => {
                let help = format!("did you mean `$({near})`?");
                with(
                    "no variable of that name",
                    at,
                    "one of nearly that name",
                    None,
                    help,
                )
            }
            Unexpanded::Empty(at) => {
                let note = "the kubelet fills in the variables whose values are written in the manifest, and takes others for empty";
                with(
                    "filled in with nothing",
                    at,
                    "known in the container alone",
                    Some(note),
                    in_shell,
                )
            }
            Unexpanded::InHook(at) => {
                let note = "the command of a hook is run as it stands";
                with("nothing is filled in here", at, MEANT, Some(note), in_shell)
            }
            Unexpanded::ForShell(at) => {
                let note = "Kubernetes fills in `$(NAME)` alone; what is written otherwise is given to the program as it stands";
                let help =
                    format!("write `$({name})`, unless the program replaces `{written}` itself");
                with(NO_SHELL, at, MEANT, Some(note), help)
            }
            Unexpanded::ForShellInHandler(at) => with(NO_SHELL, at, MEANT, None, in_shell),
        }
    }
}

const MEANT: &str = "the variable that is meant";
const NO_SHELL: &str = "for a shell, and none is started";
