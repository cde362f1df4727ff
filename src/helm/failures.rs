//! What is said of templates that cannot be parsed or executed.

use std::collections::BTreeSet;

use super::metadata::refused;
use super::top::Template;
use super::wanting::Wanting;
use super::worded::{unknown_template, values_in, worded};
use crate::origin::{Place, Problem, ProblemKind};
use crate::source::Span;
use crate::template::{Failure, FailureKind};

/// The failures of one rendering.
pub(super) struct Failures<'r> {
    wanting: Wanting<'r>,
    /// Whether all charts are there, and all templates could be parsed. If not, a template that is not there may be in those.
    has_all: bool,
    /// The names of templates that cannot be executed.
    unparsed: BTreeSet<String>,
    /// The templates that need another which is not there, and the first such.
    needing: Vec<(String, Failure)>,
    problems: Vec<Problem>,
}

impl<'r> Failures<'r> {
    pub(super) fn new(wanting: Wanting<'r>, has_all: bool) -> Self {
        Self {
            wanting,
            has_all,
            unparsed: BTreeSet::new(),
            needing: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn has(&self, template: &Template) -> bool {
        self.unparsed.contains(&template.name)
    }

    pub(super) fn unparsed(&mut self, template: &Template, failure: &Failure) {
        self.has_all = false;
        self.unparsed.insert(template.name.clone());
        self.add(template, failure, None);
    }

    pub(super) fn unexecuted(&mut self, template: &Template, failure: &Failure) {
        if !self.has_all && unknown_template(&failure.message).is_some() {
            let needing = (template.name.clone(), failure.clone());
            self.needing.push(needing);
            return;
        }
        let asks = match failure.kind {
            FailureKind::Asked if !self.wanting.has_said() => self.asked_for(failure),
            _ => None,
        };
        self.add(template, failure, asks);
    }

    fn add(&mut self, template: &Template, failure: &Failure, asks: Option<String>) {
        let wanted = match failure.kind {
            FailureKind::Execution => self.wanting.stops(failure),
            _ => None,
        };
        let kind = match failure.kind {
            _ if wanted.is_some() => ProblemKind::NotChecked,
            // What a chart that is not there would have set is not missing.
            FailureKind::Execution if !self.has_all => ProblemKind::NotChecked,
            FailureKind::Parse | FailureKind::Execution => ProblemKind::Refused,
            FailureKind::Asked if self.wanting.has_said() => ProblemKind::Refused,
            _ => ProblemKind::NotChecked,
        };
        let (mut message, help) = worded(failure);
        if let Some(wanted) = wanted.filter(|_| !message.contains(" is not set")) {
            message = format!("`{wanted}` is not set: {message}");
        }
        let action = || failure.through.as_ref().map(|step| step.action);
        let place = failure.place.or_else(action);
        self.problems.push(Problem {
            kind,
            help: asks.or(help),
            others: callers(failure),
            ..refused(place.or_else(|| start(template)), message)
        });
    }

    /// The values that a template wants to have been given, as far as they stand where it stops.
    fn asked_for(&self, failure: &Failure) -> Option<String> {
        let places = failure.place.into_iter();
        let actions = failure.through.as_ref().map(|step| step.action);
        let mut places = places.chain(actions);
        places.find_map(|place| {
            let file = self.wanting.files.get(place.file.0 as usize)?;
            let values = values_in(place.span.of(&file.text));
            let names: Vec<String> = values
                .iter()
                .map(|value| format!("`{}`", &value[8..]))
                .collect();
            (!names.is_empty()).then(|| format!("it asks for {}", names.join(", ")))
        })
    }

    /// All that there is to say.
    pub(super) fn told(mut self) -> Vec<Problem> {
        let more = self.needing.len().saturating_sub(1);
        if let Some((_, failure)) = self.needing.into_iter().next() {
            let (mut message, _) = worded(&failure);
            if more > 0 {
                let needing = if more == 1 {
                    "template needs"
                } else {
                    "templates need"
                };
                message.push_str(&format!("; {more} more {needing} such"));
            }
            self.problems.push(Problem {
                kind: ProblemKind::NotChecked,
                others: callers(&failure),
                ..refused(failure.place, message)
            });
        }
        self.problems
    }
}

fn start(template: &Template) -> Option<Place> {
    let span = Span::new(0, 0);
    template.file.map(|file| Place { file, span })
}

/// The actions through which a template was called, from the innermost on.
fn callers(failure: &Failure) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    let mut step = failure.through.as_ref();
    while let Some(at) = step {
        step = at.caller.as_ref();
        if let Some(caller) = step {
            found.push((caller.action, "called from here".to_owned()));
        }
        if found.len() == 8 {
            break;
        }
    }
    found
}
