//! Texts of one rendering in another, where files have other numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::text::{FileId, Origin, Place, Step, Text};

/// The numbers that files get where a text is taken to.
#[derive(Debug, Default)]
pub struct Numbers {
    files: BTreeMap<FileId, FileId>,
    /// Steps that were taken before, by where they are in memory, which they hold.
    steps: BTreeMap<usize, (Arc<Step>, Arc<Step>)>,
    used: BTreeSet<FileId>,
}

impl Numbers {
    /// Files get these numbers; others keep theirs.
    #[must_use]
    pub fn new(files: BTreeMap<FileId, FileId>) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    /// The files that places were in so far, by their new numbers.
    #[must_use]
    pub const fn used(&self) -> &BTreeSet<FileId> {
        &self.used
    }

    /// A place with the number that its file gets.
    pub fn place(&mut self, place: Place) -> Place {
        let file = self.files.get(&place.file).copied();
        let file = file.unwrap_or(place.file);
        self.used.insert(file);
        Place { file, ..place }
    }

    /// A text whose files get their numbers.
    pub fn text(&mut self, text: &Text) -> Text {
        let mut numbered = Text::default();
        self.push(text, &mut numbered);
        numbered
    }

    /// Adds a text to another, where its files get their numbers.
    pub fn push(&mut self, text: &Text, to: &mut Text) {
        let mut start = 0;
        for run in text.runs() {
            let origin = run.origin.map(|origin| Origin {
                place: self.place(origin.place),
                ..origin
            });
            let through = run.through.as_ref().map(|step| self.step(step));
            to.push_run(&text.as_str()[start..run.end], origin, through);
            start = run.end;
        }
    }

    /// An action with those that called it. These may be many, and each within the other would take the stack.
    fn step(&mut self, step: &Arc<Step>) -> Arc<Step> {
        let mut unknown = Vec::new();
        let mut caller = None;
        for step in std::iter::successors(Some(step), |step| step.caller.as_ref()) {
            if let Some((_, known)) = self.steps.get(&address(step)) {
                caller = Some(Arc::clone(known));
                break;
            }
            unknown.push(step);
        }
        while let Some(step) = unknown.pop() {
            let action = self.place(step.action);
            let numbered = Arc::new(Step { action, caller });
            let known = (Arc::clone(step), Arc::clone(&numbered));
            self.steps.insert(address(step), known);
            caller = Some(numbered);
        }
        caller.unwrap_or_else(|| Arc::clone(step))
    }
}

fn address(step: &Arc<Step>) -> usize {
    Arc::as_ptr(step) as usize
}
