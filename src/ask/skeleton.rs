//! What is left of a text that cannot be read, so that the line being typed can: the lines that it stands below, and those
//! beside these, as their columns tell. All others are blank, and every place is where it was.

use std::ops::Range;

use super::typed::is_open;

/// The text with what is around a place, and nothing else.
pub(super) fn skeleton(text: &str, offset: u32) -> String {
    let lines = Lines::of(text);
    let offset = offset as usize;
    let at = lines
        .ranges
        .partition_point(|range| range.start <= offset)
        .saturating_sub(1);
    let mut kept = vec![0; lines.ranges.len()];
    if let Some(own) = kept.get_mut(at) {
        *own = usize::MAX;
        lines.keep_above(at, offset, &mut kept);
        lines.keep_below(at, offset, &mut kept);
    }
    lines.written(&kept)
}

struct Lines<'t> {
    text: &'t str,
    ranges: Vec<Range<usize>>,
}

/// What begins a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    /// The column of the first character.
    indent: usize,
    /// The column behind the dashes, if it has some.
    key: usize,
}

impl Start {
    fn of(line: &str) -> Self {
        let rest = line.trim_start_matches(' ');
        let key = rest.trim_start_matches(['-', ' ']);
        let dashes = &rest[..rest.len() - key.len()];
        let behind = if dashes.ends_with(' ') {
            dashes.len()
        } else {
            0
        };
        let indent = line.len() - rest.len();
        Self {
            indent,
            key: indent + behind,
        }
    }

    fn is_item(self) -> bool {
        self.key > self.indent
    }
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut at = 0;
        let ranges = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            start..at
        });
        let mut ranges: Vec<_> = ranges.collect();
        // The cursor may stand on a line of which nothing is there yet.
        if text.is_empty() || text.ends_with('\n') {
            ranges.push(text.len()..text.len());
        }
        Self { text, ranges }
    }

    fn line(&self, at: usize) -> &'t str {
        self.text[self.ranges[at].clone()].trim_end()
    }

    fn ends_document(&self, at: usize) -> bool {
        let line = self.line(at);
        line.starts_with("---") || line.starts_with("...")
    }

    fn is_blank(&self, at: usize) -> bool {
        let line = self.line(at).trim_start();
        line.is_empty() || line.starts_with('#')
    }

    /// The column of a place, or of what stands first in its line where that is further left.
    fn start(&self, at: usize, offset: usize) -> Start {
        let start = self.ranges[at].start;
        let own = Start::of(self.text.get(start..offset).unwrap_or_default());
        let column = offset.saturating_sub(start);
        match self.is_blank(at) {
            true => Start {
                indent: column,
                key: column,
            },
            false if own.key <= column => own,
            false => Start::of(self.line(at)),
        }
    }

    fn keep_above(&self, at: usize, offset: usize, kept: &mut [usize]) {
        let own = self.start(at, offset);
        let (mut level, mut in_list) = (own.indent, own.is_item());
        for above in (0..at).rev() {
            if self.ends_document(above) {
                break;
            }
            let start = Start::of(self.line(above));
            if self.is_blank(above) {
                continue;
            }
            let is_around = start.indent < level || in_list && start.indent == level;
            let begins_own = start.is_item() && start.key == level && !in_list;
            let is_beside = !start.is_item() && start.indent == level && !in_list;
            let is_around = match start.is_item() {
                true => begins_own || start.key < level,
                false => is_around,
            };
            if is_around || is_beside {
                kept[above] = self.whole(above);
                level = start.indent;
                in_list = start.is_item();
            }
        }
    }

    fn keep_below(&self, at: usize, offset: usize, kept: &mut [usize]) {
        let mut level = self.start(at, offset).key;
        let behind = kept.iter_mut().enumerate().skip(at + 1);
        for (below, kept) in behind {
            if self.ends_document(below) {
                break;
            }
            let start = Start::of(self.line(below));
            if self.is_blank(below) {
                continue;
            }
            if start.indent < level {
                level = 0;
            }
            if start.indent == level && !start.is_item() {
                *kept = self.whole(below);
            }
        }
    }

    /// How much of a line can be read: all, up to the colon behind its key, or nothing.
    fn whole(&self, at: usize) -> usize {
        let line = self.line(at);
        let colon = line.find(": ").or(line.strip_suffix(':').map(str::len));
        let Some(colon) = colon else { return 0 };
        let value = line.get(colon + 1..).unwrap_or_default().trim_start();
        let is_part = value.starts_with(['*', '&', '|', '>']) || is_open(value);
        if is_part { colon + 1 } else { line.len() }
    }

    /// The text with so many bytes of each line, and blanks for the others.
    fn written(&self, kept: &[usize]) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (at, &kept) in kept.iter().enumerate() {
            let line = self.line(at);
            let kept = match self.ends_document(at) {
                true => line.len(),
                false => kept.min(line.len()),
            };
            out.push_str(&line[..kept]);
            out.extend(std::iter::repeat_n(' ', line.len() - kept));
            out.push_str(&self.text[self.ranges[at].clone()][line.len()..]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn what_stands_around_a_line_is_left_where_it_was() {
        let text = "kind: Pod\nmetadata:\n  nam\n  labels: [a\nspec:\n  volumes:\n  - name: a\n  containers:\n  - name: a\n    image: \"x\n    ports:\n    - x: 1\n    imag\n    env: []\n  - name: b\nstatus: {}\n---\nkind: Other\n";
        let offset = text.find("imag\n").unwrap() as u32;
        let left = skeleton(text, offset);
        assert_eq!(left.len(), text.len());
        let lines: Vec<&str> = left.lines().map(str::trim_end).collect();
        assert_eq!(
            lines,
            [
                "kind: Pod",
                "metadata:",
                "",
                "",
                "spec:",
                "  volumes:",
                "",
                "  containers:",
                "  - name: a",
                "    image:",
                "    ports:",
                "",
                "    imag",
                "    env: []",
                "",
                "status: {}",
                "---",
                "",
            ]
        );
    }
}
