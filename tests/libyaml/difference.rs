//! Where the reader and libyaml differ on a text, and where they mean to. The fuzz targets share it.

use podlint::yaml::{Cursor, Document, FaultKind, Kind, Node, NodeId, Tree};

use super::events::{self, Item};

/// What the reader says of a text that it goes on with, as if its placeholders were filled in.
const UNFILLED: &str = "there are placeholders";

/// Where the reader means to differ from libyaml: what it says, and why.
const DIFFERENCES: &[(&str, &str)] = &[
    (
        UNFILLED,
        "what is read as a placeholder may be a mapping for a key to libyaml, which no object can have",
    ),
    (
        "stands behind the document separator",
        "kubectl cuts documents before it reads them, and lets nothing stand there",
    ),
    (
        "there is no anchor",
        "libyaml's parser does not look at what an alias stands for; go-yaml does",
    ),
    (
        "stands inside of what it stands for",
        "go-yaml: a value cannot contain itself",
    ),
    ("excessive aliasing", "go-yaml's limit"),
    (
        "stands where a key must be",
        "keys become those of JSON objects",
    ),
    (
        "there is no key before this colon",
        "what is not there is null, and keys become those of JSON objects",
    ),
    ("cannot be a key", "keys become those of JSON objects"),
    (
        "merge key `<<` takes",
        "go-yaml resolves merge keys, and so checks them",
    ),
    (
        "does not fit its tag",
        "go-yaml resolves tags, and so checks them",
    ),
    ("is no base64", "go-yaml resolves tags, and so checks them"),
    (
        "a number that JSON does not have",
        "values become those of JSON",
    ),
    (
        "`\\/` is no escape",
        "go-yaml has YAML 1.1's escapes; `\\/` came with 1.2",
    ),
];

/// What only libyaml refuses, and why.
const REFUSED: &[(&str, &str)] = &[
    (
        "found unexpected ':' while scanning a plain scalar",
        "go-yaml lets a bare word in brackets end with a colon",
    ),
    (
        "did not find expected tag URI",
        "go-yaml lets commas and brackets stand in a tag, at its start too",
    ),
    (
        "did not find expected whitespace or line break while scanning a tag",
        "go-yaml lets commas and brackets stand in a tag",
    ),
    (
        "invalid byte order marker",
        "the port takes any character that starts with the mark's first byte for half a mark; libyaml does not",
    ),
    (
        "a panic",
        "the port stops where its own text says that something is yet to be written; libyaml goes on",
    ),
    (
        "found unknown escape character",
        "go-yaml has the escape `\\'`",
    ),
];

/// Characters of which libyaml makes something else: without them the two must agree.
const CHARACTERS: &[(char, &str)] = &[
    (
        '?',
        "go-yaml ends a bare word in brackets before it, as libyaml did before 0.2.3",
    ),
    (
        '\u{FEFF}',
        "go-yaml takes a byte order mark for a letter but where a file starts, libyaml passes over it in each line",
    ),
    (
        '\u{85}',
        "the reader takes it for a line break only within quotes",
    ),
    (
        '\u{2028}',
        "the reader takes it for a line break only within quotes",
    ),
    (
        '\u{2029}',
        "the reader takes it for a line break only within quotes",
    ),
];

/// How the readers differ on a text, if that is not for a character of which libyaml makes something else:
/// what each says.
pub(crate) fn disagreement(text: &str) -> Option<(String, String)> {
    let found = difference(text)?;
    // kubectl reads line by line, which takes one of two returns away: what is a break and an empty line to the reader
    // is one break to kubectl.
    // And it cuts documents by such lines alone: behind a bare return, `---` begins no other one.
    if text.contains("\r\r\n") || text.contains("\r---") {
        return None;
    }
    let is_other = |c| CHARACTERS.iter().any(|&(other, _)| other == c);
    if !text.contains(is_other) {
        return Some(found);
    }
    difference(&text.replace(is_other, "_")).and(Some(found))
}

/// A document as the reader has it: its nodes, or why it is refused.
fn ours(tree: &Tree<'_>, document: &Document) -> Result<Vec<Item>, String> {
    if document.is_unfilled {
        return Err(UNFILLED.to_owned());
    }
    let mut faults = document.faults.iter();
    if let Some(fault) = faults.find(|fault| fault.kind == FaultKind::Syntax) {
        return Err(fault.message.clone());
    }
    let Some(root) = document.root else {
        return Ok(Vec::new());
    };
    let item = |(node, id): (&Node, u32)| Item {
        kind: node.kind,
        style: node.style,
        size: node.next.0 - id,
        value: Cursor::new(tree, NodeId(id))
            .scalar()
            .filter(|_| node.kind == Kind::Scalar)
            .map(|scalar| format!("{scalar:?}")),
        target: tree.target(NodeId(id)).map(|target| target.0 - root.0),
        span: Some(node.span),
    };
    let nodes = tree.nodes_of(document).iter().zip(root.0..);
    Ok(nodes.map(item).collect())
}

/// How the readers differ on a text, if they do: what each says.
pub(super) fn difference(text: &str) -> Option<(String, String)> {
    let tree = Tree::read(text);
    for document in tree.documents().iter().filter(|document| !document.json) {
        let start = document.span.start;
        // As kubectl reads its lines.
        let mut lines = document.span.of(text).replace("\r\n", "\n");
        let moved = lines.len() != (document.span.end - start) as usize;
        if !lines.ends_with('\n') {
            lines.push('\n');
        }
        match (ours(&tree, document), events::read(&lines)) {
            (Err(_), Err(_)) => {}
            (Err(ours), Ok(_)) if DIFFERENCES.iter().any(|(words, _)| ours.contains(words)) => {}
            (Err(ours), Ok(_)) => return Some((ours, String::new())),
            (Ok(_), Err(theirs)) if REFUSED.iter().any(|(words, _)| theirs.contains(words)) => {}
            (Ok(_), Err(theirs)) => return Some((String::new(), theirs)),
            (Ok(ours), Ok(mut theirs)) => {
                for (mine, other) in ours.iter().zip(&mut theirs) {
                    if other.value.is_none() {
                        other.value.clone_from(&mine.value);
                    }
                    let place = other.span.as_mut().filter(|_| !moved);
                    if let Some(span) = place {
                        span.start += start;
                        span.end += start;
                    } else {
                        other.span = mine.span;
                    }
                }
                let at =
                    (0..ours.len().max(theirs.len())).find(|&at| ours.get(at) != theirs.get(at));
                if let Some(at) = at {
                    return Some((
                        format!("{:?}", ours.get(at)),
                        format!("{:?}", theirs.get(at)),
                    ));
                }
            }
        }
    }
    None
}
