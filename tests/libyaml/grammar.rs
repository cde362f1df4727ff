//! YAML made by its grammar: every style of every node, mostly well-formed.

mod scalars;

use crate::random::Random;

const WORDS: [&str; 28] = [
    "a",
    "b",
    "name",
    "web",
    "x-y",
    "a:b",
    "http://h/p?q#f",
    "1",
    "0x1f",
    "010",
    "-1",
    "1.5",
    "1e3",
    "true",
    "no",
    "~",
    "null",
    "<<",
    "-x",
    "?x",
    ":x",
    "é",
    "it's",
    "say \"x\"",
    "a#b",
    "50%",
    "a, b",
    "=",
];
const NAMES: [&str; 3] = ["a", "b1", "c_-"];
/// Writes one document.
pub(super) struct Writer<'r> {
    random: &'r mut Random,
    out: String,
}

impl<'r> Writer<'r> {
    /// A document of a few levels.
    pub(super) fn document(random: &'r mut Random) -> String {
        let mut writer = Writer {
            random,
            out: String::new(),
        };
        writer.comment_lines(0);
        let levels = 1 + writer.random.below(4);
        writer.block(0, levels);
        if writer.random.once_in(12) {
            writer.out.push_str("...\n");
        }
        if writer.random.once_in(10) {
            writer.out.pop();
        }
        writer.out
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn indent(&mut self, column: usize) {
        let off = match self.random.below(120) {
            0 => column + 1,
            1 => column.saturating_sub(1),
            _ => column,
        };
        self.out.extend(std::iter::repeat_n(' ', off));
    }

    /// The end of a line, at times with a comment and empty lines.
    fn end(&mut self, column: usize) {
        match self.random.below(16) {
            0 => self.put(" # comment"),
            1 => self.put("  "),
            2 => self.put("\t"),
            _ => {}
        }
        self.line();
        if self.random.once_in(16) {
            self.comment_lines(column);
        }
    }

    fn line(&mut self) {
        let end = if self.random.once_in(200) {
            "\r\n"
        } else {
            "\n"
        };
        self.put(end);
    }

    fn comment_lines(&mut self, column: usize) {
        for _ in 0..self.random.below(3) {
            match self.random.below(4) {
                0 => self.put("# comment: [x"),
                1 => self.indent(column),
                2 => self.put("    # deep"),
                _ => {}
            }
            self.line();
        }
    }

    /// A block node whose first line starts in `column`, where the cursor is.
    fn block(&mut self, column: usize, levels: usize) {
        match self.random.below(8) {
            _ if levels == 0 => self.inline(column),
            0 => self.inline(column),
            1..=3 => self.sequence(column, levels),
            _ => self.mapping(column, levels),
        }
    }

    fn mapping(&mut self, column: usize, levels: usize) {
        for entry in 0..1 + self.random.below(4) {
            if entry > 0 || self.out.ends_with('\n') {
                self.indent(column);
            }
            if self.random.once_in(14) {
                self.explicit(column, levels);
                continue;
            }
            self.key();
            self.put(":");
            self.value(column, levels);
        }
    }

    fn key(&mut self) {
        self.properties();
        match self.random.below(12) {
            0 => self.alias(),
            1 => self.double(None),
            2 => self.single(None),
            3 => self.put("<<"),
            _ => {
                let word = self.random.pick(&WORDS);
                self.put(word);
            }
        }
        if self.random.once_in(30) {
            self.put(" ");
        }
    }

    /// `? key` and, mostly, `: value`.
    fn explicit(&mut self, column: usize, levels: usize) {
        self.put("? ");
        match self.random.below(3) {
            0 => self.block(column + 2, levels.saturating_sub(1)),
            _ => self.inline(column),
        }
        if !self.random.once_in(4) {
            self.indent(column);
            self.put(":");
            self.value(column, levels);
        }
    }

    /// What follows a colon of a key in `column`.
    fn value(&mut self, column: usize, levels: usize) {
        match self.random.below(8) {
            0..=2 if levels > 0 => {
                self.put(" ");
                self.properties();
                self.end(column);
                let step = self.random.below(4);
                let dashes = self.random.once_in(2);
                if dashes {
                    self.sequence(column + step, levels - 1);
                } else {
                    self.mapping(column + step.max(1), levels - 1);
                }
            }
            3 => self.end(column),
            4 => {
                self.end(column);
                self.indent(column + 2);
                self.inline(column);
            }
            _ => {
                self.put(" ");
                self.inline(column);
            }
        }
    }

    fn sequence(&mut self, column: usize, levels: usize) {
        for item in 0..1 + self.random.below(4) {
            if item > 0 || self.out.ends_with('\n') {
                self.indent(column);
            }
            self.put("-");
            if self.random.once_in(16) {
                self.end(column);
                continue;
            }
            let blanks = 1 + self.random.below(8) / 6;
            self.put(&" ".repeat(blanks));
            if self.random.once_in(3) {
                self.block(column + 1 + blanks, levels.saturating_sub(1));
            } else {
                self.inline(column);
            }
        }
    }

    /// A scalar, an alias or brackets, and the end of the line; `column` is that of the parent.
    fn inline(&mut self, column: usize) {
        self.properties();
        match self.random.below(16) {
            0 | 1 => self.single(Some(column)),
            2 | 3 => self.double(Some(column)),
            4 => self.alias(),
            5 | 6 => self.flow(column, 3),
            7 | 8 => return self.block_scalar(column),
            9 => self.plain_lines(column),
            _ => {
                let word = self.random.pick(&WORDS);
                self.put(word);
            }
        }
        self.end(column);
    }

    fn flow(&mut self, column: usize, levels: usize) {
        let map = self.random.once_in(2);
        self.put(if map { "{" } else { "[" });
        let items = self.random.below(4);
        for item in 0..items {
            self.gap(column);
            if self.random.once_in(20) {
                self.put("? ");
            }
            self.flow_item(column, levels);
            let pair = if map {
                !self.random.once_in(6)
            } else {
                self.random.once_in(6)
            };
            if pair {
                let colon = self.random.pick(&[": ", ": ", ": ", " : ", ":"]);
                self.put(colon);
                self.flow_item(column, levels);
            }
            if item + 1 < items || self.random.once_in(8) {
                self.put(",");
            }
        }
        self.gap(column);
        self.put(if map { "}" } else { "]" });
    }

    fn gap(&mut self, column: usize) {
        match self.random.below(10) {
            0 => {
                self.end(column);
                self.indent(column + 1);
            }
            1..=6 => self.put(" "),
            _ => {}
        }
    }

    fn flow_item(&mut self, column: usize, levels: usize) {
        self.properties();
        match self.random.below(12) {
            0 | 1 if levels > 0 => self.flow(column, levels - 1),
            2 => self.single(Some(column)),
            3 => self.double(Some(column)),
            4 => self.alias(),
            5 => self.plain_lines(column),
            6 => {}
            _ => {
                let word = self.random.pick(&WORDS);
                self.put(word);
            }
        }
    }
}
