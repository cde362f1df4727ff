//! A shell's script as the commands in it.

use std::ops::Range;

use crate::facts::files::Access;
use crate::facts::shell::functions::Functions;
use crate::facts::shell::starters::{is_timed, script_in};
use crate::facts::shell::word::{is_name, variable, word_of};
use crate::facts::shell::{Command, File, Mark, Started, Then};
use crate::objects::Text;

/// Scripts inside of scripts, as in `sh -c "sh -c '…'"`, are read so deep.
const DEEPEST: usize = 4;

/// What a bracket of a script holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Commands that belong together.
    Commands,
    /// What words are made of: `$(…)`.
    Words(Beginning),
    /// The same between backticks.
    Backticks(Beginning),
}

/// Where the words of another command begin: at which word of which command.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Beginning {
    word: usize,
    command: usize,
}

/// A script that is being read.
pub(super) struct Script<'s, 'c, 't> {
    text: &'c Text<'t>,
    source: &'c str,
    at: usize,
    depth: usize,
    words: Vec<&'c str>,
    /// The marks that end the texts which begin on the next line: `<<EOF`.
    documents: Vec<&'c str>,
    /// Which of the words are those of other commands, whose output stands there.
    made: Vec<Range<usize>>,
    /// The brackets that are open.
    open: Vec<Bracket>,
    /// How many commands have ended.
    ended: usize,
    functions: Functions<'c>,
    found: &'s mut Started<'c, 't>,
}

impl<'s, 'c, 't> Script<'s, 'c, 't> {
    /// The script that a text is.
    pub(super) fn new(text: &'c Text<'t>, found: &'s mut Started<'c, 't>) -> Self {
        Self::of_part(text, text, found)
    }

    /// The script that stands in a part of a text.
    pub(super) fn of_part(
        text: &'c Text<'t>,
        source: &'c str,
        found: &'s mut Started<'c, 't>,
    ) -> Self {
        Self::within(text, source, 0, found)
    }

    fn within(
        text: &'c Text<'t>,
        source: &'c str,
        depth: usize,
        found: &'s mut Started<'c, 't>,
    ) -> Self {
        Self {
            text,
            source,
            at: 0,
            depth,
            words: Vec::new(),
            documents: Vec::new(),
            made: Vec::new(),
            open: Vec::new(),
            ended: 0,
            functions: Functions::default(),
            found,
        }
    }

    pub(super) fn read(mut self) {
        while let Some(next) = self.rest().chars().next() {
            let rest = self.rest();
            match next {
                '#' if self.begins_word() => self.skip_line(),
                '\\' if rest.starts_with("\\\n") => self.at += 2,
                '&' | '|' | ';' | '\n' => self.operator(),
                _ if next.is_whitespace() => self.at += next.len_utf8(),
                // A process of its own whose output is read, or whose input is written.
                '<' | '>' if rest[1..].starts_with('(') => self.at += 2,
                '<' | '>' => self.redirection(),
                _ if rest.starts_with("$((") || rest.starts_with("((") => self.skip_sum(),
                '(' | ')' => self.bracket(next == '('),
                // What a command is made of is started as well: `kill $(pidof nginx)`.
                '`' => self.backtick(),
                '$' if rest.starts_with("$(") && variable(rest).is_none() => {
                    self.substitution(2, Bracket::Words);
                }
                _ => self.word(),
            }
        }
        self.end(Then::Waits);
    }

