//! What a comment speaks of: the node that it is attached to.

use crate::source::Span;
use crate::yaml::{Document, Kind, NodeId, Tree};

/// The text that a comment speaks of; `None` if it is attached to nothing.
///
/// At the end of a line: the entries and items that start on that line, with everything below them, or,
/// where none does, the innermost that the line is a part of. On a line of its own: what starts on the next
/// line, if that is not less indented than the comment; above the first key of a document that is all of it.
pub(super) fn of_comment(tree: &Tree<'_>, comment: Span) -> Option<Span> {
    let text = tree.text();
    let before = line_of(text, comment.start).start;
    let before = Span::new(before, comment.start).of(text);
    // The dash of an item whose content starts on the next line.
    let alone = before.trim_matches([' ', '\t', '-', '\u{FEFF}']).is_empty();
    if !alone {
        let line = Span::new(line_of(text, comment.start).start, comment.start);
        let document = document_at(tree, line)?;
        let units = units(tree, document, line);
        return Some(units.map_or(line, |units| join(units, line)));
    }
    let line = next_line(text, comment.end)?;
    let indent = indent(line.of(text));
    if before.len() > indent {
        return None;
    }
    let document = document_at(tree, line)?;
    let start = line.start + indent as u32;
    let root = document.root.map(|root| tree.node(root).span);
    if root.is_some_and(|root| root.start == start) {
        return Some(join(document.span, line));
    }
    let units = units(tree, document, line);
    Some(units.map_or(line, |units| join(units, line)))
}

fn document_at<'t>(tree: &'t Tree<'_>, line: Span) -> Option<&'t Document> {
    let mut documents = tree.documents().iter();
    documents.find(|document| document.span.start <= line.end && line.start <= document.span.end)
}

/// The entries and items that start on a line, from the first to the last; the innermost around it if there
/// are none.
fn units(tree: &Tree<'_>, document: &Document, line: Span) -> Option<Span> {
    let (mut node, mut around) = (document.root?, None);
    loop {
        let children = units_of(tree, node);
        let starting: Vec<Span> = children
            .iter()
            .map(|&(unit, _)| unit)
            .filter(|unit| line.start <= unit.start && unit.start < line.end)
            .collect();
        if let (Some(first), Some(last)) = (starting.first(), starting.last()) {
            return Some(join(*first, *last));
        }
        let behind =
            |(unit, _): &&(Span, NodeId)| unit.start < line.start && line.start <= unit.end;
        let Some(&(unit, inner)) = children.iter().find(behind) else {
            return around;
        };
        around = Some(unit);
        node = inner;
    }
}

/// The entries or items of a node: the text of each, and the node to go on in.
fn units_of(tree: &Tree<'_>, node: NodeId) -> Vec<(Span, NodeId)> {
    let end = tree.node(node).next;
    let mut children = Vec::new();
    let mut next = NodeId(node.0 + 1);
    while next < end {
        children.push(next);
        next = tree.node(next).next;
    }
    let span = |child: NodeId| tree.node(child).span;
    match tree.node(node).kind {
        Kind::Mapping => children
            .chunks_exact(2)
            .map(|pair| (join(span(pair[0]), span(pair[1])), pair[1]))
            .collect(),
        Kind::Sequence => children
            .into_iter()
            .map(|item| (span(item), item))
            .collect(),
        Kind::Scalar | Kind::Alias => Vec::new(),
    }
}

fn join(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// The line of an offset, without its line break.
fn line_of(text: &str, offset: u32) -> Span {
    let (before, after) = text.split_at(offset as usize);
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let length = after.find(['\n', '\r']).unwrap_or(after.len());
    Span::new(start as u32, offset + length as u32)
}

/// The next line behind `offset` that holds more than a comment; `None` if the document ends before.
fn next_line(text: &str, offset: u32) -> Option<Span> {
    let mut line = line_of(text, offset);
    loop {
        let end = line.end as usize;
        let rest = text.get(end..)?;
        let width = if rest.starts_with("\r\n") { 2 } else { 1 };
        if rest.is_empty() {
            return None;
        }
        line = line_of(text, (end + width) as u32);
        let content = line.of(text).trim();
        if content == "---" || content == "..." || content.starts_with("--- ") {
            return None;
        }
        if !content.is_empty() && !content.starts_with('#') {
            return Some(line);
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::of_comment;
    use crate::yaml::Tree;

    /// What the first comment of a text speaks of.
    fn scope(text: &str) -> Option<&str> {
        let tree = Tree::read(text);
        of_comment(&tree, tree.comments()[0]).map(|span| span.of(text))
    }

    #[test]
    fn at_the_end_of_a_line_a_comment_speaks_of_what_starts_there() {
        assert_eq!(
            scope("a: # c\n  b: 1\n  d: 2\ne: 3\n"),
            Some("a: # c\n  b: 1\n  d: 2")
        );
        assert_eq!(
            scope("a:\n  - b: 1 # c\n    d: 2\n  - e: 3\n"),
            Some("  - b: 1 # c\n    d: 2")
        );
        assert_eq!(
            scope("a: {b: 1, # c\n  d: 2}\n"),
            Some("a: {b: 1, # c\n  d: 2}")
        );
        assert_eq!(
            scope("a: {\n  b: 1, d: 2, # c\n  e: 3}\n"),
            Some("  b: 1, d: 2, ")
        );
        assert_eq!(
            scope("a: |  # c\n  b\nd: 1\n").map(str::trim_end),
            Some("a: |  # c\n  b")
        );
        assert_eq!(scope("a: 1\r\nb: 2 # c\r\nd: 3"), Some("b: 2 "));
    }

    #[test]
    fn where_nothing_starts_it_speaks_of_what_the_line_is_a_part_of() {
        assert_eq!(scope("a: [\n  1\n] # c\nb: 1"), Some("a: [\n  1\n] "));
        assert_eq!(scope("a: 'b\n  d' # c\ne: 1"), Some("a: 'b\n  d' "));
    }

    #[test]
    fn on_a_line_of_its_own_it_speaks_of_what_starts_below() {
        assert_eq!(scope("a: 1\n# c\nb:\n  d: 1\ne: 1"), Some("b:\n  d: 1"));
        assert_eq!(
            scope("a:\n  # c\n\n  # too\n  - b: 1\n    d: 2\n  - e"),
            Some("  - b: 1\n    d: 2")
        );
        assert_eq!(
            scope("a:\n  - # c\n    b: 1\n    d: 2\ne: 1"),
            Some("    b: 1\n    d: 2")
        );
        assert_eq!(
            scope("# c\na: 1\nb: 2\n---\nd: 1\n").map(str::trim_end),
            Some("# c\na: 1\nb: 2")
        );
    }

    #[test]
    fn it_is_attached_to_nothing_that_is_less_indented_or_another_document() {
        assert_eq!(scope("a:\n  b: 1\n  # c\nd: 1"), None);
        assert_eq!(scope("a: 1\n# c\n"), None);
        assert_eq!(scope("# c\n---\na: 1\n"), None);
    }
}
