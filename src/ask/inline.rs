//! A patch that is written into a kustomization, as a text of its own: `patch: |-`, and the items of lists of such texts.

use std::path::Path;

use super::Question;
use crate::source::Span;

/// A text within another, without the white space that its lines begin with there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) text: String,
    /// For each of its lines where that begins, and where it does in the whole text.
    lines: Vec<(u32, u32)>,
    /// How many columns its lines are in.
    indent: usize,
}

impl Inline {
    /// The block of text that a place is in.
    pub(super) fn at(whole: &str, offset: u32) -> Option<Self> {
        let lines = lines(whole);
        let own = lines.partition_point(|(start, _)| *start <= offset as usize);
        let (own, mut indent) = (own.checked_sub(1)?, usize::MAX);
        let is_blank = |line: &str| line.trim().is_empty();
        let head = lines[..own].iter().rposition(|(_, line)| {
            let column = column(line);
            let is_above = column < indent && !is_blank(line);
            if !is_blank(line) {
                indent = indent.min(column);
            }
            is_above && is_head(line)
        })?;
        let key = key_column(lines[head].1);
        let behind = lines[head + 1..].iter();
        let block: Vec<_> = behind
            .take_while(|(_, line)| is_blank(line) || column(line) > key)
            .collect();
        let first = block.iter().find(|(_, line)| !is_blank(line));
        let indent = first.map_or(key + 2, |(_, line)| column(line));
        let reaches = (own - head) <= block.len();
        reaches.then(|| Self::of(&block, indent))
    }

    fn of(block: &[&(usize, &str)], indent: usize) -> Self {
        let (mut text, mut places) = (String::new(), Vec::new());
        for (start, line) in block {
            let cut = indent.min(column(line));
            places.push((text.len() as u32, (start + cut) as u32));
            text.push_str(&line[cut..]);
            text.push('\n');
        }
        Self {
            text,
            lines: places,
            indent,
        }
    }

    /// Where a place of the whole text is in it.
    pub(super) fn inside(&self, offset: u32) -> u32 {
        let at = self.lines.partition_point(|(_, there)| *there <= offset);
        let Some((here, there)) = at.checked_sub(1).and_then(|at| self.lines.get(at)) else {
            return 0;
        };
        let end = self
            .lines
            .get(at)
            .map_or(self.text.len() as u32, |next| next.0);
        (here + offset - there).min(end.saturating_sub(1).max(*here))
    }

    /// Where a span of it is in the whole text.
    pub(super) fn outside(&self, span: Span) -> Span {
        let place = |offset: u32| {
            let at = self.lines.partition_point(|(here, _)| *here <= offset);
            let line = at.checked_sub(1).and_then(|at| self.lines.get(at));
            line.map_or(offset, |(here, there)| there + offset - here)
        };
        Span::new(place(span.start), place(span.end))
    }

    /// What is written into it, as it is written into the whole text.
    pub(super) fn indented(&self, text: &str) -> String {
        text.replace('\n', &format!("\n{:1$}", "", self.indent))
    }

    /// Asks about it as about a file beside the kustomization.
    pub(super) fn ask<A>(
        &self,
        asked: &Question<'_>,
        answer: impl FnOnce(&Question<'_>) -> A,
    ) -> A {
        answer(&Question {
            path: &asked.path.with_file_name(NAME),
            text: &self.text,
            ..*asked
        })
    }
}

/// The name of a file that nobody has, for a patch that stands in none.
const NAME: &str = "inline patch.yaml";

/// Whether a path is that of a patch that stands in no file.
pub(super) fn is_one(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == NAME)
}

/// Whether a patch is a list of operations of JSON Patch, and no manifest.
pub(super) fn is_json_patch(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    let mut lines =
        lines.filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    lines
        .next()
        .is_some_and(|line| line.starts_with(['-', '[']))
}

/// The lines of a text without their ends, and where each begins.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let lines = text.split('\n').map(|line| {
        let start = at;
        at += line.len() + 1;
        (start, line.strip_suffix('\r').unwrap_or(line))
    });
    lines.collect()
}

fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column of the key of a line, behind the dashes.
fn key_column(line: &str) -> usize {
    let key = line.trim_start_matches([' ', '-']);
    match key.starts_with(['|', '>']) {
        true => column(line),
        false => line.len() - key.len(),
    }
}

/// Whether a line begins a block of text that is a patch, or an item of a list.
fn is_head(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or_default().trim();
    let item = line.trim_start_matches("- ");
    let mark = match item.strip_prefix("patch:") {
        Some(mark) => mark.trim(),
        None if item != line => item,
        None => return false,
    };
    let mut mark = mark.chars();
    matches!(mark.next(), Some('|' | '>'))
        && mark.all(|char| "+-".contains(char) || char.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Inline;

    fn inline(marked: &str) -> Option<(String, String)> {
        let offset = marked.find('‸').unwrap() as u32;
        let inline = Inline::at(&marked.replace('‸', ""), offset)?;
        let mut text = inline.text.clone();
        let at = inline.inside(offset) as usize;
        assert_eq!(
            inline
                .outside(crate::source::Span::new(at as u32, at as u32))
                .start,
            offset
        );
        text.insert(at, '‸');
        Some((text, inline.indented("\n")))
    }

    #[test]
    fn a_block_is_taken_out_of_its_lines() {
        let text = "patches:\n  - patch: |-\n      kind: Pod\n      spec:\n        ho‸\n    target: {kind: Pod}\n";
        let expected = (
            "kind: Pod\nspec:\n  ho‸\n".to_owned(),
            "\n      ".to_owned(),
        );
        assert_eq!(inline(text), Some(expected));
        let text = "patchesStrategicMerge:\n- |-\n  kind: Pod\n\n  ‸\n";
        let (text, _) = inline(text).unwrap();
        assert_eq!(text, "kind: Pod\n\n‸\n\n");
        let text = "patches:\n- patch: |\n    ‸\n";
        assert_eq!(inline(text).unwrap().0, "‸\n\n");
    }

    #[test]
    fn what_is_no_block_is_none() {
        for text in [
            "patches:\n  - patch: |-\n      kind: Pod\n    tar‸get: {kind: Pod}\n",
            "patches:\n  - pa‸tch: |-\n      kind: Pod\n",
            "patches:\n  - path: a.yaml\n    ta‸rget: {}\n",
            "data: |\n  kind: P‸od\n",
        ] {
            assert_eq!(inline(text), None, "{text}");
        }
    }
}
