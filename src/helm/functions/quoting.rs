//! Quotes as Go's `%q` writes them.

use std::sync::LazyLock;

use regex::Regex;

use crate::origin::Text;

/// A text in double quotes; what needs no escape stays where it comes from.
pub(super) fn quoted(of: &Text) -> Text {
    let mut all = Text::made("\"");
    let (mut at, text) = (0, of.as_str());
    for (start, c) in text.char_indices() {
        let Some(escape) = escape(c) else { continue };
        all.push_slice(of, at, start);
        let end = start + c.len_utf8();
        all.push(&of.slice(start, end).derive(&escape));
        at = end;
    }
    all.push_slice(of, at, text.len());
    all.push_str("\"");
    all
}

/// A text in double quotes, for messages.
pub(super) fn quoted_str(text: &str) -> String {
    quoted(&Text::made(text)).as_str().to_owned()
}

fn escape(c: char) -> Option<String> {
    let simple = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\x07' => "\\a",
        '\x08' => "\\b",
        '\x0C' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\x0B' => "\\v",
        ' '..='~' => return None,
        '\0'..='\x1F' | '\x7F' => return Some(format!("\\x{:02x}", c as u32)),
        c if is_printed(c) => return None,
        c if (c as u32) < 0x10000 => return Some(format!("\\u{:04x}", c as u32)),
        c => return Some(format!("\\U{:08x}", c as u32)),
    };
    Some(simple.to_owned())
}

/// Go's `unicode.IsPrint`, for what is not ASCII.
fn is_printed(c: char) -> bool {
    static PRINTED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S}]$").ok());
    let mut bytes = [0; 4];
    let text = c.encode_utf8(&mut bytes);
    PRINTED
        .as_ref()
        .is_some_and(|printed| printed.is_match(text))
}
