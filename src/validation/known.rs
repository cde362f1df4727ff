//! Where the findings on an object are, so that one that is known is met again without a look at all the others.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::objects::{USED_HERE, last_step};
use crate::source::Span;
use crate::yaml::Cursor;

/// A place in the text, and where it is used from, if that is elsewhere.
type Place = (Span, Option<Span>);

/// Findings by where they are. They are told by their places in the list that they are in.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_place: HashMap<Place, Vec<usize>>,
    /// The fields whose values cannot be read.
    unread: HashSet<String>,
    /// These, and all that they are in.
    around_unread: HashSet<String>,
    /// Fields that are not there.
    missing: HashMap<String, usize>,
    count: usize,
}

impl Known {
    /// Takes note of the findings that came to the list since it was last looked at.
    pub(super) fn update(&mut self, found: &[Diagnostic]) {
        for (index, found) in found.iter().enumerate().skip(self.count) {
            let used = found.labels.iter().find(|label| label.message == USED_HERE);
            let place = (found.primary.span, used.map(|label| label.span));
            self.by_place.entry(place).or_default().push(index);
            let field = found.field.as_deref().unwrap_or_default();
            match found.rule {
                "wrong-type" | "invalid-value" if found.reason.is_none() => {
                    self.unread.insert(field.to_owned());
                    let around = paths_to(field).map(str::to_owned);
                    self.around_unread.extend(around);
                }
                "missing-field" => {
                    self.missing.insert(field.to_owned(), index);
                }
                _ => {}
            }
        }
        self.count = found.len();
    }

    /// The findings on a place, as it is used there, the first of them first.
    pub(super) fn at(&self, place: &Cursor<'_>) -> impl Iterator<Item = usize> {
        let all = self.by_place.get(&(place.span(), place.used_at()));
        all.into_iter().flatten().copied()
    }

    /// Whether it, or what it is in, cannot be read: then it has no value to be checked.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        !self.unread.is_empty() && paths_to(path).any(|path| self.unread.contains(path))
    }

    /// Whether something in it cannot be read.
    pub(super) fn holds_unread(&self, path: &str) -> bool {
        self.around_unread.contains(path)
    }

    /// The finding that it is not there, or nothing that it would be in.
    pub(super) fn missing(&self, path: &str) -> Option<usize> {
        let mut paths = paths_to(path).filter_map(|path| self.missing.get(path));
        paths.next().copied()
    }

    /// Gives a finding another field.
    pub(super) fn rename(&mut self, found: &mut [Diagnostic], index: usize, path: &str) {
        let field = &mut found[index].field;
        if let Some(old) = field.take()
            && self.missing.get(&old) == Some(&index)
        {
            self.missing.remove(&old);
            self.missing.insert(path.to_owned(), index);
        }
        *field = Some(path.to_owned());
    }
}

/// The path of what holds a field, and the field's name.
pub(super) fn in_two(path: &str) -> (&str, &str) {
    let name = last_step(path);
    let holder = path[..path.len() - name.len()].trim_end_matches('.');
    (holder, name)
}

/// A path and all that it leads through.
pub(super) fn paths_to(path: &str) -> impl Iterator<Item = &str> {
    let steps = path.match_indices(['.', '[']).map(|(at, _)| &path[..at]);
    steps.chain([path])
}
