//! Changes to a text, each at its span; all else stays byte for byte.

use crate::source::Span;

/// Replacements of spans of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    list: Vec<(Span, String)>,
}

impl Edits {
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.list.push((span, text.into()));
    }

    pub(super) fn insert(&mut self, at: u32, text: impl Into<String>) {
        self.replace(Span::new(at, at), text);
    }

    pub(super) fn remove(&mut self, spans: impl IntoIterator<Item = Span>) {
        let removed = spans.into_iter().map(|span| (span, String::new()));
        self.list.extend(removed);
    }

    /// Whether nothing of the span will be left.
    pub(super) fn removes(&self, span: Span) -> bool {
        let mut removals = self.list.iter().filter(|(_, text)| text.is_empty());
        removals.any(|(removed, _)| removed.contains(span))
    }

    /// The text of `within` with the changes inside it. What lies in a removed span is gone with it.
    pub(super) fn apply(&self, text: &str, within: Span) -> String {
        let mut inside: Vec<_> = self
            .list
            .iter()
            .filter(|(span, _)| within.contains(*span))
            .collect();
        inside.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut out = String::new();
        let mut at = within.start;
        for (span, new) in inside {
            if span.start >= at {
                out += Span::new(at, span.start).of(text);
                out += new;
            }
            at = at.max(span.end);
        }
        out + Span::new(at, within.end).of(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_removed_span_is_gone() {
        let mut edits = Edits::default();
        edits.replace(Span::new(4, 5), "X");
        edits.remove([Span::new(2, 6), Span::new(5, 8)]);
        edits.insert(9, "+");
        assert_eq!(edits.apply("0123456789", Span::new(1, 10)), "18+9");
        assert!(edits.removes(Span::new(3, 5)) && !edits.removes(Span::new(4, 7)));
    }
}
