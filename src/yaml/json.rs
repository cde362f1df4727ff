//! Telling JSON from YAML, as kubectl does: by its first byte, and by whether it is JSON.

use serde::de::IgnoredAny;

use crate::source::Span;

/// The JSON objects of a text that starts with `{` and holds nothing else. What only looks like JSON is
/// left to the YAML reader, whose flow style it then must be.
pub(super) fn values(text: &str) -> Option<Vec<Span>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut spans = Vec::new();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let mut start = 0;
    while let Some(value) = values.next() {
        value.ok()?;
        let end = values.byte_offset();
        spans.push(Span::new(start as u32, end as u32));
        start = end;
    }
    Some(spans)
}
