//! The words of an expression. Source: the grammar `CEL.g4` of cel-go, and the language's definition,
//! <https://github.com/google/cel-spec/blob/master/doc/langdef.md>.

use crate::cel::environment::Fault;
use crate::source::Span;

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name that is no word of the language.
    Name,
    /// A name in backquotes.
    Quoted,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    /// An operator or a bracket, by how it is written.
    Sign(&'static str),
    End,
}

/// Longer signs stand before those that they begin with.
const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!",
    "?", ":", "+", "*",
];

/// All words of a text, with one of the kind [`Kind::End`] behind them.
///
/// # Errors
///
/// What is no word.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 2);
    let mut at = 0;
    loop {
        at += space(&text[at..]);
        let rest = &text[at..];
        let (kind, length) = if rest.is_empty() {
            (Kind::End, 0)
        } else {
            token(rest).map_err(|(length, message)| Fault {
                span: span(at, length),
                message,
                help: None,
            })?
        };
        tokens.push(Token {
            kind,
            span: span(at, length),
        });
        at += length;
        if kind == Kind::End {
            return Ok(tokens);
        }
    }
}

fn span(at: usize, length: usize) -> Span {
    Span::new(at as u32, (at + length) as u32)
}

/// How long the blanks and comments are that a text begins with.
fn space(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']);
        let Some(comment) = rest.strip_prefix("//") else {
            return text.len() - rest.len();
        };
        rest = &comment[comment.find('\n').unwrap_or(comment.len())..];
    }
}

/// What a text begins with, and how long it is; or how long what is no word is, and a sentence about it.
fn token(text: &str) -> Result<(Kind, usize), (usize, String)> {
    let first = text.as_bytes()[0];
    if let Some((kind, prefix)) = quote(text) {
        return string(text, kind, prefix);
    }
    if first.is_ascii_digit()
        || first == b'.' && text[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return Ok(number(text));
    }
    if first.is_ascii_alphabetic() || first == b'_' {
        return Ok(name(text));
    }
    if first == b'`' {
        return quoted(text);
    }
    let signs = SIGNS.iter().chain(&["/", "%"]);
    let sign = signs.into_iter().find(|sign| text.starts_with(**sign));
    if let Some(sign) = sign {
        return Ok((Kind::Sign(sign), sign.len()));
    }
    let c = text.chars().next().unwrap_or_default();
    let message = match c {
        '&' | '|' | '=' => format!("`{c}` is no operator; `{c}{c}` is"),
        '“' | '”' | '‘' | '’' => {
            format!("`{c}` is no quotation mark of the language; `\"` and `'` are")
        }
        c => format!("`{}` means nothing here", c.escape_debug()),
    };
    Err((c.len_utf8(), message))
}

fn name(text: &str) -> (Kind, usize) {
    let is_within = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = text.find(|c| !is_within(c)).unwrap_or(text.len());
    let kind = match &text[..length] {
        "true" => Kind::True,
        "false" => Kind::False,
        "null" => Kind::Null,
        "in" => Kind::In,
        _ => Kind::Name,
    };
    (kind, length)
}

fn quoted(text: &str) -> Result<(Kind, usize), (usize, String)> {
    let is_within = |c: char| c.is_ascii_alphanumeric() || "_.-/ ".contains(c);
    let length = text[1..].find(|c| !is_within(c)).unwrap_or(text.len() - 1);
    if length == 0 || !text[1 + length..].starts_with('`') {
        return Err((1 + length, "a name in backquotes does not end".to_owned()));
    }
    Ok((Kind::Quoted, length + 2))
}

fn number(text: &str) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize, is_digit: fn(&u8) -> bool| {
        bytes[from..]
            .iter()
            .take_while(|byte| is_digit(byte))
            .count()
    };
    let suffixed = |length: usize| match bytes.get(length) {
        Some(b'u' | b'U') => (Kind::Uint, length + 1),
        _ => (Kind::Int, length),
    };
    let hex = digits(2.min(bytes.len()), u8::is_ascii_hexdigit);
    if text.starts_with("0x") && hex > 0 {
        return suffixed(2 + hex);
    }
    let whole = digits(0, u8::is_ascii_digit);
    let mut length = whole;
    if bytes.get(length) == Some(&b'.') {
        let fraction = digits(length + 1, u8::is_ascii_digit);
        length += if fraction > 0 { fraction + 1 } else { 0 };
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits((length + 1 + signed).min(bytes.len()), u8::is_ascii_digit);
        length += if exponent > 0 {
            1 + signed + exponent
        } else {
            0
        };
    }
    if length > whole {
        return (Kind::Double, length);
    }
    suffixed(whole)
}

/// Whether a text begins with a string, and how long that is which stands before its quotation mark.
fn quote(text: &str) -> Option<(Kind, usize)> {
    let bytes = text.as_bytes();
    let is_bytes = matches!(bytes[0], b'b' | b'B');
    let raw = usize::from(is_bytes);
    let is_raw = matches!(bytes.get(raw), Some(b'r' | b'R'));
    let prefix = raw + usize::from(is_raw);
    let kind = if is_bytes { Kind::Bytes } else { Kind::String };
    matches!(bytes.get(prefix), Some(b'"' | b'\'')).then_some((kind, prefix))
}

/// A string or bytes, whose escapes are looked at by [`super::literal`].
fn string(text: &str, kind: Kind, prefix: usize) -> Result<(Kind, usize), (usize, String)> {
    let is_raw = prefix > 0 && matches!(text.as_bytes()[prefix - 1], b'r' | b'R');
    let mark = &text[prefix..=prefix];
    let inner = &text[prefix..];
    let is_triple = inner.starts_with(&mark.repeat(3));
    let mark = if is_triple {
        mark.repeat(3)
    } else {
        mark.to_owned()
    };
    let mut at = prefix + mark.len();
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else {
            let message = format!("the string is not closed: a `{mark}` is missing");
            return Err((text.len(), message));
        };
        if rest.starts_with(&mark) {
            return Ok((kind, at + mark.len()));
        }
        if !is_triple && matches!(c, '\n' | '\r') {
            let message = format!("the string is not closed on its line: a `{mark}` is missing");
            return Err((at, message));
        }
        at += c.len_utf8();
        if c == '\\' && !is_raw {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
}
