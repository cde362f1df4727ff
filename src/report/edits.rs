//! The edits of a fix as reports show them: without the secrets that stay where they are.

use super::Places;
use super::places::Place;
use crate::diagnostic::{Edit, Fix};
use crate::secret::{self, Secrets};
use crate::source::{Hidden, Span};

/// The edits, none of which holds what nobody may show; `None` if that cannot be.
pub(super) fn shown(fix: &Fix, places: &Places<'_>) -> Option<Vec<Edit>> {
    let mut edits = Vec::with_capacity(fix.edits.len());
    for edit in &fix.edits {
        let place = places.of(edit.source);
        for part in around_secrets(edit, place) {
            if holds_secret(&part, place) {
                return None;
            }
            edits.push(part);
        }
    }
    Some(edits)
}

/// The edit in parts: what is secret in the old text and stays in the new one is in none of them.
fn around_secrets(edit: &Edit, place: &Place<'_>) -> Vec<Edit> {
    let (text, mut from) = (&edit.text, edit.span.start);
    let (mut parts, mut written) = (Vec::new(), 0);
    for secret in place.source().hidden.within(edit.span) {
        let kept = secret.of(place.text()).trim_matches(['"', '\'']);
        let stays = text[written..]
            .find(kept)
            .filter(|_| edit.span.contains(*secret));
        let Some(at) = stays.map(|at| written + at) else {
            continue;
        };
        let quotes = secret.of(place.text()).find(kept).unwrap_or_default();
        let start = secret.start + quotes as u32;
        parts.push((Span::new(from, start), &text[written..at]));
        (from, written) = (start + kept.len() as u32, at + kept.len());
    }
    parts.push((Span::new(from, edit.span.end), &text[written..]));
    parts.retain(|&(span, text)| span.start < span.end || !text.is_empty());
    let part = |(span, text): (Span, &str)| Edit::new(edit.source, span, text);
    parts.into_iter().map(part).collect()
}

/// Whether what an edit writes is a secret of the place, or looks like one.
fn holds_secret(edit: &Edit, place: &Place<'_>) -> bool {
    let hidden: &Hidden = &place.source().hidden;
    let secrets = secret::values(place.text(), hidden, edit.span);
    Secrets::of(secrets).mask(&edit.text) != *edit.text
}
