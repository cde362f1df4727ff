//! What users tell of their own environment: what their images are, and the parameters of rules.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::Key;
use super::read::{Problem, Reader, Value, at, span};
use super::written::{At, SetParameter, UnreadParameter};
use crate::diagnostic::RuleId;
use crate::facts::Named;
use crate::nearest::nearest;
use crate::rules::{self, Item, Parameter, Registry, Rule};
use crate::schema::words::list;
use crate::source::Span;

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

    /// The parameters that are set: those of podlint's rules, and those of rules that people may have written.
    pub(super) fn parameters(
        &mut self,
        key: &Key,
        value: &Value<'_>,
    ) -> (Vec<SetParameter>, Vec<UnreadParameter>) {
        let (mut all, mut unread) = (Vec::new(), Vec::new());
        for (rule, value) in self.named(key, value) {
            let owner = rules::find(rule.get_ref());
            let known = owner.map_or(&[][..], |owner| &owner.page().parameters);
            let Some(owner) = owner.filter(|_| !known.is_empty()) else {
                if let Some(rule) = self.no_parameters(rule) {
                    let entries = self.named(key, value);
                    unread.extend(entries.map(|(name, value)| UnreadParameter {
                        rule,
                        name: at(name.get_ref().to_string(), name),
                        value: at(item(value), value),
                    }));
                }
                continue;
            };
            for (name, value) in self.named(key, value) {
                match known.iter().find(|known| known.name == **name.get_ref()) {
                    Some(of) => all.extend(self.value(of, value).map(|value| SetParameter {
                        rule: owner.id,
                        name: at(of.name.clone(), name),
                        value,
                    })),
                    None => {
                        let problem = no_parameter(owner, span(name.span()), name.get_ref());
                        self.problems.push(problem);
                    }
                }
            }
        }
        all.sort_by_key(|set: &SetParameter| set.name.span);
        unread.sort_by_key(|set: &UnreadParameter| set.name.span);
        (all, unread)
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

    /// Tells that a rule has no parameters; gives it if people may have written it.
    fn no_parameters(&mut self, rule: &Name<'_>) -> Option<RuleId> {
        let ours = Registry::default();
        let mut with: Vec<&str> = ours.parameters().map(|(rule, _)| rule.name()).collect();
        with.dedup();
        let name = rule.get_ref();
        let is_ours = ours.find(name).is_some();
        let message = match is_ours {
            true => format!("the rule `{name}` has no parameters"),
            false => format!("there is no rule `{name}`"),
        };
        let help = match nearest(name, &with) {
            Some(near) if near != name => format!("did you mean `{near}`?"),
            _ => format!("there are parameters of {}", list(&with)),
        };
        let at = span(rule.span());
        if is_ours || !rules::is_name(name) || !self.may_name_others() {
            self.problem_at(at, message, Some(help));
            return None;
        }
        let rule = RuleId::of_people(name);
        self.unknown_rule(rule, at, message, Some(help));
        Some(rule)
    }

    /// The value of a parameter.
    fn value(&mut self, of: &Parameter, value: &Value<'_>) -> Option<rules::Value> {
        let read = of.read(item(value));
        if read.is_none() {
            self.problems.push(no_value(of, span(value.span())));
        }
        read
    }
}

impl UnreadParameter {
    /// What is set, once the rule is known.
    pub(super) fn read(&self, rule: &Rule) -> Result<SetParameter, Problem> {
        let mut known = rule.page().parameters.iter();
        let Some(of) = known.find(|known| known.name == self.name.value) else {
            return Err(no_parameter(rule, self.name.span, &self.name.value));
        };
        let value = of.read(self.value.value.clone());
        Ok(SetParameter {
            rule: self.rule,
            name: self.name.clone(),
            value: value.ok_or_else(|| no_value(of, self.value.span))?,
        })
    }
}

fn no_parameter(rule: &Rule, span: Span, name: &str) -> Problem {
    let known = rule.page().parameters.iter();
    let names: Vec<&str> = known.map(|known| &*known.name).collect();
    let help = match name {
        "level" | "severity" => "levels are set in `levels`".to_owned(),
        "enabled" | "disabled" | "ignore" => "to leave a rule out, name it in `ignore`".to_owned(),
        _ if names.is_empty() => "it has no parameters".to_owned(),
        _ => format!("there is {}", list(&names)),
    };
    Problem {
        span,
        message: format!("`{}` has no parameter `{name}`", rule.name()),
        help: Some(help),
    }
}

fn no_value(of: &Parameter, span: Span) -> Problem {
    Problem {
        span,
        message: format!("`{}` takes {}", of.name, of.takes()),
        help: Some(format!("like {}", of.example())),
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
