//! The reader against what kubectl's own decoder made of the same texts.

use podlint::yaml::{Cursor, FaultKind, Kind, Scalar, Step, Tree};
use serde_json::{Value, json};

use crate::random::Random;

/// A node as JSON, which is what Kubernetes makes of it.
pub(crate) fn value(node: Cursor<'_>) -> Value {
    match node.kind() {
        Kind::Mapping => node
            .entries()
            .map(|entry| (entry.key.as_key().into_owned(), value(entry.value)))
            .collect(),
        Kind::Sequence => node.items().map(value).collect(),
        _ => match node.scalar() {
            Some(Scalar::Bool(bool)) => json!(bool),
            Some(Scalar::Int(int)) => i64::try_from(int)
                .map(|int| json!(int))
                .or_else(|_| u64::try_from(int).map(|int| json!(int)))
                .unwrap_or_else(|_| json!(int as f64)),
            Some(Scalar::Float(float)) => json!(float),
            Some(Scalar::Str(text)) => json!(text),
            _ => Value::Null,
        },
    }
}

fn bytes(row: &Value) -> Option<String> {
    row["text"].as_str().map(str::to_owned)
}

#[test]
fn texts_read_as_kubectl_reads_them() {
    let data = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/raw-yaml.jsonl"
    ))
    .unwrap();
    let mut wrong = Vec::new();
    for line in data.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let Some(text) = bytes(&row) else { continue };
        let tree = Tree::read(&text);
        // What is yet to be filled in is read as what it will be.
        if tree.documents().iter().any(|document| document.is_unfilled) {
            continue;
        }
        let refused = tree.documents().iter().any(|document| {
            document
                .faults
                .iter()
                .any(|fault| fault.kind == FaultKind::Syntax)
        });
        let expected = row["kubectl"]["error"].as_bool().unwrap();
        if refused != expected {
            wrong.push(format!(
                "{}: refused {refused}, by kubectl {expected}: {:?}",
                row["id"],
                tree.documents().iter().flat_map(|d| &d.faults).next()
            ));
            continue;
        }
        if refused {
            continue;
        }
        let values: Vec<Value> = tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document))
            .map(value)
            .filter(|value| !value.is_null())
            .collect();
        let docs: Vec<Value> = row["kubectl"]["docs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|doc| !doc.is_null())
            .cloned()
            .collect();
        if values != docs {
            wrong.push(format!(
                "{}:\n  ours   {}\n  theirs {}",
                row["id"],
                json!(values),
                json!(docs)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The places and words of a text's faults.
fn faults(text: &str) -> Vec<(String, String)> {
    let tree = Tree::read(text);
    let faults = tree
        .documents()
        .iter()
        .flat_map(|document| &document.faults);
    faults
        .map(|fault| (fault.span.of(text).to_owned(), fault.message.clone()))
        .collect()
}

fn fault(place: &str, message: &str) -> (String, String) {
    (place.to_owned(), message.to_owned())
}

#[test]
fn a_key_that_stands_too_deep_is_the_fault_and_not_the_value_before_it() {
    let deep = |key: &str| {
        fault(
            key,
            &format!("`{key}:` stands deeper than the value before it"),
        )
    };
    assert_eq!(
        faults("apiVersion: v1\nkind: Pod\n  metadata:\n    name: a\n"),
        [deep("metadata")]
    );
    assert_eq!(faults("a:\n- b: c\n    d: e\n- f: g\n"), [deep("d")]);
    assert_eq!(
        faults("spec:\n  containers\n    - name: a\n"),
        [fault("containers", "`containers` has no colon")]
    );
}

#[test]
fn the_culprit_is_named_and_not_where_it_shows() {
    let rows = [
        (
            "a:\n  b: [c, d\n  e: f\n",
            "[",
            "the `[` that stands here is never closed",
        ),
        (
            "a: [\n  b\n  c: d\n]\n",
            "b",
            "a comma is missing behind `b`",
        ),
        (
            "a:\n  -name: b\n   image: c\n",
            "-",
            "a space is missing behind this dash",
        ),
        (
            "a: |-\nb c\n",
            "|-",
            "the text behind this `|-` is not indented",
        ),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n",
            "<<<<<<<",
            "a merge conflict is left here",
        ),
    ];
    for (text, place, message) in rows {
        assert_eq!(faults(text), [fault(place, message)], "{text}");
    }
    let text = "a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> other\n";
    assert_eq!(faults(text), []);
}

#[test]
fn one_fault_does_not_hide_the_next() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: hello\n\tlabels:\n    app: hello\nspec:\n  containers\n    - name: hello\n      image: hello:1\n";
    let expected = [
        fault("\t", "a tab is used for indentation"),
        fault("containers", "`containers` has no colon"),
    ];
    assert_eq!(faults(text), expected);
    let tree = Tree::read(text);
    let root = tree.root(&tree.documents()[0]).unwrap();
    let image = root
        .get("spec")
        .unwrap()
        .get("containers")
        .unwrap()
        .items()
        .next()
        .unwrap()
        .get("image")
        .unwrap();
    assert_eq!(image.as_str().unwrap(), "hello:1");
    let steps = root.steps_to(&image);
    let key = |key: &'static str| Step::Key(key.into());
    assert_eq!(
        steps,
        [key("spec"), key("containers"), Step::Index(0), key("image")]
    );
}

/// The way to a value is the one that was taken, also where the value stands elsewhere too.
#[test]
fn steps_are_those_of_the_place_of_use() {
    let text = "n: &n web\nc: [&c {name: *n, probe: &p {port: 0}, other: *p}, *c, {<<: *c}]\n";
    let tree = Tree::read(text);
    let root = tree.root(&tree.documents()[0]).unwrap();
    let key = |key: &'static str| Step::Key(key.into());
    let items: Vec<_> = root.get("c").unwrap().items().collect();
    for (at, item) in items.into_iter().enumerate() {
        for way in [&["name"][..], &["probe", "port"], &["other", "port"]] {
            let inner = way
                .iter()
                .try_fold(item, |item, key| item.get(key))
                .unwrap();
            let mut expected = vec![key("c"), Step::Index(at)];
            expected.extend(way.iter().map(|step| key(step)));
            assert_eq!(root.steps_to(&inner), expected);
        }
    }
}

/// Comments and blanks before the first separator are no document; nothing between two separators is one.
#[test]
fn documents_are_counted_as_a_yaml_reader_does() {
    for (text, expected) in [
        ("# c\n---\na: 1\n", &["0"][..]),
        ("\n\n--- # c\na: 1\n---\nb: 1\n", &["0", "1"]),
        ("\u{FEFF}# c\n\n---\na: 1\n", &["0"]),
        ("---\na: 1\n---\n", &["0"]),
        ("---\n---\na: 1\n", &["", "1"]),
        ("a: 1\n---\n# c\n---\nb: 1\n", &["0", "", "2"]),
        ("# c\n", &[""]),
        ("# c\n---\n", &[""]),
        ("", &[]),
    ] {
        let tree = Tree::read(text);
        let seen = tree.documents().iter().map(|document| match document.root {
            Some(_) => document.index.to_string(),
            None => String::new(),
        });
        assert_eq!(seen.collect::<Vec<_>>(), expected, "{text:?}");
    }
}

#[test]
fn faults_stand_at_the_culprit() {
    let cases = [
        (
            "a: \"b\nc: d\n",
            "\"",
            "the string that starts here is never closed",
        ),
        (
            "a: [b,\nc: d\n",
            "[",
            "the `[` that stands here is never closed",
        ),
        (
            "a: b\nc:d\ne: f\n",
            ":",
            "a space is missing behind the colon of `c`",
        ),
        (
            "a: b: c\n",
            "b",
            "`b` is followed by a colon, but stands where a value is",
        ),
        ("a: *b\n", "*b", "there is no anchor `&b` before this alias"),
        (
            "a: \"\\q\"\n",
            "\\q",
            "`\\q` is no escape of a double-quoted string",
        ),
        (
            "--- a: b\n",
            "a: b",
            "`a: b` stands behind the document separator `---`",
        ),
    ];
    for (text, place, message) in cases {
        assert_eq!(
            faults(text).first(),
            Some(&fault(place, message)),
            "{text:?}"
        );
    }
}

/// Whatever the text, the tree is whole: children lie within their parents, keys have values, spans lie
/// within the text.
fn assert_whole(text: &str) {
    let tree = Tree::read(text);
    for document in tree.documents() {
        let Some(root) = tree.root(document) else {
            continue;
        };
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            assert!(
                node.span().start <= node.span().end && node.span().end as usize <= text.len(),
                "{text:?}"
            );
            let within = node.entries().map(|entry| entry.value).chain(node.items());
            for child in within.filter(|child| child.used_at().is_none()) {
                let has = node.span().contains(child.span());
                assert!(has, "{text:?}: {:?} {:?}", node.span(), child.span());
                pending.push(child);
            }
            let _ = (node.scalar(), root.steps_to(&node));
        }
    }
}

#[test]
fn a_collection_ends_behind_the_brackets_at_its_end() {
    for (text, ends) in [
        ("a:\n  b: [1, {c: d}]\n# end\n", "a:\n  b: [1, {c: d}]"),
        ("- a\n- [b: [c]] # d\n", "- a\n- [b: [c]]"),
        ("a: [b]\nc: d\n", "a: [b]\nc: d"),
        ("? [a]\n", "? [a]"),
    ] {
        let tree = Tree::read(text);
        let root = tree.root(&tree.documents()[0]).unwrap();
        assert_eq!(&text[..root.span().end as usize], ends);
        assert_whole(text);
    }
}

/// Seeds with pieces cut, doubled and exchanged; the same at each run.
#[test]
fn no_text_breaks_the_tree() {
    const SEEDS: [&str; 5] = [
        "a: &x {b: [1, 'c', \"d\\n\"], <<: *x}\n- e\n",
        "apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  spec: &s\n    a: |\n      text\n     more\n    b: >-\n      folded\n  c: *s\n",
        "? key\n: value\n? [a, b]\n: - c\n  - d: e\n    f:\n      - g\n---\n...\n%YAML\n",
        "{\"a\": [1, 2.5, null, true, {\"b\": \"\\u0041\\ud83d\\ude00\"}]}\n{\"c\": 1}\n",
        "\ta: b\n  containers\n   - name:x\nk: 'it''s\n\n  long'\r\n# end\nz: !!binary aGk=\n",
    ];
    let mut random = Random::new(0);
    for _ in 0..20_000 {
        let mut text: Vec<char> = SEEDS[random.below(SEEDS.len())].chars().collect();
        for _ in 0..=random.below(4) {
            let (from, to) = (random.below(text.len()), random.below(text.len()));
            match random.below(4) {
                0 if !text.is_empty() => drop(text.remove(from)),
                1 if !text.is_empty() => text.swap(from, to),
                2 => text.insert(
                    from,
                    "\t\n -:[]{}&*!|>'\"\\#?,a"
                        .chars()
                        .nth(random.below(22))
                        .unwrap_or('a'),
                ),
                _ => {
                    let piece: Vec<char> = text[from.min(to)..from.max(to)].to_vec();
                    text.splice(from..from, piece);
                }
            }
        }
        assert_whole(&text.into_iter().collect::<String>());
    }
}

#[test]
fn deep_nesting_and_many_aliases_end_with_a_fault() {
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "a: ".repeat(100_000),
        "{a: ".repeat(100_000),
    ] {
        assert!(!faults(&text).is_empty());
    }
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for at in 1..10 {
        let before = at - 1;
        bomb.push_str(&format!(
            "a{at}: &a{at} [{}]\n",
            vec![format!("*a{before}"); 10].join(",")
        ));
    }
    assert_eq!(
        faults(&bomb).last().unwrap().1,
        "the document contains excessive aliasing"
    );
}

