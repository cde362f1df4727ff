//! `absent-key`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{AbsentKey, absent_keys};
use crate::nearest::nearest;
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for absent in absent_keys(run.neighbours) {
        found.push(describe(run, absent).as_certain_as(absent.certainty));
    }
}

fn describe(run: &RunContext<'_, '_>, absent: AbsentKey<'_>) -> Diagnostic {
    let AbsentKey {
        from,
        key: asked,
        at,
        data,
        ..
    } = absent;
    let (kind, name) = (&data.object.kind, data.name());
    let note = match () {
        () if at.is_in("volumes") => {
            "the volume cannot be mounted without it, and the pod waits for ever"
        }
        () if at.is_in("volumeMounts") => {
            "an empty directory is mounted in its place, where the program looks for a file"
        }
        () if at.is_in("tls") => "the controller answers with a certificate of its own",
        () if at.is_in("imagePullSecrets") => {
            "the registry is asked without a password, and the image may not be pulled"
        }
        () => "the container is not started without it: CreateContainerConfigError",
    };
    let known: Vec<&str> = data.is.keys.iter().map(|key| &**key).collect();
    let help = match nearest(asked, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if at.text != (*asked).into() => {
            format!("add `{asked}` to the {kind}, or name the one that has it")
        }
        None => format!(
            "add `{asked}` to the {kind}, or set `optional: true` here if `{}` does without it",
            from.name()
        ),
    };
    let has = match &known[..] {
        [] | [_, _, _, _, ..] => format!("has {} other keys", known.len()),
        few => format!("has {}", quoted(few)),
    };
    let asks = match at.text == (*asked).into() || at.is_in("volumeMounts") {
        true => "asks for",
        false => "wants",
    };
    let message = format!(
        "`{}` {asks} the key `{asked}` of the {kind} `{name}`, which does not have it",
        from.name()
    );
    let mut diagnostic = run
        .diagnostic(from, at, message)
        .here("no such key")
        .note(note)
        .help(help);
    diagnostic.labels.push(data.label(has));
    diagnostic
}
