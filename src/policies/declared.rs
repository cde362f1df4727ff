//! What the expressions of policies may name. Source: `pkg/admission/plugin/cel` of `k8s.io/apiserver`, `BuildRequestType`,
//! `BuildNamespaceType` and `createEnvForOpts`.

use std::sync::Arc;

use crate::cel::types::{Fields, Object};
use crate::cel::{Environment, Names, Type};

/// A variable that expressions of policies have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// What is to be stored.
    Object,
    /// What it was.
    OldObject,
    /// Its namespace.
    Namespace,
    /// The request.
    Request,
    /// The object that the binding names.
    Params,
    /// Asks what the user may do.
    Authorizer,
    /// The same, of the object's resource.
    ResourceAuthorizer,
    /// What the policy gives names to.
    Variables,
}

impl Name {
    const fn word(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::OldObject => "oldObject",
            Self::Namespace => "namespaceObject",
            Self::Request => "request",
            Self::Params => "params",
            Self::Authorizer => "authorizer",
            Self::ResourceAuthorizer => "authorizer.requestResource",
            Self::Variables => "variables",
        }
    }
}

/// What there is for an expression beside the object and the request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Has {
    /// `params`
    pub(crate) params: bool,
    /// `authorizer`
    pub(crate) authorizer: bool,
    /// `variables`: those that are declared so far.
    pub(crate) variables: Option<Names>,
    /// `Object{…}` and `JSONPatch{…}`
    pub(crate) patches: bool,
    /// The type of `object` and `oldObject`, where it is to be gone by.
    pub(crate) object: Option<Type>,
}

impl Has {
    /// The names, as programs count them.
    pub(super) fn names(&self) -> Vec<Name> {
        let mut names = vec![
            Name::Object,
            Name::OldObject,
            Name::Namespace,
            Name::Request,
        ];
        names.extend(self.params.then_some(Name::Params));
        if self.authorizer {
            names.extend([Name::Authorizer, Name::ResourceAuthorizer]);
        }
        names.extend(self.variables.is_some().then_some(Name::Variables));
        names
    }

    /// The environment on a server whose functions are those of 1.`minor`.
    pub(crate) fn environment(&self, minor: u8) -> Environment {
        let typed = |name: &Name| (Arc::from(name.word()), self.type_of(*name));
        Environment {
            minor,
            variables: self.names().iter().map(typed).collect(),
            made: if self.patches { patch } else { |_| None },
        }
    }

    fn type_of(&self, name: Name) -> Type {
        match name {
            Name::Object | Name::OldObject => self.object.clone().unwrap_or(Type::Dyn),
            Name::Params => Type::Dyn,
            Name::Namespace => namespace(),
            Name::Request => request(),
            Name::Authorizer => Type::AUTHORIZER,
            Name::ResourceAuthorizer => Type::RESOURCE_CHECK,
            Name::Variables => of_fields(VARIABLES, self.variables.clone().unwrap_or_default()),
        }
    }
}

/// The name of the type of `variables`.
pub(super) const VARIABLES: &str = "kubernetes.variables";

/// An object type with a list of fields.
#[derive(Debug)]
struct Declared {
    name: &'static str,
    fields: Names,
}

impl Fields for Declared {
    fn name(&self) -> &str {
        self.name
    }

    fn field(&self, name: &str) -> Option<Type> {
        let mut fields = self.fields.iter().rev();
        fields
            .find(|(known, _)| **known == *name)
            .map(|(_, kind)| kind.clone())
    }

    fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|(name, _)| &**name).collect()
    }
}

fn object<const N: usize>(name: &'static str, fields: [(&'static str, Type); N]) -> Type {
    let fields = fields
        .into_iter()
        .map(|(name, kind)| (Arc::from(name), kind));
    of_fields(name, fields.collect())
}

/// An object type of that name with these fields.
pub(crate) fn of_fields(name: &'static str, fields: Names) -> Type {
    Type::Object(Object(Arc::new(Declared { name, fields })))
}

