//! Asks the rules of a schema of an object that fits it.

use std::sync::Arc;

use serde_json::Value;

use super::admit;
use super::check::{USUAL, View};
use super::evaluate::evaluate;
use super::load::Schema;
use crate::diagnostic::{Diagnostic, MOST_OF_DOCUMENT, Phase, brief_value};
use crate::objects::Object;
use crate::structural::{self, Part, json};

/// The rules of a schema that were not asked of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unasked {
    /// How many there are that compare a value with what it was before.
    pub transitions: usize,
    /// Those that cannot be evaluated here, with the reason.
    pub others: Vec<String>,
}

/// Asks the rules of an object that compare it with what it was; adds to `found`. Objects that are deeper than usual are
/// left out.
pub(super) fn change(
    object: &Object<'_>,
    schema: &Schema,
    old: &Value,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(rules), Some(mut value)) =
        (schema.rules(), json::within(object.root, USUAL.of_value))
    else {
        return;
    };
    let mut old = old.clone();
    for value in [&mut value, &mut old] {
        admit::admit(value, schema.top());
        schema.drop_status(value);
    }
    let misfits = evaluate(schema, &value, USUAL.of_schema).unwrap_or_default();
    if misfits
        .iter()
        .any(|misfit| misfit.why.keeps_rules_unasked())
    {
        return;
    }
    let view = View { object, within: 0 };
    let outcome = structural::evaluate(rules, &value, Some(&old));
    let broken = outcome
        .broken
        .iter()
        .filter(|broken| broken.compiled.uses_old_self);
    Phase::Expression.run(found, |found| {
        found.extend(
            broken
                .take(MOST_OF_DOCUMENT)
                .map(|broken| view.broken(broken)),
        );
    });
}

impl View<'_, '_> {
    /// Asks the rules of the schema of what fits it.
    pub(super) fn ask(
        &self,
        rules: &Arc<Part>,
        value: &Value,
        found: &mut Vec<Diagnostic>,
    ) -> Unasked {
        let outcome = structural::evaluate(rules, value, None);
        Phase::Expression.run(found, |found| {
            let left = MOST_OF_DOCUMENT.saturating_sub(found.len());
            let broken = outcome.broken.iter().take(left);
            found.extend(broken.map(|broken| self.broken(broken)));
        });
        let others = outcome.unasked.iter().map(|(rule, why)| {
            let expression = brief_value(rule.expression.trim());
            format!("`{expression}`: {why}")
        });
        Unasked {
            transitions: outcome.transitions,
            others: others.collect(),
        }
    }
}
