//! Suppressions in the manifests themselves: comments and annotations that say which findings are to be left
//! out, found while a source is read and applied in one place once everything is found.
//!
//! A suppression holds for the findings that show a place within its scope, so that of two ports that clash
//! either line will do, and of an alias the definition as well as the use.

mod annotations;
mod convert;
mod directive;
mod remove;
mod review;
mod scope;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use convert::{Conversion, convert};
use directive::{Directive, Reading};
pub use review::{Reported, Review};

use crate::date::Date;
use crate::diagnostic::{Diagnostic, ObjectRef, RuleId};
use crate::rules::Registry;
use crate::source::{SourceId, Span};
use crate::yaml::Tree;

/// The suppressions of one source.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    all: Vec<Suppression>,
    /// Those whose scopes are alike, once they stand in order.
    groups: Vec<Group>,
    /// What is wrong with them.
    faults: Vec<Diagnostic>,
    /// Whether a part of the source is not checked.
    partial: bool,
}

#[derive(Clone, Debug)]
struct Suppression {
    directive: Directive,
    scope: Scope,
    sort: Sort,
    /// For each name, whether it had something to leave out.
    used: Vec<bool>,
    /// Whether its last day is over.
    expired: bool,
    /// Whether it stands in text that is not checked, where nothing could be found.
    idle: bool,
    /// The object that an annotation is written in, and its document.
    owner: Option<(Arc<ObjectRef>, u32)>,
}

/// Suppressions whose scopes are alike, of which there may be any number.
#[derive(Clone, Debug)]
struct Group {
    scope: Scope,
    /// Which they are.
    members: Range<usize>,
    /// The last group before this one whose scope goes on farther; its own number if there is none.
    farther: usize,
    /// For the rules that were asked for, whether one of them leaves out what they find.
    answers: BTreeMap<RuleId, bool>,
}

/// Which findings are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    File,
    Within(Span),
    /// None: it is attached to nothing.
    Nothing,
}

/// How a suppression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A comment: its place.
    Comment(Span),
    /// An annotation, and what to take out of the text for it to be gone, where nothing else would be.
    Annotation(Option<Span>),
    /// An annotation that another tool understands, to which it may be of use when it is of none here.
    Foreign,
}

/// What tells that a text has suppressions.
const MARK: &[u8] = b"podlint";

impl Suppressions {
    /// Those in the comments of a text, which may name `rules`.
    #[must_use]
    pub fn of_comments(source: SourceId, tree: &Tree<'_>, rules: &Registry) -> Self {
        let mut suppressions = Self::default();
        let read = tree.span().of(tree.text());
        if memchr::memmem::find(read.as_bytes(), MARK).is_none() {
            return suppressions;
        }
        let mut scopes = scope::Scopes::of(tree);
        for &comment in tree.comments() {
            let Some(reading) = directive::of_comment(source, tree.text(), comment, rules) else {
                continue;
            };
            let whole_file = reading
                .directive
                .as_ref()
                .is_some_and(|told| told.whole_file);
            let scope = if whole_file {
                Scope::File
            } else {
                scopes
                    .of_comment(comment)
                    .map_or(Scope::Nothing, Scope::Within)
            };
            suppressions.add(reading, scope, Sort::Comment(comment), None);
        }
        suppressions
    }

    fn add(
        &mut self,
        reading: Reading,
        scope: Scope,
        sort: Sort,
        owner: Option<(Arc<ObjectRef>, u32)>,
    ) {
        self.faults.extend(reading.faults);
        if let Some(directive) = reading.directive {
            self.all.push(Suppression {
                used: vec![false; directive.names.len()],
                expired: false,
                idle: false,
                directive,
                scope,
                sort,
                owner,
            });
        }
    }

    /// Ends those that were to hold until a day before `today`.
    pub fn expire(&mut self, today: Date) {
        for suppression in &mut self.all {
            let until = suppression.directive.until;
            suppression.expired = until.is_some_and(|(until, _)| until < today);
        }
    }

    /// Takes up others of the same source.
    pub fn append(&mut self, mut other: Self) {
        self.all.append(&mut other.all);
        self.groups.clear();
        self.faults.append(&mut other.faults);
        self.partial |= other.partial;
    }

