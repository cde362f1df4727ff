//! From bytes to text: encodings, and errors in words.

use crate::diagnostic::{Diagnostic, RuleId};
use crate::source::{SourceId, Span};

/// Decodes UTF-8, and UTF-16 where a byte order mark announces it (as libyaml does). Bytes that are
/// neither are replaced, so that the rest can be read, and the first of them becomes a diagnostic.
#[must_use]
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    let utf16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Some([0xFE, 0xFF]) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = utf16 {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        return match String::from_utf16(&units) {
            Ok(text) if bytes.len().is_multiple_of(2) => (text, None),
            _ => {
                let text = String::from_utf16_lossy(&units);
                let at = text.find('\u{FFFD}').unwrap_or(text.len());
                let fault = undecodable(
                    &text,
                    at,
                    "this is no UTF-16, which the file's first bytes announce",
                );
                (text, Some(fault))
            }
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let fault = undecodable(&text, at, &format!("byte 0x{byte:02X} is no UTF-8"));
            (text, Some(fault))
        }
    }
}

fn undecodable(text: &str, at: usize, message: &str) -> Diagnostic {
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::new(
        RuleId::SYNTAX,
        SourceId(0),
        Span::new(at as u32, (at + width) as u32),
        message,
    )
    .here("Kubernetes reads UTF-8 only")
    .help(
        "save the file as UTF-8; `iconv -f latin1 -t utf-8` converts the most usual other encoding",
    )
}
