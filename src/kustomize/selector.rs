//! What says which objects and fields are meant.

use regex::Regex;

use crate::origin::{Place, Text};
use crate::pattern;

use super::decode::Fields;
use super::id::{Gvk, Id};
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::requirements::Requirements;
use super::resource::Resource;

/// A field of some kinds of objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldSpec {
    pub(super) of: Gvk,
    /// Names of fields, with `/` between them; `\/` is one in a name.
    pub(super) path: String,
    /// Whether it is made where it is not there.
    pub(super) create: bool,
}

impl FieldSpec {
    pub(super) fn new(of: Gvk, path: impl Into<String>, create: bool) -> Self {
        Self {
            of,
            path: path.into(),
            create,
        }
    }

    pub(super) fn read(node: &Node, is_strict: bool) -> Outcome<Self> {
        let what = "a field specification";
        let known = ["group", "version", "kind", "path", "create"];
        let fields = match is_strict {
            true => Fields::strict(node, what, &known)?,
            false => Fields::of(node, what)?,
        };
        Ok(Self {
            of: gvk(&fields)?,
            path: string(&fields, "path")?,
            create: fields.bool("create")?,
        })
    }
}

pub(super) fn string(fields: &Fields<'_>, name: &'static str) -> Outcome<String> {
    let text = fields.text(name)?;
    Ok(text.map_or_else(String::new, |text| text.as_str().to_owned()))
}

pub(super) fn gvk(fields: &Fields<'_>) -> Outcome<Gvk> {
    Ok(Gvk {
        group: string(fields, "group")?,
        version: string(fields, "version")?,
        kind: string(fields, "kind")?,
    })
}

/// An identity that selects: what is empty in it is of no matter.
pub(super) fn id(fields: &Fields<'_>) -> Outcome<Id> {
    Ok(Id {
        gvk: gvk(fields)?,
        name: string(fields, "name")?,
        namespace: string(fields, "namespace")?,
    })
}

/// The fields that select objects.
pub(super) const SELECTOR: [&str; 7] = [
    "group",
    "version",
    "kind",
    "name",
    "namespace",
    "labelSelector",
    "annotationSelector",
];

/// Which objects are meant.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    pub(super) id: Id,
    pub(super) labels: Text,
    pub(super) annotations: Text,
    /// Where it stands.
    pub(super) place: Option<Place>,
}

impl Selector {
    /// Whether it is for objects of one name, and not for whatever there is.
    pub(super) fn is_named(&self) -> bool {
        let name = &self.id.name;
        !name.is_empty() && !name.contains(['*', '+', '|', '[', '(', '?'])
    }
}

/// A selector whose parts are ready to be compared: patterns where it selects by them.
#[derive(Debug)]
pub(super) struct Matcher {
    group: Pattern,
    version: Pattern,
    kind: Pattern,
    name: Pattern,
    namespace: Pattern,
    labels: Requirements,
    annotations: Requirements,
}

/// A pattern that must match the whole of a text.
#[derive(Debug)]
enum Pattern {
    /// An empty one, which matches all.
    Any,
    /// One without signs, as most are: names and kinds.
    Word(String),
    Regex(Regex),
}

impl Pattern {
    fn read(text: &str, place: Option<Place>) -> Outcome<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
        if text.is_empty() {
            return Ok(Self::Any);
        }
        if text.chars().all(is_plain) {
            return Ok(Self::Word(text.to_owned()));
        }
        let refused = |sentence| Failure::refused(place, sentence);
        // A pattern that is none is said to be none.
        pattern::Pattern::read(text).map_err(refused)?;
        let anchored = format!("^(?:{text})$");
        let built = regex::RegexBuilder::new(&anchored)
            .size_limit(1 << 20)
            .build();
        let too_large = |_| {
            let message = format!("the pattern `{text}` is too large");
            Failure::not_checked(place, message)
        };
        built.map(Self::Regex).map_err(too_large)
    }

    fn matches(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Word(word) => word == text,
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

impl Selector {
    pub(super) fn read(node: &Node, what: &'static str) -> Outcome<Self> {
        Self::of(&Fields::strict(node, what, &SELECTOR)?)
    }

    pub(super) fn of(fields: &Fields<'_>) -> Outcome<Self> {
        Ok(Self {
            id: id(fields)?,
            labels: fields.text("labelSelector")?.unwrap_or_default(),
            annotations: fields.text("annotationSelector")?.unwrap_or_default(),
            place: fields.place(),
        })
    }

    /// What compares objects with it, by patterns.
    pub(super) fn matcher(&self) -> Outcome<Matcher> {
        let pattern = |text: &str| Pattern::read(text, self.place);
        Ok(Matcher {
            group: pattern(&self.id.gvk.group)?,
            version: pattern(&self.id.gvk.version)?,
            kind: pattern(&self.id.gvk.kind)?,
            name: pattern(&self.id.name)?,
            namespace: pattern(&self.id.namespace)?,
            labels: Requirements::read(&self.labels)?,
            annotations: Requirements::read(&self.annotations)?,
        })
    }
}

impl Matcher {
    /// Whether an object is meant, by what it is called now or was called at first.
    pub(super) fn has(&self, resource: &Resource) -> bool {
        let (now, first) = (resource.id(), resource.first_id());
        let either = |pattern: &Pattern, one: &str, other: &str| {
            pattern.matches(one) || pattern.matches(other)
        };
        either(
            &self.namespace,
            first.effective_namespace(),
            now.effective_namespace(),
        ) && either(&self.name, &first.name, &now.name)
            && self.group.matches(&now.gvk.group)
            && self.version.matches(&now.gvk.version)
            && self.kind.matches(&now.gvk.kind)
            && self
                .labels
                .hold(resource.node().at(&["metadata", "labels"]))
            && self
                .annotations
                .hold(resource.node().at(&["metadata", "annotations"]))
    }
}
