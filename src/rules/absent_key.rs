//! `absent-key`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{AbsentKey, absent_keys};
use crate::field_path::Part;
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
        from, key, data, ..
    } = absent;
    let (kind, name, asked) = (&data.object.kind, data.name(), &key.text);
    let way = key.way.path();
    let mut parts = way.parts().iter();
    let note = match parts.any(|part| matches!(part, Part::Field(name) if name == "volumes")) {
        true => "the volume cannot be mounted without it, and the pod waits for ever",
        false => "the container is not started without it: CreateContainerConfigError",
    };
    let known: Vec<&str> = data.is.keys.iter().map(|key| &**key).collect();
    let help = match nearest(asked, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "add `{asked}` to the {kind}, or set `optional: true` here if `{}` does without it",
            from.name()
        ),
    };
    let has = match &known[..] {
        [] | [_, _, _, _, ..] => format!("has {} other keys", known.len()),
        few => format!("has {}", quoted(few)),
    };
    let message = format!(
        "`{}` asks for the key `{asked}` of the {kind} `{name}`, which does not have it",
        from.name()
    );
    let mut diagnostic = run
        .diagnostic(from, key, message)
        .here("no such key")
        .note(note)
        .help(help);
    diagnostic.labels.push(data.label(has));
    diagnostic
}
