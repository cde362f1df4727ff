//! What stands between tokens: blanks, line breaks, comments, and tabs where indentation belongs.

use crate::source::Span;
use crate::yaml::Fault;
use crate::yaml::reader::Reader;

impl Reader<'_, '_> {
    /// Skips blanks, comments and line breaks up to the next token.
    pub(super) fn skip(&mut self) {
        loop {
            match self.byte(self.at) {
                b' ' => self.at += 1,
                b'\t' if !self.fresh => self.at += 1,
                b'\t' => self.tab(),
                // A plain scalar holds its `#`s; behind anything else they start a comment.
                b'#' => self.comment(),
                b'\n' | b'\r' => {
                    self.line_break();
                    self.fresh = true;
                }
                _ => return,
            }
        }
    }

    /// Steps over one line break.
    pub(super) fn line_break(&mut self) {
        let two = self.byte(self.at) == b'\r' && self.byte(self.at + 1) == b'\n';
        self.at += 1 + usize::from(two);
        self.line = self.at;
    }

    pub(super) fn comment(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        self.parts
            .comments
            .push(Span::new(self.at as u32, (self.at + length) as u32));
        self.at += length;
    }

    /// A tab where indentation belongs. On a line of its own it does no harm but is refused all the same.
    fn tab(&mut self) {
        let start = self.at;
        while matches!(self.byte(self.at), b' ' | b'\t') {
            self.at += 1;
        }
        let indent = self.bytes[start..self.at].iter();
        let tabs = indent.filter(|&&byte| byte == b'\t').count();
        // To read on, a tab counts as one step of indentation, as an editor would show it.
        let seen = self.tab_width;
        let usual = seen.unwrap_or_else(|| self.usual_indent());
        self.tab_width = Some(usual);
        self.widened = (self.line, (tabs * (usual - 1)) as i32);
        if seen.is_some() {
            return;
        }
        let length = self.bytes[start..]
            .iter()
            .take_while(|&&byte| byte == b'\t')
            .count();
        let span = Span::new(start as u32, (start + length) as u32);
        self.faults.push(
            Fault::syntax(span, "a tab is used for indentation")
                .here(format!(
                    "YAML indents with spaces only; the lines around use {usual}"
                ))
                .help(to_spaces(usual)),
        );
    }

    /// The column of the cursor, from 0.
    pub(super) fn column(&self) -> i32 {
        let (line, more) = self.widened;
        (self.at - self.line) as i32 + if line == self.line { more } else { 0 }
    }

    /// How many spaces the document's first indented line has.
    pub(super) fn usual_indent(&self) -> usize {
        let text = self.text;
        let indents = text
            .lines()
            .map(|line| line.len() - line.trim_start_matches(' ').len());
        indents.into_iter().find(|&indent| indent > 0).unwrap_or(2)
    }
}

/// How tabs become so many spaces each.
pub(super) fn to_spaces(width: usize) -> String {
    format!("replace the tabs with spaces: `expand -t {width}`, or let the editor insert spaces")
}
