//! Which fields an object must have, corrected by what API servers were seen to do: `schemas/required.txt`.

use std::collections::HashMap;

use crate::Result;
use crate::api::Api;

/// Keeps of the marks those on strings, then takes the corrections.
pub(crate) fn apply(api: &mut Api, corrections: &str) -> Result<()> {
    let mut corrections = read(corrections)?;
    for (definition, fields) in &mut api.definitions {
        for (name, field) in &mut fields.fields {
            field.required &= field.shape == "string";
            let Some(required) = corrections.remove(&(definition.as_str(), name.as_str())) else {
                continue;
            };
            if field.required == required {
                return Err(format!("required.txt needs no line for {definition} {name}").into());
            }
            field.required = required;
        }
    }
    match corrections.keys().next() {
        Some((definition, name)) => {
            Err(format!("required.txt: there is no {definition} {name}").into())
        }
        None => Ok(()),
    }
}

/// The lines `+ definition field` and `- definition field`.
fn read(text: &str) -> Result<HashMap<(&str, &str), bool>> {
    let mut corrections = HashMap::new();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let (sign, field) = match words[..] {
            [sign @ ("+" | "-"), definition, field] => (sign, (definition, field)),
            _ => return Err(format!("required.txt: `{line}` is no correction").into()),
        };
        if corrections.insert(field, sign == "+").is_some() {
            return Err(format!("required.txt has two lines for {} {}", field.0, field.1).into());
        }
    }
    Ok(corrections)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::api::{Definition, Field};

    fn api() -> Api {
        let field = |shape: &str| Field {
            shape: shape.to_owned(),
            required: true,
            ..Field::default()
        };
        let definition = Definition {
            fields: [
                ("name".to_owned(), field("string")),
                ("port".to_owned(), field("int32")),
            ]
            .into(),
            ..Definition::default()
        };
        let mut api = Api::default();
        api.add("1.36", BTreeMap::from([("T".to_owned(), definition)]));
        api
    }

    fn required(corrections: &str) -> Vec<bool> {
        let mut api = api();
        apply(&mut api, corrections).unwrap();
        api.definitions["T"]
            .fields
            .values()
            .map(|field| field.required)
            .collect()
    }

    #[test]
    fn strings_stay_required() {
        assert_eq!(required("# none\n"), [true, false]);
    }

    #[test]
    fn corrections_have_the_last_word() {
        assert_eq!(required("- T name\n+ T port\n"), [false, true]);
    }

    #[test]
    fn lines_without_use_are_errors() {
        for line in ["+ T name", "+ T other", "+ T", "+ T port\n+ T port"] {
            assert!(apply(&mut api(), line).is_err(), "{line}");
        }
    }
}
