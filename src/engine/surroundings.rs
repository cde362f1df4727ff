//! What a session knows of the files of a run, for questions about one of them.

use std::path::Path;
use std::sync::Arc;

use super::Input;
use super::judged::Judged;
use super::session::{Checked, Outcome};
use crate::objects::Resource;
use crate::source::SourceId;

/// The files of a session and the objects in them, as they were when it was asked. It shares them with the session.
#[derive(Debug, Default)]
pub struct Surroundings {
    files: Vec<(SourceId, Input, Arc<Judged>)>,
}

impl Surroundings {
    pub(super) fn of(checked: Vec<Checked>) -> Self {
        let files = checked
            .into_iter()
            .filter_map(|checked| match checked.outcome {
                Outcome::Judged(judged) => Some((checked.id, checked.input, judged)),
                _ => None,
            });
        let mut files: Vec<_> = files.collect();
        files.sort_unstable_by_key(|&(id, ..)| id);
        Self { files }
    }

    /// The number of the file at a path.
    #[must_use]
    pub fn source(&self, path: &Path) -> Option<SourceId> {
        let mut files = self.files.iter();
        files
            .find(|(_, input, _)| input.rendered().is_none() && input.path() == path)
            .map(|&(id, ..)| id)
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, source: SourceId) -> Option<&Path> {
        let at = self
            .files
            .binary_search_by_key(&source, |&(id, ..)| id)
            .ok()?;
        Some(self.files[at].1.path())
    }

    /// The objects that stand in files as they are, in the order of these.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        let files = self.files.iter();
        let plain = files.filter(|(_, input, _)| input.rendered().is_none());
        plain.flat_map(|(_, _, judged)| &judged.inventory.resources)
    }
}
