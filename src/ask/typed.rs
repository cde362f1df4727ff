//! A text with the word that is being typed made whole, so that it can be read: a key has its colon, a place where nothing
//! stands yet has a word, and what is opened on the line is closed on it.

use crate::source::Span;

/// What stands for a word of which nothing is typed yet.
const WORD: &str = "x";

/// The line that is being typed on.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    text: &'t str,
    /// Behind its last character that is no white space.
    end: usize,
    /// What is typed of the word, around the cursor.
    pub(super) word: Span,
    /// How many columns are before the word.
    pub(super) column: usize,
    /// Whether nothing but dashes stands before it.
    pub(super) is_first: bool,
    /// Whether a colon stands directly before it.
    needs_space: bool,
    /// Whether a colon stands directly behind it.
    pub(super) has_colon: bool,
    /// What is open before it: quotes and brackets.
    open: Open,
}

/// What is open at a place of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Open {
    quote: Option<char>,
    /// What closes the brackets, the outermost first.
    brackets: Vec<char>,
}

impl Open {
    /// What is open behind a text.
    fn behind(text: &str, mut open: Self) -> Self {
        let mut before = ' ';
        for char in text.chars() {
            let begins = before.is_whitespace() || "[{,:".contains(before);
            match (open.quote, char) {
                (Some(quote), _) if quote == char && (quote == '\'' || before != '\\') => {
                    open.quote = None
                }
                (Some(_), _) => {}
                (None, '"' | '\'') if begins => open.quote = Some(char),
                (None, '[') if begins || !open.brackets.is_empty() => open.brackets.push(']'),
                (None, '{') if begins || !open.brackets.is_empty() => open.brackets.push('}'),
                (None, ']' | '}') if open.brackets.last() == Some(&char) => {
                    open.brackets.pop();
                }
                _ => {}
            }
            before = char;
        }
        open
    }

    /// What closes it.
    fn closing(&self) -> String {
        self.quote
            .into_iter()
            .chain(self.brackets.iter().rev().copied())
            .collect()
    }
}

/// Whether a text opens what it does not close.
pub(super) fn is_open(text: &str) -> bool {
    Open::behind(text, Open::default()) != Open::default()
}

/// A text that can be read, and where the word is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) text: String,
    /// A place in the word.
    pub(super) at: u32,
}

impl<'t> Line<'t> {
    /// The line of a place; none beyond the text, or in a comment.
    pub(super) fn at(text: &'t str, offset: u32) -> Option<Self> {
        let offset = offset as usize;
        let (before, after) = text.split_at_checked(offset)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let stop = after.find('\n').map_or(text.len(), |at| offset + at);
        let (left, right) = (&text[start..offset], text[offset..stop].trim_end());
        let open = Open::behind(left, Open::default());
        if open.quote.is_none() && (left.contains(" #") || left.starts_with('#')) {
            return None;
        }
        let word_start = start + word_start(left, &open);
        let word_end = match word_start == offset && right.starts_with([',', ']', '}']) {
            true => offset,
            false => offset + word_end(right, &open),
        };
        let fresh = left.get(..word_start - start).unwrap_or_default();
        let dashes = fresh.trim_start_matches(' ');
        let quote = usize::from(open.quote.is_some());
        let dashes = &dashes[..dashes.len().saturating_sub(quote)];
        let behind = text[word_end..].trim_start_matches(['"', '\'']);
        Some(Self {
            text,
            end: offset + right.len(),
            word: Span::new(word_start as u32, word_end as u32),
            column: fresh.chars().count() - quote.min(fresh.len()),
            is_first: dashes.split(' ').all(|part| matches!(part, "" | "-"))
                && !dashes.ends_with('-'),
            needs_space: fresh.ends_with(':') && open == Open::default(),
            has_colon: behind.starts_with(':'),
            open,
        })
    }

    /// The quote that the word stands in.
    pub(super) fn quote(&self) -> Option<char> {
        self.open.quote
    }

    /// The word with its quotes, the closing one if it is there.
    pub(super) fn quoted(&self) -> Span {
        let behind = self.text[self.word.end as usize..].chars().next();
        let is_closed = behind.is_some() && behind == self.open.quote;
        Span::new(
            self.word.start.saturating_sub(1),
            self.word.end + u32::from(is_closed),
        )
    }

    /// Whether a space must be written before the word.
    pub(super) fn needs_space(&self) -> bool {
        self.needs_space
    }

    /// Whether nothing but a comment stands behind the word.
    pub(super) fn is_last(&self) -> bool {
        let behind =
            self.text[self.word.end as usize..self.end.max(self.word.end as usize)].trim_start();
        behind.is_empty() || behind.starts_with('#')
    }

