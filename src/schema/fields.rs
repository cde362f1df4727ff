//! What to say of a key that is a field in other versions only.

use crate::api::{Field, Type, Version};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::objects::Object;
use crate::schema::words;
use crate::yaml::Entry;

/// A key that is a field of `definition` in other versions than this one; `None` if it is one in none.
pub(super) fn elsewhen<'t>(
    object: &Object<'t>,
    definition: Type,
    version: Version,
    entry: &Entry<'t>,
) -> Option<Diagnostic> {
    let name = entry.key.as_key();
    let alike = definition.fields().filter(|field| field.name() == name);
    let all: Vec<Version> = alike
        .map(Field::versions)
        .flat_map(|versions| versions.iter().collect::<Vec<_>>())
        .collect();
    let last = all.iter().max()?;
    let thing = words::thing(definition);
    let newer = all.iter().filter(|&&other| other > version).min();
    let (message, here, help) = match newer {
        Some(first) => (
            format!("`{name}` is no field of {thing} before Kubernetes {first}"),
            format!("added in {first}"),
            format!("leave it out, or check against Kubernetes {first} or newer"),
        ),
        None => {
            let removed = format!("1.{}", last.minor() + 1);
            (
                format!("`{name}` is no field of {thing} since Kubernetes {removed}"),
                format!("removed in {removed}"),
                "leave it out".to_owned(),
            )
        }
    };
    let found = object.diagnostic(RuleId::UNKNOWN_FIELD, &entry.key, message);
    Some(found.here(here).help(help))
}
