//! The way from the top of an object to something in it, in a form that costs little to keep.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::Field;
use crate::field_path::{FieldPath, Part};

/// A field path that many objects may share: where something stands is alike in those of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Way(pub(super) Arc<[Step]>);

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Step {
    /// A field that the API's definition of the kind has.
    Field(Field),
    /// Another one.
    Name(Arc<str>),
    Key(Arc<str>),
    Index(u32),
}

impl Step {
    /// The same as a part of a field path.
    pub(super) fn part(&self) -> Part {
        match self {
            Self::Field(field) => Part::Field(field.name().into()),
            Self::Name(name) => Part::Field(name.as_ref().to_owned().into()),
            Self::Key(key) => Part::Key(key.as_ref().to_owned().into()),
            Self::Index(index) => Part::Index(*index as usize),
        }
    }
}

impl Way {
    /// Through fields alone.
    #[must_use]
    pub fn of_fields(names: &[&str]) -> Self {
        let steps = names.iter().map(|&name| Step::Name(name.into()));
        Self(steps.collect())
    }

    /// Some steps further.
    pub(super) fn and<const N: usize>(&self, beyond: [Step; N]) -> Self {
        Self(self.0.iter().cloned().chain(beyond).collect())
    }

    /// Whether it leads through a field of that name.
    #[must_use]
    pub fn passes(&self, name: &str) -> bool {
        self.0.iter().any(|step| match step {
            Step::Field(field) => field.name() == name,
            Step::Name(known) => **known == *name,
            Step::Key(_) | Step::Index(_) => false,
        })
    }

    /// The same as a field path.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        self.0.iter().map(Step::part).collect()
    }
}
