//! `.Chart`: what `Chart.yaml` says, as templates see it.

use super::capabilities::{kept, left_out, object};
use super::coalesce::new_map;
use super::fields::{Name, Struct};
use super::metadata::{Dependency, as_string, entry};
use super::node::Node;
use super::yaml;
use crate::origin::ReadFile;
use crate::template::{Key, Value};

/// What a field of Chart.yaml is.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Truth,
    Texts,
    Annotations,
    Maintainers,
    Dependencies,
}

const FIELDS: [(&str, &str, Kind); 17] = [
    ("Name", "name", Kind::Text),
    ("Home", "home", Kind::Text),
    ("Sources", "sources", Kind::Texts),
    ("Version", "version", Kind::Text),
    ("Description", "description", Kind::Text),
    ("Keywords", "keywords", Kind::Texts),
    ("Maintainers", "maintainers", Kind::Maintainers),
    ("Icon", "icon", Kind::Text),
    ("APIVersion", "apiVersion", Kind::Text),
    ("Condition", "condition", Kind::Text),
    ("Tags", "tags", Kind::Text),
    ("AppVersion", "appVersion", Kind::Text),
    ("Deprecated", "deprecated", Kind::Truth),
    ("Annotations", "annotations", Kind::Annotations),
    ("KubeVersion", "kubeVersion", Kind::Text),
    ("Dependencies", "dependencies", Kind::Dependencies),
    ("Type", "type", Kind::Text),
];

/// The object of a chart.
pub(super) fn chart(node: &Node<'_>, is_root: bool, files: &[ReadFile]) -> Value {
    let manifest = node.part.manifest;
    let text = files
        .get(manifest.0 as usize)
        .map_or("", |file| &*file.text);
    // It was read once before.
    let says = yaml::read_file(text, manifest).unwrap_or(Value::Nil);
    let of = |&(go, json, kind): &(&'static str, &'static str, Kind)| {
        let value = match kind {
            Kind::Dependencies => dependencies(node),
            kind => field(entry(&says, json).as_ref(), kind),
        };
        let value = match (json, &value) {
            // What is called after the chart is not changed by calling the chart something else.
            ("name", Value::Text(_)) => Value::text(node.name.clone()),
            // Without it, a chart is one of Helm 2.
            ("apiVersion", Value::Text(version)) if version.is_empty() => Value::text("v1"),
            _ => value,
        };
        (left_out(go, json), value)
    };
    let mut fields: Vec<(Name, Value)> = FIELDS.iter().map(of).collect();
    fields.push((kept("IsRoot", "IsRoot"), Value::bool(is_root)));
    object(Struct {
        type_name: "struct { chart.Metadata; IsRoot bool }",
        fields,
        says: None,
    })
}

fn field(value: Option<&Value>, kind: Kind) -> Value {
    match kind {
        Kind::Truth => match value {
            Some(Value::Bool(..)) => value.cloned().unwrap_or(Value::Nil),
            _ => Value::bool(false),
        },
        Kind::Texts => {
            let items = items(value);
            let texts = items.iter().filter_map(as_string).map(Value::Text);
            Value::list(texts.collect())
        }
        Kind::Annotations => {
            let entries: Vec<(Key, Value)> = match value {
                Some(Value::Map(map)) => map
                    .borrow()
                    .iter()
                    .filter_map(|(key, value)| Some((key.clone(), Value::Text(as_string(value)?))))
                    .collect(),
                _ => Vec::new(),
            };
            Value::Map(new_map(entries.into_iter()))
        }
        Kind::Maintainers => {
            let items = items(value);
            Value::list(items.iter().map(maintainer).collect())
        }
        Kind::Text | Kind::Dependencies => {
            let text = value.and_then(as_string);
            Value::Text(text.unwrap_or_default())
        }
    }
}

fn items(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::List(items)) => items.borrow().to_vec(),
        _ => Vec::new(),
    }
}

fn maintainer(value: &Value) -> Value {
    let names = [("Name", "name"), ("Email", "email"), ("URL", "url")];
    let fields = names.map(|(go, json)| {
        let value = entry(value, json);
        (left_out(go, json), field(value.as_ref(), Kind::Text))
    });
    object(Struct {
        type_name: "*chart.Maintainer",
        fields: fields.into(),
        says: None,
    })
}

fn dependencies(node: &Node<'_>) -> Value {
    let dependencies = node.dependencies.iter();
    Value::list(dependencies.map(|dependency| one(dependency)).collect())
}

fn one(dependency: &Dependency) -> Value {
    let text = |text: &str| Value::text(text);
    let tags = dependency.tags.iter().map(|tag| text(tag));
    let alias = dependency.alias.as_ref();
    object(Struct {
        type_name: "*chart.Dependency",
        fields: vec![
            (kept("Name", "name"), text(&dependency.called().text)),
            (
                left_out("Version", "version"),
                text(&dependency.version.text),
            ),
            (
                kept("Repository", "repository"),
                text(&dependency.repository.text),
            ),
            (
                left_out("Condition", "condition"),
                text(&dependency.condition),
            ),
            (left_out("Tags", "tags"), Value::list(tags.collect())),
            (left_out("Enabled", "enabled"), Value::bool(true)),
            (
                left_out("Alias", "alias"),
                text(alias.map_or("", |alias| &alias.text)),
            ),
        ],
        says: None,
    })
}
