//! What changed, as `diff -u` shows it.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{Source, Span};

/// Lines around a change.
const CONTEXT: usize = 3;

/// Where lines that differ stand, in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

/// What a line of a diff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of the file.
    File,
    /// Where a hunk stands.
    Hunk,
    /// What stays.
    Kept,
    /// What goes.
    Removed,
    /// What comes.
    Added,
}

/// A line of a diff, with its mark and without its break.
pub type DiffLine = (Part, String);

/// The unified diff of two texts; empty if they are equal. What stays is shown around a change as long as `is_plain` says
/// that it can be shown as it stands, so that the diff can be applied; of a line that changes what is hidden is masked.
#[must_use]
pub fn unified(old: &Source, new: &Source, is_plain: &dyn Fn(&str) -> bool) -> Vec<DiffLine> {
    let (before, after) = (Lines::of(old), Lines::of(new));
    let changes = changes(&before.texts, &after.texts);
    if changes.is_empty() {
        return Vec::new();
    }
    let mut diff = Diff {
        old: before,
        new: after,
        is_plain,
        lines: vec![
            (Part::File, format!("--- {}", old.path)),
            (Part::File, format!("+++ {}", new.path)),
        ],
    };
    let mut rest = &changes[..];
    while !rest.is_empty() {
        let mut together = 1;
        while together < rest.len() && diff.touch(rest[together - 1], rest[together]) {
            together += 1;
        }
        let (hunk, behind) = rest.split_at(together);
        diff.add(hunk);
        rest = behind;
    }
    diff.lines
}

/// The lines of a text with their breaks, so that a changed break is a change.
struct Lines<'s> {
    source: &'s Source,
    texts: Vec<&'s str>,
    starts: Vec<u32>,
}

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Self {
        let texts: Vec<&str> = source.text.split_inclusive('\n').collect();
        let mut at = 0;
        let start = |text: &&str| {
            let start = at;
            at += text.len() as u32;
            start
        };
        Self {
            source,
            starts: texts.iter().map(start).collect(),
            texts,
        }
    }

    fn shown(&self, line: usize) -> Cow<'s, str> {
        let (start, text) = (self.starts[line], self.texts[line]);
        self.source
            .shown(Span::new(start, start + text.len() as u32))
    }
}

struct Diff<'s> {
    old: Lines<'s>,
    new: Lines<'s>,
    is_plain: &'s dyn Fn(&str) -> bool,
    lines: Vec<DiffLine>,
}

impl Diff<'_> {
    /// Whether a line that stays can be shown as it stands.
    fn shows(&self, line: usize) -> bool {
        let text = self.old.texts[line];
        self.old.shown(line) == text && (self.is_plain)(text.trim_end_matches(['\n', '\r']))
    }

    /// Whether two changes have nothing between them that is left out.
    fn touch(&self, a: Change, b: Change) -> bool {
        b.old.0 - a.old.1 <= 2 * CONTEXT && (a.old.1..b.old.0).all(|line| self.shows(line))
    }

    fn add(&mut self, hunk: &[Change]) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            return;
        };
        let earlier = (0..first.old.0).rev().take(CONTEXT);
        let before = earlier.take_while(|&line| self.shows(line)).count();
        let later = (last.old.1..self.old.texts.len()).take(CONTEXT);
        let after = later.take_while(|&line| self.shows(line)).count();
        let place = |start: usize, end: usize| match end - start {
            0 => format!("{start},0"),
            1 => format!("{}", start + 1),
            count => format!("{},{count}", start + 1),
        };
        let head = format!(
            "@@ -{} +{} @@",
            place(first.old.0 - before, last.old.1 + after),
            place(first.new.0 - before, last.new.1 + after),
        );
        self.lines.push((Part::Hunk, head));
        let mut at = first.old.0 - before;
        for change in hunk {
            self.write(Part::Kept, at..change.old.0);
            self.write(Part::Removed, change.old.0..change.old.1);
            self.write(Part::Added, change.new.0..change.new.1);
            at = change.old.1;
        }
        self.write(Part::Kept, at..at + after);
    }

    fn write(&mut self, part: Part, lines: Range<usize>) {
        let (from, mark) = match part {
            Part::Added => (&self.new, '+'),
            Part::Removed => (&self.old, '-'),
            _ => (&self.old, ' '),
        };
        for line in lines {
            let shown = from.shown(line);
            let text = shown.strip_suffix('\n').unwrap_or(&shown);
            self.lines.push((part, format!("{mark}{text}")));
            if !from.texts[line].ends_with('\n') {
                let end = "\\ No newline at end of file".to_owned();
                self.lines.push((part, end));
            }
        }
    }
}

