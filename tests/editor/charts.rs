//! What is asked of the templates of a chart with a part that is packed.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::client::{Client, folder, write};

/// An archive as tar writes them.
fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, text) in files {
        let mut head = vec![0; 512];
        head[..name.len()].copy_from_slice(name.as_bytes());
        head[124..135].copy_from_slice(format!("{:011o}", text.len()).as_bytes());
        head[156] = b'0';
        head[148..156].fill(b' ');
        let sum: u32 = head.iter().map(|&byte| u32::from(byte)).sum();
        head[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        tar.extend(head);
        tar.extend(text.as_bytes());
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    let mut to = GzEncoder::new(Vec::new(), Compression::fast());
    to.write_all(&tar).unwrap();
    to.finish().unwrap()
}

const FILES: [(&str, &str); 3] = [
    (
        "Chart.yaml",
        "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - {name: db, alias: store, version: 1.0.0, repository: \"https://charts.example.com\"}\n",
    ),
    ("values.yaml", "store:\n  size: 3\n"),
    (
        "templates/web.yaml",
        "a: {{ .Values.store. }}\nb: {{ .Values.store.size }}\nc: {{ .Values.store.host }}\n",
    ),
];

#[test]
fn values_of_a_packed_part_are_known_and_lead_into_no_archive() {
    let folder = folder("packed");
    for (name, text) in FILES {
        write(&folder, name, text);
    }
    let db = packed(&[
        (
            "db/Chart.yaml",
            "apiVersion: v2\nname: db\nversion: 1.0.0\n",
        ),
        ("db/values.yaml", "size: 1\nhost: db.example.com\n"),
    ]);
    std::fs::create_dir(folder.join("charts")).unwrap();
    std::fs::write(folder.join("charts/db-1.0.0.tgz"), db).unwrap();
    std::fs::write(folder.join("charts/db-broken.tgz"), "no archive").unwrap();
    let mut client = Client::new(folder);
    let root = client.uri("");
    client.ask("initialize", json!({"capabilities": {}, "rootUri": root}));
    let text = std::fs::read_to_string(client.folder.join("templates/web.yaml")).unwrap();
    client.open("templates/web.yaml", &text);
    client.settle();
    let mut ask = |what: &str, line: usize| -> Value {
        let character = text.lines().nth(line).unwrap().find(" }}").unwrap();
        let params = json!({
            "textDocument": {"uri": client.uri("templates/web.yaml")},
            "position": {"line": line, "character": character},
        });
        let said = client.ask(&format!("textDocument/{what}"), params);
        said.last().unwrap()["result"].clone()
    };
    let items = ask("completion", 0)["items"].clone();
    let labels = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["label"].as_str().unwrap());
    assert_eq!(labels.collect::<Vec<_>>(), ["size", "host"]);
    let said = ask("hover", 2)["contents"]["value"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        said.contains("**.Values.store.host** · string in values.yaml of db-1.0.0.tgz"),
        "{said}"
    );
    let led = ask("definition", 1);
    assert_eq!(led.as_array().unwrap().len(), 1, "{led}");
    assert!(
        led[0]["uri"].as_str().unwrap().ends_with("/values.yaml"),
        "{led}"
    );
    assert_eq!(ask("definition", 2), json!([]));
}
