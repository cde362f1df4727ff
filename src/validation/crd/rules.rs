//! Rules of a schema that are written as expressions: what stands beside the expressions. Source:
//! `ValidateCustomResourceDefinitionOpenAPISchema`.

use crate::structural;
use crate::validation::check::Check;
use crate::validation::field::Field;

/// The rules right in a schema.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, schema: Field<'t>) {
    for validation in schema.get("x-kubernetes-validations").items() {
        rule(check, schema, validation);
    }
}

/// A rule written as an expression; what the expression says is looked at elsewhere.
fn rule<'t>(check: &mut Check<'_, 't>, schema: Field<'t>, validation: Field<'t>) {
    let (rule, message) = (validation.get("rule"), validation.get("message"));
    let (rule_text, text) = (rule.text(), message.text());
    let has_lines = |text: &str| text.trim().contains(['\n', '\r']);
    if rule.is_text() && rule_text.trim().is_empty() {
        check.required(rule, "rule: self.replicas <= 5");
    } else if !text.is_empty() && text.trim().is_empty() {
        check.invalid(message, "more than blanks");
    } else if has_lines(&text) {
        check.invalid(message, "a text of one line");
    } else if has_lines(&rule_text) && text.is_empty() {
        check.required(message, "message: there may be at most 5 replicas");
    }
    let expression = validation.get("messageExpression");
    if !expression.is_empty() && expression.text().trim().is_empty() {
        check.required(expression, "messageExpression: ...");
    }
    let reasons = [
        "FieldValueDuplicate",
        "FieldValueForbidden",
        "FieldValueInvalid",
        "FieldValueRequired",
    ];
    check.one_of_set(validation.get("reason"), &reasons);
    let path = validation.get("fieldPath");
    let blank = !path.is_empty() && path.text().trim().is_empty();
    if blank || path.text().contains(['\n', '\r']) {
        check.invalid(path, "a path of one line, like `.spec.replicas`");
    } else if !path.is_empty() && !leads_to_field(schema, &path.text()) {
        check.invalid(
            path,
            "the path of a field of this schema, like `.spec.replicas`",
        );
    }
}

/// Whether a path leads to a field of a schema.
fn leads_to_field<'t>(schema: Field<'t>, path: &str) -> bool {
    let within = |schema: Field<'t>, name: &String| {
        let (properties, other) = (schema.get("properties"), schema.get("additionalProperties"));
        match properties.is_set() {
            true => properties.find(name),
            false => Some(other).filter(|other| other.is_set()),
        }
    };
    structural::steps(path).is_some_and(|steps| steps.iter().try_fold(schema, within).is_some())
}
