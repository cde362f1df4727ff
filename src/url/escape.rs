//! Escapes of URLs: `%20`.

use crate::template::format::quote;

/// A part of a URL, each with signs that need no escape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Path,
    Host,
    /// The zone of an IPv6 address.
    Zone,
    User,
    Query,
    Fragment,
}

/// A key or a value of a query without its escapes.
///
/// # Errors
///
/// What Go says of an escape that is none.
pub fn query_unescaped(text: &str) -> Result<Vec<u8>, String> {
    unescaped(text, Part::Query)
}

pub(super) fn unescaped(text: &str, part: Part) -> Result<Vec<u8>, String> {
    let bytes = text.as_bytes();
    let mut made = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                let invalid = || {
                    let wrong = &bytes[at..bytes.len().min(at + 3)];
                    format!(
                        "invalid URL escape {}",
                        quote(&String::from_utf8_lossy(wrong))
                    )
                };
                let value = hexadecimal(&bytes[at + 1..]).ok_or_else(invalid)?;
                if !may_be_escaped(value, part) {
                    return Err(invalid());
                }
                made.push(value);
                at += 3;
                continue;
            }
            b'+' if part == Part::Query => made.push(b' '),
            byte if matches!(part, Part::Host | Part::Zone)
                && byte.is_ascii()
                && should_escape(byte, part) =>
            {
                let sign = char::from(byte).to_string();
                return Err(format!("invalid character {} in host name", quote(&sign)));
            }
            byte => made.push(byte),
        }
        at += 1;
    }
    Ok(made)
}

/// The byte that two digits stand for.
fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}

/// A host may have escapes for what is not ASCII, and for `%`; the zone of an address also for what may stand there.
fn may_be_escaped(byte: u8, part: Part) -> bool {
    match part {
        Part::Host => byte >= 0x80 || byte == b'%',
        Part::Zone => matches!(byte, b'%' | b' ') || !should_escape(byte, Part::Host),
        _ => true,
    }
}

/// Whether a byte stands in a part only with an escape.
pub(super) fn should_escape(byte: u8, part: Part) -> bool {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => false,
        _ => match part {
            Part::Path => !b"$&+,/:;=@".contains(&byte),
            Part::Host | Part::Zone => !b"!$&'()*+,;=:[]<>\"".contains(&byte),
            Part::User => !b"$&+,;=".contains(&byte),
            Part::Query => true,
            Part::Fragment => !b"$&+,/:;=?@!()*".contains(&byte),
        },
    }
}

/// Bytes with the escapes that a part needs.
pub(super) fn escaped(bytes: &[u8], part: Part) -> String {
    let mut made = String::with_capacity(bytes.len());
    for &byte in bytes {
        if should_escape(byte, part) {
            made.push_str(&format!("%{byte:02X}"));
        } else {
            made.push(char::from(byte));
        }
    }
    made
}

/// Whether a path or a fragment stands as it is, though one may escape more.
pub(super) fn is_well_escaped(text: &str, part: Part) -> bool {
    let fits = |byte: u8| b"!$&'()*+,;=:@[]%".contains(&byte) || !should_escape(byte, part);
    text.bytes().all(fits)
}
