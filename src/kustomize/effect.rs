//! What a patch is, and whether it changes anything.

use super::json_patch::Operation;
use super::node::Node;
use super::problem::Outcome;
use super::read::{Source, documents};
use super::resource::Resource;

/// What a patch is.
#[derive(Debug)]
pub(super) enum Kind {
    /// Objects to be merged into those of the same names.
    Merges(Vec<Resource>),
    Operations(Vec<Operation>),
}

impl Kind {
    /// Reads one.
    pub(super) fn read(source: Source<'_>) -> Outcome<Self> {
        let documents = documents(source)?;
        if let Some(root @ Node::List(_)) = documents.first() {
            return Operation::read_all(root).map(Self::Operations);
        }
        if documents.is_empty() {
            return Ok(Self::Operations(Vec::new()));
        }
        let objects = documents.into_iter().map(Resource::checked);
        objects.collect::<Outcome<_>>().map(Self::Merges)
    }

    /// Whether it is not there to change anything: it says what must be, or nothing yet, as a file of comments alone that is left for
    /// what an overlay may once have of its own.
    pub(super) fn is_still(&self) -> bool {
        matches!(self, Self::Operations(all) if all.is_empty() || all.iter().any(Operation::is_test))
    }
}

/// What a patch does.
#[derive(Debug)]
pub(super) enum Effect {
    /// It changes something.
    Changes,
    /// It is for these objects, and changes none.
    None(Vec<String>),
}

impl Effect {
    pub(super) fn between(before: &Node, after: &Resource) -> Self {
        match before.same(after.node()) {
            true => Self::None(vec![after.id().to_string()]),
            false => Self::Changes,
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::None(names), Self::None(mut more)) => names.append(&mut more),
            (_, Self::Changes) => *self = Self::Changes,
            (Self::Changes, _) => {}
        }
    }
}

/// Names as a sentence has them: the first, and how many more.
pub(super) fn listed(names: &[String]) -> String {
    let first = names.first().map_or("", String::as_str);
    match names.len() {
        0 | 1 => first.to_owned(),
        several => format!("{first} and {} more", several - 1),
    }
}
