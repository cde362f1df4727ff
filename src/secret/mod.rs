//! What is secret in a text, so that nothing that quotes the text shows it. Secret is what stands in objects of kind
//! Secret, and elsewhere what has the name of something secret or looks like a key or a token. Digests, UIDs and public
//! certificates are none.

mod addresses;
mod assigned;
mod broken;
mod bytes;
mod code;
mod commands;
mod guessable;
mod looks;
mod manifest;
mod mask;
mod names;
mod text;
mod values;

pub use guessable::{is_guessable, is_short_word};
use manifest::Found;
pub use mask::{Concealer, Secrets, values};

use crate::host::Workers;
use crate::source::{Hidden, MASK, Source, SourceId, Span};
use crate::yaml::{Layout, Tree};

/// Whether a value is kept secret where it has that name, or is the key or the token of a known service.
#[must_use]
pub fn is_secret(name: &str, value: &str) -> bool {
    let by_name = names::Name::of(name).is_some_and(|name| name.secret_of(value).is_some());
    let private = value.contains("PRIVATE KEY-----") && value.contains("-----BEGIN");
    by_name || private || value.split([' ', ',', ';', '"', '\'']).any(looks::is_token)
}

/// What nobody may show of a text that has been read.
#[must_use]
pub fn of_tree(tree: &Tree<'_>) -> Hidden {
    let Found {
        mut spans, meant, ..
    } = Found::of(tree);
    text::find(tree.text(), &mut spans);
    Hidden::of(tree.text(), spans, meant)
}

/// What nobody may show of a text that may be large.
#[must_use]
pub fn of_manifests(text: &str, workers: &dyn Workers) -> Hidden {
    let layout = Layout::of(text);
    let found = layout.each(&layout.parts(), workers, &|tree, _| {
        let Found { spans, meant, .. } = Found::of(tree);
        Some((spans, meant))
    });
    let (mut spans, mut meant) = (Vec::new(), Vec::new());
    for mut of_stretch in found {
        spans.append(&mut of_stretch.0);
        meant.append(&mut of_stretch.1);
    }
    text::find(text, &mut spans);
    Hidden::of(text, spans, meant)
}

/// A text that knows what nobody may show of it.
#[must_use]
pub fn source(path: &str, text: &str) -> Source {
    Source {
        id: SourceId(0),
        path: path.to_owned(),
        hidden: of_tree(&Tree::read(text)),
        text: text.to_owned(),
    }
}

/// What nobody may show of a text that is no manifest.
#[must_use]
pub fn of_text(text: &str) -> Hidden {
    let mut spans = Vec::new();
    text::find(text, &mut spans);
    Hidden::of(text, spans, Vec::new())
}

/// A text that is no manifest, without what nobody may show of it.
#[must_use]
pub fn in_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for span in of_text(text).within(Span::WHOLE) {
        shown += &text[done..span.start as usize];
        shown += MASK;
        done = span.end as usize;
    }
    shown += &text[done..];
    shown
}
