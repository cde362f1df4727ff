//! `configMapGenerator` and `secretGenerator`.

use std::collections::BTreeMap;

use crate::origin::{Place, ProblemKind, Text};
use crate::template::Key;

use super::decode::Fields;
use super::encode::{base64, hash};
use super::load::Loader;
use super::names::through;
use super::node::{Map, Node, Scalar};
use super::pairs;
use super::problem::{Failure, Outcome};
use super::resource::{Behavior, Resource};

/// An entry of a generator.
#[derive(Clone, Debug)]
pub(super) struct Generator {
    name: Option<Text>,
    namespace: Option<Text>,
    behavior: Behavior,
    literals: Vec<Text>,
    files: Vec<Text>,
    envs: Vec<Text>,
    options: Option<Options>,
    kind: Option<Text>,
    place: Option<Place>,
}

/// `generatorOptions`, and `options` of one generator.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    labels: Vec<(Text, Text)>,
    annotations: Vec<(Text, Text)>,
    disable_hash: bool,
    immutable: bool,
}

/// What a generator makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    ConfigMap,
    Secret,
}

impl Options {
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let known = [
            "labels",
            "annotations",
            "disableNameSuffixHash",
            "immutable",
        ];
        let fields = Fields::strict(node, "the options of a generator", &known)?;
        Ok(Self {
            labels: fields.pairs("labels")?,
            annotations: fields.pairs("annotations")?,
            disable_hash: fields.bool("disableNameSuffixHash")?,
            immutable: fields.bool("immutable")?,
        })
    }

    /// With what is said for all generators.
    fn and(mut self, global: Option<&Self>) -> Self {
        let Some(global) = global else {
            return self;
        };
        let add = |own: &mut Vec<(Text, Text)>, others: &[(Text, Text)]| {
            for (key, value) in others {
                if !own.iter().any(|(known, _)| known.as_str() == key.as_str()) {
                    own.push((key.clone(), value.clone()));
                }
            }
        };
        add(&mut self.labels, &global.labels);
        add(&mut self.annotations, &global.annotations);
        self.disable_hash |= global.disable_hash;
        self.immutable |= global.immutable;
        self
    }
}

