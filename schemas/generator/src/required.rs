//! Which fields an object must have, corrected by what API servers were seen to do: `schemas/required.txt`.

use std::collections::{HashMap, HashSet};

use crate::Result;
use crate::api::Api;

/// Keeps of the marks those on strings, then takes the corrections.
pub(crate) fn apply(api: &mut Api, corrections: &str) -> Result<()> {
    let corrections = read(corrections)?;
    let mut used = HashSet::new();
    for (definition, fields) in &mut api.definitions {
        let definition = without_version(definition);
        for (name, versions) in &mut fields.fields {
            let key = format!("{definition} {name}");
            let correction = corrections.get_key_value(key.as_str());
            for field in versions.values_mut() {
                field.required &= field.shape == "string";
                if let Some((&line, &required)) = correction
                    && field.required != required
                {
                    field.required = required;
                    used.insert(line);
                }
            }
        }
    }
    match corrections.keys().find(|&line| !used.contains(line)) {
        Some(line) => Err(format!("required.txt: {line} changes nothing").into()),
        None => Ok(()),
    }
}

/// `io.k8s.api.apps.v1.Deployment` as `io.k8s.api.apps.*.Deployment`.
fn without_version(definition: &str) -> String {
    let parts = definition.split('.');
    let is_version = |part: &str| {
        part.strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let parts: Vec<&str> = parts
        .map(|part| if is_version(part) { "*" } else { part })
        .collect();
    parts.join(".")
}

/// The lines `+ definition field` and `- definition field`, without the sign.
fn read(text: &str) -> Result<HashMap<&str, bool>> {
    let mut corrections = HashMap::new();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (required, field) = match line.split_once(' ') {
            Some(("+", field)) => (true, field),
            Some(("-", field)) => (false, field),
            _ => return Err(format!("required.txt: `{line}` is no correction").into()),
        };
        if corrections.insert(field, required).is_some() {
            return Err(format!("required.txt has two lines for {field}").into());
        }
    }
    Ok(corrections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Definition, Field};

    fn api() -> Api {
        let field = |shape: &str| Field {
            shape: shape.to_owned(),
            required: true,
            ..Field::default()
        };
        let definition = || Definition {
            fields: [
                ("name".to_owned(), field("string")),
                ("port".to_owned(), field("int32")),
            ]
            .into(),
            ..Definition::default()
        };
        let names = ["a.v1.T", "a.v1beta1.T", "v.T"];
        let mut api = Api::default();
        let definitions = names.map(|name| (name.to_owned(), definition()));
        api.add("1.36", definitions.into()).unwrap();
        api
    }

    fn required(corrections: &str) -> Vec<bool> {
        let mut api = api();
        apply(&mut api, corrections).unwrap();
        let definitions = api.definitions.values();
        definitions
            .flat_map(|definition| definition.fields.values())
            .map(|versions| versions[&0].required)
            .collect()
    }

    #[test]
    fn strings_stay_required() {
        let some = [true, false, true, false, true, false];
        assert_eq!(required("# none\n"), some);
    }

    #[test]
    fn corrections_have_the_last_word_for_all_versions_of_a_group() {
        let some = [false, true, false, true, true, false];
        assert_eq!(required("- a.*.T name\n+ a.*.T port\n"), some);
    }

    #[test]
    fn lines_without_use_are_errors() {
        for line in [
            "+ v.T name",
            "+ v.T other",
            "+ v.T",
            "+ v.T port\n+ v.T port",
        ] {
            assert!(apply(&mut api(), line).is_err(), "{line}");
        }
    }
}
