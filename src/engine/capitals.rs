//! Names that are written in capitals by custom, which elsewhere would stand for a value that is yet to be filled in.

use crate::field_path::{FieldPath, Part};
use crate::placeholder::{Sign, sign};

/// Whether a value at a field is a placeholder, or holds one: a name in capitals is none where names are written so.
pub(super) fn is_placeholder_at(field: Option<&FieldPath>, value: &str) -> bool {
    match sign(value) {
        Some(Sign::Slot | Sign::Words) => !field.is_some_and(is_in_capitals),
        sign => sign.is_some(),
    }
}

/// Whether what stands at a field is written in capitals by custom: the names of variables, the keys of ConfigMaps and
/// Secrets that variables are taken from, and capabilities, of which `DAC_OVERRIDE` is one.
pub(super) fn is_in_capitals(field: &FieldPath) -> bool {
    match field.parts() {
        [.., holder, list, Part::Index(_) | Part::Item(_)]
            if holder.is_field("capabilities")
                && (list.is_field("add") || list.is_field("drop")) =>
        {
            true
        }
        // What is said of a variable stands at its name.
        [.., list, Part::Index(_) | Part::Item(_)] => list.is_field("env"),
        [.., list, Part::Index(_) | Part::Item(_), last] => {
            list.is_field("env") && last.is_field("name")
                || list.is_field("items") && last.is_field("key")
        }
        [.., holder, last] if last.is_field("key") => {
            holder.word().is_some_and(|word| word.ends_with("KeyRef"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_in_capitals, is_placeholder_at};
    use crate::field_path::{FieldPath, Part};

    #[test]
    fn names_in_capitals_are_names_where_they_are_written_so() {
        let container = || {
            FieldPath::top("spec")
                .field("containers")
                .and(Part::Index(0))
        };
        let variable = container().field("env").and(Part::Index(1));
        let from = variable.clone().field("valueFrom").field("configMapKeyRef");
        for (field, is) in [
            (variable.clone(), true),
            (variable.clone().field("name"), true),
            (from.clone().field("key"), true),
            (from.field("name"), false),
            (variable.field("value"), false),
            (FieldPath::top("data").key("ca.crt"), false),
            (
                FieldPath::top("metadata").field("labels").key("DB_HOST"),
                false,
            ),
            (
                container().field("items").and(Part::Index(0)).field("key"),
                true,
            ),
            (container().field("name"), false),
            (
                container()
                    .field("securityContext")
                    .field("capabilities")
                    .field("add")
                    .and(Part::Index(1)),
                true,
            ),
        ] {
            assert_eq!(is_in_capitals(&field), is, "{field}");
            for name in ["DB_HOST", "DAC_OVERRIDE"] {
                assert_eq!(is_placeholder_at(Some(&field), name), !is, "{field}");
            }
            assert!(is_placeholder_at(Some(&field), "${DB_HOST}"), "{field}");
        }
    }
}
