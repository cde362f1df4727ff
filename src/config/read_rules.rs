//! What users tell of their own environment: what their images are, and the parameters of rules.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::Key;
use super::read::{Reader, Value, span};
use super::written::{At, SetParameter};
use crate::facts::Named;
use crate::nearest::nearest;
use crate::rules::{self, Item, Parameter, parameters};
use crate::schema::words::list;

type Name<'t> = Spanned<std::borrow::Cow<'t, str>>;

impl Reader {
    pub(super) fn images(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<Arc<Named>>> {
        let mut images = Vec::new();
        for (pattern, value) in self.named(key, value) {
            let Some(what) = value.get_ref().as_str() else {
                let message = "what an image is stands in quotes, like \"PostgreSQL\"";
                self.problem_at(span(value.span()), message.to_owned(), None);
                continue;
            };
            match Named::new(pattern.get_ref(), what) {
                Ok(named) => images.push(At {
                    value: Arc::new(named),
                    span: span(pattern.span()),
                }),
                Err(near) => {
                    let message = format!("podlint knows no software `{what}`");
                    let help = near.map_or_else(
                        || "say what it is for: `database`, `proxy`, `helper`, `application` and the like".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.problem_at(span(value.span()), message, Some(help));
                }
            }
        }
        images.sort_by_key(|image: &At<_>| image.span);
        images
    }

    pub(super) fn parameters(&mut self, key: &Key, value: &Value<'_>) -> Vec<SetParameter> {
        let mut all = Vec::new();
        for (rule, value) in self.named(key, value) {
            let owner = rules::find(rule.get_ref());
            let known = owner.map_or(&[][..], |owner| &owner.page().parameters);
            let Some(owner) = owner.filter(|_| !known.is_empty()) else {
                self.no_parameters(rule);
                continue;
            };
            for (name, value) in self.named(key, value) {
                match known.iter().find(|known| known.name == **name.get_ref()) {
                    Some(of) => all.extend(self.value(of, value).map(|value| SetParameter {
                        rule: owner.id,
                        of,
                        span: span(name.span()),
                        value,
                    })),
                    None => self.no_parameter(owner.name(), name, known),
                }
            }
        }
        all.sort_by_key(|set: &SetParameter| set.span);
        all
    }

    /// The entries of a table whose keys are the user's.
    fn named<'v, 't>(
        &mut self,
        key: &Key,
        value: &'v Value<'t>,
    ) -> impl Iterator<Item = (&'v Name<'t>, &'v Value<'t>)> + use<'v, 't> {
        let table: Option<&'v DeTable<'t>> = value.get_ref().as_table();
        if table.is_none() {
            self.mismatch(key, value);
        }
        table.into_iter().flatten()
    }

    fn no_parameters(&mut self, rule: &Name<'_>) {
        let mut with: Vec<&str> = parameters().iter().map(|(rule, _)| rule.name()).collect();
        with.dedup();
        let name = rule.get_ref();
        let message = match rules::find(name) {
            Some(_) => format!("the rule `{name}` has no parameters"),
            None => format!("there is no rule `{name}`"),
        };
        let help = match nearest(name, &with) {
            Some(near) if near != name => format!("did you mean `{near}`?"),
            _ => format!("there are parameters of {}", list(&with)),
        };
        self.problem_at(span(rule.span()), message, Some(help));
    }

    fn no_parameter(&mut self, rule: &str, name: &Name<'_>, known: &[Parameter]) {
        let names: Vec<&str> = known.iter().map(|known| &*known.name).collect();
        let message = format!("`{rule}` has no parameter `{}`", name.get_ref());
        let help = match name.get_ref().as_ref() {
            "level" | "severity" => "levels are set in `levels`".to_owned(),
            "enabled" | "disabled" | "ignore" => {
                "to leave a rule out, name it in `ignore`".to_owned()
            }
            _ => format!("there is {}", list(&names)),
        };
        self.problem_at(span(name.span()), message, Some(help));
    }

    /// The value of a parameter.
    fn value(&mut self, of: &Parameter, value: &Value<'_>) -> Option<rules::Value> {
        let read = of.read(item(value));
        if read.is_none() {
            let message = format!("`{}` takes {}", of.name, of.takes());
            let help = format!("like {}", of.example());
            self.problem_at(span(value.span()), message, Some(help));
        }
        read
    }
}

fn item(value: &Value<'_>) -> Item {
    match value.get_ref() {
        DeValue::String(text) => Item::Text(text.clone().into_owned()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            number.map_or(Item::Other, Item::Number)
        }
        DeValue::Array(items) => Item::List(items.iter().map(item).collect()),
        DeValue::Table(table) => {
            let entries = table.iter();
            let entry = |(key, value): (&Name<'_>, &Value<'_>)| {
                (key.get_ref().clone().into_owned(), item(value))
            };
            Item::Table(entries.map(entry).collect())
        }
        _ => Item::Other,
    }
}
