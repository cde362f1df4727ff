//! The objects that a policy is about as types, of which only the names of fields are gone by: the API server looks for those
//! that are not there when a policy is stored, and notes them in its `status`. Source:
//! `pkg/admission/plugin/policy/validating/typechecking.go` of `k8s.io/apiserver`.

use std::sync::Arc;

use super::selector::text;
use crate::api::{ApiKind, Shape, Type as Definition, Version};
use crate::cel::Type;
use crate::cel::types::{Fields, Object};
use crate::yaml::Cursor;

/// How many types are looked at, as on the server.
const MOST: usize = 10;

/// The types of the objects that a policy is about by its `spec`; none if it may be about others that are not known.
pub(crate) fn of_policy(spec: Cursor<'_>, version: Version) -> Vec<Type> {
    let constraints = spec.get("matchConstraints");
    let rules = constraints.and_then(|constraints| constraints.get("resourceRules"));
    let mut found = Vec::new();
    for rule in rules.into_iter().flat_map(|rules| rules.items()) {
        let list = |name: &str| -> Vec<String> {
            let items = rule.get(name).into_iter().flat_map(|list| list.items());
            items.map(text).collect()
        };
        for group in list("apiGroups") {
            for api in list("apiVersions") {
                for resource in list("resources") {
                    let Some(kind) = find(&group, &api, &resource, version) else {
                        return Vec::new();
                    };
                    found.push(of(kind.definition(), version));
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

/// The kind of a resource.
fn find(group: &str, api: &str, resource: &str, version: Version) -> Option<ApiKind> {
    let api_version = match group {
        "" => api.to_owned(),
        group => format!("{group}/{api}"),
    };
    ApiKind::resources(version)
        .find(|kind| kind.api_version() == api_version && kind.plural() == resource)
}

/// A definition as the type of what it reads.
pub(crate) fn of(definition: Definition, version: Version) -> Type {
    Type::Object(Object(Arc::new(Typed {
        definition,
        version,
    })))
}

/// A definition as the type of an object.
#[derive(Debug)]
struct Typed {
    definition: Definition,
    version: Version,
}

impl Typed {
    fn shape(&self, shape: Shape) -> Type {
        match shape {
            Shape::Object(definition) => of(definition, self.version),
            Shape::List(element) => Type::list(self.shape(element.shape())),
            Shape::Map(element) => Type::map(Type::String, self.shape(element.shape())),
            _ => Type::Dyn,
        }
    }
}

impl Fields for Typed {
    fn name(&self) -> &str {
        self.definition.name()
    }

    fn field(&self, name: &str) -> Option<Type> {
        let field = self.definition.field(name, self.version)?;
        Some(self.shape(field.shape()))
    }

    fn names(&self) -> Vec<&str> {
        let fields = self.definition.fields();
        let served = fields.filter(|field| field.versions().contains(self.version));
        served.map(crate::api::Field::name).collect()
    }
}