    fn rest(&self) -> &'c str {
        &self.source[self.at..]
    }

    fn begins_word(&self) -> bool {
        self.source[..self.at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || before == ';')
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// `$((i + 1))`
    fn skip_sum(&mut self) {
        let rest = self.rest();
        self.at += rest.find("))").map_or(rest.len(), |end| end + 2);
    }

    fn mark(&mut self, mark: Mark) {
        let before = self.found.commands.len();
        self.found.marks.push((before, mark));
        let ended = self.functions.mark(mark, before);
        self.found.functions.extend(ended);
    }

    /// `name() {`, `function name {`
    fn function(&mut self) {
        let name = std::mem::take(&mut self.words).pop();
        self.functions.begin(name.unwrap_or_default());
        self.mark(Mark::Function);
    }

    /// `( … )`, `name()`, and the `)` behind a pattern of `case`.
    fn bracket(&mut self, opens: bool) {
        if self.rest().starts_with("()") {
            self.function();
            self.at += 2;
            return;
        }
        self.at += 1;
        if opens {
            self.open.push(Bracket::Commands);
            self.mark(Mark::Open);
            return;
        }
        match self.open.pop() {
            Some(Bracket::Commands) => {
                self.end(Then::Waits);
                self.mark(Mark::Close);
            }
            Some(Bracket::Words(from) | Bracket::Backticks(from)) => self.end_words(from),
            None => {
                self.words.clear();
                self.made.clear();
            }
        }
    }

    fn backtick(&mut self) {
        match self.open.last() {
            Some(&Bracket::Backticks(from)) => {
                self.open.pop();
                self.at += 1;
                self.end_words(from);
            }
            _ => self.substitution(1, Bracket::Backticks),
        }
    }

    /// The beginning of a command whose output becomes words, in so many bytes. Which program these start is not known.
    fn substitution(&mut self, length: usize, bracket: fn(Beginning) -> Bracket) {
        self.open.push(bracket(Beginning {
            word: self.words.len(),
            command: self.ended,
        }));
        if self.words.is_empty() {
            self.words.push(&self.rest()[..length]);
        }
        self.at += length;
    }

    /// The end of such a command. What begins the command around it, or has ended that, makes no words of it that are known.
    fn end_words(&mut self, from: Beginning) {
        let words = from.word..self.words.len();
        if from.command == self.ended && from.word > 0 && !words.is_empty() {
            self.made.push(words);
        }
    }

    fn operator(&mut self) {
        let (length, then) = match self.rest().as_bytes() {
            [b'&', b'&', ..] => (2, Then::And),
            [b'|', b'|', ..] => (2, Then::Or),
            [b'&', b'>', ..] => {
                self.at += 1;
                return self.redirection();
            }
            [b'&', ..] => (1, Then::GoesOn),
            [b'|', ..] => (1, Then::Pipes),
            _ => (1, Then::Waits),
        };
        let is_line = self.rest().starts_with('\n');
        self.at += length;
        self.end(then);
        if is_line {
            for mark in std::mem::take(&mut self.documents) {
                self.skip_document(mark);
            }
        }
    }

    /// `> /x`, `2>&1`, `< /x`, and a text that stands in the script: `<<EOF`.
    fn redirection(&mut self) {
        let rest = self.rest();
        if let Some(word) = rest.strip_prefix("<<<") {
            // A word that is the input itself.
            self.at += rest.len() - word.len();
            return;
        }
        if let Some(document) = rest.strip_prefix("<<") {
            return self.document(document);
        }
        // A number before it is the file's, not a word.
        if self
            .words
            .last()
            .is_some_and(|word| matches!(*word, "0" | "1" | "2"))
        {
            self.words.pop();
        }
        let target = rest.trim_start_matches(['<', '>', '|']);
        let sign = &rest[..rest.len() - target.len()];
        let number = target.starts_with('&');
        let target = target.trim_start_matches([' ', '\t', '&']);
        self.at += rest.len() - target.len();
        let (file, length) = word_of(target);
        self.at += length;
        // What Bash connects to in this way, a command is told.
        if file.starts_with("/dev/tcp/") {
            self.words.push(file);
        }
        let access = if sign.starts_with('<') {
            Access::Reads
        } else {
            Access::Writes
        };
        if !number && !file.is_empty() {
            self.found.files.push(File {
                word: file,
                access,
                text: self.text,
            });
        }
    }

    /// Takes note of a text that begins on the next line. `document`: what stands behind `<<`.
    fn document(&mut self, document: &'c str) {
        let word = document.trim_start_matches(['-', ' ', '\'', '"', '\\']);
        let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let mark = &word[..end.unwrap_or(word.len())];
        let behind = word[mark.len()..].trim_start_matches(['\'', '"']);
        self.at = self.source.len() - behind.len();
        self.documents.push(mark);
    }

    /// Goes behind the line that is the mark alone; a document without one reaches to the end.
    fn skip_document(&mut self, mark: &str) {
        for line in self.rest().split_inclusive('\n') {
            self.at += line.len();
            if line.trim() == mark {
                break;
            }
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let (word, length) = word_of(rest);
        self.at += length.max(1);
        let begins = self.words.is_empty();
        let sets = matches!(self.words[..], [] | ["export" | "local" | "readonly"]);
        let set = word.split_once('=').filter(|(name, _)| is_name(name));
        let mark = Mark::of(word).filter(|_| begins);
        match set.filter(|_| sets) {
            Some((name, "")) => {
                // The value may stand in quotes.
                let (value, length) = word_of(&rest[length..]);
                self.at += length;
                self.set(name, value);
            }
            Some((name, value)) => self.set(name, value),
            None if begins && word == "exec" => {}
            None if word == "in" && self.words.first() == Some(&"case") => {
                self.words.clear();
                self.mark(Mark::Case);
            }
            None if word == "{" && matches!(self.words[..], ["function", _]) => {
                self.function();
                self.mark(Mark::Open);
            }
            None => match mark {
                Some(mark) => self.mark(mark),
                None => self.words.push(word),
            },
        }
    }

    /// Takes note of a variable's value.
    fn set(&mut self, name: &'c str, value: &'c str) {
        self.found.sets.push((name, value));
        self.found.files.push(File {
            word: value,
            access: Access::Names,
            text: self.text,
        });
    }

    fn end(&mut self, then: Then) {
        let words = std::mem::take(&mut self.words);
        let made = std::mem::take(&mut self.made);
        self.ended += 1;
        if words.is_empty() {
            // `{ …; } &`
            let last = self.found.commands.last_mut();
            if let Some(last) = last.filter(|_| then != Then::Waits) {
                last.then = then;
            }
            return;
        }
        match script_in(&words).filter(|_| self.depth < DEEPEST) {
            Some(at) => {
                let from = self.found.commands.len();
                let is_timed = is_timed(&words[..at]);
                self.mark(if is_timed { Mark::Timed } else { Mark::Open });
                Script::within(self.text, words[at], self.depth + 1, &mut *self.found).read();
                self.mark(Mark::Close);
                if let Some(last) = self.found.commands[from..].last_mut() {
                    last.then = then;
                }
            }
            None => self.found.commands.push(Command {
                words,
                made,
                of_image: false,
                then,
                items: vec![self.text],
            }),
        }
    }
}
