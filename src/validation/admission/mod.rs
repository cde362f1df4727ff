//! Webhook configurations and admission policies: `admissionregistration.k8s.io`. Source:
//! `pkg/apis/admissionregistration/validation`.

mod bindings;
mod expressions;
mod policies;
mod rules;
mod webhooks;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::QUALIFIED_NAME;

const FAILURE_POLICIES: [&str; 2] = ["Fail", "Ignore"];
const MATCH_POLICIES: [&str; 2] = ["Equivalent", "Exact"];
const REINVOCATION_POLICIES: [&str; 2] = ["IfNeeded", "Never"];

/// How many match conditions there may be.
const CONDITIONS_MOST: usize = 64;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration" => {
            webhooks::check(check);
        }
        "MutatingAdmissionPolicy" | "ValidatingAdmissionPolicy" => policies::check(check),
        "MutatingAdmissionPolicyBinding" | "ValidatingAdmissionPolicyBinding" => {
            bindings::check(check);
        }
        _ => {}
    }
}

/// Conditions under which a request is looked at.
fn match_conditions<'t>(check: &mut Check<'_, 't>, conditions: Field<'t>) {
    if conditions.len() > CONDITIONS_MOST {
        check.too_many(conditions, CONDITIONS_MOST);
    }
    for condition in conditions.items() {
        expression(check, condition.get("expression"));
        check.required_format(condition.get("name"), &QUALIFIED_NAME);
    }
    check.unique(conditions.items().map(|condition| condition.get("name")));
}

/// An expression must be there; what it says is checked with the others of its policy.
fn expression<'t>(check: &mut Check<'_, 't>, expression: Field<'t>) {
    if expression.is_text() && expression.text().trim().is_empty() {
        check.required(expression, "expression: object.spec.replicas <= 5");
    }
}
