//! Bytes as text: base64, and the hash that generated names end with.

use std::fmt::Write;

use super::node::Node;
use super::scalar::Meaning;
use crate::sha2::{hex, sha256};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// How long lines of base64 are.
const LINE: usize = 70;

/// Base64, in lines if it is long.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut all = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * at) & 63) as usize];
            all.push(if at <= chunk.len() {
                letter as char
            } else {
                '='
            });
        }
    }
    if all.len() < LINE {
        return all;
    }
    let lines = all.as_bytes().chunks(LINE);
    let mut broken = String::with_capacity(all.len() + all.len() / LINE + 1);
    for line in lines {
        broken.extend(line.iter().map(|&byte| byte as char));
        broken.push('\n');
    }
    broken
}

/// What the name of a generated object ends with: of the SHA-256 of what it holds, with letters that spell no words.
pub(super) fn hash(object: &Node) -> String {
    let mut all = String::new();
    match object.get("kind").map_or("", Node::said) {
        kind @ ("ConfigMap" | "Secret") => held(&mut all, object, kind),
        // kustomize hashes how the object is written as well, comments and lines: its letters are others.
        _ => json(&mut all, object),
    }
    let hex = hex(&sha256(all.as_bytes())[..5]);
    let letter = |c| match c {
        '0' => 'g',
        '1' => 'h',
        '3' => 'k',
        'a' => 'm',
        'e' => 't',
        c => c,
    };
    hex.chars().map(letter).collect()
}

/// What a ConfigMap or a Secret holds, as JSON.
fn held(all: &mut String, object: &Node, kind: &str) {
    all.push('{');
    if let Some(binary @ Node::Map(_)) = object.get("binaryData")
        && kind == "ConfigMap"
    {
        field(all, "binaryData");
        json(all, binary);
    }
    field(all, "data");
    match object.get("data") {
        Some(data) => json(all, data),
        None => all.push_str("\"\""),
    }
    field(all, "kind");
    string(all, kind);
    field(all, "name");
    // kustomize looks for the name where none is.
    string(all, "");
    if kind == "Secret" {
        if let Some(texts @ Node::Map(_)) = object.get("stringData") {
            field(all, "stringData");
            json(all, texts);
        }
        field(all, "type");
        string(all, object.get("type").map_or("", Node::said));
    }
    all.push('}');
}

fn field(all: &mut String, name: &str) {
    if !all.ends_with('{') {
        all.push(',');
    }
    string(all, name);
    all.push(':');
}

/// JSON as Go writes it.
fn json(all: &mut String, node: &Node) {
    match node {
        Node::Map(map) => {
            all.push('{');
            for (key, value) in map.entries.iter() {
                field(all, key.0.as_str());
                json(all, value);
            }
            all.push('}');
        }
        Node::List(list) => {
            all.push('[');
            for (at, item) in list.items.iter().enumerate() {
                if at > 0 {
                    all.push(',');
                }
                json(all, item);
            }
            all.push(']');
        }
        Node::Scalar(scalar) if scalar.is_str() => string(all, scalar.as_str()),
        Node::Scalar(scalar) if scalar.meaning() == Meaning::Time => string(all, &scalar.printed()),
        Node::Scalar(scalar) => all.push_str(&scalar.printed()),
    }
}

/// A string of JSON with the escapes that Go's encoder writes.
fn string(all: &mut String, text: &str) {
    all.push('"');
    for c in text.chars() {
        match c {
            '"' => all.push_str("\\\""),
            '\\' => all.push_str("\\\\"),
            '\n' => all.push_str("\\n"),
            '\r' => all.push_str("\\r"),
            '\t' => all.push_str("\\t"),
            '\u{8}' => all.push_str("\\b"),
            '\u{c}' => all.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(all, "\\u{:04x}", u32::from(c));
            }
            c if u32::from(c) < 0x20 => {
                let _ = write!(all, "\\u{:04x}", u32::from(c));
            }
            c => all.push(c),
        }
    }
    all.push('"');
}
