//! What only all files together tell.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::engine::judge::Judged;
use crate::engine::{Input, text};
use crate::objects::Inventory;
use crate::rules;
use crate::source::SourceId;

/// Adds what the rules on how objects stand to each other find. A source that they point at, and of which there was
/// nothing to show before, is read again.
pub(super) fn check(all: &mut [Judged], inventory: &Inventory, inputs: &[Input]) {
    let mut found = Vec::new();
    rules::check_all(inventory, &mut found);
    if found.is_empty() {
        return;
    }
    let labels = found.iter().flat_map(|diagnostic| &diagnostic.labels);
    let shown: BTreeSet<SourceId> = labels
        .map(|label| label.source)
        .chain(found.iter().map(|diagnostic| diagnostic.primary.source))
        .collect();
    for judged in all.iter_mut() {
        let id = judged.source.id;
        if shown.contains(&id) && judged.source.text.is_empty() {
            judged.source.text = inputs.get(id.0 as usize).map_or_else(String::new, read);
        }
        let own = found.extract_if(.., |diagnostic| diagnostic.primary.source == id);
        // What an object showed by itself is not said again.
        let known = |new: &Diagnostic| {
            let mut all = judged.diagnostics.iter();
            all.any(|old| old.rule == new.rule && old.object == new.object)
        };
        let own: Vec<_> = own.filter(|new| !known(new)).collect();
        judged.diagnostics.extend(own);
    }
}

/// A text that was read before; empty if it has gone since.
fn read(input: &Input) -> String {
    let bytes = match input {
        Input::Bytes { bytes, .. } => bytes.clone(),
        Input::File { path, .. } => disk::read(path).unwrap_or_default(),
    };
    text::decode(bytes).0
}
