//! From a file to a schema that values can be checked against.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::crd::{self, CrdSchema};
use super::prepare::{self, Terms};
use super::template::Gvk;
use super::{keywords, refer};
use crate::files::{self, FileSystem, Most, Reach, read_text};
use crate::pattern::Pattern;
use crate::source::reason;
use crate::structural::Part;

/// The keyword of rules that are written as expressions.
const RULES: &str = "x-kubernetes-validations";

/// A schema, ready for use.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// The file that was asked for, and those that it refers to. What Kubernetes adds is put in the words of JSON
    /// Schema, and a `$ref` is written as [`Spot`] writes it.
    files: Vec<File>,
    /// The patterns in it, as they are written there.
    patterns: HashMap<String, Pattern>,
    /// What its rules see, if it has any.
    rules: Option<Arc<Part>>,
    /// Whether the server drops what a manifest says of `status`.
    drops_status: bool,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    document: Value,
    /// Whether what stands beside a `$ref` counts.
    heeds_siblings: bool,
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    /// Which of the files.
    file: usize,
    /// A JSON pointer.
    pointer: String,
}

impl Spot {
    fn below(&self, pointer: &str) -> Self {
        Self {
            file: self.file,
            pointer: format!("{}{pointer}", self.pointer),
        }
    }

    fn written(&self) -> String {
        format!("{}#{}", self.file, self.pointer)
    }
}

/// The schema of a kind in the text of a file: a CRD, or a JSON schema; none if the text has CRDs of other
/// kinds or without a schema. The error is a sentence without the path.
pub(super) fn schema(
    path: &Path,
    text: &str,
    of: &Gvk,
    world: (&dyn FileSystem, &Reach),
) -> Result<Option<Schema>, String> {
    if let Some(CrdSchema { schema, terms }) = crd::schema(text, of) {
        return load(path, schema, terms, world).map(Some);
    }
    if crd::is_in(text) {
        return Ok(None);
    }
    let is_json = path.extension().is_some_and(|ending| ending == "json");
    let document: Value = serde_json::from_str(text).map_err(|error| {
        if is_json {
            format!("this is no JSON: {error}")
        } else {
            "this has neither a CustomResourceDefinition nor a JSON schema".to_owned()
        }
    })?;
    load(path, document, Terms::OF_JSON, world).map(Some)
}

/// Makes a schema of a document of JSON, and of the files that it refers to, which must be within reach. The error is a
/// sentence.
pub(super) fn load(
    path: &Path,
    document: Value,
    terms: Terms,
    (files, reach): (&dyn FileSystem, &Reach),
) -> Result<Schema, String> {
    let mut loader = Loader {
        files,
        reach,
        schema: Schema {
            rules: has_rules(&document).then(|| Part::of_object(&document)),
            drops_status: terms.has_status,
            ..Schema::default()
        },
        seen: HashSet::new(),
    };
    let mut open = vec![loader.add(path, document, terms)];
    while let Some(spot) = open.pop() {
        let place = loader.schema.files[spot.file]
            .document
            .pointer_mut(&spot.pointer);
        let Some(place) = place else {
            return Err(format!(
                "its `$ref` leads to {}, where nothing is",
                spot.pointer
            ));
        };
        let mut schema = mem::take(place);
        loader.review(&spot, &mut schema, terms.prunes, &mut open)?;
        if let Some(place) = loader.schema.files[spot.file]
            .document
            .pointer_mut(&spot.pointer)
        {
            *place = schema;
        }
    }
    Ok(loader.schema)
}

struct Loader<'r> {
    files: &'r dyn FileSystem,
    reach: &'r Reach,
    schema: Schema,
    /// The schemas that have been looked at.
    seen: HashSet<Spot>,
}

