//! What YAML can say and Kubernetes refuses wherever it stands.

use crate::source::Span;
use crate::yaml::cursor::short_tag;
use crate::yaml::{Cursor, Document, Fault, Kind, NodeId, Scalar, Tree, cook};

/// The first character of a span that YAML does not allow, as a fault. Source: YAML 1.1, section 4.1.1,
/// and libyaml's reader.
pub(super) fn unprintable(text: &str, span: Span) -> Option<Fault> {
    let part = span.of(text);
    let control =
        |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F;
    // One pass without a branch for each byte; most texts end here.
    let suspect = part.bytes().fold(false, |found, byte| {
        found | control(byte) | (byte == 0xC2) | (byte == 0xEF)
    });
    if !suspect {
        return None;
    }
    let refused = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
            || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    let (at, c) = part.char_indices().find(|&(_, c)| refused(c))?;
    let start = span.start + at as u32;
    let fault = Fault::syntax(
        Span::new(start, start + c.len_utf8() as u32),
        format!(
            "the character U+{:04X} may not stand in a manifest",
            c as u32
        ),
    );
    Some(
        fault
            .here("it cannot be seen")
            .help("delete it, or write it as an escape in double quotes"),
    )
}

/// A merge that is not finished, in a part that cannot be read: the marks of git between its two sides.
pub(super) fn conflict(text: &str, span: Span) -> Option<Fault> {
    let mark = |mark: &str| {
        let mut starts = span.of(text).match_indices(mark).map(|(at, _)| at);
        let at = starts.find(|&at| at == 0 || span.of(text)[..at].ends_with('\n'))?;
        let start = span.start + at as u32;
        Some(Span::new(start, start + mark.trim_end().len() as u32))
    };
    let (start, end) = (mark("<<<<<<< "), mark(">>>>>>> "));
    let fault = Fault::syntax(start.or(end)?, "a merge conflict is left here")
        .help("keep what is meant of the two sides, and delete the marks");
    Some(match end {
        Some(end) if start.is_some() => fault.label(end, "to here"),
        _ => fault,
    })
}

/// Whether what starts with a byte may be a number that JSON does not have.
pub(super) fn may_have_no_json(first: &u8) -> bool {
    matches!(first, b'.' | b'+' | b'-')
}

/// The values of a document that have no JSON: infinities and what is no number, and tags that do not
/// fit their text. As keys, the former are strings.
pub(super) fn values(tree: &Tree<'_>, document: &Document) -> Vec<Fault> {
    let Some(root) = document.root else {
        return Vec::new();
    };
    // Most are well, and that shows without asking which of them are keys.
    let mut ids = (root.0..tree.node(root).next.0).map(NodeId);
    if ids.all(|id| value(tree, id, false).is_none()) {
        return Vec::new();
    }
    let mut faults: Vec<_> = value(tree, root, false).into_iter().collect();
    for (node, id) in tree.nodes_of(document).iter().zip(root.0..) {
        let step = match node.kind {
            Kind::Mapping => 2,
            Kind::Sequence => 1,
            _ => continue,
        };
        let mut child = NodeId(id + 1);
        for place in 1.. {
            if child >= node.next {
                break;
            }
            faults.extend(value(tree, child, place % step != 0));
            child = tree.node(child).next;
        }
    }
    faults
}

fn value(tree: &Tree<'_>, id: NodeId, key: bool) -> Option<Fault> {
    let node = tree.node(id);
    let first = tree.text.as_bytes().get(node.span.start as usize);
    let suspect = first.is_some_and(may_have_no_json) || tree.tag(id).is_some();
    if node.kind != Kind::Scalar || !suspect {
        return None;
    }
    let cursor = Cursor::new(tree, id);
    let text = cursor.text();
    let tag = tree.tag(id).unwrap_or_default();
    let message = match (cursor.scalar()?, short_tag(tag)) {
        (Scalar::Float(float), _) if !float.is_finite() && !key => {
            format!("`{text}` is a number that JSON does not have")
        }
        (Scalar::Int(_), "int" | "float")
        | (Scalar::Float(_), "float")
        | (Scalar::Bool(_), "bool")
        | (Scalar::Null, "null") => return None,
        (_, "int" | "float" | "bool" | "null") => {
            format!("`{text}` does not fit its tag `{tag}`")
        }
        (_, "binary") if cook::base64(&cursor.cooked()).is_none() => {
            format!("`{text}` is tagged `!!binary` and is no base64")
        }
        _ => return None,
    };
    Some(Fault::syntax(node.span, message).here("Kubernetes reads no such value"))
}
