//! Fields of a kustomization and of what it names, taken out of trees.

use crate::nearest::nearest;
use crate::origin::{Place, Text};
use crate::yaml;

use super::node::{Map, Node, Scalar, Sort};
use super::problem::{Failure, Outcome};

/// A mapping that is read field by field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'n> {
    map: &'n Map,
}

/// What a scalar is to whoever reads a kustomization: go-yaml v2, where `yes` is true.
fn is_text(scalar: &Scalar) -> bool {
    matches!(scalar.sort, Sort::Quoted | Sort::Folded)
        || matches!(
            yaml::Scalar::resolve(scalar.as_str().into()),
            yaml::Scalar::Str(_)
        )
}

impl<'n> Fields<'n> {
    /// The fields of a mapping. `what` it is stands in messages: "an image".
    pub(super) fn of(node: &'n Node, what: &'static str) -> Outcome<Self> {
        match node {
            Node::Map(map) => Ok(Self { map }),
            other => Err(wrong(other, what, "a mapping")),
        }
    }

    /// The same, where each field must be one of `known`.
    pub(super) fn strict(node: &'n Node, what: &'static str, known: &[&str]) -> Outcome<Self> {
        let fields = Self::of(node, what)?;
        for key in fields.map.entries.keys() {
            let written = key.0.as_str();
            if known.iter().any(|name| name.eq_ignore_ascii_case(written)) {
                continue;
            }
            let message = format!("`{written}` is no field of {what}");
            let failure = Failure::refused(key.0.place(), message);
            return Err(match nearest(written, known) {
                Some(name) => failure.help(format!("{name}:")),
                None => failure,
            });
        }
        Ok(fields)
    }

    /// Where the mapping stands.
    pub(super) fn place(&self) -> Option<Place> {
        let mut keys = self.map.entries.keys();
        keys.find_map(|key| key.0.place()).or(self.map.place)
    }

    /// The value of a field that is there and not null. Go reads names of fields in any case.
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.entry(name).map(|(_, value)| value)
    }

    /// Key and value of a field.
    pub(super) fn entry(&self, name: &str) -> Option<(&'n Text, &'n Node)> {
        let exact = self.map.entries.get_key_value(name);
        let found = exact.or_else(|| {
            let mut entries = self.map.entries.iter();
            entries.find(|(key, _)| key.0.as_str().eq_ignore_ascii_case(name))
        });
        let (key, value) = found?;
        (!value.is_null()).then_some((&key.0, value))
    }

    /// The place of a field's name.
    pub(super) fn key_place(&self, name: &str) -> Option<Place> {
        self.entry(name).and_then(|(key, _)| key.place())
    }

    /// A string.
    pub(super) fn text(&self, name: &'static str) -> Outcome<Option<Text>> {
        self.get(name).map(|node| text(node, name)).transpose()
    }

    /// A string that is not empty.
    pub(super) fn filled(&self, name: &'static str) -> Outcome<Option<Text>> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    /// Each item of a list.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        read: impl FnMut(&'n Node) -> Outcome<T>,
    ) -> Outcome<Vec<T>> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Node::List(list)) => list.items.iter().map(read).collect(),
            Some(other) => Err(wrong(other, name, "a list")),
        }
    }

    /// A list of strings.
    pub(super) fn texts(&self, name: &'static str) -> Outcome<Vec<Text>> {
        self.list(name, |node| text(node, name))
    }

    /// A mapping from strings to strings.
    pub(super) fn pairs(&self, name: &'static str) -> Outcome<Vec<(Text, Text)>> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Node::Map(map)) => {
                let pairs = map.entries.iter();
                let pairs = pairs.map(|(key, value)| {
                    let value = match value.is_null() {
                        true => Text::default(),
                        false => text(value, name)?,
                    };
                    Ok((key.0.clone(), value))
                });
                pairs.collect()
            }
            Some(other) => Err(wrong(other, name, "a mapping")),
        }
    }

    /// A bool; false if it is not there.
    pub(super) fn bool(&self, name: &'static str) -> Outcome<bool> {
        let Some(node) = self.get(name) else {
            return Ok(false);
        };
        let scalar = node.as_scalar().filter(|scalar| !is_text(scalar));
        let read = scalar.map(|scalar| yaml::Scalar::resolve(scalar.as_str().into()));
        match read {
            Some(yaml::Scalar::Bool(is)) => Ok(is),
            _ => Err(wrong(node, name, "true or false")),
        }
    }

    /// A whole number.
    pub(super) fn int(&self, name: &'static str) -> Outcome<Option<(i64, Text)>> {
        let Some(node) = self.get(name) else {
            return Ok(None);
        };
        let scalar = node.as_scalar().filter(|scalar| !is_text(scalar));
        let read = scalar.map(|scalar| (yaml::Scalar::resolve(scalar.as_str().into()), scalar));
        if let Some((yaml::Scalar::Int(int), scalar)) = read
            && let Ok(int) = i64::try_from(int)
        {
            return Ok(Some((int, scalar.text.clone())));
        }
        Err(wrong(node, name, "a whole number"))
    }
}

/// A string that a node is.
pub(super) fn text(node: &Node, name: &'static str) -> Outcome<Text> {
    match node {
        Node::Scalar(scalar) if is_text(scalar) => Ok(scalar.text.clone()),
        Node::Scalar(scalar) if scalar.is_null() => Ok(Text::default()),
        Node::Scalar(scalar) => {
            let written = scalar.as_str();
            let message = format!("`{written}` is no string, which `{name}` must be");
            let failure = Failure::refused(scalar.text.place(), message);
            Err(failure.help(format!("\"{written}\"")))
        }
        other => Err(wrong(other, name, "a string")),
    }
}

fn wrong(node: &Node, name: &str, wanted: &str) -> Failure {
    let what = node.what();
    Failure::refused(
        node.place(),
        format!("`{name}` must be {wanted}, and this is {what}"),
    )
}
