//! Types of variables as the records write them, with the most that their sizes may be.

use std::sync::Arc;

use serde_json::Value as Json;

use podlint::cel::Type;
use podlint::cel::cost::{Sizes, Step};
use podlint::cel::types::{Fields, Object};

/// An object type.
#[derive(Debug)]
struct Declared {
    name: String,
    fields: Json,
}

impl Fields for Declared {
    fn name(&self) -> &str {
        &self.name
    }

    fn field(&self, name: &str) -> Option<Type> {
        let of = self.fields.get(name)?;
        Some(type_of(of, &format!("{}.{name}", self.name)))
    }

    fn names(&self) -> Vec<&str> {
        let fields = self.fields.as_object();
        fields
            .into_iter()
            .flatten()
            .map(|(name, _)| &**name)
            .collect()
    }
}

/// A type; objects are called by where they stand.
pub(super) fn type_of(of: &Json, name: &str) -> Type {
    let within = |field: &str| type_of(&of[field], &format!("{name}.@{field}"));
    match of["t"].as_str().unwrap() {
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "bool" => Type::Bool,
        "duration" => Type::Duration,
        "timestamp" => Type::Timestamp,
        "dyn" => Type::Dyn,
        "list" => Type::list(within("of")),
        "map" => Type::map(Type::String, within("of")),
        "object" => Type::Object(Object(Arc::new(Declared {
            name: name.to_owned(),
            fields: of["fields"].clone(),
        }))),
        other => panic!("no type is called {other}"),
    }
}

/// The sizes of a type's values.
pub(super) struct Bounded<'t>(pub(super) &'t Json);

impl Sizes for Bounded<'_> {
    fn most(&self, path: &[Step]) -> Option<u64> {
        let mut at = self.0;
        for (index, step) in path.iter().enumerate() {
            at = match step {
                Step::Items | Step::Values => at.get("of")?,
                // Keys are strings, whose size no schema bounds.
                Step::Keys => return (at["t"] == "map" && index + 1 == path.len()).then_some(0),
                Step::Indices => return None,
                Step::Name(name) => at.get("fields")?.get(&**name)?,
            };
        }
        Some(at["max"].as_u64().unwrap_or(0))
    }
}
