//! What a Job does when a pod fails. Source: `validatePodFailurePolicy`.

use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::QUALIFIED_NAME;
use crate::validation::seen::Seen;

const MOST_RULES: usize = 20;
const MOST_PATTERNS: usize = 20;
const MOST_CODES: usize = 255;

/// `podFailurePolicy` of a Job.
pub(super) fn pod_failure_policy<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let rules = spec.at(&["podFailurePolicy", "rules"]);
    if rules.len() > MOST_RULES {
        check.too_long(rules, MOST_RULES, "rules");
    }
    for rule in rules.items() {
        pod_failure_policy_rule(check, spec, rule);
    }
}

fn pod_failure_policy_rule<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, rule: Field<'t>) {
    let action = rule.get("action");
    if action.is("FailIndex") {
        if !spec.get("backoffLimitPerIndex").is_set() {
            let message = "`FailIndex` needs a `backoffLimitPerIndex`";
            check.conflict(action, message, "set `backoffLimitPerIndex`");
        }
    } else {
        check.required_one_of(action, &["FailJob", "FailIndex", "Ignore", "Count"]);
    }
    let (codes, conditions) = (rule.get("onExitCodes"), rule.get("onPodConditions"));
    if codes.is_set() {
        exit_codes(check, spec, codes);
    }
    if conditions.len() > MOST_PATTERNS {
        check.too_long(conditions, MOST_PATTERNS, "patterns");
    }
    for pattern in conditions.items() {
        check.format_of_set(pattern.get("type"), &QUALIFIED_NAME);
        // `True` is what the server fills in.
        check.one_of(pattern.get("status"), &["True", "False", "Unknown"]);
    }
    let message = match (codes.is_set(), conditions.is_empty()) {
        (true, false) => "the rule looks at both exit codes and conditions",
        (false, true) => "the rule looks at neither exit codes nor conditions",
        _ => return,
    };
    check.conflict(
        rule,
        message,
        "set one of `onExitCodes` and `onPodConditions`",
    );
}

fn exit_codes<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, codes: Field<'t>) {
    let operator = codes.get("operator");
    check.required_one_of(operator, &["In", "NotIn"]);
    let name = codes.get("containerName");
    if let Some(text) = name.str() {
        let pod = spec.at(&["template", "spec"]);
        let lists = ["containers", "initContainers"];
        let mut all = lists.into_iter().flat_map(|list| pod.get(list).items());
        if !all.any(|container| container.get("name").is(&text)) {
            check.invalid(name, "the name of a container of the template");
        }
    }
    let values = codes.get("values");
    if values.is_empty() {
        check.invalid(values, "at least one exit code");
    } else if values.len() > MOST_CODES {
        check.too_long(values, MOST_CODES, "exit codes");
    }
    let mut seen = Seen::new();
    for value in values.items() {
        let Some(code) = value.int() else { continue };
        if code == 0 && operator.is("In") {
            check.invalid(value, "an exit code of a failure, which 0 is not");
        }
        if let Some(first) = seen.before(code, value) {
            check.duplicate(value, first);
        }
    }
    if values
        .items()
        .zip(values.items().skip(1))
        .any(|(a, b)| a.int() > b.int())
    {
        let codes = values.items().map(|value| short(value.place().text()));
        // There may be 255 of them.
        let codes: Vec<String> = codes.take(10).collect();
        let message = format!("the exit codes {} … are not in order", codes.join(", "));
        check.conflict(values, message, "write the smallest first");
    }
}
