//! The words of a name in camel case, as `snakecase` and `kebabcase` part them. Source: xstrings, which Sprig uses.

use super::case::lower_of;
use super::trim::is_space;

/// What a word consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Upper,
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

fn is_connector(c: char) -> bool {
    c == '-' || c == '_' || is_space(c)
}

/// Letters that have a case.
fn is_alphabet(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && !"$+<=>^`|~".contains(c)
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '¡' | '§' | '«' | '¶' | '·' | '»' | '¿')
}

/// The words of a text, by their sort.
fn words(text: &str) -> Vec<(Sort, &str)> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let sort = sort_of(first);
        let end = match sort {
            Sort::Upper => upper_end(rest),
            _ => rest.find(|c| !goes_on(sort, c)).unwrap_or(rest.len()),
        };
        words.push((sort, &rest[..end]));
        rest = &rest[end..];
    }
    words
}

fn sort_of(c: char) -> Sort {
    match c {
        c if is_connector(c) => Sort::Connector,
        c if is_punctuation(c) => Sort::Punctuation,
        c if c.is_uppercase() => Sort::Upper,
        c if is_alphabet(c) => Sort::Alphabet,
        c if c.is_numeric() => Sort::Number,
        _ => Sort::Other,
    }
}

fn goes_on(sort: Sort, c: char) -> bool {
    match sort {
        Sort::Connector => is_connector(c),
        Sort::Punctuation => is_punctuation(c),
        Sort::Alphabet | Sort::Upper => is_alphabet(c) && !c.is_uppercase(),
        Sort::Number => c.is_numeric(),
        Sort::Other => sort_of(c) == Sort::Other,
    }
}

/// Where a word that starts with a capital ends: `Status`, or `HTTP` of `HTTPStatus`.
fn upper_end(text: &str) -> usize {
    let capitals = text.find(|c: char| !c.is_uppercase()).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    if capitals == first {
        let tail = text[first..].find(|c| !goes_on(Sort::Alphabet, c));
        return tail.map_or(text.len(), |tail| first + tail);
    }
    let is_word_behind = text[capitals..].chars().next().is_some_and(is_alphabet);
    let last = text[..capitals]
        .chars()
        .next_back()
        .map_or(0, char::len_utf8);
    if is_word_behind {
        capitals - last
    } else {
        capitals
    }
}

/// A text in small letters, its words connected by one character.
pub(super) fn connected(text: &str, connector: char) -> String {
    let mut made = Made {
        text: String::with_capacity(text.len() + 8),
        connector,
    };
    let mut words = words(text).into_iter().peekable();
    while let Some((sort, word)) = words.next() {
        made.add(sort, word);
        let next = words.peek().map(|word| word.0);
        match (sort, next) {
            (_, None) | (Sort::Connector | Sort::Punctuation, _) => {}
            (Sort::Number, Some(_)) => made.go_on(&mut words),
            (_, Some(Sort::Number)) => made.number(&mut words),
            (_, Some(next)) => made.connect(next),
        }
    }
    made.text
}

type Words<'t> = std::iter::Peekable<std::vec::IntoIter<(Sort, &'t str)>>;

struct Made {
    text: String,
    connector: char,
}

impl Made {
    fn add(&mut self, sort: Sort, word: &str) {
        if !matches!(sort, Sort::Upper | Sort::Connector) {
            return self.text.push_str(word);
        }
        let connector = self.connector;
        let small = word.chars().map(|c| match c {
            c if is_connector(c) => connector,
            c if c.is_uppercase() => lower_of(c),
            c => c,
        });
        self.text.extend(small);
    }

    fn connect(&mut self, next: Sort) {
        if !matches!(next, Sort::Connector | Sort::Punctuation) {
            self.text.push(self.connector);
        }
    }

    /// Small letters and numbers behind a number belong to its word.
    fn go_on(&mut self, words: &mut Words<'_>) {
        while let Some((sort, word)) =
            words.next_if(|(sort, _)| matches!(sort, Sort::Alphabet | Sort::Number))
        {
            self.add(sort, word);
        }
        if let Some(&(next, _)) = words.peek() {
            self.connect(next);
        }
    }

    /// A number behind a word belongs to it, as in `bld4`, unless small letters follow, as in `http_2xx`.
    fn number(&mut self, words: &mut Words<'_>) {
        let Some((_, number)) = words.next() else {
            return;
        };
        match words.peek().map(|word| word.0) {
            Some(Sort::Alphabet) => {
                self.text.push(self.connector);
                self.text.push_str(number);
                self.go_on(words);
            }
            next => {
                self.text.push_str(number);
                if let Some(next) = next {
                    self.connect(next);
                }
            }
        }
    }
}
