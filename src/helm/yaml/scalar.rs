//! Writing scalars: bare, in quotes, or as blocks.

use super::facts::{is_break, is_printable};
use super::write::{Emitter, Writer};
use crate::origin::Text;

/// A line longer than this is folded by go-yaml 2 at the next space.
const WIDTH: usize = 80;

impl Emitter {
    /// Writes a part as it is.
    fn write(&mut self, text: &Text, from: usize, to: usize) {
        if from < to {
            self.text.push_slice(text, from, to);
            self.column += text.as_str()[from..to].chars().count();
        }
    }

    pub(super) fn plain_scalar(&mut self, text: &Text, may_fold: bool) {
        if !(self.whitespace || self.writer == Writer::Pretty && text.is_empty()) {
            self.put(" ");
        }
        self.folded(text, may_fold, (0, text.len()), |_, _| None);
        self.whitespace = false;
        self.indention = false;
    }

    pub(super) fn single_quoted(&mut self, text: &Text, may_fold: bool) {
        self.indicator("'", true, false);
        let ends = (1, text.len().saturating_sub(1));
        self.folded(text, may_fold, ends, |c, _| {
            (c == '\'').then(|| "''".to_owned())
        });
        self.indicator("'", false, false);
    }

    /// Characters with line breaks at spaces that stand too far out, and with `escape` for some. `ends`: a break may come at
    /// or behind the first, and before the second.
    fn folded(
        &mut self,
        text: &Text,
        may_fold: bool,
        ends: (usize, usize),
        escape: impl Fn(char, usize) -> Option<String>,
    ) {
        let says = text.as_str();
        let (mut start, mut was_space, mut was_break, mut column) = (0, false, false, self.column);
        for (at, c) in says.char_indices() {
            let next = at + c.len_utf8();
            if c == ' ' {
                let is_within = at >= ends.0 && at < ends.1 && !says[next..].starts_with(' ');
                let is_wide = self.writer == Writer::Through && column > WIDTH;
                if may_fold && !was_space && is_within && is_wide {
                    self.write(text, start, at);
                    self.indention = false;
                    self.write_indent();
                    (start, column) = (next, self.column);
                } else {
                    column += 1;
                }
                was_space = true;
                continue;
            }
            was_space = false;
            if is_break(c) {
                self.write(text, start, next);
                self.column = 0;
                self.indention = true;
                (start, column, was_break) = (next, 0, true);
                continue;
            }
            if was_break {
                self.write_indent();
                column = self.column;
                was_break = false;
            }
            column += 1;
            if let Some(escaped) = escape(c, at) {
                self.write(text, start, at);
                self.text.push(&text.slice(at, next).derive(&escaped));
                self.column += escaped.len();
                (start, column) = (next, self.column);
            }
        }
        self.write(text, start, says.len());
    }

    pub(super) fn double_quoted(&mut self, text: &Text, may_fold: bool) {
        self.indicator("\"", true, false);
        let says = text.as_str();
        // Go's libyaml looks for a byte order mark at the start, whichever character it looks at.
        let escapes_all = says.starts_with('\u{FEFF}');
        let (mut start, mut was_space, mut column) = (0, false, self.column);
        for (at, c) in says.char_indices() {
            let next = at + c.len_utf8();
            let escapes = escapes_all || !is_printable(c) || is_break(c) || matches!(c, '"' | '\\');
            if escapes {
                self.write(text, start, at);
                let escaped = escape(c);
                self.text.push(&text.slice(at, next).derive(&escaped));
                self.column += escaped.len();
                (start, column, was_space) = (next, self.column, false);
                continue;
            }
            let is_space = c == ' ';
            let is_within = at > 0 && next < says.len();
            let is_wide = self.writer == Writer::Through && column > WIDTH;
            if is_space && may_fold && !was_space && is_within && is_wide {
                self.write(text, start, at);
                self.indention = false;
                self.write_indent();
                if says[next..].starts_with(' ') {
                    self.put("\\");
                }
                (start, column) = (next, self.column);
            } else {
                column += 1;
            }
            was_space = is_space;
        }
        self.write(text, start, says.len());
        self.indicator("\"", false, false);
    }

    pub(super) fn literal(&mut self, text: &Text) {
        self.indicator("|", true, false);
        let says = text.as_str();
        if says.starts_with(|c| c == ' ' || is_break(c)) {
            self.indicator("2", false, false);
        }
        let mut ends = says.chars().rev();
        match (ends.next().is_some_and(is_break), ends.next()) {
            (false, _) => self.indicator("-", false, false),
            (true, None) => self.indicator("+", false, false),
            (true, Some(before)) if is_break(before) => self.indicator("+", false, false),
            (true, Some(_)) => {}
        }
        self.put_break();
        self.indention = true;
        self.whitespace = true;
        for line in says.split_inclusive(is_break) {
            let start = (line.as_ptr() as usize).wrapping_sub(says.as_ptr() as usize);
            let content = line.trim_end_matches(is_break);
            if !content.is_empty() {
                self.write_indent();
                self.write(text, start, start + content.len());
                self.indention = false;
            }
            if content.len() < line.len() {
                self.text
                    .push_slice(text, start + content.len(), start + line.len());
                self.column = 0;
                self.indention = true;
            }
        }
    }
}

/// An escape in double quotes.
fn escape(c: char) -> String {
    let short = match c {
        '\0' => '0',
        '\x07' => 'a',
        '\x08' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\x0B' => 'v',
        '\x0C' => 'f',
        '\r' => 'r',
        '\x1B' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{A0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        c => {
            return match c as u32 {
                code @ ..0x100 => format!("\\x{code:02X}"),
                code @ ..0x10000 => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            };
        }
    };
    format!("\\{short}")
}
