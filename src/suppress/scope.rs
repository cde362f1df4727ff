//! What a comment speaks of: the node that it is attached to.

use std::collections::HashMap;

use crate::source::Span;
use crate::yaml::{Document, Kind, NodeId, Tree};

/// Finds what the comments of a text speak of, in their order.
pub(super) struct Scopes<'t> {
    tree: &'t Tree<'t>,
    /// The entries or items of the nodes that were looked into.
    units: HashMap<NodeId, Vec<(Span, NodeId)>>,
    /// The last node that was looked into, below those around it, each with its unit.
    way: Vec<(Span, NodeId)>,
    /// Up to where the text was searched for a line that holds more than a comment, and that line.
    next: (u32, Option<Span>),
}

impl<'t> Scopes<'t> {
    pub(super) fn of(tree: &'t Tree<'t>) -> Self {
        Self {
            tree,
            units: HashMap::new(),
            way: Vec::new(),
            next: (0, None),
        }
    }

    /// The text that a comment speaks of; `None` if it is attached to nothing.
    ///
    /// At the end of a line: the entries and items that start on that line, with everything below them, or,
    /// where none does, the innermost that the line is a part of. On a line of its own: what starts on the next
    /// line, if that is not less indented than the comment; above the first key of a document, and before the separator
    /// above the first, that is all of it.
    pub(super) fn of_comment(&mut self, comment: Span) -> Option<Span> {
        let text = self.tree.text();
        let line = Span::new(line_of(text, comment.start).start, comment.start);
        let before = line.of(text);
        // The dash of an item whose content starts on the next line.
        let alone = before.trim_matches([' ', '\t', '-', '\u{FEFF}']).is_empty();
        if !alone {
            let document = self.document_at(line)?;
            let units = self.units(document, line);
            return Some(units.map_or(line, |units| join(units, line)));
        }
        if self.next.0 <= comment.end {
            self.next = next_line(text, comment.end);
        }
        let Some(line) = self.next.1 else {
            return self.of_prefix(line);
        };
        let indent = indent(line.of(text));
        if before.len() > indent {
            return None;
        }
        let document = self.document_at(line)?;
        let start = line.start + indent as u32;
        let root = document.root.map(|root| self.tree.node(root).span);
        if root.is_some_and(|root| root.start == start) {
            return Some(join(document.span, line));
        }
        let units = self.units(document, line);
        Some(units.map_or(line, |units| join(units, line)))
    }

    /// What a comment before the first separator speaks of: the whole document behind that.
    fn of_prefix(&self, comment: Span) -> Option<Span> {
        let document = self.document_at(comment)?;
        let root = self.tree.node(document.root?).span;
        (comment.start < root.start).then_some(document.span)
    }

    /// The first document that the line touches.
    fn document_at(&self, line: Span) -> Option<&'t Document> {
        let documents = self.tree.documents();
        let first = documents.partition_point(|document| document.span.end < line.start);
        let document = documents.get(first)?;
        (document.span.start <= line.end).then_some(document)
    }

    /// The entries and items that start on a line, from the first to the last; the innermost around it if there
    /// are none.
    fn units(&mut self, document: &Document, line: Span) -> Option<Span> {
        let root = document.root?;
        // Nothing beside what goes on farther on both sides starts on the line.
        let is_around = |unit: Span| unit.start < line.start && line.end < unit.end;
        while self.way.pop_if(|(unit, _)| !is_around(*unit)).is_some() {}
        loop {
            let node = self.way.last().map_or(root, |&(_, node)| node);
            let children = self.units.entry(node);
            let children = children.or_insert_with(|| units_of(self.tree, node));
            let first = children.partition_point(|&(unit, _)| unit.start < line.start);
            let behind = children.partition_point(|&(unit, _)| unit.start < line.end);
            if let [(first, _), ..] = children[first..behind] {
                return Some(join(first, children[behind - 1].0));
            }
            let reaches = |&&(unit, _): &&(Span, NodeId)| line.start <= unit.end;
            match children[..first].last().filter(reaches) {
                Some(&inner) => self.way.push(inner),
                None => return self.way.last().map(|&(unit, _)| unit),
            }
        }
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

/// The next line behind `offset` that holds more than a comment, `None` if the document ends before, and where the
/// search for it ended.
fn next_line(text: &str, offset: u32) -> (u32, Option<Span>) {
    let mut line = line_of(text, offset);
    loop {
        let end = line.end as usize;
        let rest = text.get(end..).unwrap_or_default();
        let width = if rest.starts_with("\r\n") { 2 } else { 1 };
        if rest.is_empty() {
            return (u32::MAX, None);
        }
        line = line_of(text, (end + width) as u32);
        let content = line.of(text).trim();
        if content == "---" || content == "..." || content.starts_with("--- ") {
            return (line.start, None);
        }
        if !content.is_empty() && !content.starts_with('#') {
            return (line.start, Some(line));
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::Scopes;
    use crate::yaml::Tree;

    /// What the first comment of a text speaks of.
    fn scope(text: &str) -> Option<&str> {
        let tree = Tree::read(text);
        let found = Scopes::of(&tree).of_comment(tree.comments()[0]);
        found.map(|span| span.of(text))
    }

    #[test]
    fn before_the_first_separator_a_comment_speaks_of_the_document() {
        let text = "# c\n\n---\na: b\n---\nd: e\n";
        assert_eq!(scope(text), Some("# c\n\n---\na: b\n"));
        assert_eq!(scope("---\na: b\n# c\n---\nd: e\n"), None);
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
        assert_eq!(scope("a: 1\n---\n# c\n---\nb: 1\n"), None);
    }
}
