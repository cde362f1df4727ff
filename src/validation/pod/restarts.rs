//! When a container starts again. Source: `validateContainerRestartPolicy`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::versions::CONTAINER_RESTART_POLICY;

/// The most rules, and the most exit codes of one.
const MOST_RULES: usize = 20;
const MOST_CODES: usize = 255;

/// `restartPolicy` and `restartPolicyRules` of a container. `init`: of an init container.
pub(super) fn container_restart_policy<'t>(
    check: &mut Check<'_, 't>,
    container: Field<'t>,
    init: bool,
) {
    let (policy, rules) = (
        container.get("restartPolicy"),
        container.get("restartPolicyRules"),
    );
    if !policy.is_set() {
        if !rules.is_empty() {
            check.required(policy, "restartPolicy: Never");
        }
    } else if check.has(&CONTAINER_RESTART_POLICY) {
        check.closed(policy, &["Always", "Never", "OnFailure"]);
    } else if init {
        check.closed(policy, &["Always"]);
    } else {
        check.forbidden(policy, "outside of init containers");
    }
    if rules.len() > MOST_RULES {
        check.too_long(rules, MOST_RULES, "rules");
    }
    for rule in rules.items() {
        restart_rule(check, rule);
    }
}

fn restart_rule<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    let (action, codes) = (rule.get("action"), rule.get("exitCodes"));
    let actions = ["Restart", "RestartAllContainers"];
    if action.is_text() && !actions.contains(&action.text().as_ref()) {
        check.unsupported(action, &actions);
    }
    if !codes.is_set() {
        check.required(codes, "exitCodes: {operator: In, values: [42]}");
        return;
    }
    let operator = codes.get("operator");
    if operator.is_text() && !["In", "NotIn"].contains(&operator.text().as_ref()) {
        check.unsupported(operator, &["In", "NotIn"]);
    }
    if codes.get("values").len() > MOST_CODES {
        check.too_long(codes.get("values"), MOST_CODES, "values");
    }
}
