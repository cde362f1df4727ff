//! What the definition of a custom resource has at a place.

use super::Question;
use super::spot::Link;
use crate::custom::{CustomField, Outline};
use crate::explain;
use crate::objects::Text;
use crate::yaml::{Cursor, Step};

/// What a custom resource is, and what its schema says of the end of a way.
pub(super) struct Custom {
    pub(super) api_version: String,
    pub(super) kind: String,
    pub(super) value: Outline,
    /// The fields of the value, or of its items.
    pub(super) fields: Vec<CustomField>,
}

impl Custom {
    pub(super) fn at(asked: &Question<'_>, root: &Cursor<'_>, way: &[Link<'_>]) -> Option<Self> {
        let word = |field: &str| Text::field(root, field);
        let (api_version, kind) = (word("apiVersion")?, word("kind")?);
        let (group, version) = api_version.split_once('/')?;
        let schemas = asked.around.schemas(asked.path, asked.settings);
        let steps: Vec<Step<'_>> = way.iter().map(|link| link.step.clone()).collect();
        let (value, fields) = schemas.outline([group, version, &kind], &steps)?;
        Some(Self {
            api_version: api_version.to_string(),
            kind: kind.to_string(),
            value,
            fields,
        })
    }
}

/// What is known of a value: a label and a text each.
pub(super) fn said(value: &Outline) -> Vec<(&'static str, String)> {
    let values: Vec<String> = value.values.iter().map(explain::shown).collect();
    let default = value
        .default
        .as_ref()
        .filter(|default| !default.is_object());
    let lines = [
        ("type", value.kind.clone()),
        ("default", default.map_or_else(String::new, explain::shown)),
        ("values", values.join(", ")),
    ];
    let said = lines.into_iter().filter(|(_, text)| !text.is_empty());
    said.collect()
}
