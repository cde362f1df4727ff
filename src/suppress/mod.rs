//! Suppressions in the manifests themselves: comments and annotations that say which findings are to be left
//! out, found while a source is read and applied in one place once everything is found.
//!
//! A suppression holds for the findings that show a place within its scope, so that of two ports that clash
//! either line will do, and of an alias the definition as well as the use.

mod annotations;
mod convert;
mod date;
mod directive;
mod remove;
mod review;
mod scope;

pub use convert::{Conversion, convert};
use date::Date;
use directive::{Directive, Reading};
pub use review::Review;

use crate::diagnostic::{Diagnostic, ObjectRef};
use crate::source::{SourceId, Span};
use crate::yaml::Tree;

/// The suppressions of one source.
#[derive(Debug, Default)]
pub struct Suppressions {
    all: Vec<Suppression>,
    /// What is wrong with them.
    faults: Vec<Diagnostic>,
    /// Whether a part of the source is not checked.
    partial: bool,
}

#[derive(Debug)]
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
    owner: Option<(ObjectRef, u32)>,
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
    /// Those in the comments of a text.
    #[must_use]
    pub fn of_comments(source: SourceId, tree: &Tree<'_>) -> Self {
        let mut suppressions = Self::default();
        if memchr::memmem::find(tree.text().as_bytes(), MARK).is_none() {
            return suppressions;
        }
        for &comment in tree.comments() {
            let Some(reading) = directive::of_comment(source, tree.text(), comment) else {
                continue;
            };
            let whole_file = reading
                .directive
                .as_ref()
                .is_some_and(|told| told.whole_file);
            let scope = if whole_file {
                Scope::File
            } else {
                scope::of_comment(tree, comment).map_or(Scope::Nothing, Scope::Within)
            };
            suppressions.add(reading, scope, Sort::Comment(comment), None);
        }
        suppressions
    }

    fn add(&mut self, reading: Reading, scope: Scope, sort: Sort, owner: Option<(ObjectRef, u32)>) {
        self.faults.extend(reading.faults);
        if let Some(directive) = reading.directive {
            self.all.push(Suppression {
                used: vec![false; directive.names.len()],
                expired: directive
                    .until
                    .is_some_and(|(until, _)| until < Date::today()),
                idle: false,
                directive,
                scope,
                sort,
                owner,
            });
        }
    }

    /// Takes up others of the same source.
    pub fn append(&mut self, mut other: Self) {
        self.all.append(&mut other.all);
        self.faults.append(&mut other.faults);
        self.partial |= other.partial;
    }

    /// Whether there is nothing to apply or to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faults.is_empty()
    }

    /// Notes that a part of the text is not checked: what is written there is not to be blamed for leaving
    /// out nothing.
    pub fn excuse(&mut self, part: Span) {
        self.partial = true;
        self.faults
            .retain(|fault| !part.contains(fault.primary.span));
        for suppression in &mut self.all {
            suppression.idle |= part.contains(suppression.directive.span);
        }
    }

    /// Whether a finding of `rule` that shows this place is to be left out. All suppressions that say so count
    /// as used.
    pub fn apply(&mut self, rule: &str, place: Span) -> bool {
        let mut applies = false;
        for suppression in &mut self.all {
            if suppression.expired || !suppression.scope.holds(place) {
                continue;
            }
            let names = suppression.directive.names.iter();
            for (name, used) in names.zip(&mut suppression.used) {
                if name.selector.covers(rule) {
                    *used = true;
                    applies = true;
                }
            }
        }
        applies
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

impl Scope {
    fn holds(self, place: Span) -> bool {
        match self {
            Self::File => true,
            Self::Within(part) => part.start <= place.start && place.start <= part.end,
            Self::Nothing => false,
        }
    }
}
