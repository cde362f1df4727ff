//! What numbers and strings say.

use crate::cel::tree::Literal;

/// What a number says; `text` may begin with a minus. None if it is too large for its type.
pub(super) fn int(text: &str) -> Option<Literal> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let value = match digits.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(&format!("{sign}{hex}"), 16),
        None => format!("{sign}{digits}").parse(),
    };
    value.ok().map(Literal::Int)
}

/// What an unsigned number says, which has a `u` behind it. None if it is too large.
pub(super) fn uint(text: &str) -> Option<Literal> {
    let digits = &text[..text.len() - 1];
    let value = match digits.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    value.ok().map(Literal::Uint)
}

/// What a number with a fraction says. None if it is too large.
pub(super) fn double(text: &str) -> Option<Literal> {
    let value = text.parse().ok();
    value
        .filter(|value: &f64| value.is_finite())
        .map(Literal::Double)
}

/// What a string says.
///
/// # Errors
///
/// Where an escape is wrong, in bytes of `written`, how long it is, and a sentence about it.
pub(super) fn string(written: &str) -> Result<String, (usize, usize, String)> {
    let bytes = unescaped(written, false)?;
    String::from_utf8(bytes).map_err(|_| (0, written.len(), "the string is no text".to_owned()))
}

/// What bytes say, `written` with the `b` before them.
///
/// # Errors
///
/// As [`string`].
pub(super) fn bytes(written: &str) -> Result<Vec<u8>, (usize, usize, String)> {
    unescaped(&written[1..], true).map_err(|(at, length, message)| (at + 1, length, message))
}

fn unescaped(written: &str, is_bytes: bool) -> Result<Vec<u8>, (usize, usize, String)> {
    let is_raw = written.starts_with(['r', 'R']);
    let quoted = &written[usize::from(is_raw)..];
    let marks = match quoted.starts_with("'''") || quoted.starts_with("\"\"\"") {
        true if quoted.len() >= 6 => 3,
        _ => 1,
    };
    let mut rest = &quoted[marks..quoted.len() - marks];
    let mut made = Vec::with_capacity(rest.len());
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\\' if !is_raw => {
                let at = written.len() - marks - rest.len();
                escape(rest, is_bytes, &mut made)
                    .map_err(|(length, message)| (at, length, message))?
            }
            '\r' => {
                made.push(b'\n');
                1 + usize::from(rest.starts_with("\r\n"))
            }
            c => {
                made.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Ok(made)
}

/// Reads the escape that `text` begins with; how long it is.
fn escape(text: &str, is_bytes: bool, made: &mut Vec<u8>) -> Result<usize, (usize, String)> {
    let c = text[1..].chars().next().unwrap_or_default();
    let simple = match c {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' | '\'' | '"' | '`' | '?' => c as u8,
        _ => 0,
    };
    if simple != 0 {
        made.push(simple);
        return Ok(2);
    }
    let (from, count, radix) = match c {
        'x' | 'X' => (2, 2, 16),
        'u' if !is_bytes => (2, 4, 16),
        'U' if !is_bytes => (2, 8, 16),
        '0'..='3' => (1, 3, 8),
        c => {
            let message = format!("`\\{c}` is no escape; a backslash is written `\\\\`");
            return Err((1 + c.len_utf8(), message));
        }
    };
    let digits = text.get(from..from + count).unwrap_or_default();
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    let code = u32::from_str_radix(digits, radix)
        .ok()
        .filter(|_| is_number);
    let Some(code) = code else {
        let kind = if radix == 16 { "hexadecimal" } else { "octal" };
        let message = format!("`\\{c}` wants {count} {kind} digits");
        return Err((2, message));
    };
    if is_bytes {
        made.push(code as u8);
    } else {
        let Some(c) = char::from_u32(code) else {
            let message = format!("there is no character of the number {code:x}");
            return Err((from + count, message));
        };
        made.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Ok(from + count)
}
