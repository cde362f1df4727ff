//! The types that a schema declares to expressions, and how large their values may be. Source: `SchemaDeclType`.

use std::sync::Arc;

use super::names;
use super::part::{Format, Kind, Limits, Part};
use crate::cel::Type;
use crate::cel::cost::{Sizes, Step, limits};
use crate::cel::types::{Fields, Object};

/// The shortest that may stand for something in JSON, in bytes.
const LEAST_BRACKETS: u64 = 2;

impl Part {
    /// The type of its values; none where expressions cannot see them.
    #[must_use]
    pub fn declared(self: &Arc<Self>) -> Option<Type> {
        Some(match (self.kind, self.format) {
            (Kind::Either, _) => Type::Dyn,
            (Kind::Array, _) => Type::list(self.items.as_ref()?.declared()?),
            (Kind::Object, _) => match self.map_values() {
                Some(values) => Type::map(Type::String, values.declared()?),
                None => Type::Object(Object(Arc::clone(self) as Arc<dyn Fields>)),
            },
            (Kind::String, Format::Byte) => Type::Bytes,
            (Kind::String, Format::Duration) => Type::Duration,
            (Kind::String, Format::Date | Format::DateTime) => Type::Timestamp,
            (Kind::String, Format::Other) => Type::String,
            (Kind::Boolean, _) => Type::Bool,
            (Kind::Number, _) => Type::Double,
            (Kind::Integer, _) => Type::Int,
            (Kind::Unknown, _) => return None,
        })
    }

    /// The schema of the values of a map; none where it is no map.
    pub(super) fn map_values(&self) -> Option<&Arc<Self>> {
        self.values.as_ref().filter(|_| self.kind == Kind::Object)
    }

    /// How large a value may be, as `size()` counts.
    fn size_most(&self) -> u64 {
        const TIME: u64 = 32;
        const DATE: u64 = 12;
        // A character may have four bytes.
        let in_bytes = self.limits.length.map(|length| length.saturating_mul(4));
        let text = limits::REQUEST - LEAST_BRACKETS;
        match (self.kind, self.format) {
            (Kind::Either, _) => in_bytes.unwrap_or(text),
            (Kind::Array, _) => self.limits.items.unwrap_or_else(|| {
                let least = self.items.as_ref().map_or(0, |items| items.least_written());
                text / (least + 1)
            }),
            (Kind::Object, _) => match self.map_values() {
                // Quotes around a key, a colon and a comma.
                Some(values) => self
                    .limits
                    .properties
                    .unwrap_or_else(|| text / (values.least_written() + 6)),
                None => 0,
            },
            (Kind::String, Format::Byte) => self.limits.length.unwrap_or(text),
            (Kind::String, Format::Duration | Format::DateTime) => TIME,
            (Kind::String, Format::Date) => DATE,
            (Kind::String, Format::Other) => in_bytes.or(self.limits.option).unwrap_or(text),
            (Kind::Boolean | Kind::Number | Kind::Integer | Kind::Unknown, _) => 0,
        }
    }

    /// The least number of bytes that a value takes in JSON.
    pub(super) fn least_written(&self) -> u64 {
        match (self.kind, self.format) {
            (Kind::Object, _) if self.map_values().is_none() => {
                let field = |name: &str| {
                    let part = self.fields.as_ref()?.get(name)?;
                    part.declared()?;
                    // Quotes, a colon and a comma.
                    Some(name.len() as u64 + part.least_written() + 4)
                };
                let fields: u64 = self
                    .limits
                    .written
                    .iter()
                    .filter_map(|name| field(name))
                    .sum();
                LEAST_BRACKETS + fields
            }
            (Kind::Array | Kind::Object, _) => LEAST_BRACKETS,
            (Kind::String, Format::Duration) => 3,
            (Kind::String, Format::Date) => 12,
            (Kind::String, Format::DateTime) => 21,
            (Kind::String, Format::Byte | Format::Other) => LEAST_BRACKETS,
            (Kind::Boolean, _) => 4,
            (Kind::Either | Kind::Number | Kind::Integer | Kind::Unknown, _) => 1,
        }
    }

    /// How many values a request may hold at most.
    #[must_use]
    pub fn count_most(&self) -> u64 {
        limits::REQUEST / (self.least_written() + 1)
    }
}

impl Fields for Part {
    fn name(&self) -> &str {
        match &*self.path {
            "" => "object",
            path => path,
        }
    }

    fn field(&self, name: &str) -> Option<Type> {
        self.field_declared(name)?.declared()
    }

    fn names(&self) -> Vec<&str> {
        let fields = self.fields.iter().flatten();
        let known = fields.filter(|(name, field)| {
            names::escaped(name).is_some_and(|escaped| *escaped == ***name)
                && field.declared().is_some()
        });
        known.map(|(name, _)| &**name).collect()
    }
}

/// What a path from a value leads to.
enum Led<'p> {
    To(&'p Part),
    ToKeys,
}

