//! The structure of a version's API: kinds, fields and types, from the JSON schemas of k8s-openapi.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::{Map, Value};

use crate::Result;
use crate::definition::{Definition, Field, Kind};

/// A version of Kubernetes.
pub(crate) struct Version {
    /// `1.36`
    pub(crate) number: &'static str,
    /// The release of the Go module: `v1.36.3`.
    pub(crate) release: &'static str,
    generate: fn() -> Result<Generated>,
}

/// What a version's k8s-openapi generates.
struct Generated {
    kinds: Vec<Resource>,
    schemas: Map<String, Value>,
}

struct Resource {
    api_version: &'static str,
    kind: &'static str,
    plural: &'static str,
    /// The name of the Rust type that stands for the scope.
    scope: &'static str,
    /// A reference to one of the schemas.
    schema: Value,
}

/// Where either version of schemars keeps what generates.
mod generators {
    pub(super) use schemars_0::r#gen as schemars_0;
    pub(super) use schemars_1::generate as schemars_1;
}

/// Generates the schemas of the named kinds of a crate, and of all that they refer to. A macro, because each
/// version of the crate has a trait `Resource` of its own.
macro_rules! structure {
    ($schemars:ident $krate:ident: $($kind:path,)*) => {{
        let mut generator = generators::$schemars::SchemaSettings::draft07().into_generator();
        let kinds = vec![$(Resource {
            api_version: <$kind as $krate::Resource>::API_VERSION,
            kind: <$kind as $krate::Resource>::KIND,
            plural: <$kind as $krate::Resource>::URL_PATH_SEGMENT,
            scope: std::any::type_name::<<$kind as $krate::Resource>::Scope>(),
            schema: serde_json::to_value(generator.subschema_for::<$kind>())?,
        },)*];
        let schemas = generator.definitions().clone().into_iter();
        let schemas = schemas.map(|(name, schema)| Ok((name, serde_json::to_value(schema)?)));
        Ok(Generated { kinds, schemas: schemas.collect::<Result<_>>()? })
    }};
}

include!(concat!(env!("OUT_DIR"), "/versions.rs"));

/// The definitions that a version's kinds reach, by their names.
pub(crate) fn of(version: &Version) -> Result<BTreeMap<String, Definition>> {
    let Generated { kinds, schemas } = (version.generate)()?;
    let mut reader = Reader {
        schemas: &schemas,
        definitions: BTreeMap::new(),
    };
    for kind in &kinds {
        let name = reader.shape(&kind.schema)?;
        let definition = reader
            .definitions
            .get_mut(&name)
            .ok_or_else(|| format!("{} is no object but {name}", kind.kind))?;
        let gvk = (kind.api_version.to_owned(), kind.kind.to_owned());
        definition.kinds.insert(
            gvk,
            Kind {
                plural: kind.plural,
                scope: scope(kind.scope)?,
            },
        );
    }
    Ok(reader.definitions)
}

/// The text's word for a scope.
fn scope(name: &str) -> Result<&'static str> {
    match name.rsplit(':').next() {
        Some("NamespaceResourceScope") => Ok("namespaced"),
        Some("ClusterResourceScope") => Ok("cluster"),
        Some("SubResourceScope") => Ok("part"),
        _ => Err(format!("an unknown scope: {name}").into()),
    }
}

/// Objects without fields, whose schemas do not tell them from values of any kind.
const FIELDLESS: [&str; 1] = [
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus",
];

/// Reads schemas into definitions; what it has no reference to, it leaves out.
struct Reader<'s> {
    schemas: &'s Map<String, Value>,
    definitions: BTreeMap<String, Definition>,
}

impl Reader<'_> {
    /// The type that a schema describes, as the text writes it.
    fn shape(&mut self, schema: &Value) -> Result<String> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.referenced(reference.trim_start_matches("#/definitions/"));
        }
        let format = schema["format"].as_str();
        let word = match (schema["type"].as_str(), format) {
            (Some("array"), None) => return Ok(format!("[{}]", self.shape(&schema["items"])?)),
            (Some("object"), None) => {
                return match &schema["additionalProperties"] {
                    Value::Null => Ok("any".to_owned()),
                    values => Ok(format!("{{{}}}", self.shape(values)?)),
                };
            }
            (Some("string"), None) => "string",
            (Some("string"), Some("byte")) => "bytes",
            (Some("string"), Some("date-time")) => "time",
            (Some("boolean"), None) => "bool",
            (Some("integer"), Some("int32")) => "int32",
            (Some("integer"), Some("int64")) => "int64",
            (Some("number"), Some("double")) => "number",
            // One of several types: JSONSchemaPropsOrBool and its like.
            (None, None) if schema["oneOf"].is_array() => "any",
            _ => return Err(format!("a schema of an unknown form: {schema}").into()),
        };
        Ok(word.to_owned())
    }

    /// The type of a named schema: its name if it has fields, else what it stands for. The schemas of three
    /// scalars do not tell them from other types.
    fn referenced(&mut self, name: &str) -> Result<String> {
        match name.trim_start_matches("io.k8s.apimachinery.pkg.") {
            "api.resource.Quantity" => return Ok("quantity".to_owned()),
            "apis.meta.v1.MicroTime" => return Ok("microtime".to_owned()),
            "util.intstr.IntOrString" => return Ok("int-or-string".to_owned()),
            _ => {}
        }
        let schemas = self.schemas;
        let schema = schemas
            .get(name)
            .ok_or_else(|| format!("no schema {name}"))?;
        let nothing = Map::new();
        let properties = match schema["properties"].as_object() {
            Some(properties) => properties,
            None if FIELDLESS.contains(&name) => &nothing,
            None => return self.shape(schema),
        };
        // The entry has to be there before its fields are read: JSONSchemaProps refers to itself.
        if let Entry::Vacant(entry) = self.definitions.entry(name.to_owned()) {
            entry.insert(Definition::default());
            let fields = self.fields(properties)?;
            self.definitions.entry(name.to_owned()).or_default().fields = fields;
        }
        Ok(name.to_owned())
    }

    /// The fields but for what `crate::openapi` says about them. The schemas' `required` are not taken:
    /// k8s-openapi adds the metadata of kinds and the names in references, and Kubernetes has neither.
    fn fields(&mut self, properties: &Map<String, Value>) -> Result<BTreeMap<String, Field>> {
        let mut fields = BTreeMap::new();
        for (name, schema) in properties {
            let field = Field {
                shape: self.shape(schema)?,
                ..Field::default()
            };
            fields.insert(name.clone(), field);
        }
        Ok(fields)
    }
}
