//! The path from the root of an object to something within it, as the API server writes it: `spec.containers[0].image`,
//! and the keys of maps in brackets, `metadata.labels[app]`. Source: `field.Path` of apimachinery.

use std::borrow::{Borrow, Cow};
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// A field of an object: `.image`.
    Field(Cow<'static, str>),
    /// An item of a list, from 0: `[0]`.
    Index(usize),
    /// The value of a key in a map: `[app]`.
    Key(Cow<'static, str>),
    /// An item of a list by what tells it from the others, its name as a rule: `[web]`.
    Item(Cow<'static, str>),
}

impl Part {
    /// Whether it is the field of that name.
    #[must_use]
    pub fn is_field(&self, name: &str) -> bool {
        matches!(self, Self::Field(own) if own == name)
    }

    /// Its name or key, if it is no index.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Field(word) | Self::Key(word) | Self::Item(word) => Some(word),
            Self::Index(_) => None,
        }
    }
}

/// A path through an object; empty for its root.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Part>);

impl FieldPath {
    /// The path of a field of the root.
    #[must_use]
    pub fn top(field: impl Into<Cow<'static, str>>) -> Self {
        Self::default().field(field)
    }

    /// The path of a field of what it leads to.
    #[must_use]
    pub fn field(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.and(Part::Field(name.into()))
    }

    /// The path of the value of a key in the map that it leads to.
    #[must_use]
    pub fn key(self, key: impl Into<Cow<'static, str>>) -> Self {
        self.and(Part::Key(key.into()))
    }

    /// The path with one part more.
    #[must_use]
    pub fn and(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// Its parts, from the root on.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether it leads to the root itself.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts of every path that it goes through: of the root first, its own last.
    pub fn prefixes(&self) -> impl Iterator<Item = &[Part]> {
        (0..=self.0.len()).map(|end| &self.0[..end])
    }

    /// Whether it is these fields, one within the other.
    #[must_use]
    pub fn equals(&self, fields: &[&str]) -> bool {
        are(&self.0, fields)
    }

    /// Whether these fields are its first parts.
    #[must_use]
    pub fn starts_with(&self, fields: &[&str]) -> bool {
        let first = self.0.get(..fields.len());
        first.is_some_and(|parts| are(parts, fields))
    }

    /// Whether these fields are its last parts.
    #[must_use]
    pub fn ends_with(&self, fields: &[&str]) -> bool {
        let before = self.0.len().checked_sub(fields.len());
        before.is_some_and(|at| are(&self.0[at..], fields))
    }

    /// The path of what holds its last field, and that field with what follows: `spec` and `containers[0]`.
    #[must_use]
    pub fn split(&self) -> (Self, Self) {
        let (holder, name) = self.0.split_at(self.last_field());
        (Self(holder.to_vec()), Self(name.to_vec()))
    }

    /// Where its last field is; the root without one.
    fn last_field(&self) -> usize {
        let is_field = |part: &Part| matches!(part, Part::Field(_));
        self.0.iter().rposition(is_field).unwrap_or(0)
    }

    /// Its last field, as messages call it: `image`, `containers[0]`.
    #[must_use]
    pub fn name(&self) -> String {
        Self(self.0[self.last_field()..].to_vec()).to_string()
    }

    /// What it is whatever the items of lists are: `spec.containers.image`.
    #[must_use]
    pub fn without_items(&self) -> String {
        let words: Vec<&str> = self
            .0
            .iter()
            .filter(|part| !matches!(part, Part::Item(_)))
            .filter_map(Part::word)
            .collect();
        words.join(".")
    }

    /// Its names and keys, to be changed.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut Cow<'static, str>> {
        self.0.iter_mut().filter_map(|part| match part {
            Part::Field(word) | Part::Key(word) | Part::Item(word) => Some(word),
            Part::Index(_) => None,
        })
    }
}

fn are(parts: &[Part], fields: &[&str]) -> bool {
    let mut pairs = parts.iter().zip(fields);
    parts.len() == fields.len() && pairs.all(|(part, name)| part.is_field(name))
}

impl FromIterator<Part> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        let mut parts: Vec<Part> = parts.into_iter().collect();
        // Every finding keeps one.
        parts.shrink_to_fit();
        Self(parts)
    }
}

/// A set of paths can be asked for one of the [`FieldPath::prefixes`] of another.
impl Borrow<[Part]> for FieldPath {
    fn borrow(&self) -> &[Part] {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            match part {
                Part::Field(name) if at == 0 => to.write_str(name)?,
                Part::Field(name) => write!(to, ".{name}")?,
                Part::Index(index) => write!(to, "[{index}]")?,
                Part::Key(word) | Part::Item(word) => write!(to, "[{word}]")?,
            }
        }
        Ok(())
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A path that may not be there, part by part, for a run that reads it again: as it is shown, keys and items are alike.
pub(crate) mod or_none {
    use super::{Deserialize, Deserializer, FieldPath, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        path: &Option<FieldPath>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        path.as_ref().map(|path| &path.0).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<FieldPath>, D::Error> {
        let parts: Option<Vec<_>> = Option::deserialize(from)?;
        Ok(parts.map(FieldPath))
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldPath, Part};

    fn container() -> FieldPath {
        FieldPath::top("spec")
            .field("containers")
            .and(Part::Index(0))
    }

    #[test]
    fn a_path_is_written_as_the_server_writes_it() {
        assert_eq!(container().to_string(), "spec.containers[0]");
        let limit = container().field("limits").key("example.com/gpu.x");
        assert_eq!(
            limit.to_string(),
            "spec.containers[0].limits[example.com/gpu.x]"
        );
        assert_eq!(FieldPath::default().to_string(), "");
    }

    #[test]
    fn a_path_ends_with_its_field() {
        assert_eq!(container().name(), "containers[0]");
        assert_eq!(container().split().0, FieldPath::top("spec"));
        let label = FieldPath::top("labels").key("a.b/c[0]");
        assert_eq!(label.name(), "labels[a.b/c[0]]");
        assert!(label.split().0.is_root());
        assert_eq!(FieldPath::default().name(), "");
    }

    #[test]
    fn a_path_is_known_by_its_fields_and_not_by_its_letters() {
        let image = container().field("image");
        assert!(
            image.starts_with(&["spec", "containers"])
                && !image.starts_with(&["spec", "container"])
        );
        assert!(!FieldPath::top("spec").starts_with(&["spec", "containers"]));
        assert!(!FieldPath::top("spec.containers").starts_with(&["spec"]));
        assert!(image.ends_with(&["image"]) && !image.ends_with(&["containers", "image"]));
        assert!(FieldPath::top("kind").equals(&["kind"]) && !image.equals(&["spec", "containers"]));
        assert_ne!(
            FieldPath::top("a").key("b"),
            FieldPath::top("a").and(Part::Item("b".into()))
        );
        assert_ne!(FieldPath::top("a.b"), FieldPath::top("a").field("b"));
    }

    #[test]
    fn the_prefixes_of_a_path_are_found_among_others() {
        let known: std::collections::HashSet<FieldPath> = [container()].into();
        let image = container().field("image");
        assert!(image.prefixes().any(|way| known.contains(way)));
        assert!(
            !FieldPath::top("spec")
                .prefixes()
                .any(|way| known.contains(way))
        );
    }
}
