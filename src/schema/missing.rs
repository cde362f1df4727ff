//! Fields that must be there and are not.

use super::belongs::Level;
use super::findings::{self, Holder};
use super::words;
use crate::api::{Field, Version};
use crate::diagnostic::Diagnostic;
use crate::mend::flow;
use crate::objects::Object;
use crate::yaml::Cursor;

/// What is to be said of a field of `holder`. `around`: the mappings around that, the innermost last.
pub(super) fn found<'t>(
    object: &Object<'t>,
    version: Version,
    holder: &Holder<'_, 't>,
    field: Field,
    around: impl Fn() -> Vec<Level<'t>>,
) -> Diagnostic {
    let name = field.name();
    let example = words::example(field, version);
    let mut found = findings::missing_field(object, holder, name, &example);
    if let Some(line) = likely(&holder.value, name) {
        found.fix = findings::entry(object, &holder.value, &line).map(Box::new);
        found.help = Some(line.into());
    }
    let is_reference =
        |key: &Cursor<'_>| key.is_key("secretKeyRef") || key.is_key("configMapKeyRef");
    if name == "key" && holder.key.is_some_and(|key| is_reference(&key)) {
        name_variable(holder, &around(), &mut found);
    }
    found
}

/// The entry that is likely to be meant: a selector looks for the labels of the template.
fn likely(holder: &Cursor<'_>, name: &str) -> Option<String> {
    if name != "selector" {
        return None;
    }
    let way = ["template", "metadata", "labels"];
    let labels = way.into_iter().try_fold(*holder, |at, key| at.get(key))?;
    labels.entries().next()?;
    Some(format!(
        "selector: {{matchLabels: {}}}",
        flow(&labels)?.text
    ))
}

/// Says for which variable an entry of a ConfigMap or Secret is missing, and in which that is.
fn name_variable(holder: &Holder<'_, '_>, around: &[Level<'_>], found: &mut Diagnostic) {
    let nearest = around.iter().rev().take(2);
    let variable = nearest.filter_map(|level| level.value.get("name")).next();
    let (Some(variable), Some(key)) = (variable, holder.key) else {
        return;
    };
    let (key, name) = (key.as_key(), variable.as_str().unwrap_or_default());
    let kind = if key == "secretKeyRef" {
        "Secret"
    } else {
        "ConfigMap"
    };
    found.message = format!("the `{key}` of `{name}` has no `key`, which must be there");
    found.add_label(variable.span(), "the variable");
    if let Some(of) = holder.value.get("name").and_then(|of| of.as_str()) {
        let help = format!("add `key:` with the name of an entry of the {kind} `{of}`");
        found.help = Some(help.into());
    }
}
