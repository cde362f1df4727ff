//! What users tell rules of their own environment. Which parameters a rule has its page says, and nothing else does: the
//! configuration, its schema, `podlint config` and `podlint explain` follow from that.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::RuleId;
use crate::facts::Images;
use crate::objects::World;
use crate::pod_security::Standard;
use crate::yaml::{Cursor, Entry, Kind, Scalar};

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A list of numbers of TCP or UDP ports, from 1 to 65535.
    Ports,
    /// A list of absolute paths of directories.
    Paths,
    /// A list of words, in which `*` stands for any characters where a rule says so.
    Words,
    /// A whole number, from 0.
    Number,
    /// One of the words that the page lists under `choices`.
    Choice,
    /// A table from words to words.
    Map,
}

impl Sort {
    /// What a page calls it.
    fn named(name: &str) -> Option<Self> {
        match name {
            "ports" => Some(Self::Ports),
            "paths" => Some(Self::Paths),
            "words" => Some(Self::Words),
            "number" => Some(Self::Number),
            "choice" => Some(Self::Choice),
            "map" => Some(Self::Map),
            _ => None,
        }
    }
}

/// A value, wherever it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A whole number.
    Number(i64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Item>),
    /// Keys with their values.
    Table(Vec<(String, Item)>),
    /// Anything else.
    Other,
}

impl Item {
    fn port(self) -> Option<i64> {
        match self {
            Self::Number(port) => Some(port).filter(|port| (1..=65535).contains(port)),
            _ => None,
        }
    }

    fn path(self) -> Option<String> {
        self.text().filter(|path| path.starts_with('/'))
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn list<T>(self, of: fn(Self) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Self::List(items) => items.into_iter().map(of).collect(),
            _ => None,
        }
    }

    fn map(self) -> Option<BTreeMap<String, String>> {
        match self {
            Self::Table(entries) => {
                let entries = entries.into_iter();
                entries
                    .map(|(key, value)| Some((key, value.text()?)))
                    .collect()
            }
            _ => None,
        }
    }

    /// What a page says. No parameter takes collections within collections.
    fn of(node: &Cursor<'_>) -> Self {
        match node.kind() {
            Kind::Sequence => Self::List(node.items().map(|item| Self::scalar(&item)).collect()),
            Kind::Mapping => {
                let entries = node.entries();
                let entry = |entry: Entry<'_>| {
                    (entry.key.as_key().into_owned(), Self::scalar(&entry.value))
                };
                Self::Table(entries.map(entry).collect())
            }
            _ => Self::scalar(node),
        }
    }

    fn scalar(node: &Cursor<'_>) -> Self {
        match node.scalar() {
            Some(Scalar::Int(number)) => i64::try_from(number).map_or(Self::Other, Self::Number),
            Some(Scalar::Str(text)) => Self::Text(text.into_owned()),
            _ => Self::Other,
        }
    }
}

/// What a parameter is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of [`Sort::Ports`].
    Ports(Vec<i64>),
    /// Of [`Sort::Paths`].
    Paths(Vec<String>),
    /// Of [`Sort::Words`].
    Words(Vec<String>),
    /// Of [`Sort::Number`].
    Number(i64),
    /// Of [`Sort::Choice`].
    Choice(String),
    /// Of [`Sort::Map`].
    Map(BTreeMap<String, String>),
}

impl Value {
    /// As it is written in a configuration file.
    #[must_use]
    pub fn written(&self) -> String {
        // A string of JSON is one of TOML as well.
        let quoted = |text: &String| serde_json::Value::from(text.as_str()).to_string();
        let list = |items: Vec<String>| format!("[{}]", items.join(", "));
        match self {
            Self::Ports(ports) => list(ports.iter().map(ToString::to_string).collect()),
            Self::Paths(texts) | Self::Words(texts) => list(texts.iter().map(quoted).collect()),
            Self::Number(number) => number.to_string(),
            Self::Choice(word) => quoted(word),
            Self::Map(map) => {
                let entries = map.iter();
                let entry = |(key, value)| format!("{} = {}", quoted(key), quoted(value));
                format!(
                    "{{ {} }}",
                    entries.map(entry).collect::<Vec<_>>().join(", ")
                )
            }
        }
    }
}

/// A parameter of a rule, as its page has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub sort: Sort,
    /// The words of which a [`Sort::Choice`] takes one.
    pub choices: Vec<String>,
    /// What it says, in a sentence.
    pub about: String,
    /// What it is where nobody sets it; empty without one.
    pub default: Option<Value>,
    /// What it could be set to.
    pub example: Value,
}

impl Parameter {
    /// Reads an entry of `parameters` in the front matter of a page.
    pub(super) fn of_page(name: &str, entry: &Cursor<'_>) -> Result<Self, String> {
        let wrong = |what: &str| format!("the parameter `{name}` has no {what}");
        let text = |field: &str| Some(entry.get(field)?.as_str()?.into_owned());
        let sort = text("type").and_then(|name| Sort::named(&name));
        let choices = entry.get("choices").map(|list| Item::of(&list));
        let mut parameter = Self {
            name: name.to_owned(),
            sort: sort
                .ok_or_else(|| wrong("`type`: ports, paths, words, number, choice or map"))?,
            choices: choices
                .and_then(|list| list.list(Item::text))
                .unwrap_or_default(),
            about: text("about").ok_or_else(|| wrong("`about`, a sentence"))?,
            default: None,
            example: Value::Number(0),
        };
        let value = |field: &str| Some(parameter.read(Item::of(&entry.get(field)?)));
        let default =
            value("default").map(|value| value.ok_or_else(|| wrong("`default` of its type")));
        let example = value("example").flatten();
        parameter.default = default.transpose()?;
        parameter.example = example.ok_or_else(|| wrong("`example` of its type"))?;
        Ok(parameter)
    }

