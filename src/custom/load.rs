//! From a file to a schema that values can be checked against.

use std::path::Path;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ReferencingError, ValidationError, ValidationOptions, Validator};
use serde_json::Value;

use super::crd::{self, CrdSchema};
use super::prepare::{Terms, prepare};
use super::refer::{Files, path_of, uri_of};
use super::template::Gvk;
use super::{formats, keywords};

/// How schemas are compiled.
pub(super) type Options = ValidationOptions<'static>;

/// A schema, ready for use.
#[derive(Debug)]
pub(super) struct Schema {
    /// As it was compiled: what Kubernetes adds is put in the words of JSON Schema.
    pub(super) document: Value,
    /// Where it is, as a URI.
    pub(super) uri: String,
    /// It, compiled.
    pub(super) validator: Validator,
}

/// The schema of a kind in the text of a file: a CRD, or a JSON schema; none if the text has CRDs of other
/// kinds or without a schema. The error is a sentence without the path.
pub(super) fn schema(path: &Path, text: &str, of: &Gvk) -> Result<Option<Schema>, String> {
    if let Some(CrdSchema { schema, terms }) = crd::schema(text, of) {
        return compile(path, schema, terms).map(Some);
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
    compile(path, document, Terms::OF_JSON).map(Some)
}

fn compile(path: &Path, mut document: Value, terms: Terms) -> Result<Schema, String> {
    prepare(&mut document, terms);
    let draft = draft(&document);
    if let Some(map) = document.as_object_mut() {
        map.remove("$schema");
    }
    let uri = uri_of(path);
    let options = jsonschema::options()
        .with_draft(draft)
        .with_base_uri(uri.clone())
        .with_retriever(Files);
    let options = keywords::with_keywords(formats::with_formats(options));
    match options.build(&document) {
        Ok(validator) => Ok(Schema {
            document,
            uri,
            validator,
        }),
        Err(error) => Err(explain(&error)),
    }
}

/// The version of JSON Schema that a schema says it is in; 4, as kubeconform has it, if it does not.
fn draft(document: &Value) -> Draft {
    let named = document.get("$schema").and_then(Value::as_str);
    let named = named.unwrap_or_default().trim_end_matches('#');
    let known = [
        ("draft-06/schema", Draft::Draft6),
        ("draft-07/schema", Draft::Draft7),
        ("draft/2019-09/schema", Draft::Draft201909),
        ("draft/2020-12/schema", Draft::Draft202012),
    ];
    known
        .iter()
        .find(|(name, _)| named.ends_with(name))
        .map_or(Draft::Draft4, |&(_, draft)| draft)
}

/// Why a schema cannot be used.
fn explain(error: &ValidationError<'_>) -> String {
    if let ValidationErrorKind::AnyOf { context } = error.kind()
        && let Some(inner) = context
            .iter()
            .flatten()
            .max_by_key(|inner| inner.instance_path().as_str().len())
    {
        return explain(inner);
    }
    let place = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::Referencing(error) => match error {
            ReferencingError::Unretrievable { uri, source } => {
                let to = path_of(uri).map_or_else(|| uri.clone(), |path| shown(&path));
                format!("its `$ref` leads to {to}: {source}")
            }
            ReferencingError::PointerToNowhere { pointer } => {
                format!("its `$ref` leads to {pointer}, where nothing is")
            }
            other => format!("its `$ref` leads nowhere: {other}"),
        },
        ValidationErrorKind::Custom { message, .. } => {
            format!("this is no valid schema: {message}")
        }
        _ => {
            let value = error.instance().to_string();
            let value = if value.len() > 60 {
                "this value"
            } else {
                &value
            };
            let place = if place.is_empty() { "the top" } else { place };
            format!("this is no valid schema: at {place} JSON Schema does not take {value}")
        }
    }
}

/// A path from here on, if it leads on from here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path);
    path.to_string_lossy().into_owned()
}
