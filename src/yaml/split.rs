//! Cutting a text into documents where Kubernetes does.

use crate::source::Span;
use crate::yaml::layout::Place;
use crate::yaml::{Fault, FaultKind};

/// The places of the documents of a text. A line that starts with `---` separates; only blanks and a comment may stand
/// behind it, and what stands there else is a fault of the document below. Source: `YAMLReader` of apimachinery's
/// `pkg/util/yaml`. As a YAML reader counts, nothing between two separators is a document, but nothing behind the last is none.
pub(super) fn places(text: &str) -> Vec<Place> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let (mut fault, mut prefix) = (None, None);
    let mut is_first = true;
    for at in separators(bytes, start) {
        let span = Span::new(start as u32, at as u32);
        if std::mem::take(&mut is_first) && is_bare(&text[start..at]) {
            prefix = (start < at).then_some(span);
        } else {
            places.push(Place {
                span,
                prefix: prefix.take(),
                fault: fault.take(),
            });
        }
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let rest = text[at + 3..end].trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            fault = Some(Box::new(bad_separator(text, at, end)));
        }
        start = (end + 1).min(bytes.len());
    }
    if start < bytes.len() || fault.is_some() || prefix.is_some() {
        places.push(Place {
            span: Span::new(start as u32, bytes.len() as u32),
            prefix,
            fault,
        });
    }
    places
}

/// Whether a text holds blanks and comments only.
fn is_bare(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines.all(|line| line.is_empty() || line.starts_with('#'))
}

fn separators(bytes: &[u8], from: usize) -> impl Iterator<Item = usize> + '_ {
    memchr::memmem::find_iter(&bytes[from..], b"---")
        .map(move |at| at + from)
        .filter(move |&at| at == from || bytes[at - 1] == b'\n')
}

fn bad_separator(text: &str, at: usize, end: usize) -> Fault {
    let line = text[at..end].trim_end();
    let rest = line[3..].trim();
    let span = Span::new(
        (at + line.len() - rest.len()) as u32,
        (at + line.len()) as u32,
    );
    Fault {
        help: Some("put it on the next line".to_owned()),
        ..Fault::syntax(
            span,
            format!("`{rest}` stands behind the document separator `---`"),
        )
    }
    .here("only a comment may stand here")
}

impl Fault {
    /// A syntax fault that says `message` of `span`.
    pub(super) fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self {
            kind: FaultKind::Syntax,
            span,
            message: message.into(),
            here: String::new(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Words for the place.
    pub(super) fn here(mut self, here: impl Into<String>) -> Self {
        self.here = here.into();
        self
    }

    /// What to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place involved.
    pub(super) fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push((span, message.into()));
        self
    }
}
