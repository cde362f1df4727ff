//! What is to be said of suppressions: that they are over, leave out nothing, or do not say why.

use std::collections::BTreeMap;

use super::directive::Name;
use super::{Scope, Sort, Suppression, remove};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId};
use crate::rules::{Registry, Selector};
use crate::source::{SourceId, Span};

/// What is needed to judge suppressions.
pub struct Review<'r> {
    /// The source that they are in.
    pub source: SourceId,
    /// Its text.
    pub text: &'r str,
    /// The rules that hold there.
    pub rules: &'r Registry,
    /// Whether each must say why.
    pub require_reason: bool,
    /// Whether all findings that a name means are asked for and can be found.
    pub is_on: &'r dyn Fn(Selector) -> bool,
    /// What is reported all the same.
    pub reported: Reported,
}

/// The findings of a source that are reported: where the first of each rule stands in each document.
#[derive(Debug, Default)]
pub struct Reported {
    /// Where documents end.
    ends: Vec<u32>,
    of_document: BTreeMap<usize, BTreeMap<RuleId, Span>>,
}

impl Reported {
    /// Those of a text; `found` are a rule and a place each.
    pub fn of(text: &str, found: impl Iterator<Item = (RuleId, Span)>) -> Self {
        let ends = memchr::memmem::find_iter(text.as_bytes(), b"\n---");
        let mut reported = Self {
            ends: ends.map(|at| at as u32).collect(),
            of_document: BTreeMap::new(),
        };
        for (rule, span) in found {
            let document = reported.document(span);
            let of_document = reported.of_document.entry(document).or_default();
            let first = of_document.entry(rule).or_insert(span);
            *first = span.min(*first);
        }
        reported
    }

    fn document(&self, at: Span) -> usize {
        self.ends.partition_point(|&end| end < at.start)
    }

    /// The first in the document around a place that a name means.
    fn beside(&self, at: Span, selector: Selector, rules: &Registry) -> Option<Span> {
        let there = self.of_document.get(&self.document(at))?.iter();
        let meant = there.filter(|(rule, _)| selector.covers(**rule, rules));
        meant.map(|(_, &span)| span).min()
    }
}

impl Suppression {
    pub(super) fn review(&self, review: &Review<'_>, found: &mut Vec<Diagnostic>) {
        if let Some((until, at)) = self.directive.until.filter(|_| self.expired) {
            let message = format!("this suppression held until {until}");
            let ended = self.diagnostic(review, RuleId::EXPIRED_SUPPRESSION, at, message);
            let ended = ended.note("what it left out is reported again");
            found.push(self.removed(review, ended, "mend what it is about, and remove it"));
            return;
        }
        if review.require_reason && !self.directive.has_reason {
            let message = "this suppression does not say why".to_owned();
            let at = self.directive.span;
            let silent = self.diagnostic(review, RuleId::UNEXPLAINED_SUPPRESSION, at, message);
            found.push(silent.help("write the reason behind the rules"));
        }
        self.unused(review, found);
    }

    fn unused(&self, review: &Review<'_>, found: &mut Vec<Diagnostic>) {
        let names = self.directive.names.iter().zip(&self.used);
        let mut unused: Vec<&Name> = names
            .filter(|&(name, &used)| !used && (review.is_on)(name.selector))
            .map(|(name, _)| name)
            .collect();
        if unused.is_empty() {
            return;
        }
        // What is meant stands elsewhere in the document: the comment wants to be moved.
        let misplaced = unused.extract_if(.., |name| {
            let at = self.directive.span;
            let Some(place) = review.reported.beside(at, name.selector, review.rules) else {
                return false;
            };
            found.push(self.misplaced(review, name, place));
            true
        });
        let is_whole = misplaced.count() == 0 && unused.len() == self.directive.names.len();
        if unused.is_empty() {
            return;
        }
        if is_whole && self.directive.all_known {
            let names: Vec<String> = unused
                .iter()
                .map(|name| format!("`{}`", name.selector.name()))
                .collect();
            let message = match self.scope {
                Scope::Nothing => "this suppression is attached to nothing".to_owned(),
                _ => format!(
                    "this suppression leaves out nothing: no {} here",
                    names.join(", no ")
                ),
            };
            let at = self.directive.span;
            let mut whole = self.diagnostic(review, RuleId::UNUSED_SUPPRESSION, at, message);
            if self.scope == Scope::Nothing {
                whole = whole.note(
                    "on a line of its own a comment speaks of what starts on the next line, if that is not less indented",
                );
            }
            found.push(self.removed(review, whole, "remove it"));
            return;
        }
        for name in unused {
            let message = format!("there is no `{}` here to leave out", name.selector.name());
            let part = self.diagnostic(review, RuleId::UNUSED_SUPPRESSION, name.span, message);
            let title = format!("remove `{}`", name.selector.name());
            // Of an annotation with quotes or folds in it only the whole can be pointed at.
            found.push(if name.span == self.directive.span {
                part.help(title)
            } else {
                fixed(
                    part,
                    review,
                    remove::with_comma(review.text, name.span),
                    title,
                )
            });
        }
    }

    /// What leaves out nothing where it stands, and would where something of its name is found.
    fn misplaced(&self, review: &Review<'_>, name: &Name, place: Span) -> Diagnostic {
        let rule = name.selector.name();
        let message =
            format!("this suppression leaves out nothing here: `{rule}` is found elsewhere");
        let (help, label) = match self.sort {
            Sort::Comment(_) => (
                "move the comment to the end of the line of the finding, or onto a line of its own above it",
                "what is meant is found here",
            ),
            _ => (
                "write it where the finding is",
                "what is meant is found here",
            ),
        };
        self.diagnostic(review, RuleId::UNUSED_SUPPRESSION, name.span, message)
            .label(place, label)
            .help(help)
    }

    fn diagnostic(
        &self,
        review: &Review<'_>,
        rule: RuleId,
        at: Span,
        message: String,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(rule, review.source, at, message);
        if let Some((object, document)) = &self.owner {
            diagnostic.object = Some(object.clone());
            diagnostic.document = *document;
        }
        diagnostic
    }

    /// `found` with what to do.
    fn removed(&self, review: &Review<'_>, found: Diagnostic, what: &str) -> Diagnostic {
        let found = found.help(what.to_owned());
        match self.sort {
            Sort::Comment(comment) => {
                let part = whole_comment(review.text, comment, self.directive.span);
                fixed(found, review, part, "remove the comment".to_owned())
            }
            Sort::Annotation(Some(part)) => {
                fixed(found, review, part, "remove the annotation".to_owned())
            }
            Sort::Annotation(None) | Sort::Foreign => found,
        }
    }
}

fn fixed(found: Diagnostic, review: &Review<'_>, part: Span, title: String) -> Diagnostic {
    found.fix(Fix {
        title,
        applicability: Applicability::Safe,
        edits: vec![Edit::new(review.source, part, "")],
    })
}

/// What to remove of a comment: from the `#` before the word `podlint`, with the blanks before it, or the
/// whole line if nothing else stands on it.
fn whole_comment(text: &str, comment: Span, told: Span) -> Span {
    let before = &text[..told.start as usize];
    let hash = before.rfind('#').unwrap_or(comment.start as usize);
    let start = text[..hash].trim_end_matches([' ', '\t']).len();
    let fresh = start == 0 || text[..start].ends_with(['\n', '\r']);
    let rest = &text[told.end as usize..];
    let line_break = match rest.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    };
    let end = told.end + if fresh { line_break } else { 0 };
    Span::new(start as u32, end)
}
