//! Where an admission policy is in force.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_SUBDOMAIN, PATH_SEGMENT};
use crate::validation::selectors::label_selector;

use super::rules;

/// A `MutatingAdmissionPolicyBinding` or a `ValidatingAdmissionPolicyBinding`.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let mutating = check.object.kind == "MutatingAdmissionPolicyBinding";
    let spec = check.root().get("spec");
    check.required_format(spec.get("policyName"), &DNS_SUBDOMAIN);
    let param = spec.get("paramRef");
    if param.is_set() {
        param_ref(check, param);
    }
    rules::match_resources(check, spec.get("matchResources"), mutating);
    if !mutating {
        actions(check, spec.get("validationActions"));
    }
}

/// The object that holds the parameters, by name or by labels.
fn param_ref<'t>(check: &mut Check<'_, 't>, param: Field<'t>) {
    let (name, selector) = (param.get("name"), param.get("selector"));
    check.format(name, &PATH_SEGMENT);
    label_selector(check, selector);
    match (!name.is_empty(), selector.is_set()) {
        (true, true) => {
            check.forbidden(name, "beside `selector`");
            check.forbidden(selector, "beside `name`");
        }
        (false, false) => check.required(param, "name: limits"),
        _ => {}
    }
    check.required_one_of(param.get("parameterNotFoundAction"), &["Allow", "Deny"]);
}

/// What happens when a validation fails: to deny and to warn would say it twice.
fn actions<'t>(check: &mut Check<'_, 't>, actions: Field<'t>) {
    if actions.is_empty() {
        check.required(actions, "validationActions: [Deny]");
    }
    for action in actions.items() {
        check.closed(action, &["Audit", "Deny", "Warn"]);
    }
    check.unique(actions.items());
    let has = |name| actions.items().any(|action| action.is(name));
    if has("Deny") && has("Warn") {
        let message = "a request that is denied needs no warning";
        check.conflict(actions, message, "leave `Deny` or `Warn` out");
    }
}
