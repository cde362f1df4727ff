//! Strings as Go spells them.

use std::fmt::Write;

use super::letters::is_printable;

/// A string in double quotes.
#[must_use]
pub fn quote(text: &str) -> String {
    quote_with(text, '"', false)
}

/// A string, or a character, in quotes; `ascii` escapes every other letter.
pub(in crate::template) fn quote_with(text: &str, sign: char, ascii: bool) -> String {
    let mut all = String::with_capacity(text.len() + 2);
    all.push(sign);
    for letter in text.chars() {
        push_escaped(&mut all, letter, sign, ascii);
    }
    all.push(sign);
    all
}

fn push_escaped(all: &mut String, letter: char, sign: char, ascii: bool) {
    if letter == sign || letter == '\\' {
        all.extend(['\\', letter]);
        return;
    }
    if is_printable(letter) && (letter.is_ascii() || !ascii) {
        all.push(letter);
        return;
    }
    let short = match letter {
        '\x07' => 'a',
        '\x08' => 'b',
        '\x0c' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\x0b' => 'v',
        _ => {
            let number = u32::from(letter);
            let _ = match number {
                0..0x20 | 0x7f => write!(all, "\\x{number:02x}"),
                0..0x1_0000 => write!(all, "\\u{number:04x}"),
                _ => write!(all, "\\U{number:08x}"),
            };
            return;
        }
    };
    all.extend(['\\', short]);
}

/// Whether a string can stand in backquotes as it is.
pub(in crate::template) fn can_stand_raw(text: &str) -> bool {
    let is_bad = |letter: char| {
        letter == '\u{feff}' || letter == '`' || (letter.is_ascii_control() && letter != '\t')
    };
    !text.contains(is_bad)
}

/// What a string constant means, with its quotes; none if it is malformed. Bytes that are no letters become U+FFFD.
pub(in crate::template) fn unquote(spelling: &str) -> Option<String> {
    let sign = spelling.chars().next()?;
    let inner = spelling.strip_prefix(sign)?.strip_suffix(sign)?;
    if sign == '`' {
        return Some(inner.replace('\r', ""));
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while !rest.is_empty() {
        let (letter, behind) = unquote_letter(rest, sign)?;
        match letter {
            Letter::Byte(byte) => bytes.push(byte),
            Letter::Char(letter) => {
                bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        rest = behind;
    }
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|bytes| String::from_utf8_lossy(bytes.as_bytes()).into_owned()),
    )
}

/// The number of a character constant, with its quotes; none if it is malformed, and `Err` if more than one stands there.
pub(in crate::template) fn unquote_char(spelling: &str) -> Option<Result<i64, ()>> {
    let (letter, rest) = unquote_letter(spelling.strip_prefix('\'')?, '\'')?;
    if rest != "'" {
        return Some(Err(()));
    }
    Some(Ok(match letter {
        Letter::Byte(byte) => i64::from(byte),
        Letter::Char(letter) => i64::from(u32::from(letter)),
    }))
}

enum Letter {
    Byte(u8),
    Char(char),
}

fn unquote_letter(text: &str, sign: char) -> Option<(Letter, &str)> {
    let mut letters = text.chars();
    let first = letters.next()?;
    if first == sign || first == '\n' {
        return None;
    }
    if first != '\\' {
        return Some((Letter::Char(first), letters.as_str()));
    }
    let escape = letters.next()?;
    let rest = letters.as_str();
    let digits = match escape {
        'a' => return Some((Letter::Byte(7), rest)),
        'b' => return Some((Letter::Byte(8), rest)),
        'f' => return Some((Letter::Byte(12), rest)),
        'n' => return Some((Letter::Byte(b'\n'), rest)),
        'r' => return Some((Letter::Byte(b'\r'), rest)),
        't' => return Some((Letter::Byte(b'\t'), rest)),
        'v' => return Some((Letter::Byte(11), rest)),
        '\\' => return Some((Letter::Byte(b'\\'), rest)),
        '\'' | '"' if escape == sign => return Some((Letter::Char(escape), rest)),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        '0'..='7' => return octal(&text[1..]),
        _ => return None,
    };
    let number = rest.get(..digits)?;
    if !number.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(number, 16).ok()?;
    let letter = match u8::try_from(value) {
        Ok(byte) if escape == 'x' => Letter::Byte(byte),
        _ => Letter::Char(char::from_u32(value)?),
    };
    Some((letter, &rest[digits..]))
}

fn octal(text: &str) -> Option<(Letter, &str)> {
    let number = text.get(..3)?;
    if !number.bytes().all(|digit| matches!(digit, b'0'..=b'7')) {
        return None;
    }
    let value = u8::from_str_radix(number, 8).ok()?;
    Some((Letter::Byte(value), &text[3..]))
}
