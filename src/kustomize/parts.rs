//! Parts of a kustomization that have fields of their own.

use crate::origin::Text;

use super::decode::{Fields, text};
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::selector::FieldSpec;

/// Which definitions patches are merged by.
#[derive(Debug)]
pub(super) enum Definitions {
    Unsaid,
    /// The built-in ones, by their version.
    BuiltIn,
    /// Those in a file.
    File(Text),
}

/// An entry of `labels`.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    pub(super) pairs: Vec<(Text, Text)>,
    pub(super) selectors: bool,
    pub(super) templates: bool,
    pub(super) fields: Vec<FieldSpec>,
}

/// An entry of `replicas`.
#[derive(Clone, Debug)]
pub(super) struct Replicas {
    pub(super) name: Text,
    pub(super) count: Text,
}

/// `sortOptions`.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) is_legacy: bool,
    /// Kinds that come first and last.
    pub(super) kinds: Option<(Vec<Text>, Vec<Text>)>,
}

impl Definitions {
    pub(super) fn read(fields: &Fields<'_>) -> Outcome<Self> {
        let Some(node) = fields.get("openapi") else {
            return Ok(Self::Unsaid);
        };
        let fields = Fields::of(node, "`openapi`")?;
        let (path, version) = (fields.filled("path")?, fields.filled("version")?);
        match (path, version) {
            (Some(_), Some(version)) => {
                let message = "`openapi` has either `path` or `version`, and this has both";
                Err(Failure::refused(version.place(), message))
            }
            (None, Some(version)) if version.as_str() != "v1.21.2" => {
                let message = format!("kustomize has no OpenAPI of {}", version.as_str());
                Err(Failure::refused(version.place(), message).help("version: v1.21.2"))
            }
            (Some(path), None) => Ok(Self::File(path)),
            (None, Some(_)) => Ok(Self::BuiltIn),
            (None, None) => Ok(Self::Unsaid),
        }
    }
}

impl Labels {
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let known = ["pairs", "includeSelectors", "includeTemplates", "fields"];
        let fields = Fields::strict(node, "an entry of `labels`", &known)?;
        Ok(Self {
            pairs: fields.pairs("pairs")?,
            selectors: fields.bool("includeSelectors")?,
            templates: fields.bool("includeTemplates")?,
            fields: fields.list("fields", |node| FieldSpec::read(node, true))?,
        })
    }
}

impl Replicas {
    pub(super) fn read(node: &Node, is_strict: bool) -> Outcome<Self> {
        let what = "an entry of `replicas`";
        let fields = match is_strict {
            true => Fields::strict(node, what, &["name", "count"])?,
            false => Fields::of(node, what)?,
        };
        let count = fields.int("count")?;
        Ok(Self {
            name: fields.text("name")?.unwrap_or_default(),
            count: count.map_or_else(|| Text::made("0"), |(_, text)| text),
        })
    }
}

impl Order {
    pub(super) fn read(node: &Node) -> Outcome<Self> {
        let fields = Fields::strict(node, "`sortOptions`", &["order", "legacySortOptions"])?;
        let order = fields.text("order")?.unwrap_or_default();
        let is_legacy = match order.as_str() {
            "legacy" => true,
            "fifo" => false,
            other => {
                let message = format!("`order` is `{other}`, and must be legacy or fifo");
                return Err(Failure::refused(order.place().or(fields.place()), message));
            }
        };
        let kinds = match fields.get("legacySortOptions") {
            None => None,
            Some(node) => {
                let known = ["orderFirst", "orderLast"];
                let fields = Fields::strict(node, "`legacySortOptions`", &known)?;
                let kinds = |name| fields.list(name, |node| text(node, name));
                Some((kinds("orderFirst")?, kinds("orderLast")?))
            }
        };
        if kinds.is_some() && !is_legacy {
            let place = fields.key_place("legacySortOptions");
            let message = "`legacySortOptions` is set, and `order` is not legacy";
            return Err(Failure::refused(place, message).help("order: legacy"));
        }
        Ok(Self { is_legacy, kinds })
    }
}
