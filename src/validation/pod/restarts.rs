//! When a container starts again. Source: `validateContainerRestartPolicy`.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// The most rules, and the most exit codes of one.
const MOST_RULES: usize = 20;
const MOST_CODES: usize = 255;

/// `restartPolicy` and `restartPolicyRules` of a container.
pub(super) fn container_restart_policy<'t>(check: &mut Check<'_, 't>, container: Field<'t>) {
    let (policy, rules) = (
        container.get("restartPolicy"),
        container.get("restartPolicyRules"),
    );
    if !policy.is_set() {
        if !rules.is_empty() {
            check.required(policy, "restartPolicy: Never");
        }
    } else if policy.is_text() {
        let allowed = ["Always", "Never", "OnFailure"];
        if !allowed.contains(&policy.text().as_ref()) {
            check.unsupported(policy, &allowed);
        }
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
