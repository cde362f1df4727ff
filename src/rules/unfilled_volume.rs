//! `unfilled-volume`: see the page. What an image needs is [`Unfilled`]'s concern.

use crate::diagnostic::Diagnostic;
use crate::facts::Unfilled;
use crate::rules::PodContext;
use crate::rules::words::{joined, quoted};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    // What else there is in the pod might fill it.
    if !pod.pod.complete || pod.pod.is_injected() {
        return;
    }
    let all = Unfilled::all(pod.pod, pod.facts());
    found.extend(all.iter().filter_map(|unfilled| describe(pod, unfilled)));
}

fn describe<'t>(pod: &PodContext<'_, 't>, unfilled: &Unfilled<'_, '_, 't>) -> Option<Diagnostic> {
    let volume = unfilled.volume.name.as_deref()?;
    let (first, place) = unfilled.readers.first()?;
    let all = unfilled.readers.iter();
    let hidden = all.map(|(part, place)| format!("what {} has in `{place}`", part.called()));
    let mut diagnostic = pod
        .diagnostic(
            &place.at,
            format!(
                "`{}` has the empty volume `{volume}` over `{place}`, and no container fills it",
                first.name()
            ),
        )
        .here("empty when the pod starts")
        .label(unfilled.volume.anchor().span(), "an emptyDir");
    for (part, place) in &unfilled.readers[1..] {
        let says = format!("`{}` only reads it here", part.name());
        diagnostic = diagnostic.label(place.at.span(), says);
    }
    let names = quoted(unfilled.readers.iter().map(|(part, _)| part.name()));
    Some(
        diagnostic
            .note(format!(
                "a volume hides the image's own files: {names} cannot see {}",
                joined(hidden)
            ))
            .help(format!(
                "let an init container copy the files into `{volume}`, or remove the mount"
            ))
            .as_certain_as(unfilled.certainty),
    )
}