impl Loader<'_> {
    /// Adds a file, and gives the spot at its top.
    fn add(&mut self, path: &Path, mut document: Value, terms: Terms) -> Spot {
        prepare::object(&mut document, terms);
        let draft = document.get("$schema").and_then(Value::as_str);
        self.schema.files.push(File {
            path: path.to_owned(),
            heeds_siblings: draft
                .is_some_and(|draft| draft.contains("2019-09") || draft.contains("2020-12")),
            document,
        });
        Spot {
            file: self.schema.files.len() - 1,
            pointer: String::new(),
        }
    }

    /// Rewrites a schema and those within it, and finds what is wrong with them. Adds to `open` what they refer to.
    fn review(
        &mut self,
        spot: &Spot,
        schema: &mut Value,
        prunes: bool,
        open: &mut Vec<Spot>,
    ) -> Result<(), String> {
        if !self.seen.insert(spot.clone()) {
            return Ok(());
        }
        let invalid = |place: &str, why: &str| {
            let place = if place.is_empty() { "the top" } else { place };
            format!("this is no valid schema: at {place} {why}")
        };
        let map = match schema {
            Value::Object(map) => map,
            Value::Bool(_) => return Ok(()),
            _ => return Err(invalid(&spot.pointer, "a mapping is needed")),
        };
        prepare::schema(map, prunes);
        if let Some((place, why)) = keywords::fault(map) {
            return Err(invalid(&spot.below(&place).pointer, &why));
        }
        for pattern in patterns(map) {
            if !self.schema.patterns.contains_key(pattern) {
                let read = Pattern::read(pattern).map_err(|why| invalid(&spot.pointer, &why))?;
                self.schema.patterns.insert(pattern.to_owned(), read);
            }
        }
        if let Some(Value::String(reference)) = map.get_mut("$ref") {
            let to = self.target(spot.file, reference)?;
            *reference = to.written();
            open.push(to);
            if !self.schema.files[spot.file].heeds_siblings {
                map.retain(|key, _| matches!(key.as_str(), "$ref" | "definitions" | "$defs"));
            }
        }
        let keeps = prepare::keeps(map);
        for part in keywords::parts(map) {
            // What a list keeps it keeps in its items.
            let is_kept = keeps && part.keyword == "items";
            let prunes = prunes && !is_kept && prepare::is_of_fields(part.keyword);
            self.review(&spot.below(&part.pointer), part.schema, prunes, open)?;
        }
        Ok(())
    }

    /// Where a `$ref` in a file leads; reads the file if need be.
    fn target(&mut self, from: usize, reference: &str) -> Result<Spot, String> {
        let to = refer::read(reference, &self.schema.files[from].path)?;
        let Some(path) = to.file else {
            return Ok(Spot {
                file: from,
                pointer: to.pointer,
            });
        };
        let leads = |why: String| format!("its `$ref` leads to {}: {why}", files::shown(&path));
        // The same file may be written in many ways, and they may grow without end.
        let real = self.reach.resolve(self.files, &path);
        let real = real.map_err(|error| leads(reason(&error)))?;
        let is_it = |file: &File| {
            self.files
                .resolve(&file.path)
                .is_ok_and(|other| other == real)
        };
        if let Some(file) = self.schema.files.iter().position(is_it) {
            return Ok(Spot {
                file,
                pointer: to.pointer,
            });
        }
        let text =
            read_text(self.files, &real, Most::default()).map_err(|error| leads(reason(&error)))?;
        let document = serde_json::from_str(&text)
            .map_err(|error| leads(format!("it is no JSON: {error}")))?;
        let top = self.add(&path, document, Terms::OF_JSON);
        Ok(top.below(&to.pointer))
    }
}

/// Whether a schema, or one within it, has rules.
fn has_rules(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => map.contains_key(RULES) || map.values().any(has_rules),
        Value::Array(items) => items.iter().any(has_rules),
        _ => false,
    }
}

/// The regular expressions right in a schema.
fn patterns(schema: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let by_pattern = schema.get("patternProperties").and_then(Value::as_object);
    let names = by_pattern
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str);
    names.chain(schema.get("pattern").and_then(Value::as_str))
}

impl Schema {
    /// What its patterns take once all are compiled, in units of some 16 bytes.
    pub(super) fn weight(&self) -> u64 {
        let patterns = self.patterns.values().map(Pattern::weight);
        patterns.fold(0, u64::saturating_add)
    }

    /// The file that it is in.
    pub(super) fn path(&self) -> &Path {
        self.files.first().map_or(Path::new(""), |file| &file.path)
    }

    /// What an object is checked against.
    pub(super) fn top(&self) -> &Value {
        self.files
            .first()
            .map_or(&Value::Null, |file| &file.document)
    }

    /// What the rules of its objects see of them, if there are any.
    pub(super) fn rules(&self) -> Option<&Arc<Part>> {
        self.rules.as_ref()
    }

    /// Takes out of an object what the server drops before rules are asked.
    pub(super) fn drop_status(&self, object: &mut Value) {
        if let Some(fields) = object.as_object_mut().filter(|_| self.drops_status) {
            fields.remove("status");
        }
    }

    /// What a `$ref` in it leads to.
    pub(super) fn target(&self, reference: &str) -> Option<&Value> {
        let (file, pointer) = reference.split_once('#')?;
        let file = self.files.get(file.parse::<usize>().ok()?)?;
        file.document.pointer(pointer)
    }

    /// Whether a text fits one of its patterns.
    pub(super) fn fits(&self, pattern: &str, text: &str) -> bool {
        let known = self.patterns.get(pattern);
        known.is_none_or(|pattern| pattern.fits(text))
    }
}
