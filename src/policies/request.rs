//! The request with which a manifest comes to the server, as far as the manifest tells, and what its object was.

use std::borrow::Cow;
use std::rc::Rc;

use super::NAMESPACE_LABEL;
use super::selector::{Label, text};
use super::served::{self, Whole};
use crate::api::{ApiKind, Scope, Version};
use crate::cel::value::{Fields, Map, Text};
use crate::cel::{Error, Value};
use crate::objects::Object;
use crate::yaml::Cursor;

/// What a request does with an object.
pub(super) const CREATE: &str = "CREATE";
pub(super) const UPDATE: &str = "UPDATE";

/// A request to create an object, or to change it.
#[derive(Clone)]
pub(super) struct Request<'o, 't> {
    pub(super) object: &'o Object<'t>,
    /// What it was, if it is to be changed.
    pub(super) old: Option<&'o Object<'t>>,
    /// Its kind, of the API.
    pub(super) kind: Option<ApiKind>,
    /// `deployments`
    pub(super) resource: String,
    /// Whether objects of its kind are in namespaces, if that is known.
    pub(super) is_namespaced: Option<bool>,
    /// None for a name that the server makes.
    pub(super) name: Option<Cow<'t, str>>,
    /// The name of its namespace, where it has one that is known.
    pub(super) namespace: Option<Cow<'t, str>>,
    /// That namespace, where it is among the manifests.
    pub(super) namespace_object: Option<Cursor<'t>>,
}

impl<'o, 't> Request<'o, 't> {
    /// That which creates an object, for servers of `version`. `find` looks a namespace up by its name.
    pub(super) fn of(
        object: &'o Object<'t>,
        version: Version,
        find: &dyn Fn(&str) -> Option<Cursor<'t>>,
    ) -> Self {
        let kind = ApiKind::find(&object.api_version, &object.kind);
        let kind = kind.filter(|kind| kind.versions().contains(version));
        let metadata = object.root.get("metadata");
        let is_namespaced = match kind.map(ApiKind::scope) {
            Some(scope) => Some(scope != Scope::Cluster),
            None => object.namespace().map(|_| true),
        };
        let name = metadata.and_then(|metadata| metadata.get("name")?.as_str());
        let namespace = match is_namespaced {
            Some(false) => None,
            _ => object.namespace(),
        };
        Self {
            object,
            old: None,
            kind,
            resource: kind.map_or_else(|| plural(&object.kind), |kind| kind.plural().to_owned()),
            is_namespaced,
            name,
            namespace_object: namespace.as_deref().and_then(find),
            namespace,
        }
    }

    /// That which makes the object of another that is there.
    pub(super) fn changing(&self, old: &'o Object<'t>) -> Self {
        Self {
            old: Some(old),
            ..self.clone()
        }
    }

