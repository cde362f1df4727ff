//! The fields and values of custom resources, by their definitions.

use serde_json::Value;

use super::{Form, Typed};
use crate::ask::custom::{Custom, said};
use crate::ask::spot::Link;
use crate::ask::{Completion, Sort, listed};
use crate::custom::{CustomField, Outline};
use crate::explain;

impl Typed<'_, '_> {
    /// The fields that are not there yet at the end of a way.
    pub(super) fn custom_keys(&self, above: &[Link<'_>]) -> Option<Vec<Completion>> {
        let custom = Custom::at(self.asked, &self.spot.root, above)?;
        let before = match custom.value.form {
            Form::List if !self.is_item() => "- ",
            Form::Object => "",
            _ => return None,
        };
        let there = self.there();
        let first = match above.is_empty() {
            true => self.first_fields(),
            false => Vec::new(),
        };
        let is_first = |field: &CustomField| first.iter().any(|known| known.label == field.name);
        let missing = custom.fields.iter();
        let missing = missing.filter(|field| !there.contains(&field.name) && !is_first(field));
        let fields = missing.map(|field| Completion {
            is_required: field.is_required,
            about: about(&field.value),
            ..self.field(
                (before, &field.name),
                field.value.form,
                field.value.kind.clone(),
            )
        });
        let fields: Vec<Completion> = fields.collect();
        // Of what every object has, all but these are its definition's to say.
        let spec = |known: &Completion| {
            known.label != "spec" || custom.fields.iter().any(|field| field.name == "spec")
        };
        let mut all: Vec<Completion> = first.iter().filter(|known| spec(known)).cloned().collect();
        all.extend(fields);
        all.sort_by_key(|field| !field.is_required);
        Some(all)
    }

    /// The values that a field can have, the default first.
    pub(super) fn custom_values(&self) -> Option<Vec<Completion>> {
        let custom = Custom::at(self.asked, &self.spot.root, &self.spot.way)?;
        let Outline {
            default,
            form,
            mut values,
            ..
        } = custom.value;
        if values.is_empty() && form == Form::Bool {
            values = vec![Value::Bool(true), Value::Bool(false)];
        }
        let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
        if let Some(default) = default.as_ref().filter(|default| is_scalar(default)) {
            values.retain(|value| value != default);
            values.insert(0, default.clone());
        }
        let offered = values.iter().map(|value| {
            let is_default = default.as_ref() == Some(value);
            Completion {
                detail: if is_default { "default" } else { "" }.to_owned(),
                ..self.value(&explain::shown(value), value.is_string(), Sort::Value)
            }
        });
        Some(offered.collect())
    }
}

fn about(value: &Outline) -> String {
    let lines = listed(said(value).into_iter().skip(1));
    let said = [value.about.trim(), &lines];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    said.join("\n\n")
}