/// The value at a path like `spec.containers[0].env[0].value`.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    let steps = path.split(['.', '[']).filter(|step| !step.is_empty());
    steps.fold(value, |value, step| {
        match step.strip_suffix(']').map(str::parse::<usize>) {
            Some(Ok(index)) => &value[index],
            _ => &value[step],
        }
    })
}

/// An amount like `500m` or `1k`.
fn amount(value: &Value) -> Option<f64> {
    let text = value.as_str().map_or(value.to_string(), str::to_owned);
    let text = text.trim();
    let factor = match text.chars().last()? {
        'm' => 1e-3,
        'k' => 1e3,
        _ => 1.0,
    };
    let number: f64 = text.trim_end_matches(['m', 'k']).parse().ok()?;
    Some(number * factor)
}

/// Whether the server stores as `stored` what is read as `read`: it leaves out zero values and writes defaults,
/// amounts in their canonical form (of cpu, up to the next thousandth), and base64 without blanks.
fn is_stored(read: &Value, stored: &Value) -> bool {
    match (read, stored) {
        (Value::Null, _) => true,
        (Value::Bool(false), Value::Null) => true,
        (Value::String(text), Value::Null) => text.is_empty(),
        (Value::Array(read), Value::Array(stored)) => {
            let mut pairs = read.iter().zip(stored);
            read.len() == stored.len() && pairs.all(|(read, stored)| is_stored(read, stored))
        }
        (Value::Object(read), Value::Object(stored)) => {
            let mut fields = read.iter();
            fields.all(|(key, read)| {
                stored
                    .get(key)
                    .is_some_and(|stored| is_stored(read, stored))
            })
        }
        (Value::String(read), Value::String(stored)) if stored.ends_with('=') => {
            read.replace(char::is_whitespace, "") == *stored
        }
        _ if read == stored => true,
        (_, Value::String(_)) => amount(read)
            .zip(amount(stored))
            .is_some_and(|(read, stored)| {
                let next = (read * 1e3).ceil() / 1e3;
                next == stored || (next - stored).abs() < stored.abs() * 1e-12
            }),
        _ => false,
    }
}

#[test]
fn probed_fields_read_as_the_server_stores_them() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in include_str!("data/raw-yaml.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let accepted = row["server"]["verdict"] == "accept" && row["expected"] == "accept";
        let (Some(text), Some(probe), true) = (bytes(&row), row["probe"].as_str(), accepted) else {
            continue;
        };
        // The server sets the time itself; and takes the bytes of a Secret as a list of numbers, too.
        if probe == "metadata.creationTimestamp" || row["id"] == "secret-bytes-list" {
            continue;
        }
        let tree = Tree::read(&text);
        let documents = tree.documents().iter();
        let roots = documents.filter_map(|document| tree.root(document));
        let Some(root) = roots.map(value).find(|value| !value.is_null()) else {
            continue;
        };
        let (read, stored) = (at(&root, probe), &row["stored"]);
        compared += 1;
        if !is_stored(read, stored) {
            wrong.push(format!(
                "{}: {probe} reads {read}, stored {stored}",
                row["id"]
            ));
        }
    }
    assert!(compared > 200, "{compared} compared");
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
