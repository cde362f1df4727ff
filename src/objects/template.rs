//! Telling a manifest from a template of one.

use std::ops::Range;
use std::sync::Arc;

use crate::objects::inventory::is_name;
use crate::placeholder;
use crate::source::Span;
use crate::yaml::{Document, FaultKind, Tree};

/// Whether the document is a template that cannot be read before it is rendered. Placeholders do not make it one, since
/// what stands around them can be judged; lines that decide what is there do: Go's and Jinja's actions where YAML cannot
/// have them, and ytt's, and what chooses between lines from a comment. Other braces within strings, block scalars and
/// comments prove nothing: dashboards and alert rules are full of them.
pub(super) fn is_template(tree: &Tree<'_>, document: &Document) -> bool {
    let decides = |comment: &str| is_ytt(comment) || is_choice(comment);
    comments_of(tree, document).any(|comment| decides(comment.of(tree.text())))
        || has_line_of_template(tree.text(), document)
        || is_all_action(tree, document)
}

/// The names of the objects that a template makes, as far as they stand in it: `name` below `metadata`.
pub(crate) fn names_in_template(text: &str) -> Vec<Arc<str>> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let is_beside = |line: &&str| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with(['#', '{'])
    };
    let name = |line: &str| {
        let name = line.trim().strip_prefix("name:")?.trim();
        let name = name.trim_matches(['"', '\'']);
        is_name(name).then(|| name.into())
    };
    let mut names = Vec::new();
    let mut metadata = None;
    for line in text.lines().filter(|line| !is_beside(line)) {
        match metadata {
            Some(above) if depth(line) > above => names.extend(name(line)),
            _ => metadata = (line.trim() == "metadata:").then(|| depth(line)),
        }
    }
    names
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
        let below = || first_line(&text[line.end..]);
        has_action(above)
            || has_action(own)
            || placeholder::is_format_field(own.trim())
            || placeholder::is_variable(own.trim()) && !is_among_capitals(above, below())
    })
}

/// Whether a name in capitals on a line of its own may be a key that lacks its colon: it is the first of its mapping, or stands
/// among others in capitals. Elsewhere it is what a script replaces with whole lines.
fn is_among_capitals(above: &str, below: &str) -> bool {
    let key = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        let key = line.split(':').next().unwrap_or_default().trim();
        key.trim_matches(['"', '\'']).to_owned()
    };
    let is_capital = |line: &str| {
        let key = key(line);
        !key.is_empty() && !key.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let opens = above.trim_end().ends_with(':');
    let is_variable = |line: &str| placeholder::is_variable(line.trim());
    opens || is_capital(above) && !is_variable(above) || is_capital(below) && !is_variable(below)
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

/// Whether a comment is nothing but an action that chooses among lines or repeats them, which stands in a comment so that the
/// template is YAML: `# {{ else }}`.
fn is_choice(comment: &str) -> bool {
    const WORDS: [&str; 4] = ["elif", "else", "for", "range"];
    let action = comment.trim_start_matches('#').trim();
    let inside = |open: &str, close: &str| action.strip_prefix(open)?.strip_suffix(close);
    let inside = inside("{{", "}}").or_else(|| inside("{%", "%}"));
    let inside = inside.map(|inside| inside.trim_matches(['-', ' ']));
    let word = inside.and_then(|inside| inside.split(' ').next());
    word.is_some_and(|word| WORDS.contains(&word))
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
    text.rsplit(['\n', '\r']).find(says).unwrap_or_default()
}

/// The first one.
fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).find(says).unwrap_or_default()
}

fn says(line: &&str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

fn comments_of<'a>(tree: &'a Tree<'_>, document: &Document) -> impl Iterator<Item = Span> + 'a {
    let comments = tree.comments();
    let from = comments.partition_point(|comment| comment.start < document.span.start);
    let to = comments.partition_point(|comment| comment.start < document.span.end);
    comments[from..to.max(from)].iter().copied()
}
