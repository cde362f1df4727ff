//! Asks the rules of a schema of an object that fits it.

use std::sync::Arc;

use serde_json::Value;

use super::admit;
use super::check::{USUAL, View};
use super::evaluate::evaluate;
use super::load::Schema;
use crate::api::Version;
use crate::diagnostic::{Diagnostic, MOST_OF_DOCUMENT, Phase, brief_value};
use crate::objects::Object;
use crate::schema::formats::Asked;
use crate::structural::{self, Part, json};

/// The rules of a schema that were not asked of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unasked {
    /// How many there are that compare a value with what it was before.
    pub transitions: usize,
    /// Those that cannot be evaluated here, with the reason.
    pub others: Vec<String>,
}

/// What a change makes of the findings of rules.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// Those of rules that compare an object with what it was.
    pub found: Vec<Diagnostic>,
    /// Those of a new object that are none of this one, which was there before.
    pub lifted: Vec<Diagnostic>,
}

/// Asks the rules of an object that compare it with what it was. Objects that are deeper than usual are left out.
pub(super) fn change(
    object: &Object<'_>,
    schema: &Schema,
    version: Version,
    old: &Value,
) -> Changed {
    let own = json::within(object.root, USUAL.of_value);
    let Some((rules, mut value)) = schema.rules().zip(own) else {
        return Changed::default();
    };
    let mut old = old.clone();
    for value in [&mut value, &mut old] {
        admit::admit(value, schema.top());
        schema.drop_status(value);
    }
    let asked = Asked::ByServer(version);
    let misfits = evaluate(schema, &value, USUAL.of_schema, asked).unwrap_or_default();
    let mut misfits = misfits.iter();
    if misfits.any(|misfit| misfit.why.keeps_rules_unasked()) {
        return Changed::default();
    }
    let view = View { object, within: 0 };
    let found = |old: Option<&Value>| {
        let outcome = structural::evaluate(rules, &value, old);
        let broken = outcome.broken.iter().take(MOST_OF_DOCUMENT);
        let broken = broken.filter(|broken| broken.compiled.uses_old_self);
        let mut found: Vec<Diagnostic> = broken.map(|broken| view.broken(broken)).collect();
        for one in &mut found {
            one.phase = Phase::Expression;
        }
        found
    };
    Changed {
        lifted: found(None),
        found: found(Some(&old)),
    }
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
