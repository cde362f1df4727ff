//! Templates over values, all of whose texts come from files.

use std::rc::Rc;

use podlint::origin::{FileId, Made, Origin, Place, Text};
use podlint::source::Span;
use podlint::template::{Budget, Engine, Failure, Key, Limits, Missing, Templates, Value};
use serde_json::Value as Json;

use super::functions::Host;

/// Texts that templates and values come from, by the number of their file.
#[derive(Default)]
pub(crate) struct Files(Vec<String>);

impl Files {
    /// The text of a new file.
    pub(crate) fn text(&mut self, text: &str) -> Text {
        let (file, made) = (FileId(self.0.len() as u32), Made::Taken);
        let span = Span::new(0, text.len() as u32);
        self.0.push(text.to_owned());
        Text::from_place(
            text,
            Origin {
                place: Place { file, span },
                made,
            },
        )
    }

    /// A value of which each string is a file.
    pub(crate) fn value(&mut self, json: &Json) -> Value {
        match json {
            Json::Null => Value::Nil,
            Json::Bool(is) => Value::bool(*is),
            Json::Number(number) => match number.as_i64() {
                Some(number) => Value::int(number),
                None => Value::Float(number.as_f64().unwrap(), None),
            },
            Json::String(text) => Value::Text(self.text(text)),
            Json::Array(items) => Value::list(items.iter().map(|item| self.value(item)).collect()),
            Json::Object(entries) => {
                let entries = entries.iter();
                let entries =
                    entries.map(|(key, item)| (Key::from(key.as_str()), self.value(item)));
                Value::map(entries.collect())
            }
        }
    }

    /// The first run of a text that is not what stands at its place.
    pub(crate) fn lie(&self, text: &Text) -> Option<String> {
        let mut start = 0;
        for run in text.runs() {
            let letters = &text.as_str()[start..run.end];
            start = run.end;
            let Some(Origin {
                place,
                made: Made::Taken,
            }) = run.origin
            else {
                continue;
            };
            let source = place.span.of(&self.0[place.file.0 as usize]);
            if source != letters {
                return Some(format!("{letters:?} is said to be {source:?}"));
            }
        }
        None
    }

    /// The letters of a file at a place, if it has that.
    pub(crate) fn at(&self, place: Place) -> Option<&str> {
        let (start, end) = (place.span.start as usize, place.span.end as usize);
        self.0.get(place.file.0 as usize)?.get(start..end)
    }
}

/// What a template named `main` gives.
pub(crate) fn execute(
    text: &Text,
    data: &Value,
    missing: Missing,
    limits: Limits,
) -> Result<Text, Box<Failure>> {
    let budget = Budget::new(limits);
    let engine = Engine {
        functions: &Host,
        budget: &budget,
        missing,
    };
    let mut templates = Templates::new();
    templates.parse("main", text, &Host)?;
    engine.execute(&Rc::new(templates), "main", data)
}
