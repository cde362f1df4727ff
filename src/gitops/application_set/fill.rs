//! Templates of Applications, filled in: in the old way, by names, or as Go's templates.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ApplicationSet;
use crate::gitops::fields::as_text;
use crate::helm::functions::Library;
use crate::origin::Text;
use crate::template::{Budget, Engine, Key, Limits, Missing, Templates, Value};

/// What a template may take.
const LIMITS: Limits = Limits {
    steps: 100_000,
    depth: 40,
    bytes: 1 << 20,
};

/// What fills in a template, by name: nested for Go's templates, with dots in names for the old ones.
pub(super) type Parameters = BTreeMap<Key, Value>;

impl ApplicationSet<'_> {
    /// A value in which all texts are filled in; `None` if one cannot be.
    pub(super) fn filled(&self, value: &Value, parameters: &Parameters) -> Option<Value> {
        Some(match value {
            Value::Text(text) if text.as_str().contains("{{") => Value::Text(match self.is_go {
                true => executed(text, parameters)?,
                false => replaced(text, parameters),
            }),
            Value::List(list) => {
                let list = list.borrow();
                let all = list.iter().map(|item| self.filled(item, parameters));
                Value::list(all.collect::<Option<_>>()?)
            }
            Value::Map(map) => {
                let map = map.borrow();
                let all = map.iter().map(|(key, value)| {
                    let key = match key.0.as_str().contains("{{") && !self.is_go {
                        true => Key(replaced(&key.0, parameters)),
                        false => key.clone(),
                    };
                    Some((key, self.filled(value, parameters)?))
                });
                Value::map(all.collect::<Option<_>>()?)
            }
            other => other.clone(),
        })
    }
}

/// A text with what stands in `{{…}}` in the old way: names, and nothing else. What has no such name stays.
fn replaced(text: &Text, parameters: &Parameters) -> Text {
    let (written, mut all, mut at) = (text.as_str(), Text::default(), 0);
    while let Some(found) = written[at..].find("{{") {
        let open = at + found;
        let Some(close) = written[open..].find("}}").map(|close| open + close) else {
            break;
        };
        all.push_slice(text, at, open);
        let name = written[open + 2..close].trim();
        match parameters.get(name).and_then(as_text) {
            Some(value) => all.push(&value),
            None => all.push_slice(text, open, close + 2),
        }
        at = close + 2;
    }
    all.push_slice(text, at, written.len());
    all
}

/// A text as one of Go's templates.
fn executed(text: &Text, parameters: &Parameters) -> Option<Text> {
    let functions = Library::default();
    let mut templates = Templates::new();
    templates.parse("", text, &functions).ok()?;
    let budget = Budget::new(LIMITS);
    let engine = Engine {
        functions: &functions,
        budget: &budget,
        missing: Missing::Error,
    };
    let data = Value::map(parameters.clone());
    engine.execute(&Rc::new(templates), "", &data).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_templates_are_names() {
        let parameters = Parameters::from([
            (Key::from("path.basename"), Value::text("web")),
            (Key::from("count"), Value::int(2)),
        ]);
        for (text, expected) in [
            ("apps/{{path.basename}}", "apps/web"),
            ("{{ count }}-{{count}}", "2-2"),
            ("{{ server }}", "{{ server }}"),
            ("{{path.basename", "{{path.basename"),
        ] {
            let text = replaced(&Text::made(text), &parameters);
            assert_eq!(text.as_str(), expected);
        }
    }
}
