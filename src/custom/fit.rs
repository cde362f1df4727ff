//! Whether values that are no object fit a schema of JSON: a chart's values.

use std::path::Path;

use serde_json::{Map, Value};

use super::check::USUAL;
use super::evaluate::{Stop, evaluate};
use super::load::{self, Schema};
use super::misfit::{Misfit, Why};
use super::prepare::Terms;
use super::words;
use crate::files::{FileSystem, Reach};
use crate::nearest::nearest;
use crate::schema::formats::Asked;
use crate::schema::words as common;
use crate::structural::Step;

/// A step from a value to one within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// To the entry of this key.
    Key(String),
    /// To the item at this place, from 0.
    Item(usize),
}

/// What of a value does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The way to it. Its last step may lead to a key that should not be there.
    pub way: Vec<Part>,
    /// What is wrong: a sentence without its end.
    pub message: String,
    /// What may be meant.
    pub help: Option<String>,
    /// The key that is missing there, if it is that.
    pub missing: Option<String>,
}

/// A schema of JSON that values are held against.
#[derive(Debug)]
pub struct ValuesSchema(Schema);

impl ValuesSchema {
    /// Reads the schema in the text of a file, which refers only to files in reach.
    ///
    /// # Errors
    ///
    /// It cannot be used: a sentence.
    pub fn read(
        schema: &str,
        file: &Path,
        world: (&dyn FileSystem, &Reach),
    ) -> Result<Self, String> {
        let document: Value =
            serde_json::from_str(schema).map_err(|error| format!("this is no JSON: {error}"))?;
        load::load(file, document, Terms::OF_JSON, world).map(Self)
    }

    /// What of a value does not fit it.
    ///
    /// # Errors
    ///
    /// It cannot be held against it: a sentence.
    pub fn unfit(&self, value: &Value) -> Result<Vec<Unfit>, String> {
        let misfits =
            evaluate(&self.0, value, USUAL.of_schema, Asked::ByAnyone).map_err(|stop| {
                let why = match stop {
                    Stop::Endless => "its parts refer to each other without end",
                    Stop::Work => "to hold the values against it takes too long",
                    Stop::Depth => {
                        "the values have more within each other than it can be held against"
                    }
                };
                why.to_owned()
            })?;
        let mut found = Vec::new();
        for misfit in &misfits {
            explain(misfit, &mut found);
        }
        Ok(found)
    }
}

fn explain(misfit: &Misfit<'_>, found: &mut Vec<Unfit>) {
    let way = way(misfit);
    let name = called(&way);
    let unfit = |message: String| Unfit {
        way: way.clone(),
        message,
        help: None,
        missing: None,
    };
    let mut add = |message: String| found.push(unfit(message));
    match &misfit.why {
        Why::Unknown(names, schema) => found.extend(unknown(&way, names, schema)),
        Why::Missing(missing, _) => {
            let whole = [&way[..], &[Part::Key((*missing).to_owned())]].concat();
            let message = format!("{} must be set", called(&whole));
            found.push(Unfit {
                missing: Some((*missing).to_owned()),
                ..unfit(message)
            });
        }
        Why::Type(types) => {
            let takes = common::either(&words::type_names(types));
            add(format!(
                "{name} takes {takes}, not {}",
                described(misfit.value)
            ));
        }
        Why::NoneOf(options) => {
            let options: Vec<String> = options.iter().map(words::plain).collect();
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            let takes = common::one_of(&options);
            add(format!(
                "{name} takes {takes}, not {}",
                described(misfit.value)
            ));
        }
        Why::NoForm(_, misfits) => match misfits.as_slice() {
            [only] => only.iter().for_each(|misfit| explain(misfit, found)),
            _ => add(format!("{name} has none of the forms that it may have")),
        },
        Why::Forms(fitting, _) => {
            let count = fitting.len();
            add(format!(
                "{name} has {count} of the forms of which it may have one"
            ));
        }
        Why::RuledOut(_) => add(format!("{name} has a form that it may not have")),
        Why::Forbidden => add(format!("{name} may not be set")),
        Why::Name(key) => add(format!("nothing in {name} may be called `{key}`")),
        Why::Duplicate(first, again) => {
            add(format!(
                "the items {first} and {again} of {name} are the same"
            ));
        }
        Why::MoreItems(most) => add(format!("{name} may have at most {most} items")),
        Why::Limit(keyword, limit) => {
            let limit = words::limit(keyword, limit);
            add(limit.said(&name, &described(misfit.value)));
        }
    }
}