fn texts<const N: usize>(name: &'static str, fields: [&'static str; N]) -> Type {
    object(name, fields.map(|field| (field, Type::String)))
}

fn request() -> Type {
    let kind = || texts("kubernetes.GroupVersionKind", ["group", "version", "kind"]);
    let resource = || {
        texts(
            "kubernetes.GroupVersionResource",
            ["group", "version", "resource"],
        )
    };
    let list = || Type::list(Type::String);
    let user = object(
        "kubernetes.UserInfo",
        [
            ("username", Type::String),
            ("uid", Type::String),
            ("groups", list()),
            ("extra", Type::map(Type::String, list())),
        ],
    );
    object(
        "kubernetes.AdmissionRequest",
        [
            ("kind", kind()),
            ("resource", resource()),
            ("subResource", Type::String),
            ("requestKind", kind()),
            ("requestResource", resource()),
            ("requestSubResource", Type::String),
            ("name", Type::String),
            ("namespace", Type::String),
            ("operation", Type::String),
            ("userInfo", user),
            ("dryRun", Type::Bool),
            ("options", Type::Dyn),
        ],
    )
}

fn namespace() -> Type {
    let labels = || Type::map(Type::String, Type::String);
    let condition = object(
        "kubernetes.NamespaceCondition",
        [
            ("status", Type::String),
            ("type", Type::String),
            ("lastTransitionTime", Type::Timestamp),
            ("message", Type::String),
            ("reason", Type::String),
        ],
    );
    let metadata = object(
        "kubernetes.NamespaceMetadata",
        [
            ("name", Type::String),
            ("generateName", Type::String),
            ("namespace", Type::String),
            ("labels", labels()),
            ("annotations", labels()),
            ("UID", Type::String),
            ("creationTimestamp", Type::Timestamp),
            ("deletionGracePeriodSeconds", Type::Int),
            ("deletionTimestamp", Type::Timestamp),
            ("generation", Type::Int),
            ("resourceVersion", Type::String),
            ("finalizers", Type::list(Type::String)),
        ],
    );
    let spec = object(
        "kubernetes.NamespaceSpec",
        [("finalizers", Type::list(Type::String))],
    );
    let status = object(
        "kubernetes.NamespaceStatus",
        [
            ("conditions", Type::list(condition)),
            ("phase", Type::String),
        ],
    );
    object(
        "kubernetes.Namespace",
        [("metadata", metadata), ("spec", spec), ("status", status)],
    )
}

/// The objects that expressions of mutating policies make.
fn patch(name: &str) -> Option<Object> {
    if name == JSON_PATCH {
        let fields = [
            ("op", Type::String),
            ("path", Type::String),
            ("from", Type::String),
            ("value", Type::Dyn),
        ];
        return match object(JSON_PATCH, fields) {
            Type::Object(object) => Some(object),
            _ => None,
        };
    }
    let is_part = name == APPLIED || name.strip_prefix(APPLIED)?.starts_with('.');
    is_part.then(|| Object(Arc::new(Part(name.to_owned()))))
}

const JSON_PATCH: &str = "JSONPatch";
const APPLIED: &str = "Object";

/// A part of what is applied: it may have any fields, and nobody looks into them before they are applied.
#[derive(Debug)]
struct Part(String);

impl Fields for Part {
    fn name(&self) -> &str {
        &self.0
    }

    fn field(&self, _: &str) -> Option<Type> {
        Some(Type::Dyn)
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// What a variable of a policy is to the expressions behind it. Source: `convertCelTypeToDeclType`.
pub(super) fn of_variable(result: &Type) -> Type {
    match result {
        Type::Bool
        | Type::Bytes
        | Type::Double
        | Type::Duration
        | Type::Int
        | Type::Null
        | Type::String
        | Type::Timestamp
        | Type::Uint => result.clone(),
        Type::List(items) => Type::list(of_variable(items)),
        Type::Map(keys, values) => Type::map(of_variable(keys), of_variable(values)),
        _ => Type::Dyn,
    }
}