impl Generator {
    /// Reads one; those in files of their own may have other fields.
    pub(super) fn read(node: &Node, is_strict: bool) -> Outcome<Self> {
        let known = [
            "name",
            "namespace",
            "behavior",
            "literals",
            "files",
            "envs",
            "env",
            "options",
            "type",
        ];
        let what = "a generator";
        let fields = match is_strict {
            true => Fields::strict(node, what, &known)?,
            false => Fields::of(node, what)?,
        };
        let mut envs = fields.texts("envs")?;
        envs.extend(fields.filled("env")?);
        let behavior = fields.text("behavior")?;
        let behavior = match behavior.as_ref().map_or("", Text::as_str) {
            "merge" => Behavior::Merge,
            "replace" => Behavior::Replace,
            // Anything else is taken for nothing.
            _ => Behavior::Create,
        };
        let of_metadata = |field: &str| {
            let found = node.at(&["metadata", field])?.as_scalar();
            found.map(|scalar| scalar.text.clone())
        };
        let or_metadata = |own: Option<Text>, field| match is_strict {
            true => own,
            false => own.or_else(|| of_metadata(field)),
        };
        Ok(Self {
            name: or_metadata(fields.filled("name")?, "name"),
            namespace: or_metadata(fields.filled("namespace")?, "namespace"),
            behavior,
            literals: fields.texts("literals")?,
            files: fields.texts("files")?,
            envs,
            options: fields.get("options").map(Options::read).transpose()?,
            kind: fields.filled("type")?,
            place: fields.place(),
        })
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Option<Place> {
        let name = self.name.as_ref().and_then(Text::place);
        name.or(self.place)
    }

    /// Makes its object.
    pub(super) fn make(
        &self,
        sort: Sort,
        global: Option<&Options>,
        loader: &Loader<'_>,
    ) -> Outcome<Resource> {
        let Some(name) = &self.name else {
            let message = "this generator has no `name`";
            return Err(Failure::refused(self.place, message));
        };
        let options = self.options.clone();
        let options = match (options, global) {
            (None, None) => Options::default(),
            (options, global) => options.unwrap_or_default().and(global),
        };
        let mut object = Map::default();
        let mut metadata = Map::default();
        let said = |text: &str| Node::str(name.derive(text));
        let key = |text: &str| name.derive(text);
        metadata.set(key("name"), Node::str(name.clone()));
        if let Some(namespace) = &self.namespace {
            metadata.set(key("namespace"), Node::str(namespace.clone()));
        }
        for (field, pairs) in [
            ("labels", &options.labels),
            ("annotations", &options.annotations),
        ] {
            if !pairs.is_empty() {
                let mut map = Map::default();
                for (key, value) in pairs {
                    map.set(key.clone(), Node::str(value.clone()));
                }
                metadata.set(key(field), Node::Map(map));
            }
        }
        object.set(key("apiVersion"), said("v1"));
        object.set(key("metadata"), Node::Map(metadata));
        if options.immutable {
            object.set(key("immutable"), Node::Scalar(Scalar::plain(key("true"))));
        }
        let pairs = self.pairs(loader)?;
        match sort {
            Sort::ConfigMap => {
                object.set(key("kind"), said("ConfigMap"));
                config_map(&mut object, pairs, name);
            }
            Sort::Secret => {
                object.set(key("kind"), said("Secret"));
                let kind = self.kind.clone().unwrap_or_else(|| key("Opaque"));
                object.set(key("type"), Node::str(kind));
                let mut data = Map::default();
                for (name, value) in pairs {
                    let encoded = match value {
                        pairs::Value::Later(text) => text,
                        value => value.made(&base64(value.bytes())),
                    };
                    data.set(name, Node::str(encoded));
                }
                object.set(key("data"), Node::Map(data));
            }
        }
        let mut resource = Resource::new(Node::Map(object));
        resource.needs_hash = !options.disable_hash;
        resource.behavior = self.behavior;
        resource.generated = self.place();
        Ok(resource)
    }

    /// Keys and values from files of variables, literals and files.
    fn pairs(&self, loader: &Loader<'_>) -> Outcome<Vec<(Text, pairs::Value)>> {
        let mut all = Vec::new();
        for path in &self.envs {
            all.extend(pairs::of_variables(&loader.load(path)?)?);
        }
        for literal in &self.literals {
            all.push(pairs::of_literal(literal)?);
        }
        for source in &self.files {
            let (key, path) = pairs::file_source(source)?;
            let value = match loader.load(&path) {
                Ok(loaded) => pairs::of_file(&loaded),
                // It is made later, or lies elsewhere: all else is built.
                Err(failure) if failure.0.kind == ProblemKind::NotChecked => {
                    loader.note_first(failure);
                    pairs::of_later(&path)
                }
                Err(failure) => return Err(failure),
            };
            all.push((key, value));
        }
        let mut known: BTreeMap<Key, Option<Place>> = BTreeMap::new();
        for (key, _) in &all {
            if let Some(before) = known.insert(Key(key.clone()), key.place()) {
                let message = format!("the key `{}` stands twice in this generator", key.as_str());
                let failure = Failure::refused(key.place(), message);
                return Err(failure.also(before, "the other"));
            }
        }
        Ok(all)
    }
}

fn config_map(object: &mut Map, pairs: Vec<(Text, pairs::Value)>, name: &Text) {
    for (key, value) in pairs {
        let (field, value) = match &value {
            pairs::Value::Text(text) | pairs::Value::Later(text) => ("data", text.clone()),
            pairs::Value::Bytes(..) => ("binaryData", value.made(&base64(value.bytes()))),
        };
        if !object.entries.contains_key(field) {
            object.set(name.derive(field), Node::map());
        }
        if let Some(Node::Map(data)) = object.entries.get_mut(field) {
            data.set(key, Node::str(value));
        }
    }
}

/// Adds a hash of what it holds to the name of an object that a generator made, or that asks for it.
pub(super) fn add_hash(resource: &mut Resource) {
    if !resource.needs_hash && !resource.asks_for_hash() {
        return;
    }
    let hash = hash(resource.node());
    resource.remember();
    let cause = resource.generated;
    let name = resource.node_mut().at_mut(&["metadata", "name"]);
    if let Some(Node::Scalar(scalar)) = name {
        let mut hashed = scalar.text.clone();
        hashed.push(&through(&format!("-{hash}"), &scalar.text, cause));
        scalar.set(hashed);
    }
}
