//! The server for editors. A conversation is a file `tests/editor/cases/*.case` of sections:
//!
//! ```text
//! === file k8s/a.yaml         a file there is, with its text below; later on, one that is written then
//! === gone k8s/a.yaml         a file that is no more
//! === initialize              the parameters of the first request; `FOLDER` is the URI of the folder
//! === open k8s/a.yaml         a text that is opened, as it stands in the file if nothing is below
//! === change k8s/a.yaml       what is typed into it: the protocol's `contentChanges`
//! === ask textDocument/hover  a request, with its parameters
//! === tell exit               a notification, with its parameters
//! === pause                   all is looked at that is to be
//! === says                    what the server says to that
//! ```
//!
//! Lines before the first section say what the case is about. With `PODLINT_BLESS` set the runner writes what it sees into
//! the case instead.

mod charts;
pub(crate) mod client;
mod judgement;
mod process;
mod properties;
mod roots;
mod typing;

use std::path::{Path, PathBuf};

use client::Client;
use serde_json::Value;

use crate::golden::golden;
use crate::random::Random;

#[test]
fn conversations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editor/cases");
    let cases = std::fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = cases.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        converse(&case);
    }
}

/// What clients say that nobody wrote.
#[test]
fn any_conversation_holds() {
    let manifests = [
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, imge: b}]\n",
        "resources: [a.yaml]\n",
        "a: \u{df}\r\n\u{1f600}: [1\r",
    ];
    let words = [
        "imge",
        "\n",
        "\r",
        "\u{1f600}",
        " - x:",
        "{\"id\": 1, \"method\": \"shutdown\"}",
    ];
    for seed in 0..150 {
        let mut random = Random::new(seed);
        let mut text = random.pick(&manifests).to_owned();
        for _ in 0..random.below(12) {
            text.push('\0');
            text.extend((0..4).map(|_| char::from(random.below(127) as u8 + 1)));
            (0..random.below(3)).for_each(|_| text.push_str(random.pick(&words)));
        }
        properties::holds(&text);
    }
}

fn converse(case: &Path) {
    let name = case.file_stem().unwrap().to_str().unwrap();
    let text = std::fs::read_to_string(case).unwrap();
    let mut client = Client::new(client::folder(&format!("case-{name}")));
    let mut sections = text.split("\n=== ");
    let mut seen = sections.next().unwrap().to_owned();
    for section in sections {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (word, rest) = head.split_once(' ').unwrap_or((head, ""));
        if word == "says" {
            continue;
        }
        seen += &format!("\n=== {section}");
        for message in step(&mut client, word, rest, body.trim_end()) {
            seen += &format!("\n=== says\n{}", plain(&message, &client));
        }
    }
    golden(
        &format!("editor/cases/{name}.case"),
        &(seen.trim_end().to_owned() + "\n"),
    );
}

fn step(client: &mut Client, word: &str, rest: &str, body: &str) -> Vec<Value> {
    let uri = client.uri("");
    let params = || serde_json::from_str(&body.replace("FOLDER", &uri)).unwrap_or_default();
    match word {
        "file" => {
            client::write(&client.folder, rest, &format!("{body}\n"));
            Vec::new()
        }
        "gone" => {
            std::fs::remove_file(client.folder.join(rest)).unwrap();
            Vec::new()
        }
        "initialize" => client.ask("initialize", params()),
        "open" if body.is_empty() => {
            let text = std::fs::read_to_string(client.folder.join(rest)).unwrap();
            client.open(rest, &text)
        }
        "open" => client.open(rest, &format!("{body}\n")),
        "change" => client.change(rest, params()),
        "ask" => client.ask(rest, params()),
        "tell" => client.tell(rest, params()),
        "pause" => client.settle(),
        _ => panic!("what is a section `{word}`?"),
    }
}

/// A message as the case has it.
fn plain(message: &Value, client: &Client) -> String {
    // Before it is laid out: what fits into a line depends on no folder.
    let mut text = message.to_string();
    // An overlay is called by its path.
    for folder in [client.uri(""), client.folder.display().to_string()] {
        text = text.replace(&folder, "FOLDER");
    }
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    text = text.replace(&version, "\"version\":\"VERSION\"");
    let mut laid_out = String::new();
    print(&serde_json::from_str(&text).unwrap(), 0, &mut laid_out);
    laid_out
}

/// What fits into a line stands in one.
fn print(value: &Value, indent: usize, into: &mut String) {
    // A page has tests of its own.
    let line = match value.as_str().and_then(|text| text.char_indices().nth(300)) {
        Some((end, _)) => format!("{:?} …", &value.as_str().unwrap_or_default()[..end]),
        None => value.to_string(),
    };
    let (open, close, entries): (_, _, Vec<(String, &Value)>) = match value {
        _ if line.len() < 100 => return into.push_str(&line),
        Value::Array(items) => (
            '[',
            ']',
            items.iter().map(|item| (String::new(), item)).collect(),
        ),
        Value::Object(fields) => {
            let entry = |(key, value)| (format!("{key:?}: "), value);
            ('{', '}', fields.iter().map(entry).collect())
        }
        _ => return into.push_str(&line),
    };
    into.push(open);
    for (at, (key, value)) in entries.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        *into += &format!("{comma}\n{:indent$}  {key}", "");
        print(value, indent + 2, into);
    }
    *into += &format!("\n{:indent$}{close}", "");
}
