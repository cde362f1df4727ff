//! What is assigned to a name of something secret, or given to an option of such a name: `password=…`, `token: …`,
//! `--api-key …`.

use super::bytes::Bytes;
use super::names::Name;

/// Finds it.
pub(super) fn find(text: &str, found: &mut impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut values = Values::of(text);
    // There are so many that a search for the next costs more than a look at each byte.
    let signs = bytes.iter().enumerate();
    for (at, _) in signs.filter(|(at, byte)| match byte {
        b'=' | b':' => true,
        b' ' => *at > 0 && !matches!(bytes[at - 1], b' ' | b':' | b'\n'),
        _ => false,
    }) {
        let Some(word) = name_before(text, at) else {
            continue;
        };
        let is_option = word.len() > 3 && word.starts_with('-');
        // `==` compares, and `:=` is of templates.
        let is_other = matches!(
            bytes[at..],
            [b':', b'/', b'/', ..] | [b':', b'=', ..] | [b'=', b'=', ..]
        );
        if bytes[at] == b' ' && !is_option || is_other {
            continue;
        }
        let Some(name) = Name::of(word) else {
            continue;
        };
        let (start, end) = values.behind(at, word);
        let value = &text[start..end];
        let is_next = bytes[at] == b' ' && value.starts_with('-');
        if let Some(inner) = name.secret_of(value).filter(|_| !is_next) {
            found(start + inner, end);
        }
    }
}

/// The name that ends before a sign, with a quote between them or not, and blanks.
fn name_before(text: &str, sign: usize) -> Option<&str> {
    let before = &text[..sign];
    let before = match text.as_bytes()[sign] {
        b' ' => before,
        _ => before.trim_end_matches([' ', '\t']),
    };
    // `$config["password"] = …`
    let before = before.strip_suffix(']').unwrap_or(before);
    // The quote may be escaped, as in JSON within JSON.
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let before = before.strip_suffix('\\').unwrap_or(before);
    name_at_end(before)
}

/// Which bytes names are made of.
const IN_NAME: Bytes = Bytes::letters_and(b"_-.");

/// The name that a text ends with.
pub(super) fn name_at_end(text: &str) -> Option<&str> {
    let in_name = |byte: &u8| IN_NAME.has(*byte);
    let length = text.bytes().rev().take(80).take_while(in_name).count();
    let name = &text[text.len() - length..];
    (!name.is_empty()).then_some(name)
}

/// The values of a text, asked for from its start to its end.
#[derive(Debug)]
pub(super) struct Values<'t> {
    text: &'t str,
    /// Where the last ended that is a word without quotes. What starts before it ends there as well.
    end: usize,
}

impl<'t> Values<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, end: 0 }
    }

    /// Where the value behind a sign starts and ends: with its quotes, or else with the line, unless a name before the
    /// sign that is not the first of its line shows that more may follow.
    pub(super) fn behind(&mut self, sign: usize, name: &str) -> (usize, usize) {
        let text = self.text;
        let is_colon = text.as_bytes()[sign] == b':';
        let rest = &text[sign + 1..];
        // `'password' => …`
        let rest = rest.strip_prefix('>').unwrap_or(rest);
        let rest = rest.trim_start_matches([' ', '\t']);
        let start = text.len() - rest.len();
        if let Some(inner) = rest.strip_prefix("\\\"") {
            let ends = inner.find(['\\', '\n', '\r']).unwrap_or(inner.len());
            return (start + 2, start + 2 + ends);
        }
        let quote = rest.chars().next();
        if let Some(quote) = quote.filter(|first| matches!(first, '"' | '\'')) {
            return (start + 1, start + 1 + quoted(&rest[1..], quote));
        }
        if is_colon && starts_line(text, sign, name) {
            let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
            let value = &line[..line.find(" #").unwrap_or(line.len())];
            return (start, start + value.trim_end().len());
        }
        if start >= self.end {
            let ends = |char: char| char.is_whitespace() || ",;&\"'`)}]".contains(char);
            self.end = start + rest.find(ends).unwrap_or(rest.len());
        }
        (start, self.end)
    }
}

/// Whether a line starts with the name before a sign, but for what starts an item.
fn starts_line(text: &str, sign: usize, name: &str) -> bool {
    let before = text[..sign].trim_end_matches([' ', '"', '\'']);
    let before = before.strip_suffix(name).unwrap_or(before);
    let before = before.trim_end_matches([' ', '\t', '-', '"', '\'']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// How long the rest of a quoted text is, without its end; no longer than its line.
pub(super) fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '\n' | '\r' => return at,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if char == quote => return at,
            _ => {}
        }
    }
    text.len()
}