impl Part {
    fn lead(&self, path: &[Step]) -> Option<Led<'_>> {
        let mut part = self;
        for (at, step) in path.iter().enumerate() {
            part = match step {
                Step::Name(name) if part.map_values().is_none() => part.field_declared(name)?,
                Step::Items | Step::Values => part.map_values().or(part.items.as_ref())?,
                Step::Keys if part.map_values().is_some() => {
                    return (at + 1 == path.len()).then_some(Led::ToKeys);
                }
                _ => return None,
            };
        }
        Some(Led::To(part))
    }

    /// The keyword that would bound the size of what a path leads to, where nothing does, and its schema.
    #[must_use]
    pub fn unlimited(&self, path: &[Step]) -> Option<(&'static str, &Self)> {
        let Led::To(part) = self.lead(path)? else {
            return None;
        };
        let Limits {
            length,
            items,
            properties,
            option,
            ..
        } = &part.limits;
        let (keyword, limit) = match (part.kind, part.format) {
            (Kind::Array, _) => ("maxItems", items),
            (Kind::Object, _) if part.map_values().is_some() => ("maxProperties", properties),
            (Kind::Either, _) | (Kind::String, Format::Byte) => ("maxLength", length),
            (Kind::String, Format::Other) => {
                ("maxLength", if option.is_some() { option } else { length })
            }
            _ => return None,
        };
        limit.is_none().then_some((keyword, part))
    }

    /// How many values there may be for each schema right within it; none if nothing bounds them.
    #[must_use]
    pub fn within_most(&self) -> Option<u64> {
        match self.kind {
            Kind::Array => self.limits.items,
            Kind::Object if self.values.is_some() => self.limits.properties,
            _ => Some(1),
        }
    }
}

impl Sizes for Part {
    fn most(&self, path: &[Step]) -> Option<u64> {
        match self.lead(path)? {
            Led::To(part) => Some(part.size_most()),
            // The server knows no bound of keys, and takes that for none being there.
            Led::ToKeys => Some(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cel::cost::{Sizes, Step};
    use crate::cel::types::Fields;
    use crate::structural::Part;
    use serde_json::{Value, json};

    fn declared(schema: Value) -> Option<String> {
        let whole = json!({"type": "object", "properties": {"x": schema}});
        let part = Part::of_object(&whole);
        let field = part.fields.as_ref().unwrap()["x"].declared();
        field.map(|declared| declared.to_string())
    }

    #[test]
    fn types_are_those_of_the_server() {
        for (schema, declared_as) in [
            (json!({"type": "integer"}), Some("int")),
            (json!({"type": "number"}), Some("double")),
            (json!({"type": "string", "format": "byte"}), Some("bytes")),
            (
                json!({"type": "string", "format": "date"}),
                Some("timestamp"),
            ),
            (
                json!({"type": "string", "format": "duration"}),
                Some("duration"),
            ),
            (json!({"type": "string", "format": "email"}), Some("string")),
            (json!({"x-kubernetes-int-or-string": true}), Some("dyn")),
            (
                json!({"type": "array", "items": {"type": "boolean"}}),
                Some("list(bool)"),
            ),
            (
                json!({"type": "object", "additionalProperties": {"type": "string"}}),
                Some("map(string, string)"),
            ),
            (
                json!({"type": "object", "additionalProperties": true}),
                Some("x"),
            ),
            (json!({"x-kubernetes-preserve-unknown-fields": true}), None),
            (
                json!({"type": "array", "items": {"x-kubernetes-preserve-unknown-fields": true}}),
                None,
            ),
        ] {
            assert_eq!(declared(schema.clone()).as_deref(), declared_as, "{schema}");
        }
    }

    #[test]
    fn every_object_has_metadata() {
        let part =
            Part::of_object(&json!({"type": "object", "properties": {"spec": {"type": "object"}}}));
        let name = ["metadata", "name"].map(|name| Step::Name(name.into()));
        assert!(part.most(&name).is_some());
        assert!(part.most(&[Step::Name("kind".into())]).is_some());
        assert!(part.most(&[Step::Name("other".into())]).is_none());
    }

    #[test]
    fn fields_have_one_name_by_which_they_are_declared() {
        let short = json!({"type": "string", "maxLength": 10});
        let schema = json!({"type": "object", "properties": {
            "namespace": short, "a__b": short, "a-b": short,
        }});
        let part = Part::of_object(&schema);
        for (name, is_declared) in [
            ("__namespace__", true),
            ("namespace", false),
            ("a__underscores__b", true),
            ("a__b", false),
            ("a__dash__b", true),
            ("a-b", false),
        ] {
            let (field, most) = (part.field(name), part.most(&[Step::Name(name.into())]));
            assert_eq!(field.is_some(), is_declared, "{name}");
            assert_eq!(most, is_declared.then_some(40), "{name}");
        }
    }

    #[test]
    fn sizes_follow_from_limits() {
        let schema = json!({"type": "object", "properties": {
            "short": {"type": "string", "maxLength": 10},
            "choice": {"type": "string", "enum": ["a", "abc"]},
            "list": {"type": "array", "items": {"type": "object", "required": ["abc"], "properties": {
                "abc": {"type": "string"},
            }}},
            "few": {"type": "array", "maxItems": 3, "items": {"type": "string", "format": "date"}},
            "map": {"type": "object", "maxProperties": 4, "additionalProperties": {"type": "string"}},
        }});
        let part = Part::of_object(&schema);
        let most = |name: &str, then: &[Step]| {
            let mut path = vec![Step::Name(name.into())];
            path.extend_from_slice(then);
            part.most(&path)
        };
        assert_eq!(most("short", &[]), Some(40));
        assert_eq!(most("choice", &[]), Some(3));
        // {"abc":""} and a comma each, within brackets.
        assert_eq!(most("list", &[]), Some(((3 << 20) - 2) / 12));
        assert_eq!(most("few", &[]), Some(3));
        assert_eq!(most("few", &[Step::Items]), Some(12));
        assert_eq!(most("map", &[Step::Keys]), Some(0));
        assert_eq!(most("map", &[Step::Name("a".into())]), None);
    }
}