    /// Its value; `None` if that is none that it takes.
    #[must_use]
    pub fn read(&self, item: Item) -> Option<Value> {
        match self.sort {
            Sort::Ports => item.list(Item::port).map(Value::Ports),
            Sort::Paths => item.list(Item::path).map(Value::Paths),
            Sort::Words => item.list(Item::text).map(Value::Words),
            Sort::Number => match item {
                Item::Number(number) if number >= 0 => Some(Value::Number(number)),
                _ => None,
            },
            Sort::Choice => {
                let word = item.text().filter(|word| self.choices.contains(word));
                word.map(Value::Choice)
            }
            Sort::Map => item.map().map(Value::Map),
        }
    }

    /// What it takes, in words.
    #[must_use]
    pub fn takes(&self) -> String {
        let words = match self.sort {
            Sort::Ports => "a list of ports, from 1 to 65535",
            Sort::Paths => "a list of directories, from the root on",
            Sort::Words => "a list of words in quotes",
            Sort::Number => "a whole number, from 0",
            Sort::Choice => return format!("one of {}", self.choices.join(", ")),
            Sort::Map => "a table from words to words",
        };
        words.to_owned()
    }

    /// How it could be set: `allowed = [443]`.
    #[must_use]
    pub fn example(&self) -> String {
        format!("{} = {}", self.name, self.example.written())
    }
}

/// What is known of the environment beyond the manifests. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// What images of the user's own are.
    pub images: Images,
    /// The Pod Security Standard that every pod is held to.
    pub pod_security: Option<Standard>,
    /// Whether there is more than the manifests show.
    pub world: World,
    /// The rules that somebody asks for, by their names, their categories or a profile that is about them: they make no
    /// exceptions for what is probably right as it is. Nobody who wants to know of all privileged containers is helped by a
    /// guess at which of them need it.
    pub asked: BTreeSet<RuleId>,
    set: BTreeMap<(RuleId, String), Value>,
}

impl Parameters {
    /// These images, and no parameter that is set.
    #[must_use]
    pub fn of(images: Images) -> Self {
        Self {
            images,
            ..Self::default()
        }
    }

    /// Whether somebody asks for a rule.
    #[must_use]
    pub fn is_asked(&self, rule: RuleId) -> bool {
        self.asked.contains(&rule)
    }

    /// Sets a parameter of a rule.
    pub fn set(&mut self, rule: RuleId, name: &str, value: Value) {
        self.set.insert((rule, name.to_owned()), value);
    }

    /// The ports that a parameter of a rule is set to.
    #[must_use]
    pub fn ports(&self, rule: RuleId, name: &str) -> &[i64] {
        match self.get(rule, name) {
            Some(Value::Ports(ports)) => ports,
            _ => &[],
        }
    }

    /// The paths or the words that a parameter of a rule is set to.
    #[must_use]
    pub fn words(&self, rule: RuleId, name: &str) -> &[String] {
        match self.get(rule, name) {
            Some(Value::Paths(words) | Value::Words(words)) => words,
            _ => &[],
        }
    }

    /// The number that a parameter of a rule is set to.
    #[must_use]
    pub fn number(&self, rule: RuleId, name: &str) -> Option<i64> {
        match self.get(rule, name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The word that a parameter of a rule is set to, out of its choices.
    #[must_use]
    pub fn choice(&self, rule: RuleId, name: &str) -> Option<&str> {
        match self.get(rule, name) {
            Some(Value::Choice(word)) => Some(word),
            _ => None,
        }
    }

    /// The table that a parameter of a rule is set to; empty without one.
    #[must_use]
    pub fn map(&self, rule: RuleId, name: &str) -> &BTreeMap<String, String> {
        static EMPTY: BTreeMap<String, String> = BTreeMap::new();
        match self.get(rule, name) {
            Some(Value::Map(map)) => map,
            _ => &EMPTY,
        }
    }

    /// What a parameter of a rule is set to, or what holds where nobody sets it.
    #[must_use]
    pub fn value<'p>(&'p self, rule: RuleId, parameter: &'p Parameter) -> Option<&'p Value> {
        let set = self.set.get(&(rule, parameter.name.clone()));
        set.or(parameter.default.as_ref())
    }

    /// What somebody set, or what the page says holds where nobody does.
    fn get(&self, rule: RuleId, name: &str) -> Option<&Value> {
        let is_set = !self.set.is_empty();
        let set = is_set.then(|| self.set.get(&(rule, name.to_owned())));
        set.flatten().or_else(|| {
            let parameters = &super::page(rule).parameters;
            let known = parameters.iter().find(|known| known.name == name)?;
            known.default.as_ref()
        })
    }
}
