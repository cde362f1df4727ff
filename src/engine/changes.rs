//! What objects were before, against what they are.

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Phase};
use crate::engine::capitals::is_placeholder_at;
use crate::engine::judged::Judged;
use crate::objects::{Skip, recognize};
use crate::source::Source;
use crate::validation::update::{self, Past};
use crate::yaml::Tree;

/// What a change says of findings.
#[derive(Default)]
pub(super) struct Changes {
    /// Those that were there before, and are accepted for that.
    lifted: Vec<Diagnostic>,
    found: Vec<Diagnostic>,
}

impl Changes {
    /// Takes up those of the next stretch.
    pub(super) fn append(&mut self, mut other: Self) {
        self.lifted.append(&mut other.lifted);
        self.found.append(&mut other.found);
    }

    /// Adds what they say to what was judged of the source.
    pub(super) fn tell(mut self, judged: &mut Judged) {
        // An object that is not among those of before is as it was, or new.
        let skipped = &mut judged.skipped;
        skipped.retain(|passed| passed.reason != Skip::Transition);
        let lifted = |found: &Diagnostic| self.lifted.contains(found);
        judged.diagnostics.retain(|found| !lifted(found));
        judged.diagnostics.append(&mut self.found);
    }
}

/// Compares the objects of a source, or of a stretch of it, with what they were.
pub(super) fn compare(
    source: &Source,
    tree: &Tree<'_>,
    past: &Past,
    settings: &Settings,
) -> Changes {
    let path = &source.path;
    let newest = settings.versions.iter().next_back().unwrap_or_default();
    let mut all = Changes::default();
    let whole = tree
        .documents()
        .iter()
        .filter(|document| !document.is_broken());
    for document in whole {
        for object in &recognize(source.id, path, tree, document).objects() {
            let found = &mut all.found;
            Phase::Validation.run(found, |found| update::check(object, path, past, found));
            let was = past.before(object, path);
            if let Some((was, said)) = was.and_then(|was| was.custom().map(|said| (was, said))) {
                let mut changed = settings.schemas.check_change(object, newest, said);
                changed.found.iter_mut().for_each(|found| was.tell(found));
                all.found.append(&mut changed.found);
                all.lifted.append(&mut changed.lifted);
            }
        }
    }
    // A value that is yet to be filled in is no other value.
    let is_filled = |found: &Diagnostic| {
        let value = found.primary.span.of(tree.text());
        !is_placeholder_at(found.field.as_ref(), value)
    };
    all.found.retain(is_filled);
    all
}
