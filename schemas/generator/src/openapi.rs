//! What k8s-openapi leaves out or changes: required fields, enums, defaults, the keys of lists and descriptions, from
//! the source that Kubernetes generates for its API server.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use crate::Result;
use crate::definition::{Definition, Field};

/// The source, in the module k8s.io/kubernetes.
const SOURCE: &str = "pkg/generated/openapi/zz_generated.openapi.go";

/// What the program in `openapi/` prints about a definition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    #[serde(default)]
    description: String,
    properties: HashMap<String, Property>,
}

/// What it prints about a property.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Property {
    #[serde(default)]
    description: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    r#enum: Vec<String>,
    #[serde(default)]
    default: Value,
    #[serde(default)]
    list_map_keys: Vec<String>,
}

/// Completes the definitions' fields with what a release says about them.
pub(crate) fn annotate(
    definitions: &mut BTreeMap<String, Definition>,
    program: &Path,
    release: &str,
) -> Result<()> {
    let mut known = described(program, release)?;
    for (name, definition) in definitions {
        let found = known
            .get_mut(name)
            .ok_or_else(|| format!("Kubernetes {release} has no definition {name}"))?;
        definition.description = std::mem::take(&mut found.description);
        for (name_of_field, field) in &mut definition.fields {
            let property = found.properties.remove(name_of_field).ok_or_else(|| {
                format!("Kubernetes {release} has no field {name_of_field} in {name}")
            })?;
            complete(field, property)
                .map_err(|error| format!("{name} {name_of_field}: {error}"))?;
        }
    }
    Ok(())
}

fn described(program: &Path, release: &str) -> Result<HashMap<String, Described>> {
    let source = Path::new(&module_directory(program, release)?).join(SOURCE);
    let json = go(program, &["run", ".", &source.to_string_lossy()])?;
    Ok(serde_json::from_slice(&json)?)
}

/// Where Go keeps the release's sources; it fetches them if it has to.
fn module_directory(program: &Path, release: &str) -> Result<String> {
    let module = format!("k8s.io/kubernetes@{release}");
    let json: Value =
        serde_json::from_slice(&go(program, &["mod", "download", "-json", &module])?)?;
    let directory = json["Dir"].as_str().ok_or("go says no directory")?;
    Ok(directory.to_owned())
}

/// Runs a command of go and returns what it prints.
fn go(directory: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new("go")
        .args(arguments)
        .current_dir(directory)
        .output()
        .map_err(|error| format!("go: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("go {}: {message}", arguments.join(" ")).into());
    }
    Ok(output.stdout)
}

fn complete(field: &mut Field, property: Property) -> Result<()> {
    field.description = property.description;
    field.required = property.required;
    if !is_zero(&property.default) {
        field.default = Some(property.default.to_string());
    }
    field.values = property.r#enum;
    field.keys = property.list_map_keys;
    let default = field.default.iter();
    let mut words = default.chain(&field.values).chain(&field.keys);
    match words.find(|word| word.contains([' ', '|', ',', '@'])) {
        Some(word) => Err(format!("the text cannot hold `{word}`").into()),
        None => Ok(()),
    }
}

/// Whether a default says nothing: the generator writes Go's zero value for each field that is no pointer.
fn is_zero(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}
