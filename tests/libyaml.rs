//! The reader beside libyaml, on texts made by a grammar and on texts a few changes away from ours.
//!
//! The reader stands for what kubectl reads: libyaml's grammar as go-yaml v2 has it, one document
//! between two separators. Whatever else differs from libyaml is a defect, or stands in `DIFFERENCES`.
//! `PODLINT_TEXTS=500000` compares more texts than usual.

mod events;
mod grammar;
mod mutate;

use std::collections::BTreeMap;

use podlint::yaml::{Cursor, Document, FaultKind, Kind, Node, NodeId, Tree};
use serde_json::Value;

use crate::random::Random;
use events::Item;

/// Where the reader means to differ from libyaml: what it says, and why.
const DIFFERENCES: &[(&str, &str)] = &[
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
    (
        "`` is indented",
        "an anchor and a tag on lines of their own are taken for those of two nodes",
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
        "did not find expected whitespace or line break while scanning a tag",
        "go-yaml lets commas and brackets stand in a tag",
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

fn is_other(c: char) -> bool {
    CHARACTERS.iter().any(|&(other, _)| other == c)
}

/// A document as the reader has it: its nodes, or why it is refused.
fn ours(tree: &Tree<'_>, document: &Document) -> Result<Vec<Item>, String> {
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
fn difference(text: &str) -> Option<(String, String)> {
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

/// Texts of our own that are short enough to change with effect.
fn seeds() -> Vec<String> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let rows = std::fs::read_to_string(format!("{data}/raw-yaml.jsonl")).unwrap();
    let rows = rows
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut texts: Vec<String> = rows
        .filter_map(|row| row["text"].as_str().map(str::to_owned))
        .collect();
    for file in std::fs::read_dir(format!("{data}/seeds")).unwrap() {
        let manifests = std::fs::read_to_string(file.unwrap().path()).unwrap();
        texts.extend(manifests.split("---\n").map(str::to_owned));
    }
    texts.retain(|text| text.len() < 2000);
    texts.sort();
    texts
}

fn text(number: u64, seeds: &[String]) -> String {
    let random = &mut Random::new(number);
    let seed = &seeds[random.below(seeds.len())];
    let made = grammar::Writer::document(random);
    match random.below(4) {
        0 | 1 => made,
        2 => mutate::mutate(&made, seed, random),
        _ => mutate::mutate(seed, &made, random),
    }
}

#[test]
fn the_reader_reads_as_libyaml_does() {
    let count = std::env::var("PODLINT_TEXTS").map_or(4000, |count| count.parse().unwrap());
    let seeds = seeds();
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for number in 0..count {
        let text = text(number, &seeds);
        let Some((ours, theirs)) = difference(&text) else {
            continue;
        };
        let without: String = text
            .chars()
            .map(|c| if is_other(c) { '_' } else { c })
            .collect();
        if without == text || difference(&without).is_some() {
            let group = format!(
                "{ours:.40} | {}",
                theirs.split(':').nth(1).unwrap_or_default()
            );
            let entry = wrong.entry(group).or_insert((0, String::new()));
            entry.0 += 1;
            if entry.1.is_empty() || text.len() < entry.1.len() {
                entry.1 = format!("{text:?}\n  ours   {ours}\n  theirs {theirs}");
            }
        }
    }
    let report: Vec<String> = wrong
        .values()
        .map(|(count, example)| format!("{count} as {example}"))
        .collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// Each once differed, or did not end.
#[test]
fn what_once_differed_is_read_alike() {
    let texts = [
        "- {a: &b , &b !t *b: c}\n&b ! =: d\n",
        "1: !!map &a *a\n*c : null\n",
        "a: [&b, c, &d]\n",
        "a: b\n \t\nc: d\n",
        "a: b\n \t# comment\nc: d\n",
        "a: |+ # comment\n",
        "a: |+\n  x\n\n  ",
        "a: |+\n  x\n\n \n\nb: c\n",
        "a: |\r  x\r  y\rb: c\r",
        "'a\rb': c\n",
        "{\"a\", b\r\"c\": d}\n",
        "a: [b\n :c]\n",
        "a: [! :b]\n",
        "a: [b\n...\nc]\n",
        "a: [\n...b]\n",
        "a:\n&b ",
        "-\n|\n  x\n",
        "! <<: a\n!!str <<: b\n",
    ];
    for text in texts {
        let (ours, theirs) = difference(text).unwrap_or_default();
        assert_eq!(ours, theirs, "{text:?}");
    }
}
