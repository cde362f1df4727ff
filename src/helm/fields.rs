//! Go's structs, as templates see them.

use crate::origin::Text;
use crate::template::{Key, Map, Object, Value};

use super::coalesce::new_map;

/// A field of a struct: its name in templates, and in JSON and YAML, where one that is empty can be left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) go: &'static str,
    pub(super) json: &'static str,
    pub(super) is_kept_empty: bool,
}

/// A struct.
#[derive(Debug)]
pub(super) struct Struct {
    pub(super) type_name: &'static str,
    pub(super) fields: Vec<(Name, Value)>,
    /// What its `String` gives, and methods of the same meaning, by their names.
    pub(super) says: Option<(Text, &'static [&'static str])>,
}

impl Object for Struct {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn field(&self, name: &str) -> Option<Value> {
        let mut fields = self.fields.iter();
        let (_, value) = fields.find(|(known, _)| known.go == name)?;
        Some(value.clone())
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>> {
        let (says, methods) = self.says.as_ref()?;
        let is_known = method == "String" || methods.contains(&method);
        is_known.then(|| match arguments {
            [] => Ok(Value::Text(says.clone())),
            _ => Err(format!(
                "wrong number of args for {method}: want 0 got {}",
                arguments.len()
            )),
        })
    }

    fn printed(&self) -> Text {
        if let Some((says, _)) = &self.says {
            return says.clone();
        }
        let mut text = Text::made("{");
        for (at, (_, value)) in self.fields.iter().enumerate() {
            if at > 0 {
                text.push_str(" ");
            }
            text.push(&printed(value));
        }
        text.push_str("}");
        text
    }

    fn as_map(&self) -> Option<Map> {
        let fields = self.fields.iter();
        let written = fields.filter(|(name, value)| name.is_kept_empty || !is_empty(value));
        let entries = written.map(|(name, value)| (Key::from(name.json), value.clone()));
        Some(new_map(entries))
    }
}

fn printed(value: &Value) -> Text {
    let within = |values: Vec<Text>, start: &str, end: &str| {
        let mut text = Text::made(start);
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                text.push_str(" ");
            }
            text.push(value);
        }
        text.push_str(end);
        text
    };
    match value {
        Value::Nil => Text::made("<nil>"),
        Value::Bool(is, _) => Text::made(is.to_string()),
        Value::Int(number, _) | Value::Int64(number, _) => Text::made(number.to_string()),
        Value::Float(number, _) => Text::made(number.to_string()),
        Value::Text(text) => text.clone(),
        Value::Object(object) => object.printed(),
        Value::List(items) => within(items.borrow().iter().map(printed).collect(), "[", "]"),
        Value::Map(map) => {
            let map = map.borrow();
            let entries = map.iter().map(|(key, value)| {
                let mut text = key.0.clone();
                text.push_str(":");
                text.push(&printed(value));
                text
            });
            within(entries.collect(), "map[", "]")
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::Bool(is, _) => !is,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.borrow().is_empty(),
        Value::Map(map) => map.borrow().is_empty(),
        _ => false,
    }
}

/// A list of strings with the method `Has`: the API versions of a cluster.
#[derive(Debug)]
pub(super) struct VersionSet(pub(super) Vec<Value>);

impl Object for VersionSet {
    fn type_name(&self) -> &'static str {
        "chartutil.VersionSet"
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>> {
        (method == "Has").then(|| match arguments {
            [Value::Text(wanted)] => {
                let mut known = self.0.iter();
                let is_known = known.any(|known| known.as_str() == Some(wanted.as_str()));
                Ok(Value::bool(is_known))
            }
            [_] => Err("wrong type for value; expected string".to_owned()),
            _ => Err(format!(
                "wrong number of args for Has: want 1 got {}",
                arguments.len()
            )),
        })
    }

    fn printed(&self) -> Text {
        printed(&Value::list(self.0.clone()))
    }

    fn as_list(&self) -> Option<crate::template::List> {
        match Value::list(self.0.clone()) {
            Value::List(list) => Some(list),
            _ => None,
        }
    }
}
