//! Reading single scalars: where they end and whether they need cooking.

use crate::source::Span;
use crate::yaml::Fault;
use crate::yaml::cook::{LS, NEL, PS};
use crate::yaml::reader::{Reader, is_blank};

/// The bytes at which a plain scalar may end: breaks, `:`, `#` and the flow indicators.
const STOP: u8 = 1;
const FLOW: u8 = 2;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let (stop, flow) = (b"\n\r:#", b",?[]{}");
    let mut at = 0;
    while at < stop.len() {
        class[stop[at] as usize] |= STOP;
        at += 1;
    }
    at = 0;
    while at < flow.len() {
        class[flow[at] as usize] |= FLOW;
        at += 1;
    }
    class
};

/// The part of a plain scalar on one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) end: usize,
    /// Whether a `:` that makes it a key follows.
    pub(super) is_key: bool,
}

/// Whether the name of an anchor or an alias may end before a byte.
pub(super) fn ends_name(behind: u8) -> bool {
    is_blank(behind) || b"?:,]}%@`".contains(&behind)
}

impl Reader<'_, '_> {
    /// The part of a plain scalar on the line of `start`.
    #[inline]
    pub(super) fn plain_line(&self, start: usize) -> Line {
        self.plain_until(start, STOP)
    }

    /// As [`Self::plain_line`], within brackets.
    pub(super) fn plain_in_flow(&self, start: usize) -> Line {
        self.plain_until(start, STOP | FLOW)
    }

    #[inline]
    fn plain_until(&self, start: usize, stops: u8) -> Line {
        let bytes = self.bytes;
        let stop = |byte: &u8| CLASS[*byte as usize] & stops != 0;
        let mut at = start;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            at += rest.iter().position(stop).unwrap_or(rest.len());
            let inside = match bytes.get(at) {
                Some(b':') => !is_blank(self.byte(at + 1)),
                Some(b'#') => at == start || !is_blank(bytes[at - 1]),
                Some(b'{') if at > start && bytes[at - 1] == b'$' => {
                    let Some(behind) = self.braces_of_variable(at) else {
                        break;
                    };
                    at = behind - 1;
                    true
                }
                _ => false,
            };
            if !inside {
                break;
            }
            at += 1;
        }
        let is_key = bytes.get(at) == Some(&b':');
        let mut end = at;
        while end > start && matches!(bytes[end - 1], b' ' | b'\t') {
            end -= 1;
        }
        Line {
            end,
            is_key: is_key && at - start <= 1024,
        }
    }

    /// From the opening quote at the cursor to behind the closing one, and whether there is anything to
    /// cook. Lines are counted on the way.
    pub(super) fn quoted(&mut self) -> Result<(usize, bool), Box<Fault>> {
        let open = self.at;
        let quote = self.byte(open);
        let mut at = open + 1;
        let mut cook = false;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let escape = if quote == b'"' { b'\\' } else { b'\'' };
            let Some(found) = memchr::memchr3(quote, escape, b'\n', rest) else {
                return Err(self.unclosed(open, quote));
            };
            at += found;
            match self.byte(at) {
                b'\n' => {
                    cook = true;
                    at += 1;
                    self.line = at;
                    let marker =
                        self.bytes[at..].starts_with(b"...") && is_blank(self.byte(at + 3));
                    if marker {
                        return Err(self.unclosed(open, quote));
                    }
                }
                b'\\' if quote == b'"' => {
                    cook = true;
                    at += 1 + self.escape_length(at)?;
                }
                _ if quote == b'\'' && self.byte(at + 1) == b'\'' => {
                    cook = true;
                    at += 2;
                }
                _ => {
                    let rare = self.rare_breaks(open, at);
                    if rare {
                        let last = memchr::memrchr2(b'\n', b'\r', &self.bytes[open..at]);
                        self.line = last.map_or(self.line, |last| open + last + 1);
                    }
                    return Ok((at + 1, cook || rare));
                }
            }
        }
    }

    /// Whether there are line breaks other than `\n`.
    fn rare_breaks(&self, from: usize, to: usize) -> bool {
        let bytes = &self.bytes[from..to];
        memchr::memchr3(b'\r', 0xC2, 0xE2, bytes).is_some()
            && self.text[from..to].contains(['\r', NEL, LS, PS])
    }

    /// How many bytes behind the backslash at `at` belong to the escape.
    fn escape_length(&mut self, at: usize) -> Result<usize, Box<Fault>> {
        let digits = match self.byte(at + 1) {
            b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"'
            | b'\'' | b'\\' | b'N' | b'_' | b'L' | b'P' => return Ok(1),
            b'/' if self.json => return Ok(1),
            b'\n' | b'\r' => return Ok(0),
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => {
                let span = Span::new(at as u32, self.behind(at + 1) as u32);
                let text = span.of(self.text);
                return Err(Box::new(
                    Fault::syntax(
                        span,
                        format!("`{text}` is no escape of a double-quoted string"),
                    )
                    .help(format!(
                        "write `\\{text}` for a backslash, or put the string in single quotes"
                    )),
                ));
            }
        };
        let hex = self.bytes.get(at + 2..at + 2 + digits).unwrap_or_default();
        let code = std::str::from_utf8(hex)
            .ok()
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let surrogate =
            self.json && digits == 4 && code.is_some_and(|code| (0xD800..0xE000).contains(&code));
        if hex.len() == digits
            && hex.iter().all(u8::is_ascii_hexdigit)
            && (surrogate || code.and_then(char::from_u32).is_some())
        {
            return Ok(1 + digits);
        }
        let span = Span::new(at as u32, (at + 2) as u32);
        Err(Box::new(Fault::syntax(
            span,
            format!(
                "`{}` must be followed by the {digits} hexadecimal digits of a character",
                span.of(self.text)
            ),
        )))
    }

    /// Where the character at `at` ends.
    pub(super) fn behind(&self, at: usize) -> usize {
        let mut rest = self.text.get(at..).unwrap_or_default().chars();
        at + rest.next().map_or(0, char::len_utf8)
    }

    fn unclosed(&self, open: usize, quote: u8) -> Box<Fault> {
        let quote = quote as char;
        Box::new(
            Fault::syntax(
                Span::new(open as u32, open as u32 + 1),
                "the string that starts here is never closed",
            )
            .here(format!("no `{quote}` closes it"))
            .help(format!("close it with `{quote}`")),
        )
    }

    /// Where the alias at the cursor ends.
    pub(super) fn alias_end(&mut self) -> Result<usize, Box<Fault>> {
        let start = self.at;
        let mut end = start + 1;
        while self.byte(end).is_ascii_alphanumeric() || matches!(self.byte(end), b'-' | b'_') {
            end += 1;
        }
        if end == start + 1 || !ends_name(self.byte(end)) {
            let span = Span::new(start as u32, end.max(start + 1) as u32);
            return Err(Box::new(
                Fault::syntax(span, "a value starts with `*`, which marks an alias")
                    .here("an alias is `*` and the name of an anchor")
                    .help("put the value in quotes if it is meant as text"),
            ));
        }
        Ok(end)
    }
}
