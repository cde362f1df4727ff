//! The values that a field takes.

use super::{Slot, Typed};
use crate::api::{self, Shape};
use crate::ask::{Completion, Sort};

impl Typed<'_, '_> {
    /// The values of a field that has a closed set of them, or a default, that one first.
    pub(super) fn values_of(&self, slot: &Slot) -> Vec<Completion> {
        let Some(field) = slot.place.fields.last() else {
            return Vec::new();
        };
        let is_string = matches!(slot.shape, Shape::String | Shape::IntOrString);
        let versions = self.model.map(|model| model.versions);
        let taken = field.all_values().filter(|(_, take)| {
            versions.is_none_or(|all| all.iter().all(|version| take.contains(version)))
        });
        let mut values: Vec<&str> = taken.map(|(value, _)| value).collect();
        if values.is_empty() && slot.shape == Shape::Bool {
            values = vec!["true", "false"];
        }
        let written = slot
            .holder
            .and_then(|holder| api::implied(holder, field.name()));
        let default = field
            .default()
            .or(written.and_then(|written| written.value));
        let default = default.map(|json| json.trim_matches('"'));
        let is_scalar = !matches!(
            slot.shape,
            Shape::Object(_) | Shape::List(_) | Shape::Map(_)
        );
        if let Some(default) = default.filter(|_| is_scalar) {
            values.retain(|value| *value != default);
            values.insert(0, default);
        }
        let detail = |value: &str| match default == Some(value) {
            true => "default".to_owned(),
            false => String::new(),
        };
        let said = values.iter();
        said.map(|value| Completion {
            detail: detail(value),
            ..self.value(value, is_string, Sort::Value)
        })
        .collect()
    }
}
