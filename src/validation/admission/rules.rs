//! Which requests a webhook or a policy is asked about.

use std::collections::BTreeSet;

use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::PATH_SEGMENT;
use crate::validation::selectors::label_selector;

use super::MATCH_POLICIES;

const OPERATIONS: [&str; 5] = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

/// A `RuleWithOperations`.
pub(super) fn rule_with_operations<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    let operations = rule.get("operations");
    list(check, operations, "operations: [CREATE, UPDATE]");
    for operation in operations.items() {
        check.closed(operation, &OPERATIONS);
    }
    list(check, rule.get("apiGroups"), "apiGroups: [apps]");
    let versions = rule.get("apiVersions");
    list(check, versions, "apiVersions: [v1]");
    no_empty(check, versions, "v1");
    resources(check, rule.get("resources"));
    check.one_of_set(rule.get("scope"), &["*", "Cluster", "Namespaced"]);
}

/// A list that must have an item, where `*` stands alone.
fn list<'t>(check: &mut Check<'_, 't>, list: Field<'t>, example: &str) {
    if list.is_empty() {
        check.required(list, example);
    }
    if list.len() > 1 && list.items().any(|item| item.is("*")) {
        let message = "`*` means all, and stands beside others";
        check.conflict(list, message, "leave `*` or the others out");
    }
}

fn no_empty<'t>(check: &mut Check<'_, 't>, list: Field<'t>, example: &str) {
    for item in list.items() {
        if item.is_empty() {
            check.required(item, example);
        }
    }
}

/// Resources and their subresources; none may be covered by one before it.
fn resources<'t>(check: &mut Check<'_, 't>, resources: Field<'t>) {
    if resources.is_empty() {
        check.required(resources, "resources: [deployments]");
    }
    no_empty(check, resources, "deployments");
    // The resources of which all subresources are covered, and the subresources that all resources have.
    let (mut resources_seen, mut parts_seen) = (BTreeSet::new(), BTreeSet::new());
    let (mut star, mut plain) = (false, false);
    for item in resources.items() {
        let text = item.text();
        let Some((resource, sub)) = text.split_once('/') else {
            star |= text == "*";
            // Only the last one without a subresource decides, as the server has it.
            plain = text != "*" && (plain || !text.is_empty());
            continue;
        };
        let covering = if resources_seen.contains(resource) {
            Some(format!("{}/*", short(resource)))
        } else if parts_seen.contains(sub) {
            Some(format!("*/{}", short(sub)))
        } else {
            None
        };
        if let Some(covering) = covering {
            let message = format!("`{}` is one of `{covering}`", short(&text));
            check.conflict(item, message, "leave it out");
        }
        if sub == "*" {
            resources_seen.insert(resource.to_owned());
        }
        if resource == "*" {
            parts_seen.insert(sub.to_owned());
        }
    }
    let all = resources.items().any(|item| item.is("*/*")) && resources.len() > 1;
    if all || (star && plain) {
        let message = "a wildcard stands beside resources that it covers";
        check.conflict(resources, message, "leave the wildcard or the others out");
    }
}

/// `MatchResources`: which requests a policy or binding is about. `mutating`: what changes objects is not
/// asked when they are deleted.
pub(super) fn match_resources<'t>(check: &mut Check<'_, 't>, resources: Field<'t>, mutating: bool) {
    check.one_of_set(resources.get("matchPolicy"), &MATCH_POLICIES);
    label_selector(check, resources.get("namespaceSelector"));
    label_selector(check, resources.get("objectSelector"));
    let rules = resources.get("resourceRules");
    for list in [rules, resources.get("excludeResourceRules")] {
        for rule in list.items() {
            let names = rule.get("resourceNames");
            for name in names.items() {
                check.format_of_set(name, &PATH_SEGMENT);
            }
            check.unique(names.items());
            rule_with_operations(check, rule);
        }
    }
    if mutating {
        for operation in rules
            .items()
            .flat_map(|rule| rule.get("operations").items())
        {
            if !["*", "CONNECT", "CREATE", "UPDATE"].contains(&operation.text().as_ref()) {
                check.unsupported(operation, &["*", "CONNECT", "CREATE", "UPDATE"]);
            }
        }
    }
}
