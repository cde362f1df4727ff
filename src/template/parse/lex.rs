//! A template's text, cut into tokens. The blanks that `{{-` and `-}}` trim belong to none.

use super::token::{Kind, Token};
use crate::template::go::letters::{is_letter_or_digit, is_printable, unicode_name};
use crate::template::go::quote::quote;

const LEFT: &str = "{{";
const RIGHT: &str = "}}";
/// The blanks that are trimmed, and that stand between the words of an action.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Cuts a text into tokens, one at a time.
pub(super) struct Lexer<'t> {
    text: &'t str,
    /// Where the next character stands.
    at: usize,
    /// Where the present token starts.
    start: usize,
    parens: usize,
    in_action: bool,
    /// What is wrong, once an error was given; then nothing follows.
    pub(super) error: String,
    /// Whether `break` and `continue` are keywords, and not functions of the host.
    keywords: (bool, bool),
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, keywords: (bool, bool)) -> Self {
        Self {
            text,
            at: 0,
            start: 0,
            parens: 0,
            in_action: false,
            error: String::new(),
            keywords,
        }
    }

    /// The next token; at the end of the text, again and again its end.
    pub(super) fn next(&mut self) -> Token {
        if self.in_action {
            self.in_action()
        } else {
            self.text()
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next_char(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn token(&mut self, kind: Kind) -> Token {
        let token = Token {
            kind,
            start: self.start,
            end: self.at,
        };
        self.start = self.at;
        token
    }

    fn error(&mut self, message: impl Into<String>) -> Token {
        self.error = message.into();
        let token = self.token(Kind::Error);
        self.text = "";
        (self.at, self.start) = (0, 0);
        token
    }

    fn skip(&mut self, to: usize) {
        (self.at, self.start) = (to, to);
    }

    fn text(&mut self) -> Token {
        loop {
            let Some(length) = memchr::memmem::find(self.rest().as_bytes(), LEFT.as_bytes()) else {
                self.at = self.text.len();
                let is_text = self.at > self.start;
                return self.token(if is_text { Kind::Text } else { Kind::End });
            };
            let delimiter = self.at + length;
            let behind = &self.text[delimiter + LEFT.len()..];
            let mut text = &self.text[self.start..delimiter];
            if trims_before(behind) {
                text = text.trim_end_matches(BLANKS);
            }
            self.at = self.start + text.len();
            let token = self.token(Kind::Text);
            self.skip(delimiter);
            if token.end > token.start {
                return token;
            }
            if let Some(token) = self.left_delimiter() {
                return token;
            }
        }
    }

    /// The left delimiter that stands here, or what is wrong with a comment; none behind a comment.
    fn left_delimiter(&mut self) -> Option<Token> {
        self.at += LEFT.len();
        let marker = if trims_before(self.rest()) { 2 } else { 0 };
        if self.rest()[marker..].starts_with("/*") {
            self.skip(self.at + marker);
            return self.comment();
        }
        let token = self.token(Kind::LeftDelimiter);
        self.skip(self.at + marker);
        (self.in_action, self.parens) = (true, 0);
        Some(token)
    }

    fn comment(&mut self) -> Option<Token> {
        let Some(length) = memchr::memmem::find(&self.rest().as_bytes()[2..], b"*/") else {
            return Some(self.error("unclosed comment"));
        };
        self.at += length + 4;
        let Some(trims) = self.right_delimiter_here() else {
            return Some(self.error("comment ends before closing delimiter"));
        };
        self.leave(trims);
        None
    }

    /// Whether a right delimiter stands here; and if so, whether it trims.
    fn right_delimiter_here(&self) -> Option<bool> {
        // It is asked before each token.
        match self.rest().as_bytes() {
            [b'}', b'}', ..] => Some(false),
            [b' ' | b'\t' | b'\r' | b'\n', b'-', b'}', b'}', ..] => Some(true),
            _ => None,
        }
    }

    /// Goes on behind the right delimiter.
    fn leave(&mut self, trims: bool) {
        let mut to = self.at + RIGHT.len();
        if trims {
            to += 2;
            let rest = &self.text[to..];
            to += rest.len() - rest.trim_start_matches(BLANKS).len();
        }
        self.skip(to);
    }

    fn right_delimiter(&mut self, trims: bool) -> Token {
        self.in_action = false;
        let start = self.at + if trims { 2 } else { 0 };
        let token = Token {
            kind: Kind::RightDelimiter,
            start,
            end: start + RIGHT.len(),
        };
        self.leave(trims);
        token
    }

    fn in_action(&mut self) -> Token {
        if let Some(trims) = self.right_delimiter_here() {
            if self.parens == 0 {
                return self.right_delimiter(trims);
            }
            return self.error("unclosed left paren");
        }
        let Some(first) = self.next_char() else {
            return self.error("unclosed action");
        };
        match first {
            ' ' | '\t' | '\r' | '\n' => self.space(),
            '=' => self.token(Kind::Assign),
            ':' if self.next_char() == Some('=') => self.token(Kind::Declare),
            ':' => self.error("expected :="),
            '|' => self.token(Kind::Pipe),
            '"' => self.quoted('"', Kind::String, "unterminated quoted string"),
            '`' => self.raw(),
            '$' => self.name(Kind::Variable, Kind::Variable),
            '\'' => self.quoted('\'', Kind::CharConstant, "unterminated character constant"),
            '.' if self.peek().is_some_and(|next| !next.is_ascii_digit()) => {
                self.name(Kind::Field, Kind::Dot)
            }
            '.' | '+' | '-' | '0'..='9' => self.number(),
            '(' => {
                self.parens += 1;
                self.token(Kind::LeftParen)
            }
            ')' if self.parens == 0 => self.error("unexpected right paren"),
            ')' => {
                self.parens -= 1;
                self.token(Kind::RightParen)
            }
            _ if is_letter_or_digit(first) => self.identifier(),
            _ if first.is_ascii() && is_printable(first) => self.token(Kind::Char),
            _ => {
                let name = unicode_name(first);
                self.error(format!("unrecognized character in action: {name}"))
            }
        }
    }

    /// Blanks, up to the one that belongs to a delimiter that trims.
    fn space(&mut self) -> Token {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(BLANKS).len();
        let end = self.at;
        self.at -= 1;
        if self.right_delimiter_here() != Some(true) {
            self.at = end;
        }
        self.token(Kind::Space)
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let word = rest.trim_start_matches(is_letter_or_digit);
        self.at += rest.len() - word.len();
        &self.text[self.start..self.at]
    }

    fn identifier(&mut self) -> Token {
        let word = self.word();
        if !self.is_at_end_of_name() {
            return self.bad_character();
        }
        let kind = match Kind::of_word(word) {
            Some(Kind::Break) if !self.keywords.0 => Kind::Identifier,
            Some(Kind::Continue) if !self.keywords.1 => Kind::Identifier,
            Some(keyword) => keyword,
            None if word == "true" || word == "false" => Kind::Bool,
            None => Kind::Identifier,
        };
        self.token(kind)
    }

    /// A field or a variable, whose sign is past; `alone` if there is nothing behind it.
    fn name(&mut self, kind: Kind, alone: Kind) -> Token {
        if self.is_at_end_of_name() {
            return self.token(alone);
        }
        self.word();
        if !self.is_at_end_of_name() {
            return self.bad_character();
        }
        self.token(kind)
    }

    fn bad_character(&mut self) -> Token {
        let character = self.peek().map_or_else(String::new, unicode_name);
        self.error(format!("bad character {character}"))
    }

    fn is_at_end_of_name(&self) -> bool {
        let is_sign = |next: char| BLANKS.contains(&next) || ".,|:)(".contains(next);
        self.peek().is_none_or(is_sign) || self.rest().starts_with(RIGHT)
    }

    fn quoted(&mut self, quote: char, kind: Kind, unterminated: &str) -> Token {
        loop {
            match self.next_char() {
                Some('\\') => {
                    if matches!(self.next_char(), None | Some('\n')) {
                        return self.error(unterminated);
                    }
                }
                None | Some('\n') => return self.error(unterminated),
                Some(next) if next == quote => return self.token(kind),
                Some(_) => {}
            }
        }
    }

    fn raw(&mut self) -> Token {
        let Some(length) = self.rest().find('`') else {
            return self.error("unterminated raw quoted string");
        };
        self.at += length + 1;
        self.token(Kind::RawString)
    }

    fn number(&mut self) -> Token {
        self.at = self.start;
        if !self.scan_number() {
            return self.bad_number();
        }
        if !matches!(self.peek(), Some('+' | '-')) {
            return self.token(Kind::Number);
        }
        if !self.scan_number() || !self.text[..self.at].ends_with('i') {
            return self.bad_number();
        }
        self.token(Kind::Complex)
    }

    fn bad_number(&mut self) -> Token {
        let spelling = quote(&self.text[self.start..self.at]);
        self.error(format!("bad number syntax: {spelling}"))
    }

    fn accept(&mut self, valid: &str) -> bool {
        let is_valid = self.peek().is_some_and(|next| valid.contains(next));
        if is_valid {
            self.at += 1;
        }
        is_valid
    }

    /// What may be a number; whoever reads it says whether it is one.
    fn scan_number(&mut self) -> bool {
        const DECIMAL: &str = "0123456789_";
        self.accept("+-");
        let mut digits = DECIMAL;
        let mut exponent = "eE";
        if self.accept("0") {
            if self.accept("xX") {
                (digits, exponent) = ("0123456789abcdefABCDEF_", "pP");
            } else if self.accept("oO") {
                (digits, exponent) = ("01234567_", "");
            } else if self.accept("bB") {
                (digits, exponent) = ("01_", "");
            }
        }
        while self.accept(digits) {}
        if self.accept(".") {
            while self.accept(digits) {}
        }
        if self.accept(exponent) {
            self.accept("+-");
            while self.accept(DECIMAL) {}
        }
        self.accept("i");
        if self.peek().is_some_and(is_letter_or_digit) {
            self.next_char();
            return false;
        }
        true
    }
}

/// Whether the delimiter before this trims what stands before it.
fn trims_before(behind: &str) -> bool {
    let behind = behind.strip_prefix('-');
    behind.is_some_and(|behind| behind.starts_with(BLANKS))
}
