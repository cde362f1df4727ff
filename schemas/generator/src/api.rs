//! The API as the text has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The definitions of one or more versions of Kubernetes.
#[derive(Default)]
pub(crate) struct Api {
    /// The oldest first.
    versions: Vec<&'static str>,
    pub(crate) definitions: BTreeMap<String, Definition>,
}

/// An object with fields.
#[derive(Default)]
pub(crate) struct Definition {
    /// The apiVersions and kinds that it is the definition of, if any, and the versions that have them.
    pub(crate) kinds: BTreeMap<(String, String), BTreeSet<&'static str>>,
    pub(crate) fields: BTreeMap<String, Field>,
}

#[derive(Default)]
pub(crate) struct Field {
    /// Its type as the text writes it.
    pub(crate) shape: String,
    pub(crate) required: bool,
    /// JSON.
    pub(crate) default: Option<String>,
    /// The values it may have, if not any.
    pub(crate) values: Vec<String>,
    /// For a list that the API server merges as a map: the fields that make an element's key.
    pub(crate) keys: Vec<String>,
    /// The versions that have it; set when the definition is added.
    pub(crate) versions: BTreeSet<&'static str>,
}

impl Api {
    /// Adds the definitions of a version, newer than those already there. What several versions have is
    /// kept as the newest has it.
    pub(crate) fn add(&mut self, version: &'static str, newer: BTreeMap<String, Definition>) {
        self.versions.push(version);
        for (name, newer) in newer {
            self.definitions
                .entry(name)
                .or_default()
                .add(version, newer);
        }
    }
}

impl Definition {
    fn add(&mut self, version: &'static str, newer: Self) {
        for kind in newer.kinds.into_keys() {
            self.kinds.entry(kind).or_default().insert(version);
        }
        for (name, mut newer) in newer.fields {
            let field = self.fields.entry(name).or_default();
            newer.versions = std::mem::take(&mut field.versions);
            newer.versions.insert(version);
            *field = newer;
        }
    }
}

impl fmt::Display for Api {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "versions {}", self.versions.join(" "))?;
        for (name, definition) in &self.definitions {
            writeln!(out, "type {name}")?;
            for ((api_version, kind), versions) in &definition.kinds {
                let versions = self.limits(versions);
                writeln!(out, "  = {api_version} {kind}{versions}")?;
            }
            for (name, field) in &definition.fields {
                let versions = self.limits(&field.versions);
                writeln!(out, "  {name} {field}{versions}")?;
            }
        }
        Ok(())
    }
}

impl Api {
    /// ` in=1.35,1.36` for what only some of the versions have.
    fn limits(&self, versions: &BTreeSet<&str>) -> String {
        if versions.len() == self.versions.len() {
            return String::new();
        }
        let all = self.versions.iter().copied();
        let some: Vec<&str> = all.filter(|version| versions.contains(version)).collect();
        format!(" in={}", some.join(","))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shape)?;
        if self.required {
            out.write_str(" required")?;
        }
        if let Some(default) = &self.default {
            write!(out, " default={default}")?;
        }
        if !self.values.is_empty() {
            write!(out, " enum={}", self.values.join("|"))?;
        }
        if !self.keys.is_empty() {
            write!(out, " keys={}", self.keys.join(","))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definitions(fields: &[(&str, &str)]) -> BTreeMap<String, Definition> {
        let fields = fields.iter().map(|&(name, shape)| {
            let field = Field {
                shape: shape.to_owned(),
                ..Field::default()
            };
            (name.to_owned(), field)
        });
        let definition = Definition {
            kinds: [(("v1".to_owned(), "Pod".to_owned()), BTreeSet::new())].into(),
            fields: fields.collect(),
        };
        [("Pod".to_owned(), definition)].into()
    }

    #[test]
    fn what_only_some_versions_have_says_which() {
        let mut api = Api::default();
        api.add("1.35", definitions(&[("old", "bool"), ("spec", "any")]));
        api.add("1.36", definitions(&[("new", "bool"), ("spec", "PodSpec")]));
        let text = "versions 1.35 1.36\ntype Pod\n  = v1 Pod\n  new bool in=1.36\n  old bool in=1.35\n  \
                    spec PodSpec\n";
        assert_eq!(api.to_string(), text);
    }

    #[test]
    fn attributes_have_their_order() {
        let field = Field {
            shape: "string".to_owned(),
            required: true,
            default: Some("\"TCP\"".to_owned()),
            values: vec!["TCP".to_owned(), "UDP".to_owned()],
            keys: vec!["name".to_owned(), "port".to_owned()],
            ..Field::default()
        };
        let text = "string required default=\"TCP\" enum=TCP|UDP keys=name,port";
        assert_eq!(field.to_string(), text);
    }
}
