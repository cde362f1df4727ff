//! Many schemas in one file: what a directory has of them, without the words for people, compressed. As a location such a
//! file is that directory.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use flate2::{Compression, GzBuilder};
use serde_json::{Map, Value, json};

use super::crd;
use super::directory::Listing;
use crate::files::{self, FileSystem, Most, Nothing, Reach, Texts};
use crate::source::reason;

/// How a packed file begins.
const HEAD: &str = "{\"podlint\":\"schemas\",\"form\":1}";

/// What all schemas of a packed file may come to, unpacked.
const MOST: u64 = 256 << 20;

/// What people call the ending of a packed file.
pub(super) const ENDING: &str = "gz";

/// A directory, packed.
#[derive(Debug, Default)]
pub struct Packed {
    /// The file's bytes: the same for the same schemas.
    pub bytes: Vec<u8>,
    /// How many CRDs are in it.
    pub crds: usize,
    /// How many JSON schemas.
    pub schemas: usize,
    /// What could not be packed: a path and a sentence each.
    pub problems: Vec<(String, String)>,
}

/// Packs the schemas below a directory, as a location finds them there.
#[must_use]
pub fn pack(files: &dyn FileSystem, directory: &Path, reach: &Reach) -> Packed {
    let mut packed = Packed::default();
    let listing = Listing::of(files, directory, reach);
    for (path, error) in &listing.problems {
        packed.fail(path, reason(error));
    }
    let mut text = format!("{HEAD}\n");
    for path in &listing.files {
        let read = files::read_found(files, path, reach, Most::default()).and_then(files::as_text);
        let documents = match read {
            Ok(text) => packed.documents(path, &text),
            Err(error) => {
                packed.fail(path, reason(&error));
                continue;
            }
        };
        if !documents.is_empty() {
            let inner = files::shown(path.strip_prefix(directory).unwrap_or(path));
            let line = json!({"path": inner, "documents": documents});
            text.push_str(&format!("{line}\n"));
        }
        if text.len() as u64 > MOST {
            packed.fail(
                path,
                format!("the schemas come to more than {} MiB", MOST >> 20),
            );
            return packed;
        }
    }
    match compressed(text.as_bytes()) {
        Ok(bytes) => packed.bytes = bytes,
        Err(error) => packed.fail(directory, reason(&error)),
    }
    packed
}

impl Packed {
    fn fail(&mut self, path: &Path, problem: String) {
        self.problems.push((files::shown(path), problem));
    }

    /// What a file has of schemas: its CRDs, or the JSON schema that it is.
    fn documents(&mut self, path: &Path, text: &str) -> Vec<Value> {
        match crd::all(text) {
            Ok(crds) if crds.is_empty() => {}
            Ok(crds) => {
                self.crds += crds.len();
                return crds.into_iter().map(definition).collect();
            }
            Err(problem) => {
                self.fail(path, problem);
                return Vec::new();
            }
        }
        if path.extension().is_none_or(|ending| ending != "json") {
            return Vec::new();
        }
        match serde_json::from_str(text) {
            Ok(Value::Object(object)) if object.contains_key("apiVersion") => Vec::new(),
            Ok(Value::Object(object)) => {
                let mut schema = Value::Object(object);
                silence(&mut schema);
                self.schemas += 1;
                vec![schema]
            }
            Ok(_) => Vec::new(),
            Err(error) => {
                self.fail(path, format!("this is no JSON: {error}"));
                Vec::new()
            }
        }
    }
}

fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    // Neither a time nor a name: the same schemas are the same bytes.
    let mut to = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    to.write_all(bytes)?;
    to.finish()
}

/// A CRD without what nobody needs to check objects.
fn definition(crd: Value) -> Value {
    let Value::Object(mut crd) = crd else {
        return crd;
    };
    let name = crd
        .get("metadata")
        .and_then(|metadata| metadata.get("name"));
    let name = name.cloned().unwrap_or_default();
    crd.insert("metadata".to_owned(), json!({"name": name}));
    crd.remove("status");
    if let Some(Value::Object(spec)) = crd.get_mut("spec") {
        shorten(spec);
        let versions = spec.get_mut("versions").and_then(Value::as_array_mut);
        let versions = versions
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut);
        versions.for_each(shorten);
    }
    Value::Object(crd)
}

/// Takes out of a CRD's spec, or of a version of it, what is for people.
fn shorten(part: &mut Map<String, Value>) {
    part.remove("additionalPrinterColumns");
    part.remove("conversion");
    for holder in ["schema", "validation"] {
        let schema = part.get_mut(holder);
        if let Some(schema) = schema.and_then(|holder| holder.get_mut("openAPIV3Schema")) {
            silence(schema);
        }
    }
}

/// The keywords of a schema that say something to people alone.
const WORDS: [&str; 6] = [
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "$comment",
];

/// The keywords whose value is a schema, or a list of them.
const HOLDERS: [&str; 12] = [
    "items",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
];

/// The keywords whose value has schemas by name.
const NAMED: [&str; 5] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "dependencies",
];

/// Takes the words for people out of a schema and those within it.
fn silence(schema: &mut Value) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(silence),
        Value::Object(map) => {
            map.retain(|key, _| !WORDS.contains(&key.as_str()));
            for (key, value) in map {
                if HOLDERS.contains(&key.as_str()) {
                    silence(value);
                } else if NAMED.contains(&key.as_str())
                    && let Value::Object(named) = value
                {
                    named.values_mut().for_each(silence);
                }
            }
        }
        _ => {}
    }
}

/// The files of a packed file, as if they lay below a directory of its name. The error is a sentence.
pub(super) fn unpack(files: &dyn FileSystem, path: &Path) -> Result<Texts, String> {
    let bytes = files.read(path, Most::bytes(MOST));
    let bytes = bytes.map_err(|error| reason(&error))?;
    let mut text = String::new();
    let read = MultiGzDecoder::new(&*bytes)
        .take(MOST + 1)
        .read_to_string(&mut text);
    if text.len() as u64 > MOST {
        return Err(format!("unpacked it has more than {} MiB", MOST >> 20));
    }
    let none = || "this is no file that `podlint schemas pack` wrote".to_owned();
    read.map_err(|_| none())?;
    let mut lines = text.lines();
    lines.next().filter(|line| *line == HEAD).ok_or_else(none)?;
    let mut texts = Texts::over(Arc::new(Nothing));
    for line in lines {
        let (inner, text) = file(line).ok_or_else(none)?;
        texts.put(&path.join(inner), text);
    }
    Ok(texts)
}

/// The path of a file, and its text.
fn file(line: &str) -> Option<(String, String)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let path = value.get("path")?.as_str()?.to_owned();
    let documents = value.get("documents")?.as_array()?;
    let texts: Vec<String> = documents.iter().map(Value::to_string).collect();
    Some((path, texts.join("\n---\n")))
}