    /// Whether there is nothing to apply or to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faults.is_empty()
    }

    /// Notes that parts of the text are not checked: what is written there is not to be blamed for leaving out
    /// nothing.
    pub fn excuse(&mut self, mut parts: Vec<Span>) {
        if parts.is_empty() {
            return;
        }
        self.partial = true;
        parts.sort_unstable();
        // Then the last part that starts before a place ends where the farthest of all before it does.
        let mut end = 0;
        for part in &mut parts {
            end = end.max(part.end);
            part.end = end;
        }
        let is_in = |span: Span| {
            let behind = parts.partition_point(|part| part.start <= span.start);
            parts[..behind]
                .last()
                .is_some_and(|part| span.end <= part.end)
        };
        self.faults.retain(|fault| !is_in(fault.primary.span));
        for suppression in &mut self.all {
            suppression.idle |= is_in(suppression.directive.span);
        }
    }

    /// Whether a finding of `rule`, one of `rules`, that shows this place is to be left out. All suppressions that say so
    /// count as used.
    pub fn apply(&mut self, rule: RuleId, place: Span, rules: &Registry) -> bool {
        if self.groups.last().map_or(0, |last| last.members.end) != self.all.len() {
            self.put_in_order();
        }
        let mut applies = false;
        let mut left = self
            .groups
            .partition_point(|group| group.scope.ends().0 <= place.start);
        while let Some(at) = left.checked_sub(1) {
            let group = &mut self.groups[at];
            if group.scope.ends().1 < place.start {
                // No scope up to the next that goes on farther reaches the place.
                left = if group.farther < at {
                    group.farther + 1
                } else {
                    0
                };
                continue;
            }
            left = at;
            let answer = group.answers.entry(rule);
            let members = &mut self.all[group.members.clone()];
            applies |= *answer.or_insert_with(|| leave_out(members, rule, rules));
        }
        applies
    }

    /// Sorts by where scopes start, so that those that hold at a place are found without asking all.
    fn put_in_order(&mut self) {
        self.all.sort_by_key(|known| known.scope.ends());
        self.groups.clear();
        let mut start = 0;
        for alike in self.all.chunk_by(|a, b| a.scope == b.scope) {
            let (at, scope) = (self.groups.len(), alike[0].scope);
            let mut before = at.checked_sub(1);
            while let Some(known) =
                before.filter(|&known| self.groups[known].scope.ends().1 <= scope.ends().1)
            {
                before = Some(self.groups[known].farther).filter(|&farther| farther < known);
            }
            self.groups.push(Group {
                scope,
                members: start..start + alike.len(),
                farther: before.unwrap_or(at),
                answers: BTreeMap::new(),
            });
            start += alike.len();
        }
    }

    /// What is to be said of the suppressions themselves once all are applied.
    #[must_use]
    pub fn review(self, review: &Review<'_>) -> Vec<Diagnostic> {
        let mut found = self.faults;
        for suppression in self.all {
            let is_excused = suppression.idle || self.partial && suppression.scope == Scope::File;
            if !is_excused && suppression.sort != Sort::Foreign {
                suppression.review(review, &mut found);
            }
        }
        found
    }
}

/// Whether suppressions whose scopes are alike leave out what a rule finds there. All that say so count as used.
fn leave_out(suppressions: &mut [Suppression], rule: RuleId, rules: &Registry) -> bool {
    let mut leaves_out = false;
    for suppression in suppressions.iter_mut().filter(|known| !known.expired) {
        let names = suppression.directive.names.iter();
        for (name, used) in names.zip(&mut suppression.used) {
            if name.selector.covers(rule, rules) {
                *used = true;
                leaves_out = true;
            }
        }
    }
    leaves_out
}

impl Scope {
    /// The first and the last offset at which what a finding shows may start.
    fn ends(self) -> (u32, u32) {
        match self {
            Self::File => (0, u32::MAX),
            Self::Within(part) => (part.start, part.end),
            Self::Nothing => (u32::MAX, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Selector;

    const BARE_POD: RuleId = RuleId::new("bare-pod");

    fn with(scopes: &[Scope]) -> Suppressions {
        let mut suppressions = Suppressions::default();
        for (number, &scope) in scopes.iter().enumerate() {
            let span = Span::new(number as u32, number as u32);
            let name = directive::Name {
                span,
                selector: Selector::Rule(BARE_POD),
            };
            let directive = Directive {
                span,
                whole_file: false,
                names: vec![name],
                all_known: true,
                has_reason: true,
                until: None,
            };
            let reading = Reading {
                directive: Some(directive),
                faults: Vec::new(),
            };
            suppressions.add(reading, scope, Sort::Foreign, None);
        }
        suppressions
    }

    /// Scopes that are nested, overlap, touch, are empty and alike, asked about every place.
    #[test]
    fn those_that_hold_at_a_place_are_found() {
        let mut scopes = vec![Scope::Nothing, Scope::File];
        for number in 0..60_u32 {
            let start = number * 37 % 50;
            scopes.push(Scope::Within(Span::new(start, start + number * 11 % 17)));
        }
        for number in 2..scopes.len() {
            let some = &scopes[if number % 3 == 0 {
                0..number
            } else {
                2..number + 1
            }];
            for place in 0..70 {
                let mut asked = with(some);
                let applies =
                    asked.apply(BARE_POD, Span::new(place, place + 1), &Registry::default());
                let expected: Vec<usize> = (0..some.len())
                    .filter(|&at| {
                        let (start, end) = some[at].ends();
                        start <= place && place <= end
                    })
                    .collect();
                let mut used: Vec<usize> = asked
                    .all
                    .iter()
                    .filter(|known| known.used[0])
                    .map(|known| known.directive.span.start as usize)
                    .collect();
                used.sort_unstable();
                assert_eq!(used, expected, "at {place} of {some:?}");
                assert_eq!(applies, !expected.is_empty());
            }
        }
    }

    #[test]
    fn what_is_not_checked_is_excused() {
        let mut suppressions = with(&[Scope::File; 9]);
        let parts = [(5, 6), (1, 3), (2, 2), (8, 9)];
        suppressions.excuse(parts.map(|(start, end)| Span::new(start, end)).to_vec());
        let idle = suppressions.all.iter().map(|known| known.idle);
        let expected = [1, 2, 3, 5, 6, 8].map(|number| number as usize);
        assert!(
            idle.enumerate()
                .all(|(at, idle)| idle == expected.contains(&at))
        );
        assert!(suppressions.partial);
        let mut none = with(&[Scope::File]);
        none.excuse(Vec::new());
        assert!(!none.partial);
    }
}