    /// What it does with the object.
    pub(super) fn operation(&self) -> &'static str {
        match self.old {
            Some(_) => UPDATE,
            None => CREATE,
        }
    }

    pub(super) fn group(&self) -> &str {
        self.object.group()
    }

    pub(super) fn version(&self) -> &str {
        self.object.version()
    }

    /// Whether it is in no namespace, nor one itself.
    pub(super) fn is_of_cluster(&self) -> bool {
        self.is_namespaced == Some(false) && !self.is_namespace()
    }

    pub(super) fn is_namespace(&self) -> bool {
        self.object.api_version == "v1" && self.object.kind == "Namespace"
    }

    /// A label of the object.
    pub(super) fn label(&self, key: &str) -> Label {
        self.label_of(self.object, key)
    }

    /// A label of the object, as it is or as it was.
    pub(super) fn label_of(&self, object: &Object<'t>, key: &str) -> Label {
        match label(object.root, key) {
            None if key == NAMESPACE_LABEL && self.is_namespace() => {
                Ok(self.name.as_deref().map(str::to_owned))
            }
            value => Ok(value),
        }
    }

    /// A label of its namespace, or of the namespace that it is.
    pub(super) fn namespace_label(&self, key: &str) -> Label {
        if self.is_namespace() {
            return self.label(key);
        }
        let Some(name) = self.namespace.as_deref() else {
            return Err("the namespace of objects that name none".to_owned());
        };
        match self.namespace_object {
            _ if key == NAMESPACE_LABEL => Ok(Some(name.to_owned())),
            Some(namespace) => Ok(label(namespace, key)),
            None => Err(format!("the labels of the namespace `{name}`")),
        }
    }

    /// It as the value of `request`.
    pub(super) fn value(&self) -> Value<'t> {
        let named = |last: &str, word: &str| {
            made([
                ("group", text_value(self.group())),
                ("version", text_value(self.version())),
                (
                    if last == "kind" { "kind" } else { "resource" },
                    text_value(word),
                ),
            ])
        };
        let kind = || named("kind", &self.object.kind);
        let resource = || named("resource", &self.resource);
        let unknown = |name: &str| Err(Error::unknown(format!("`request.{name}`")));
        let mut fields = vec![
            ("uid", unknown("uid")),
            ("kind", Ok(kind())),
            ("resource", Ok(resource())),
            ("requestKind", Ok(kind())),
            ("requestResource", Ok(resource())),
            ("operation", Ok(text_value(self.operation()))),
            ("userInfo", unknown("userInfo")),
            ("dryRun", Ok(Value::Bool(false))),
            ("options", unknown("options")),
        ];
        fields.extend(
            self.name
                .as_deref()
                .map(|name| ("name", Ok(text_value(name)))),
        );
        match (&self.namespace, self.is_namespaced) {
            _ if self.is_namespace() => {
                let name = self.name.as_deref().unwrap_or_default();
                fields.push(("namespace", Ok(text_value(name))));
            }
            (Some(namespace), _) => fields.push(("namespace", Ok(text_value(namespace)))),
            (None, Some(false)) => {}
            (None, _) => fields.push(("namespace", unknown("namespace"))),
        }
        Value::Map(Map::Seen(Rc::new(PartialMap(fields))))
    }

    /// Its namespace as the value of `namespaceObject`.
    pub(super) fn namespace_value(&self, version: Version) -> Result<Value<'t>, Error> {
        if self.is_namespaced == Some(false) {
            return Ok(Value::Null);
        }
        let Some(name) = self.namespace.as_deref() else {
            return Err(Error::unknown("the namespace of objects that name none"));
        };
        match self.namespace_object {
            Some(at) => Whole::of_namespace(at, version).value(),
            None => Ok(served::named_namespace(name)),
        }
    }
}

/// What a resource is called whose definition is not at hand. Source: `UnsafeGuessKindToResource` of apimachinery.
fn plural(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.as_bytes().last() {
        Some(b's') => format!("{kind}es"),
        Some(b'y') => format!("{}ies", &kind[..kind.len() - 1]),
        _ => format!("{kind}s"),
    }
}

/// A label of what is written.
fn label(root: Cursor<'_>, key: &str) -> Option<String> {
    root.get("metadata")?.get("labels")?.get(key).map(text)
}

fn text_value<'t>(text: &str) -> Value<'t> {
    Value::String(Text::Made(text.into()))
}

fn made<'t>(fields: [(&'static str, Value<'t>); 3]) -> Value<'t> {
    let fields = fields.map(|(name, value)| (name, Ok(value)));
    Value::Map(Map::Seen(Rc::new(PartialMap(fields.into()))))
}

/// A map of which some is known.
pub(super) struct PartialMap<'t>(pub(super) Vec<(&'static str, Result<Value<'t>, Error>)>);

impl<'t> Fields<'t> for PartialMap<'t> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, Error> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).transpose()
    }

    fn has(&self, name: &str) -> Result<bool, Error> {
        Ok(self.0.iter().any(|(known, _)| *known == name))
    }

    fn entry(&self, index: usize) -> Result<(Text<'t>, Value<'t>), Error> {
        match self.0.get(index) {
            Some((name, value)) => Ok((Text::Seen(name), value.clone()?)),
            None => Err(Error::unknown("what the server adds")),
        }
    }
}
