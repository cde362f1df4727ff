//! What objects were called before an overlay gave them prefixes, suffixes and hashes: who misspells such a name writes it
//! without.

use super::judged::Judged;
use super::renderings::{Rendered, Renderer};
use crate::origin::{Made, Origin, Place};
use crate::source::Span;

/// Takes note of it for the objects of a build.
pub(super) fn take_note(rendered: &Rendered, judged: &mut Judged) {
    if rendered.by().renderer != Renderer::Kustomize {
        return;
    }
    for resource in &mut judged.inventory.resources {
        let was = written(rendered, resource.at);
        resource.was = was.filter(|was| **was != *resource.name());
    }
}

/// The part of a name that stands in a file as a name.
fn written(rendered: &Rendered, at: Span) -> Option<Box<str>> {
    let name = rendered.text().slice(at.start as usize, at.end as usize);
    let mut start = 0;
    name.runs().iter().find_map(|run| {
        let part = name.as_str().get(start..run.end)?;
        start = run.end;
        match run.origin {
            Some(Origin {
                place,
                made: Made::Taken,
            }) if is_name(rendered, place) => Some(part.trim_matches(['"', '\'']).into()),
            _ => None,
        }
    })
}

/// Whether what stands at a place is the value of `name`, and no prefix or suffix.
fn is_name(rendered: &Rendered, place: Place) -> bool {
    let read = rendered.read(place.file);
    let before = read.and_then(|read| read.text.get(..place.span.start as usize));
    let before = before.map(|before| before.trim_end_matches(['"', '\'', ' ']));
    before.is_some_and(|before| before.ends_with("name:"))
}
