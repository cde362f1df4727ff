//! What users tell rules of their own environment. Which parameters a rule has its page says, and nothing else does: the
//! configuration, its schema, `podlint config` and `podlint explain` follow from that.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diagnostic::RuleId;
use crate::facts::Images;
use crate::pod_security::Standard;
use crate::rules::all;
use crate::yaml::{Cursor, Scalar};

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A list of numbers of TCP or UDP ports, from 1 to 65535.
    Ports,
    /// A list of absolute paths of directories.
    Paths,
}

impl Sort {
    /// What a page calls it.
    fn named(name: &str) -> Option<Self> {
        match name {
            "ports" => Some(Self::Ports),
            "paths" => Some(Self::Paths),
            _ => None,
        }
    }

    /// What it is, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ports => "a list of ports, from 1 to 65535",
            Self::Paths => "a list of directories, from the root on",
        }
    }

    /// Its value of these items; `None` if one of them is none of its own.
    pub fn read(self, items: impl Iterator<Item = Item>) -> Option<Value> {
        match self {
            Self::Ports => items
                .map(Item::port)
                .collect::<Option<_>>()
                .map(Value::Ports),
            Self::Paths => items
                .map(Item::path)
                .collect::<Option<_>>()
                .map(Value::Paths),
        }
    }
}

/// An item of a list, wherever it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A whole number.
    Number(i64),
    /// A string.
    Text(String),
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
        match self {
            Self::Text(path) => Some(path).filter(|path| path.starts_with('/')),
            _ => None,
        }
    }

    fn of(node: &Cursor<'_>) -> Self {
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
}

impl Value {
    /// As it is written in a configuration file.
    #[must_use]
    pub fn written(&self) -> String {
        let items: Vec<String> = match self {
            Self::Ports(ports) => ports.iter().map(ToString::to_string).collect(),
            // A string of JSON is one of TOML as well.
            Self::Paths(paths) => paths
                .iter()
                .map(|path| serde_json::Value::from(path.as_str()).to_string())
                .collect(),
        };
        format!("[{}]", items.join(", "))
    }
}

/// A parameter of a rule, as its page has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub sort: Sort,
    /// What it says, in a sentence.
    pub about: String,
    /// What it could be set to. Where nobody sets it, it is empty.
    pub example: Value,
}

impl Parameter {
    /// Reads an entry of `parameters` in the front matter of a page.
    pub(super) fn of_page(name: &str, entry: &Cursor<'_>) -> Result<Self, String> {
        let wrong = |what: &str| format!("the parameter `{name}` has no {what}");
        let text = |field: &str| Some(entry.get(field)?.as_str()?.into_owned());
        let sort = text("type").and_then(|name| Sort::named(&name));
        let sort = sort.ok_or_else(|| wrong("`type`: ports or paths"))?;
        let example = entry.get("example");
        let items = example.into_iter().flat_map(|list| list.items());
        let example = sort.read(items.map(|item| Item::of(&item)));
        Ok(Self {
            name: name.to_owned(),
            sort,
            about: text("about").ok_or_else(|| wrong("`about`, a sentence"))?,
            example: example.ok_or_else(|| wrong("`example` of its type"))?,
        })
    }

    /// How it could be set: `allowed = [443]`.
    #[must_use]
    pub fn example(&self) -> String {
        format!("{} = {}", self.name, self.example.written())
    }
}

/// Every parameter there is, in order of rule and name.
#[must_use]
pub fn parameters() -> &'static [(RuleId, &'static Parameter)] {
    static ALL: OnceLock<Vec<(RuleId, &Parameter)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let of = |rule: &'static super::Rule| {
            let parameters = rule.page().parameters.iter();
            parameters.map(|parameter| (rule.id, parameter))
        };
        all().iter().flat_map(of).collect()
    })
}

/// What is known of the environment beyond the manifests. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// What images of the user's own are.
    pub images: Images,
    /// The Pod Security Standard that every pod is held to.
    pub pod_security: Option<Standard>,
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

    /// The paths that a parameter of a rule is set to.
    #[must_use]
    pub fn paths(&self, rule: RuleId, name: &str) -> &[String] {
        match self.get(rule, name) {
            Some(Value::Paths(paths)) => paths,
            _ => &[],
        }
    }

    fn get(&self, rule: RuleId, name: &str) -> Option<&Value> {
        if self.set.is_empty() {
            return None;
        }
        self.set.get(&(rule, name.to_owned()))
    }
}
