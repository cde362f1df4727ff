//! The commands that a container starts, as far as its `command` and `args` show them: one program with its
//! arguments, or what a shell's script runs.

use crate::objects::{Container, Text};
use crate::source::Span;

/// What a script does when a command was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It waits for it, then goes on or ends.
    Waits,
    /// It goes on beside it: `&`.
    GoesOn,
    /// The next command reads what this one writes: `|`.
    Pipes,
}

/// One command: the program and its arguments, without quotes and redirections.
#[derive(Clone, Debug)]
pub struct Command<'c, 't> {
    /// The words. The first is the program, unless `of_image` is set.
    pub words: Vec<&'c str>,
    /// The program is the image's own, which the manifest does not show: these are arguments only.
    pub of_image: bool,
    /// What the script does when it was started.
    pub then: Then,
    /// The item of `command` or `args` in which it stands.
    pub text: &'c Text<'t>,
}

impl<'c> Command<'c, '_> {
    /// The program without its directories; empty where the image says which.
    #[must_use]
    pub fn program(&self) -> &'c str {
        let word = self.words.first().copied().unwrap_or_default();
        let word = if self.of_image { "" } else { word };
        word.rsplit('/').next().unwrap_or(word)
    }

    /// The words behind the program that are no options.
    pub fn operands(&self) -> impl Iterator<Item = &'c str> {
        let behind = self.words.iter().skip(usize::from(!self.of_image));
        behind.copied().filter(|word| !word.starts_with('-'))
    }

    /// Where its program stands, or its first word.
    #[must_use]
    pub fn span(&self) -> Span {
        let first = self.words.first().copied().unwrap_or_default();
        self.text.span_of(first)
    }

    /// Whether one of the words is this one.
    #[must_use]
    pub fn says(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

/// The commands of a container, in order.
#[must_use]
pub(super) fn commands<'c, 't>(container: &'c Container<'t>) -> Vec<Command<'c, 't>> {
    let line: Vec<&'c Text<'t>> = container.command_line().collect();
    let mut found = Vec::new();
    match script(&line) {
        Some(at) => {
            Script::new(line[at], &mut found).read();
        }
        None => found.extend(line.first().map(|first| Command {
            words: line.iter().map(|text| &***text).collect(),
            of_image: container.command.is_empty(),
            then: Then::Waits,
            text: first,
        })),
    }
    found
}

/// Which word of a line is a script: what stands behind `sh -c`, wherever the shell is started.
fn script(line: &[&Text<'_>]) -> Option<usize> {
    const SHELLS: [&str; 6] = ["sh", "bash", "ash", "dash", "zsh", "ksh"];
    let is_shell = |word: &str| SHELLS.contains(&word.rsplit('/').next().unwrap_or(word));
    let shell = line.iter().position(|text| is_shell(text))?;
    let is_option = |text: &str| text.starts_with(['-', '+']);
    let options = line[shell + 1..]
        .iter()
        .take_while(|text| is_option(text))
        .count();
    let said = &line[shell + 1..shell + 1 + options];
    let runs = said
        .iter()
        .any(|text| !text.starts_with("--") && text.ends_with('c'));
    let at = shell + 1 + options;
    (runs && at < line.len()).then_some(at)
}

/// Words that begin or join commands and are none themselves.
const KEYWORDS: [&str; 12] = [
    "if", "then", "else", "elif", "fi", "while", "until", "do", "{", "}", "!", "exec",
];

/// A script that is being read.
struct Script<'s, 'c, 't> {
    text: &'c Text<'t>,
    at: usize,
    words: Vec<&'c str>,
    found: &'s mut Vec<Command<'c, 't>>,
}

impl<'s, 'c, 't> Script<'s, 'c, 't> {
    fn new(text: &'c Text<'t>, found: &'s mut Vec<Command<'c, 't>>) -> Self {
        Self {
            text,
            at: 0,
            words: Vec::new(),
            found,
        }
    }

    fn read(mut self) {
        while let Some(next) = self.rest().chars().next() {
            match next {
                '#' if self.begins_word() => self.skip_line(),
                '\\' if self.rest().starts_with("\\\n") => self.at += 2,
                '&' | '|' | ';' | '\n' => self.operator(),
                _ if next.is_whitespace() => self.at += next.len_utf8(),
                '<' | '>' => self.redirection(),
                // What a command is made of is started as well: `kill $(pidof nginx)`.
                '(' | ')' | '`' => self.at += 1,
                '$' if self.rest().starts_with("$(") => self.at += 2,
                _ => self.word(),
            }
        }
        self.end(Then::Waits);
    }

    fn rest(&self) -> &'c str {
        &self.text[self.at..]
    }

    fn begins_word(&self) -> bool {
        self.text[..self.at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || before == ';')
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    fn operator(&mut self) {
        let (length, then) = match self.rest().as_bytes() {
            [b'&', b'&', ..] | [b'|', b'|', ..] => (2, Then::Waits),
            [b'&', b'>', ..] => {
                self.at += 1;
                return self.redirection();
            }
            [b'&', ..] => (1, Then::GoesOn),
            [b'|', ..] => (1, Then::Pipes),
            _ => (1, Then::Waits),
        };
        self.at += length;
        self.end(then);
    }

    /// `> /x`, `2>&1`, `< /x`, and a text that stands in the script: `<<EOF`.
    fn redirection(&mut self) {
        let rest = self.rest();
        if let Some(document) = rest
            .strip_prefix("<<")
            .filter(|rest| !rest.starts_with('<'))
        {
            let word = document.trim_start_matches(['-', ' ', '\'', '"']);
            let length = word
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(word.len());
            return self.skip_document(&word[..length]);
        }
        // A number before it is the file's, not a word.
        if self
            .words
            .last()
            .is_some_and(|word| matches!(*word, "1" | "2"))
        {
            self.words.pop();
        }
        self.at += rest.len() - rest.trim_start_matches(['<', '>', '&', ' ']).len();
        let end = self.rest().find(is_end).unwrap_or(self.rest().len());
        self.at += end;
    }

    /// Goes behind the line that is the mark alone; a document without one reaches to the end.
    fn skip_document(&mut self, mark: &str) {
        let rest = self.rest();
        let mut end = 0;
        for (number, line) in rest.split_inclusive('\n').enumerate() {
            end += line.len();
            if number > 0 && line.trim() == mark {
                break;
            }
        }
        self.at += end.max(2);
        self.end(Then::Waits);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let first = rest.as_bytes()[0];
        if matches!(first, b'"' | b'\'') {
            let inner = &rest[1..];
            let end = inner.find(first as char).unwrap_or(inner.len());
            self.push(&inner[..end]);
            self.at += (end + 2).min(rest.len());
        } else {
            let end = rest.find(is_end).unwrap_or(rest.len()).max(1);
            self.push(&rest[..end]);
            self.at += end;
        }
    }

    fn push(&mut self, word: &'c str) {
        let begins = self.words.is_empty();
        let sets = || word.split_once('=').is_some_and(|(name, _)| is_name(name));
        if !(begins && (KEYWORDS.contains(&word) || sets())) {
            self.words.push(word);
        }
    }

    fn end(&mut self, then: Then) {
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.found.push(Command {
                words,
                of_image: false,
                then,
                text: self.text,
            });
        }
    }
}

fn is_end(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | '(' | ')' | ';' | '&' | '|' | '<' | '>'
        )
}

/// The name of a variable: what stands before `=` where one is set for a command.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
