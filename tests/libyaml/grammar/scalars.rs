//! Anchors, tags, aliases, and scalars of every style, over several lines too.

use super::{NAMES, WORDS, Writer};

const TAGS: [&str; 8] = [
    "!",
    "!t",
    "!!str",
    "!!int",
    "!!map",
    "!!binary",
    "!<tag:yaml.org,2002:str>",
    "!e!x",
];
const ESCAPES: [&str; 10] = [
    "\\n",
    "\\t",
    "\\\"",
    "\\\\",
    "\\x41",
    "\\u00e9",
    "\\U0001F600",
    "\\ ",
    "\\_",
    "\\e",
];

impl Writer<'_> {
    /// An anchor, a tag, both, or neither; what follows stands behind a blank.
    pub(super) fn properties(&mut self) {
        let anchor = format!("&{} ", self.random.pick(&NAMES));
        let tag = format!("{} ", self.random.pick(&TAGS));
        match self.random.below(28) {
            0 => self.put(&(tag + &anchor)),
            1 => self.put(&(anchor + &tag)),
            2 | 3 => self.put(&anchor),
            4 => self.put(&tag),
            _ => {}
        }
    }

    pub(super) fn alias(&mut self) {
        let name = self.random.pick(&NAMES);
        self.put("*");
        self.put(name);
        if self.random.once_in(2) {
            self.put(" ");
        }
    }

    pub(super) fn plain_lines(&mut self, column: usize) {
        let word = self.random.pick(&WORDS);
        self.put(word);
        for _ in 0..1 + self.random.below(2) {
            self.fold(column);
            let word = self.random.pick(&WORDS);
            self.put(word);
        }
    }

    /// A line break within a scalar, of a node whose parent stands in `column`.
    pub(super) fn fold(&mut self, column: usize) {
        let (blanks, lines) = (self.random.below(3), 1 + self.random.below(5) / 3);
        self.put(&" ".repeat(blanks));
        for _ in 0..lines {
            self.line();
        }
        self.indent(column + 1 + blanks);
    }

    pub(super) fn single(&mut self, column: Option<usize>) {
        self.put("'");
        for _ in 0..self.random.below(4) {
            match (self.random.below(6), column) {
                (0, _) => self.put("''"),
                (1, Some(column)) => self.fold(column),
                (2, _) => self.put(" "),
                _ => {
                    let word = self.random.pick(&WORDS).replace('\'', "");
                    self.put(&word);
                }
            }
        }
        self.put("'");
    }

    pub(super) fn double(&mut self, column: Option<usize>) {
        self.put("\"");
        for _ in 0..self.random.below(4) {
            match (self.random.below(7), column) {
                (0 | 1, _) => {
                    let escape = self.random.pick(&ESCAPES);
                    self.put(escape);
                }
                (2, Some(column)) => self.fold(column),
                (3, Some(column)) => {
                    self.put("\\");
                    self.fold(column);
                }
                (4, _) => self.put(" "),
                _ => {
                    let word = self.random.pick(&WORDS).replace('"', "");
                    self.put(&word);
                }
            }
        }
        self.put("\"");
    }

    /// `|` or `>` with its lines.
    pub(super) fn block_scalar(&mut self, column: usize) {
        let header = self
            .random
            .pick(&["|", ">", "|-", ">-", "|+", ">+", "|2", ">1", "|-3", ">2+"]);
        self.put(header);
        self.end(column);
        let step = 1 + self.random.below(3);
        for _ in 0..self.random.below(5) {
            match self.random.below(10) {
                0 => {}
                1 => self.indent(column + step + 2),
                2 => self.indent(column),
                _ => self.indent(column + step),
            }
            match self.random.below(8) {
                0 => {}
                1 => self.put("# no comment"),
                2 => self.put("\ttab "),
                _ => {
                    let word = self.random.pick(&WORDS);
                    self.put(word);
                }
            }
            self.line();
        }
    }
}