    /// The white space before it, and the dashes as white space: what a line below must begin with.
    pub(super) fn indent(&self, more: usize) -> String {
        " ".repeat(self.column + more)
    }

    /// The text with the word as a scalar.
    pub(super) fn with_word(&self) -> Whole {
        self.with(WORD, "")
    }

    /// The text with the word as a key.
    pub(super) fn with_key(&self) -> Whole {
        self.with(WORD, ":")
    }

    fn with(&self, word: &str, behind: &str) -> Whole {
        let (start, stop) = (self.word.start as usize, self.word.end as usize);
        let mut whole = String::with_capacity(self.text.len() + 8);
        whole += &self.text[..start];
        if self.needs_space {
            whole.push(' ');
        }
        let at = whole.len() as u32;
        whole += match start == stop {
            true => word,
            false => &self.text[start..stop],
        };
        whole += behind;
        let end = self.end.max(stop);
        let rest = &self.text[stop..end];
        whole += rest;
        // Of what is opened before the word, the line may close some behind it.
        let left = Open::behind(rest, self.open.clone());
        whole += &left.closing();
        whole += &self.text[end..];
        Whole { text: whole, at }
    }

    /// Where the text has changed before a place of the whole one, that place in the text as it is.
    pub(super) fn back(&self, span: Span) -> Span {
        let moved = u32::from(self.needs_space);
        let empty = self.word.start == self.word.end;
        let (start, end) = (
            span.start - moved.min(span.start),
            span.end - moved.min(span.end),
        );
        let added = if empty { WORD.len() as u32 } else { 0 };
        Span::new(start, end.saturating_sub(added).max(start))
    }
}

/// Where the word begins that ends a text: in quotes behind these, else behind the last character that no name holds.
fn word_start(left: &str, open: &Open) -> usize {
    if let Some(quote) = open.quote {
        return left.rfind(quote).map_or(left.len(), |at| at + 1);
    }
    let in_brackets = !open.brackets.is_empty();
    let stops = |char: char| char.is_whitespace() || in_brackets && "[]{},".contains(char);
    let word = left.rfind(stops).map_or(0, |at| {
        at + left[at..].chars().next().map_or(1, char::len_utf8)
    });
    // `key:` is a word whose value comes next.
    match left[word..].ends_with(':') {
        true => left.len(),
        false => word,
    }
}

/// How long the rest of the word is that begins a text.
fn word_end(right: &str, open: &Open) -> usize {
    if let Some(quote) = open.quote {
        return right.find(quote).unwrap_or(right.len());
    }
    let in_brackets = !open.brackets.is_empty();
    let mut chars = right.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let is_colon = char == ':' && (next.is_whitespace() || in_brackets);
        if char.is_whitespace() || is_colon || in_brackets && "[]{},".contains(char) {
            return at;
        }
    }
    right.len()
}

#[cfg(test)]
mod tests {
    use super::Line;

    /// The text made whole, as a key where that may be one, with the word that is replaced.
    fn whole(marked: &str) -> Option<(String, String)> {
        let offset = marked.find('‸').unwrap() as u32;
        let text = marked.replace('‸', "");
        let line = Line::at(&text, offset)?;
        let is_key = line.is_first && line.is_last() && !line.has_colon && line.quote().is_none();
        let whole = if is_key {
            line.with_key()
        } else {
            line.with_word()
        };
        Some((whole.text, line.word.of(&text).to_owned()))
    }

    #[test]
    fn a_line_is_made_whole() {
        for (marked, text, word) in [
            ("a:\n  ‸\n", "a:\n  x:\n", ""),
            ("a:\n  im‸ag\n", "a:\n  imag:\n", "imag"),
            ("- - a‸", "- - a:", "a"),
            ("a: ‸", "a: x", ""),
            ("a:‸", "a: x", ""),
            ("a: b‸c # d", "a: bc # d", "bc"),
            ("a‸b: c", "ab: c", "ab"),
            ("a: \"b‸", "a: \"b\"", "b"),
            ("a: 'b‸ c'", "a: 'b c'", "b c"),
            ("a: {b: [c, ‸", "a: {b: [c, x]}", ""),
            ("a: {b: ‸}", "a: {b: x}", ""),
            ("a: nginx:1‸.2", "a: nginx:1.2", "nginx:1.2"),
            ("\"a\": ‸,", "\"a\": x,", ""),
        ] {
            let expected = Some((text.to_owned(), word.to_owned()));
            assert_eq!(whole(marked), expected, "{marked}");
        }
        assert_eq!(whole("a: b # c‸"), None);
        assert_eq!(whole("# c‸"), None);
    }
}
