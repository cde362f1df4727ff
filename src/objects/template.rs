//! Telling a manifest from a template of one.

use std::ops::Range;

use crate::placeholder;
use crate::source::Span;
use crate::yaml::{Document, FaultKind, Tree};

/// Whether the document is a template that cannot be read before it is rendered. Placeholders do not make it one, since
/// what stands around them can be judged; lines that decide what is there do: Go's and Jinja's actions where YAML cannot
/// have them, and ytt's. Braces within strings, block scalars and comments prove nothing: dashboards and alert rules are
/// full of them.
pub(super) fn is_template(tree: &Tree<'_>, document: &Document) -> bool {
    comments_of(tree, document).any(|comment| is_ytt(comment.of(tree.text())))
        || has_line_of_template(tree.text(), document)
        || is_all_action(tree, document)
}

/// Whether YAML cannot have a line because of an action in it, or right above.
fn has_line_of_template(text: &str, document: &Document) -> bool {
    let mut faults = document.faults.iter();
    let mut line = 0..0;
    faults.any(|fault| {
        if fault.kind != FaultKind::Syntax || line.contains(&(fault.span.start as usize)) {
            return false;
        }
        line = line_at(text, fault.span.start as usize);
        // What stands below an action may go on with what that writes.
        let above = last_line(&text[..line.start]);
        let own = &text[line.clone()];
        has_action(above) || has_action(own) || placeholder::is_format_field(own.trim())
    })
}

/// Whether nothing but an action is there.
fn is_all_action(tree: &Tree<'_>, document: &Document) -> bool {
    let root = tree.root(document);
    root.is_some_and(|root| placeholder::action(root.text()).is_some())
}

/// A line of ytt's that decides what is there.
fn is_ytt(comment: &str) -> bool {
    const WORDS: [&str; 8] = [
        "load(", "def ", "if ", "if/end ", "for ", "for/end ", "end", "@ def ",
    ];
    let rest = comment.strip_prefix("#@ ");
    rest.is_some_and(|rest| WORDS.iter().any(|word| rest.starts_with(word)))
        || comment.starts_with("#@overlay/")
}

/// Whether a line has an action, or the start of one that goes on over lines.
fn has_action(line: &str) -> bool {
    let is_open = |open: &str| line.contains(open);
    !line.trim_start().starts_with('#')
        && (placeholder::has_action(line)
            || ["{{-", "{{ ", "{{/*", "{%- "].into_iter().any(is_open))
}

/// The line that a place is in.
fn line_at(text: &str, place: usize) -> Range<usize> {
    let (before, behind) = text.split_at(place);
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let length = behind.find(['\n', '\r']).unwrap_or(behind.len());
    start..place + length
}

/// The last line of a text that says something.
fn last_line(text: &str) -> &str {
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let line = text.rsplit(['\n', '\r']).find(says);
    line.unwrap_or_default()
}

fn comments_of<'a>(tree: &'a Tree<'_>, document: &Document) -> impl Iterator<Item = Span> + 'a {
    let comments = tree.comments();
    let from = comments.partition_point(|comment| comment.start < document.span.start);
    let to = comments.partition_point(|comment| comment.start < document.span.end);
    comments[from..to.max(from)].iter().copied()
}
