//! The API of all versions, and the text that it becomes.

use std::collections::BTreeMap;
use std::fmt;

use crate::Result;
use crate::definition::{Definition, Field, Kind};

/// The definitions of one or more versions of Kubernetes, each version's marks beside those of the others.
#[derive(Default)]
pub(crate) struct Api {
    /// The oldest first; elsewhere a version is its place here.
    pub(crate) versions: Vec<&'static str>,
    pub(crate) definitions: BTreeMap<String, History>,
}

/// A definition in all versions.
#[derive(Default)]
pub(crate) struct History {
    /// By version.
    pub(crate) descriptions: BTreeMap<usize, String>,
    kinds: BTreeMap<(String, String), (Kind, Versions)>,
    /// By name, then by version.
    pub(crate) fields: BTreeMap<String, BTreeMap<usize, Field>>,
}

/// A set of versions: a bit for each, the oldest lowest.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Versions(u32);

impl Versions {
    fn has(self, version: usize) -> bool {
        self.0 >> version & 1 == 1
    }
}

impl FromIterator<usize> for Versions {
    fn from_iter<I: IntoIterator<Item = usize>>(versions: I) -> Self {
        Self(versions.into_iter().fold(0, |all, one| all | 1 << one))
    }
}

impl Api {
    /// Adds the definitions of a version, newer than those already there.
    ///
    /// # Errors
    ///
    /// If a kind is not what it was in the versions before.
    pub(crate) fn add(
        &mut self,
        version: &'static str,
        newer: BTreeMap<String, Definition>,
    ) -> Result<()> {
        let at = self.versions.len();
        self.versions.push(version);
        for (name, newer) in newer {
            let history = self.definitions.entry(name).or_default();
            history.descriptions.insert(at, newer.description);
            for (gvk, kind) in newer.kinds {
                let (known, versions) = history.kinds.entry(gvk).or_insert((kind, Versions(0)));
                if *known != kind {
                    return Err(format!("{} is another in {version}", kind.plural).into());
                }
                versions.0 |= 1 << at;
            }
            for (name, field) in newer.fields {
                history.fields.entry(name).or_default().insert(at, field);
            }
        }
        Ok(())
    }

    /// Behind what only some versions have: the sign and these versions, as ranges that include both ends.
    /// A range that starts with the oldest or ends with the newest leaves that end open, so that a further
    /// version changes no line that it does not differ in.
    pub(crate) fn limits(&self, sign: &str, some: Versions, all: Versions) -> String {
        if some == all {
            return String::new();
        }
        let last = self.versions.len() - 1;
        let mut ranges = Vec::new();
        let mut at = 0;
        while at <= last {
            let start = at;
            while at <= last && some.has(at) {
                at += 1;
            }
            if at > start {
                let (from, to) = (self.versions[start], self.versions[at - 1]);
                ranges.push(match (start, at - 1) {
                    (0, _) => format!("..{to}"),
                    (_, end) if end == last => format!("{from}.."),
                    (start, end) if start == end => from.to_owned(),
                    _ => format!("{from}..{to}"),
                });
            }
            at += 1;
        }
        format!("{sign}{}", ranges.join(","))
    }

    /// The lines of a field: one, but for a field whose type has changed.
    fn write(
        &self,
        out: &mut fmt::Formatter<'_>,
        name: &str,
        versions: &BTreeMap<usize, Field>,
    ) -> fmt::Result {
        let mut shapes: Vec<&str> = Vec::new();
        for field in versions.values() {
            if !shapes.contains(&field.shape.as_str()) {
                shapes.push(&field.shape);
            }
        }
        for shape in shapes {
            let alike = versions.iter().filter(|(_, field)| field.shape == shape);
            let alike: Vec<(usize, &Field)> = alike.map(|(&at, field)| (at, field)).collect();
            let attributes = self.attributes(&alike);
            writeln!(out, "  {name} {shape}{attributes}")?;
        }
        Ok(())
    }

    /// What the text says behind the type of a field, given what the versions say that have it: but for the
    /// values, what the newest says. Where marks for required fields came or went, the API server had always
    /// done what the newer source says: the serviceName of a StatefulSet, the ip of a host alias.
    fn attributes(&self, versions: &[(usize, &Field)]) -> String {
        let all: Versions = versions.iter().map(|&(at, _)| at).collect();
        let Some((_, newest)) = versions.last() else {
            return String::new();
        };
        let mut text = String::new();
        if newest.required {
            text.push_str(" required");
        }
        if let Some(default) = &newest.default {
            text.push_str(&format!(" default={default}"));
        }
        let values = values(versions);
        let values = values.into_iter();
        let values: Vec<String> = values
            .map(|(value, some)| format!("{value}{}", self.limits("@", some, all)))
            .collect();
        if !values.is_empty() {
            text.push_str(&format!(" enum={}", values.join("|")));
        }
        if !newest.keys.is_empty() {
            text.push_str(&format!(" keys={}", newest.keys.join(",")));
        }
        let everywhere = (0..self.versions.len()).collect();
        text.push_str(&self.limits(" in=", all, everywhere));
        text
    }
}