/// The lines that differ. Fixes change few lines, so a line that is found again soon is the same: at a
/// difference both texts are searched ahead, at first little and then more, for where they go on alike.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if a < old.len() && old.get(a) == new.get(b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (skip_old, skip_new) = alike(&old[a..], &new[b..]);
        changes.push(Change {
            old: (a, a + skip_old),
            new: (b, b + skip_new),
        });
        (a, b) = (a + skip_old, b + skip_new);
    }
    changes
}

/// How many lines of both to leave out until they are alike, as few as possible together.
fn alike(old: &[&str], new: &[&str]) -> (usize, usize) {
    for sum in 1..old.len() + new.len() {
        for skip_old in sum.saturating_sub(new.len())..=sum.min(old.len()) {
            let skip_new = sum - skip_old;
            let same = old
                .get(skip_old)
                .is_some_and(|line| new.get(skip_new) == Some(line));
            if same {
                return (skip_old, skip_new);
            }
        }
    }
    (old.len(), new.len())
}

#[cfg(test)]
mod tests {
    use crate::source::{Hidden, Source, SourceId, Span};

    fn source(text: &str, hidden: &[(u32, u32)]) -> Source {
        let spans = hidden.iter().map(|&(start, end)| Span::new(start, end));
        Source {
            id: SourceId(0),
            path: "a.yaml".to_owned(),
            text: text.to_owned(),
            hidden: Hidden::of(text, spans.collect(), Vec::new()),
        }
    }

    fn unified(old: &Source, new: &Source) -> String {
        let lines = super::unified(old, new, &|line| !line.contains("::"));
        lines.into_iter().map(|(_, line)| line + "\n").collect()
    }

    #[test]
    fn a_diff_shows_what_changed_and_what_stands_around() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\nx";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\nadded\n13\n14\ny\n";
        assert_eq!(
            unified(&source(old, &[]), &source(new, &[])),
            "--- a.yaml\n+++ a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\
             @@ -10,6 +10,7 @@\n 10\n 11\n 12\n+added\n 13\n 14\n-x\n\\ No newline at end of file\n+y\n"
        );
        let same = source("same\n", &[]);
        assert_eq!(unified(&same, &same), "");
        assert_eq!(
            unified(&source("x\n", &[]), &source("", &[])),
            "--- a.yaml\n+++ a.yaml\n@@ -1 +0,0 @@\n-x\n"
        );
    }

    #[test]
    fn around_a_change_stands_nothing_that_cannot_be_shown() {
        let (old, new) = (
            "s3cret\na\nb\n ::x\nc\ns3cret\n",
            "s3cret\na\nB\n ::x\nC\ns3creT\n",
        );
        let (old, new) = (
            source(old, &[(0, 6), (18, 24)]),
            source(new, &[(0, 6), (18, 24)]),
        );
        assert_eq!(
            unified(&old, &new),
            "--- a.yaml\n+++ a.yaml\n@@ -2,2 +2,2 @@\n a\n-b\n+B\n@@ -5,2 +5,2 @@\n-c\n-***\n+C\n+***\n"
        );
    }
}
