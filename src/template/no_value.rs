//! What a template prints for what is not there.

use crate::origin::Text;

/// What is printed for nil, and for what is not there.
pub const NO_VALUE: &str = "<no value>";

/// A text without it, as Helm takes it out of all that a chart writes.
#[must_use]
pub fn without_no_value(text: Text) -> Text {
    let letters = text.as_str().as_bytes();
    let mut found = memchr::memmem::find_iter(letters, NO_VALUE).peekable();
    if found.peek().is_none() {
        drop(found);
        return text;
    }
    let mut all = Text::default();
    let mut plain = 0;
    for at in found {
        all.push_slice(&text, plain, at);
        plain = at + NO_VALUE.len();
    }
    all.push_slice(&text, plain, text.len());
    all
}
