//! Admission policies written as expressions.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{
    C_IDENTIFIER, QUALIFIED_NAME, is_dns_1035_label, is_dns_subdomain, is_qualified_name,
};

use super::{FAILURE_POLICIES, REINVOCATION_POLICIES, rules};

/// How many audit annotations a policy may have.
const ANNOTATIONS_MOST: usize = 20;

/// How many bytes the expression of an audit annotation may have.
const ANNOTATION_MOST: usize = 5 * 1024;

/// A `MutatingAdmissionPolicy` or a `ValidatingAdmissionPolicy`.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let mutating = check.object.kind == "MutatingAdmissionPolicy";
    let spec = check.root().get("spec");
    check.one_of_set(spec.get("failurePolicy"), &FAILURE_POLICIES);
    if spec.get("paramKind").is_set() {
        param_kind(check, spec.get("paramKind"));
    }
    let constraints = spec.get("matchConstraints");
    if !constraints.is_set() {
        check.required(constraints, "matchConstraints: {resourceRules: [...]}");
    } else {
        rules::match_resources(check, constraints, mutating);
        let rules = constraints.get("resourceRules");
        if rules.is_empty() {
            check.required(rules, "resourceRules: [...]");
        }
    }
    super::match_conditions(check, spec.get("matchConditions"));
    for variable in spec.get("variables").items() {
        let name = variable.get("name");
        if name.is_text() && name.text().trim().is_empty() {
            check.required(name, "name: limit");
        } else {
            check.format(name, &C_IDENTIFIER);
        }
        super::expression(check, variable.get("expression"));
    }
    if mutating {
        mutations(check, spec);
    } else {
        validations(check, spec);
    }
    super::expressions::of_policy(check, spec, mutating);
}

/// The kind of the object that a policy takes its parameters from.
fn param_kind<'t>(check: &mut Check<'_, 't>, param: Field<'t>) {
    let (version, kind) = (param.get("apiVersion"), param.get("kind"));
    if version.is_empty() {
        check.required(version, "apiVersion: v1");
    } else {
        let text = version.text();
        let (group, name) = text.split_once('/').unwrap_or(("", &text));
        if !(group.is_empty() || is_dns_subdomain(group)) || !is_dns_1035_label(name) {
            check.invalid(version, "a group and a version, like `apps/v1`");
        }
    }
    if kind.is_empty() {
        check.required(kind, "kind: ConfigMap");
    } else if !is_dns_1035_label(&kind.text().to_lowercase()) {
        check.invalid(kind, "the name of a kind, like `ConfigMap`");
    }
}

fn validations<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (validations, annotations) = (spec.get("validations"), spec.get("auditAnnotations"));
    if validations.is_empty() && annotations.is_empty() {
        check.required(
            validations,
            "validations: [{expression: object.spec.replicas <= 5}]",
        );
        check.required(annotations, "auditAnnotations: [...]");
        return;
    }
    for validation in validations.items() {
        self::validation(check, validation);
    }
    if annotations.len() > ANNOTATIONS_MOST {
        let message = format!("a policy may have at most {ANNOTATIONS_MOST} audit annotations");
        check.conflict(annotations, message, "leave some out");
    }
    let owner = check.root().at(&["metadata", "name"]).text();
    for annotation in annotations.items() {
        let key = annotation.get("key");
        let named = !owner.is_empty();
        if named && key.is_text() && !is_qualified_name(&format!("{owner}/{}", key.text())) {
            check.invalid(key, QUALIFIED_NAME.takes);
        }
        let value = annotation.get("valueExpression");
        let length = value.text().trim().len();
        if value.is_text() && (length == 0 || length > ANNOTATION_MOST) {
            check.required(value, "valueExpression: object.metadata.name");
        }
    }
    check.unique(annotations.items().map(|annotation| annotation.get("key")));
}

fn validation<'t>(check: &mut Check<'_, 't>, validation: Field<'t>) {
    super::expression(check, validation.get("expression"));
    for name in ["messageExpression", "message"] {
        let field = validation.get(name);
        let text = field.text();
        let trimmed = text.trim();
        if !text.is_empty() && trimmed.is_empty() {
            check.invalid(field, "more than blanks");
        } else if name == "message" && trimmed.contains(['\n', '\r']) {
            check.invalid(field, "a text of one line");
        }
    }
    let reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge"];
    check.one_of_set(validation.get("reason"), &reasons);
}

fn mutations<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let mutations = spec.get("mutations");
    if mutations.is_empty() {
        check.required(mutations, "mutations: [...]");
    }
    for mutation in mutations.items() {
        self::mutation(check, mutation);
    }
    check.required_one_of(spec.get("reinvocationPolicy"), &REINVOCATION_POLICIES);
}

/// A mutation has the field of its type and not the one of the other.
fn mutation<'t>(check: &mut Check<'_, 't>, mutation: Field<'t>) {
    let kind = mutation.get("patchType");
    check.required_one_of(kind, &["ApplyConfiguration", "JSONPatch"]);
    let (own, other) = match kind.text().as_ref() {
        "ApplyConfiguration" => ("applyConfiguration", "jsonPatch"),
        "JSONPatch" => ("jsonPatch", "applyConfiguration"),
        _ => return,
    };
    let (own, other) = (mutation.get(own), mutation.get(other));
    if own.is_set() {
        super::expression(check, own.get("expression"));
    } else {
        check.required(own, "expression: ...");
    }
    if other.is_set() {
        let message = format!("this is not of the patch type `{}`", kind.text());
        check.conflict(other, message, "leave it out, or change `patchType`");
    }
}
