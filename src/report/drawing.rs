//! Draws the lines of a finding in one box: a line of text, its marks below, and what is said of each.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Line, Mark};
use super::wrap::wrapped;

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pens {
    /// The place that the finding is about.
    pub(super) primary: Style,
    /// The other places.
    pub(super) other: Style,
    /// Line numbers.
    pub(super) number: Style,
    /// How many columns there are.
    pub(super) width: usize,
}

/// The lines of one source.
#[derive(Debug)]
pub(super) struct Group {
    /// `k8s/shop.yaml:31:28`
    pub(super) place: String,
    /// The lines, in the order in which they are shown.
    pub(super) lines: Vec<Line>,
}

/// Words are not squeezed into less.
const LEAST: usize = 28;

/// What a piece of a drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text and the box.
    Plain,
    /// A line number.
    Number,
    /// The place that the finding is about, and what is said of it.
    Primary,
    /// Another place.
    Other,
}

/// Draws a box.
pub(super) fn draw(groups: &[Group], pens: &Pens) -> String {
    let mut out = String::new();
    for (ink, text) in strokes(groups, pens.width) {
        let style = match ink {
            Ink::Plain => Style::new(),
            Ink::Number => pens.number,
            Ink::Primary => pens.primary,
            Ink::Other => pens.other,
        };
        // The reset of no style is nothing.
        out.push_str(&format!("{style}{text}{style:#}"));
    }
    out
}

/// A box in pieces.
pub(super) fn strokes(groups: &[Group], width: usize) -> Vec<(Ink, String)> {
    let numbers = groups
        .iter()
        .flat_map(|group| &group.lines)
        .map(|line| line.number + 1);
    let widest = numbers.max().unwrap_or(0).to_string().len().max(2);
    let mut pad = Pad {
        gutter: " ".repeat(widest) + " ",
        out: Vec::new(),
    };
    for (at, group) in groups.iter().enumerate() {
        let corner = if at == 0 { '╭' } else { '├' };
        pad.words(&format!("{corner}─[{}]", group.place));
        let mut last = None;
        for line in &group.lines {
            if last.is_some_and(|last| last + 1 != line.number) {
                pad.words("·");
            }
            last = Some(line.number);
            let number = line.number + 1;
            pad.line(vec![
                (Ink::Number, format!("{number:>widest$}")),
                (Ink::Plain, format!(" │ {}", line.text)),
            ]);
            for row in rows(line, width.saturating_sub(widest + 3)) {
                let mut pieces = vec![(Ink::Plain, format!("{}│ ", pad.gutter))];
                pieces.extend(row.pieces());
                pad.line(pieces);
            }
        }
    }
    pad.words("╰─");
    pad.out
}

struct Pad {
    gutter: String,
    out: Vec<(Ink, String)>,
}

impl Pad {
    /// A line of the box.
    fn words(&mut self, text: &str) {
        self.line(vec![(Ink::Plain, format!("{}{text}", self.gutter))]);
    }

    /// A line, without blanks at its end.
    fn line(&mut self, mut pieces: Vec<(Ink, String)>) {
        if let Some((Ink::Plain, last)) = pieces.last_mut() {
            last.truncate(last.trim_end().len());
            last.push('\n');
        } else {
            pieces.push((Ink::Plain, "\n".to_owned()));
        }
        self.out.append(&mut pieces);
    }
}

/// A row below a line of text: signs in columns, and words behind them.
#[derive(Debug, Default)]
struct Row {
    /// A sign, and whether it belongs to the primary place.
    signs: Vec<(char, bool)>,
    words: String,
    is_primary: bool,
}

impl Row {
    fn put(&mut self, column: usize, sign: char, is_primary: bool) {
        if self.signs.len() <= column {
            self.signs.resize(column + 1, (' ', false));
        }
        if let Some(known) = self.signs.get_mut(column) {
            *known = (sign, is_primary);
        }
    }

    /// Places words from a column on.
    fn say(&mut self, column: usize, words: &str, is_primary: bool) {
        self.signs.truncate(column);
        self.signs.resize(column, (' ', false));
        (self.words, self.is_primary) = (words.to_owned(), is_primary);
    }

