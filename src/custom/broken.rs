//! What a broken rule of a schema means, at the field that it speaks of.

use super::check::{Place, View};
use crate::diagnostic::{Diagnostic, Reason, RuleId, brief_value};
use crate::placeholder;
use crate::structural::{Broken, Rule, Step, Why};
use crate::yaml::{self, Cursor, Kind};

/// So many fields that a rule compares are shown.
const SHOWN: usize = 4;

/// How much of a value is looked into for what is yet to be filled in.
const LOOKED_INTO: usize = 1000;

impl<'t> View<'_, 't> {
    /// A rule that a value breaks.
    pub(super) fn broken(&self, broken: &Broken<'_>) -> Diagnostic {
        let rule = &broken.compiled.rule;
        let blamed = rule.blamed();
        let (value, _) = self.follow(broken.way.iter().copied());
        let fields = self.operands(broken, &blamed);
        let place = match fields.first() {
            Some(field) => *field,
            None => value,
        };
        let (id, reason) = named(rule);
        let (message, note) = self.says(broken, &value);
        let mut found = self
            .object
            .diagnostic(id, &place.shown(), message)
            .here("the API server refuses it")
            .field(self.object.field_at(steps(broken, &blamed).map(written)))
            .reason(reason);
        found.notes.extend(note.map(Into::into));
        for field in fields.iter().skip(1) {
            found.add_label(field.shown().span(), "and this");
        }
        found
    }

    /// What is said of it, and the rule beside that.
    fn says(&self, broken: &Broken<'_>, value: &Place<'t>) -> (String, Option<String>) {
        let called = self.called(value);
        let expression = brief_value(broken.compiled.rule.expression.trim());
        let is = format!("the rule is `{expression}`");
        match &broken.why {
            Why::False(Some(message)) => {
                let message = message.trim_end_matches('.');
                (
                    format!("{called} breaks a rule of its CRD: {message}"),
                    Some(is),
                )
            }
            Why::False(None) => {
                let message = format!("{called} breaks a rule of its CRD: `{expression}`");
                (message, None)
            }
            Why::Fails(error) => (
                format!("a rule of its CRD fails on {called}: {error}"),
                Some(format!(
                    "{is}, and the API server refuses what a rule fails on"
                )),
            ),
            Why::Costs => (
                format!("the rules of its CRD cost too much to be asked of {called}"),
                Some(format!(
                    "{is}, and the API server refuses what costs more than its limit"
                )),
            ),
        }
    }

    /// The fields in the manifest that a rule blames or compares; first what is yet to be filled in, so that nothing is
    /// said of it.
    fn operands(&self, broken: &Broken<'_>, blamed: &[String]) -> Vec<Place<'t>> {
        let follow = |names: &[String]| self.follow(steps(broken, names));
        let mut operands = broken.compiled.operands();
        if operands.is_empty() {
            operands.push(Vec::new());
        }
        let all = operands.iter().map(|names| follow(names));
        let mut fields: Vec<Place<'t>> = all
            .filter_map(|(at, is_there)| is_there.then_some(at))
            .collect();
        let unfilled = fields.iter().find_map(|field| unfilled(field.value));
        if let Some(value) = unfilled {
            return vec![Place { value, key: None }];
        }
        let mut seen = std::collections::HashSet::new();
        fields.retain(|field| seen.insert(field.value.id()));
        if !blamed.is_empty() {
            let (at, _) = follow(blamed);
            fields.retain(|field| field.value.id() != at.value.id());
            fields.insert(0, at);
        }
        if fields.len() > SHOWN {
            fields.clear();
        }
        fields
    }
}

/// The steps to the value that breaks a rule, and on from it by names.
fn steps<'s>(broken: &'s Broken<'_>, names: &'s [String]) -> impl Iterator<Item = Step<'s>> {
    let names = names.iter().map(|name| Step::Name(name));
    broken.way.iter().copied().chain(names)
}

fn written(step: Step<'_>) -> yaml::Step<'_> {
    match step {
        Step::Name(name) => yaml::Step::Key(name.into()),
        Step::At(at) => yaml::Step::Index(at),
    }
}

/// The rule of ours, and the server's reason, that a rule of a CRD names.
fn named(rule: &Rule) -> (RuleId, Reason) {
    match &*rule.reason {
        "FieldValueRequired" => (RuleId::MISSING_FIELD, Reason::Required),
        "FieldValueForbidden" => (RuleId::FORBIDDEN_FIELD, Reason::Forbidden),
        "FieldValueDuplicate" => (RuleId::DUPLICATE_ENTRY, Reason::Duplicate),
        _ => (RuleId::INVALID_VALUE, Reason::Invalid),
    }
}

/// What is yet to be filled in, in a value.
fn unfilled(value: Cursor<'_>) -> Option<Cursor<'_>> {
    let (mut open, mut count) = (vec![value], 0);
    while let Some(value) = open.pop().filter(|_| count < LOOKED_INTO) {
        count += 1;
        match value.kind() {
            Kind::Mapping => open.extend(value.entries().map(|entry| entry.value)),
            Kind::Sequence => open.extend(value.items()),
            _ if placeholder::is_placeholder(value.text()) => return Some(value),
            _ => {}
        }
    }
    None
}