/// The values that a field may have, in order, and the versions that take them. A version whose source does
/// not mark them takes those of the next one that does: the marks came later than the checks.
fn values<'f>(versions: &[(usize, &'f Field)]) -> BTreeMap<&'f str, Versions> {
    let mut values: BTreeMap<&str, Versions> = BTreeMap::new();
    let mut marked: &[String] = &[];
    for (at, field) in versions.iter().rev() {
        if !field.values.is_empty() {
            marked = &field.values;
        }
        for value in marked {
            values.entry(value).or_default().0 |= 1 << at;
        }
    }
    values
}

impl fmt::Display for Api {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let everywhere = (0..self.versions.len()).collect();
        writeln!(out, "versions {}", self.versions.join(" "))?;
        for (name, definition) in &self.definitions {
            writeln!(out, "type {name}")?;
            for ((api_version, kind), (Kind { plural, scope }, versions)) in &definition.kinds {
                let limits = self.limits(" in=", *versions, everywhere);
                writeln!(out, "  = {api_version} {kind} {plural} {scope}{limits}")?;
            }
            for (name, versions) in &definition.fields {
                self.write(out, name, versions)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(shape: &str, values: &[&str]) -> Field {
        Field {
            shape: shape.to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
            ..Field::default()
        }
    }

    fn definitions(fields: Vec<(&str, Field)>) -> BTreeMap<String, Definition> {
        let kind = Kind {
            plural: "pods",
            scope: "namespaced",
        };
        let fields = fields.into_iter();
        let definition = Definition {
            kinds: [(("v1".to_owned(), "Pod".to_owned()), kind)].into(),
            fields: fields
                .map(|(name, field)| (name.to_owned(), field))
                .collect(),
            ..Definition::default()
        };
        [("Pod".to_owned(), definition)].into()
    }

    fn text(versions: Vec<(&'static str, Vec<(&str, Field)>)>) -> String {
        let mut api = Api::default();
        for (version, fields) in versions {
            api.add(version, definitions(fields)).unwrap();
        }
        api.to_string()
    }

    #[test]
    fn what_only_some_versions_have_says_which() {
        let some = |names: &[&'static str]| {
            let names = names.iter();
            names.map(|&name| (name, field("bool", &[]))).collect()
        };
        let text = text(vec![
            ("1.34", some(&["all", "old"])),
            ("1.35", some(&["all", "inner", "old"])),
            ("1.36", some(&["all", "gap"])),
            ("1.37", some(&["all", "new", "old"])),
        ]);
        assert_eq!(
            text,
            "versions 1.34 1.35 1.36 1.37\ntype Pod\n  = v1 Pod pods namespaced\n  all bool\n  \
             gap bool in=1.36\n  inner bool in=1.35\n  new bool in=1.37..\n  old bool in=..1.35,1.37..\n"
        );
    }

    #[test]
    fn a_changed_type_has_a_line_of_its_own() {
        let text = text(vec![
            ("1.35", vec![("spec", field("any", &[]))]),
            ("1.36", vec![("spec", field("PodSpec", &[]))]),
        ]);
        let lines = "  spec any in=..1.35\n  spec PodSpec in=1.36..\n";
        assert!(text.ends_with(lines), "{text}");
    }

    #[test]
    fn values_are_those_of_the_next_version_that_marks_them() {
        let text = text(vec![
            ("1.34", vec![("type", field("string", &[]))]),
            ("1.35", vec![("type", field("string", &["A", "B"]))]),
            ("1.36", vec![("type", field("string", &["B", "C"]))]),
            ("1.37", vec![("type", field("string", &[]))]),
        ]);
        let line = "  type string enum=A@..1.35|B@..1.36|C@1.36\n";
        assert!(text.ends_with(line), "{text}");
    }

    #[test]
    fn attributes_have_their_order() {
        let newest = Field {
            required: true,
            default: Some("\"TCP\"".to_owned()),
            keys: vec!["name".to_owned(), "port".to_owned()],
            ..field("string", &["TCP", "UDP"])
        };
        let older = Field {
            required: false,
            default: None,
            ..newest.clone()
        };
        let text = text(vec![
            ("1.35", vec![]),
            ("1.36", vec![("p", older)]),
            ("1.37", vec![("p", newest)]),
        ]);
        let line = "  p string required default=\"TCP\" enum=TCP|UDP keys=name,port in=1.36..\n";
        assert!(text.ends_with(line), "{text}");
    }
}