/// Entries that a mapping may not have.
fn unknown(way: &[Part], names: &[&str], schema: &Map<String, Value>) -> Vec<Unfit> {
    let known = schema.get("properties").and_then(Value::as_object);
    let known: Vec<&str> = known.into_iter().flatten().map(|(key, _)| &**key).collect();
    let one = |unknown: &&str| {
        let meant = nearest(unknown, &known);
        Unfit {
            way: [way, &[Part::Key((*unknown).to_owned())]].concat(),
            message: match way.is_empty() {
                true => format!("the chart has no value `{unknown}`"),
                false => format!("{} may have no `{unknown}`", called(way)),
            },
            help: meant.map(|meant| format!("did you mean `{meant}`?")),
            missing: None,
        }
    };
    names.iter().map(one).collect()
}

fn way(misfit: &Misfit<'_>) -> Vec<Part> {
    let steps = misfit.way.steps().into_iter();
    let part = |step: Step<'_>| match step {
        Step::Name(name) => Part::Key(name.to_owned()),
        Step::At(at) => Part::Item(at),
    };
    steps.map(part).collect()
}

/// What a value is called by the way to it.
fn called(way: &[Part]) -> String {
    let mut name = String::new();
    for part in way {
        match part {
            Part::Key(key) if name.is_empty() => name.push_str(key),
            Part::Key(key) => name.push_str(&format!(".{key}")),
            Part::Item(at) => name.push_str(&format!("[{at}]")),
        }
    }
    match name.is_empty() {
        true => "the chart's values".to_owned(),
        false => format!("`{name}`"),
    }
}

/// What a value is; what a string says may be a secret.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(_) => "this string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Nothing;

    fn messages(schema: &str, value: &str) -> Vec<String> {
        let value = serde_json::from_str(value).unwrap();
        let reach = Reach::new("not there");
        let file = Path::new("/values.schema.json");
        let schema = ValuesSchema::read(schema, file, (&Nothing, &reach)).unwrap();
        let found = schema.unfit(&value).unwrap();
        found.into_iter().map(|unfit| unfit.message).collect()
    }

    #[test]
    fn what_does_not_fit_is_told_by_its_name() {
        let schema = r#"{
            "type": "object", "additionalProperties": false, "required": ["image"],
            "properties": {
                "image": {"type": "string", "minLength": 1},
                "replicas": {"type": "integer", "minimum": 1},
                "mode": {"enum": ["a", "b"]},
                "ports": {"items": {"type": "integer"}}
            }
        }"#;
        for (value, expected) in [
            (r#"{"image": "x"}"#, vec![]),
            ("{}", vec!["`image` must be set"]),
            (r#"{"image": 1}"#, vec!["`image` takes a string, not 1"]),
            (
                r#"{"image": "x", "replica": 1}"#,
                vec!["the chart has no value `replica`"],
            ),
            (
                r#"{"image": "x", "replicas": 0}"#,
                vec!["`replicas` takes 1 or more, not 0"],
            ),
            (
                r#"{"image": "x", "mode": "c"}"#,
                vec!["`mode` takes `a` or `b`, not this string"],
            ),
            (
                r#"{"image": "x", "ports": [1, "y"]}"#,
                vec!["`ports[1]` takes a whole number, not this string"],
            ),
        ] {
            assert_eq!(messages(schema, value), expected, "{value}");
        }
    }

    #[test]
    fn a_schema_that_cannot_be_used_is_told() {
        let reach = Reach::new("not there");
        for schema in ["{", r##"{"$ref": "#/none"}"##] {
            let file = Path::new("/values.schema.json");
            let read = ValuesSchema::read(schema, file, (&Nothing, &reach));
            assert!(read.is_err(), "{schema}");
        }
    }
}
