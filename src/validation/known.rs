//! Where the findings on an object are, so that one that is known is met again without a look at all the others.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::field_path::FieldPath;
use crate::objects::USED_HERE;
use crate::source::Span;
use crate::yaml::Cursor;

/// A place in the text, and where it is used from, if that is elsewhere.
type Place = (Span, Option<Span>);

/// Findings by where they are. They are told by their places in the list that they are in.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_place: HashMap<Place, Vec<usize>>,
    /// The fields whose values cannot be read.
    unread: HashSet<FieldPath>,
    /// These, and all that they are in.
    around_unread: HashSet<FieldPath>,
    /// Fields that are not there.
    missing: HashMap<FieldPath, usize>,
    count: usize,
}

impl Known {
    /// Takes note of the findings that came to the list since it was last looked at.
    pub(super) fn update(&mut self, found: &[Diagnostic]) {
        for (index, found) in found.iter().enumerate().skip(self.count) {
            let used = found.labels.iter().find(|label| label.message == USED_HERE);
            let place = (found.primary.span, used.map(|label| label.span));
            self.by_place.entry(place).or_default().push(index);
            let Some(field) = &found.field else { continue };
            match found.rule {
                RuleId::WRONG_TYPE | RuleId::INVALID_VALUE if found.phase == Phase::Schema => {
                    self.unread.insert(field.clone());
                    let around = field.prefixes().map(|path| path.iter().cloned().collect());
                    self.around_unread.extend(around);
                }
                RuleId::MISSING_FIELD => {
                    self.missing.insert(field.clone(), index);
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
    pub(super) fn is_unread(&self, path: &FieldPath) -> bool {
        !self.unread.is_empty() && path.prefixes().any(|path| self.unread.contains(path))
    }

    /// Whether something in it cannot be read.
    pub(super) fn holds_unread(&self, path: &FieldPath) -> bool {
        self.around_unread.contains(path)
    }

    /// The finding that it is not there, or nothing that it would be in.
    pub(super) fn missing(&self, path: &FieldPath) -> Option<usize> {
        let mut known = path.prefixes().filter_map(|path| self.missing.get(path));
        known.next().copied()
    }

    /// Gives a finding another field.
    pub(super) fn rename(&mut self, found: &mut [Diagnostic], index: usize, path: &FieldPath) {
        let field = &mut found[index].field;
        if let Some(old) = field.take()
            && self.missing.get(&old) == Some(&index)
        {
            self.missing.remove(&old);
            self.missing.insert(path.clone(), index);
        }
        *field = Some(path.clone());
    }
}