    fn pieces(&self) -> Vec<(Ink, String)> {
        let ink = |is_primary: bool| if is_primary { Ink::Primary } else { Ink::Other };
        let mut out = Vec::new();
        for run in self
            .signs
            .chunk_by(|a, b| (a.0 == ' ', a.1) == (b.0 == ' ', b.1))
        {
            let text: String = run.iter().map(|&(sign, _)| sign).collect();
            match run {
                [(' ', _), ..] | [] => out.push((Ink::Plain, text)),
                [(_, is_primary), ..] => out.push((ink(*is_primary), text)),
            }
        }
        if !self.words.is_empty() {
            out.push((ink(self.is_primary), self.words.clone()));
        }
        out
    }
}

/// The rows below a line: the places underlined, with the words of the last behind it and those of the others below,
/// the last first.
fn rows(line: &Line, width: usize) -> Vec<Row> {
    let mut under = Row::default();
    for primary in [false, true] {
        for mark in line.marks.iter().filter(|mark| mark.is_primary == primary) {
            let sign = if primary { '━' } else { '─' };
            (mark.start..mark.end).for_each(|column| under.put(column, sign, primary));
        }
    }
    if under.signs.is_empty() {
        return Vec::new();
    }
    let mut said: Vec<&Mark> = line
        .marks
        .iter()
        .filter(|mark| !mark.words.is_empty())
        .collect();
    let end = under.signs.len();
    if let Some(last) = said.last().copied()
        && last.end == end
        && end + 1 + last.words.width() <= width
    {
        under.say(end + 1, &last.words, last.is_primary);
        said.pop();
    }
    let mut rows = vec![under];
    while let Some(mark) = said.pop() {
        rows.extend(words_below(mark, &said, width));
    }
    rows
}

/// The words of a mark below it. `others` are the marks before it that have still to be spoken of.
fn words_below(mark: &Mark, others: &[&Mark], width: usize) -> Vec<Row> {
    let room = width.saturating_sub(mark.start + 2);
    let fits = room >= LEAST || mark.words.width() <= room;
    // Where there is no room to the right of the place, the words start to its left.
    let column = match fits {
        true => mark.start + 2,
        false => width.saturating_sub(mark.words.width().max(LEAST).min(width)),
    };
    let room = width.saturating_sub(column).max(1);
    let lines = wrapped(&mark.words, room);
    let row = |(at, words): (usize, &String)| {
        let mut row = Row::default();
        for other in others.iter().filter(|other| other.start + 1 < column) {
            row.put(other.start, '│', other.is_primary);
        }
        if fits && at == 0 && !others.iter().any(|other| other.start == mark.start) {
            row.put(mark.start, '╰', mark.is_primary);
        }
        row.say(column, words, mark.is_primary);
        row
    };
    lines.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use anstyle::Style;

    use super::{Group, Pens, draw};
    use crate::report::excerpt::{Line, Mark};

    fn drawn(text: &str, marks: &[(usize, usize, &str, bool)], width: usize) -> String {
        let mark = |&(start, end, words, is_primary): &(usize, usize, &str, bool)| Mark {
            start,
            end,
            words: words.to_owned(),
            is_primary,
        };
        let group = Group {
            place: "a.yaml:1:1".to_owned(),
            lines: vec![Line {
                number: 0,
                text: text.to_owned(),
                marks: marks.iter().map(mark).collect(),
            }],
        };
        let plain = Style::new();
        let pens = Pens {
            primary: plain,
            other: plain,
            number: plain,
            width,
        };
        draw(&[group], &pens)
    }

    #[test]
    fn words_stand_behind_the_last_place_and_below_the_others() {
        let marks = [
            (0, 1, "one", false),
            (3, 5, "two", true),
            (6, 9, "three", false),
        ];
        assert_eq!(
            drawn("a: bc def", &marks, 40),
            "   ╭─[a.yaml:1:1]\n 1 │ a: bc def\n   │ ─  ━━ ─── three\n   │ │  ╰ two\n   │ ╰ one\n   ╰─\n"
        );
    }

    #[test]
    fn words_without_room_are_wrapped_below() {
        let words = "this is said in more words than there are columns";
        let seen = drawn("key: value", &[(5, 10, words, true)], 40);
        assert!(
            seen.lines().all(|line| line.chars().count() <= 40),
            "{seen}"
        );
        assert!(
            seen.contains(
                "   │      ╰ this is said in more words\n   │        than there are columns\n"
            ),
            "{seen}"
        );
        let seen = drawn("a long key: value", &[(30, 34, words, true)], 40);
        assert!(
            seen.lines().all(|line| line.chars().count() <= 40),
            "{seen}"
        );
    }
}
