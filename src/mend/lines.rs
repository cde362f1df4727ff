//! Lines of a text, by byte offset.

use crate::source::Span;
use crate::yaml::Cursor;

/// Where the line of `at` starts.
pub(crate) fn start(text: &str, at: u32) -> u32 {
    let before = &text.as_bytes()[..at as usize];
    memchr::memrchr(b'\n', before).map_or(0, |line| line as u32 + 1)
}

/// Behind the line break of the line of `at`, or the end of the text.
pub(crate) fn end(text: &str, at: u32) -> u32 {
    let after = &text.as_bytes()[at as usize..];
    memchr::memchr(b'\n', after).map_or(text.len() as u32, |length| at + length as u32 + 1)
}

/// The number of the line of `at`, from 1.
pub(crate) fn number(text: &str, at: u32) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at as usize]).count() + 1
}

/// How many bytes stand before `at` on its line.
pub(crate) fn column(text: &str, at: u32) -> usize {
    (at - start(text, at)) as usize
}

/// How many blanks a line starts with.
pub(crate) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether there is nothing but a comment on the line.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// The line of `at`, without its break.
pub(crate) fn line(text: &str, at: u32) -> &str {
    Span::new(start(text, at), end(text, at))
        .of(text)
        .trim_end_matches(['\n', '\r'])
}

/// Where a node is written: an alias where it is used.
pub(crate) fn place(node: &Cursor<'_>) -> Span {
    node.used_at().unwrap_or_else(|| node.span())
}

/// Behind the last line of what ends at `to`, with the comment lines below it that stand deeper than `column`.
pub(crate) fn behind(text: &str, to: u32, column: usize) -> u32 {
    // A key at the end of the text may lack its colon.
    let before = text.get(..to as usize).unwrap_or(text);
    let written = before.trim_end().len() as u32;
    let mut behind = end(text, written);
    while (behind as usize) < text.len() {
        let next = line(text, behind);
        if !is_comment(next) || indent(next) <= column {
            break;
        }
        behind = end(text, behind);
    }
    behind
}
