//! Telling a manifest from a template of one.

use crate::source::Span;
use crate::yaml::{Document, Kind, Style, Tree};

/// Whether the document is a template that is not rendered: Go's and Jinja's actions where they are
/// no string, or ytt's directives. Braces within strings, block scalars and comments prove nothing:
/// dashboards and alert rules are full of them.
pub(super) fn is_template(tree: &Tree<'_>, document: &Document, broken: bool) -> bool {
    let text = document.span.of(tree.text());
    if comments_of(tree, document).any(|comment| comment.of(tree.text()).starts_with("#@ ")) {
        return true;
    }
    let bytes = text.as_bytes();
    let opens = |brace: usize| matches!(bytes.get(brace + 1), Some(b'{' | b'%'));
    if !memchr::memchr_iter(b'{', bytes).any(opens) {
        return false;
    }
    if broken {
        return text
            .lines()
            .any(|line| !line.trim_start().starts_with('#') && has_action(line));
    }
    tree.nodes_of(document).iter().any(|node| {
        let text = node.span.of(tree.text());
        node.kind == Kind::Mapping
            && node.style == Style::Flow
            && (text.starts_with("{{") || text.starts_with("{%"))
    })
}

/// Whether a value is a place that some tool fills in before Kubernetes sees it: `{{ … }}`, `${…}`,
/// `%…%`, `@…@`. What is to be replaced by hand, `<…>`, is judged as it stands: nothing else would say
/// that it was forgotten.
#[must_use]
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    let wrapped = |open: &str, close: &str| {
        value.len() > open.len() + close.len() && value.starts_with(open) && value.ends_with(close)
    };
    has_action(value)
        || value.find("${").is_some_and(|at| value[at..].contains('}'))
        || wrapped("%", "%")
        || wrapped("@", "@")
        || wrapped("__", "__")
}

fn has_action(line: &str) -> bool {
    let opens =
        |open: &str, close: &str| line.find(open).is_some_and(|at| line[at..].contains(close));
    opens("{{", "}}") || opens("{%", "%}") || line.contains("{{-") || line.contains("{{ ")
}

fn comments_of<'a>(tree: &'a Tree<'_>, document: &Document) -> impl Iterator<Item = Span> + 'a {
    let comments = tree.comments();
    let from = comments.partition_point(|comment| comment.start < document.span.start);
    let to = comments.partition_point(|comment| comment.start < document.span.end);
    comments[from..to.max(from)].iter().copied()
}
