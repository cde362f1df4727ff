//! What a session knows of the files of a run, for questions about one of them.

use std::path::Path;
use std::sync::Arc;

use super::across::text_of;
use super::judged::Judged;
use super::session::{Checked, Outcome};
use super::{Input, Settings};
use crate::objects::Resource;
use crate::source::{SourceId, Span};

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

    /// The files that stand for themselves, and were not rendered.
    fn plain(&self) -> impl Iterator<Item = &(SourceId, Input, Arc<Judged>)> {
        let files = self.files.iter();
        files.filter(|(_, input, _)| input.rendered().is_none())
    }

    fn input(&self, source: SourceId) -> Option<&Input> {
        let at = self.files.binary_search_by_key(&source, |&(id, ..)| id);
        at.ok().map(|at| &self.files[at].1)
    }

    /// The number of the file at a path.
    #[must_use]
    pub fn source(&self, path: &Path) -> Option<SourceId> {
        let mut files = self.plain();
        files
            .find(|(_, input, _)| input.path() == path)
            .map(|&(id, ..)| id)
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, source: SourceId) -> Option<&Path> {
        self.input(source).map(Input::path)
    }

    /// What reports call a file.
    #[must_use]
    pub fn shown(&self, source: SourceId) -> Option<&str> {
        self.input(source).map(Input::shown)
    }

    /// The text of a file, if it can be read.
    #[must_use]
    pub fn text(&self, source: SourceId, settings: &Settings) -> Option<String> {
        text_of(self.input(source)?, settings)
    }

    /// The objects that stand in files as they are, in the order of these.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.plain()
            .flat_map(|(_, _, judged)| &judged.inventory.resources)
    }

    /// Where the CRDs of a kind stand: the files, and in these the documents.
    pub fn definitions(&self, group: &str, kind: &str) -> impl Iterator<Item = (SourceId, Span)> {
        let is_it = move |of: &(String, String)| of.0 == group && of.1 == kind;
        self.plain().flat_map(move |(id, _, judged)| {
            let defines = judged.defines.iter().filter(move |one| is_it(&one.of));
            defines.map(|one| (*id, one.document))
        })
    }
}
