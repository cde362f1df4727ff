//! Roles and bindings: `rbac.authorization.k8s.io`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_SUBDOMAIN, PATH_SEGMENT};
use crate::validation::selectors;

const GROUP: &str = "rbac.authorization.k8s.io";

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    match check.object.kind.as_ref() {
        "Role" => rules(check, root, true),
        "ClusterRole" => {
            rules(check, root, false);
            aggregation_rule(check, root.get("aggregationRule"));
        }
        "RoleBinding" => binding(check, root, true),
        "ClusterRoleBinding" => binding(check, root, false),
        _ => {}
    }
}

/// Source: `ValidatePolicyRule`.
fn rules<'t>(check: &mut Check<'_, 't>, role: Field<'t>, namespaced: bool) {
    for rule in role.get("rules").items() {
        if rule.get("verbs").is_empty() {
            check.required(rule.get("verbs"), "verbs: [get]");
        }
        let urls = rule.get("nonResourceURLs");
        if urls.is_empty() {
            for (name, example) in [("apiGroups", "[\"\"]"), ("resources", "[pods]")] {
                if rule.get(name).is_empty() {
                    check.required(rule.get(name), &format!("{name}: {example}"));
                }
            }
            continue;
        }
        if namespaced {
            let message = "a Role is about the resources of a namespace, and a URL has none";
            check.conflict(urls, message, "use a ClusterRole");
        }
        let others = ["apiGroups", "resources", "resourceNames"];
        if others.iter().any(|name| !rule.get(name).is_empty()) {
            let message = "one rule is about both resources and URLs";
            check.conflict(urls, message, "make two rules of it");
        }
    }
}

fn aggregation_rule<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    if !rule.is_set() {
        return;
    }
    let list = rule.get("clusterRoleSelectors");
    if list.is_empty() {
        check.required(list, "clusterRoleSelectors: [{matchLabels: …}]");
    }
    for selector in list.items() {
        selectors::label_selector(check, selector);
    }
}

fn binding<'t>(check: &mut Check<'_, 't>, root: Field<'t>, namespaced: bool) {
    let role = root.get("roleRef");
    let kinds: &[&str] = if namespaced {
        &["Role", "ClusterRole"]
    } else {
        &["ClusterRole"]
    };
    // The group is filled in where nothing is written.
    check.one_of(role.get("apiGroup"), &[GROUP]);
    let kind = role.get("kind");
    if role.is_set() && kind.is_text() && !kinds.contains(&kind.text().as_ref()) {
        check.unsupported(kind, kinds);
    }
    check.required_format(role.get("name"), &PATH_SEGMENT);
    for subject in root.get("subjects").items() {
        role_binding_subject(check, subject, namespaced);
    }
}

/// Source: `ValidateRoleBindingSubject`.
fn role_binding_subject<'t>(check: &mut Check<'_, 't>, subject: Field<'t>, namespaced: bool) {
    let (name, group) = (subject.get("name"), subject.get("apiGroup"));
    if name.is_empty() {
        check.required(name, "name: my-name");
    }
    match subject.get("kind").text().as_ref() {
        "ServiceAccount" => {
            check.format(name, &DNS_SUBDOMAIN);
            if !group.is_empty() {
                check.unsupported(group, &[""]);
            }
            let namespace = subject.get("namespace");
            if !namespaced && namespace.is_empty() {
                check.required(namespace, "namespace: my-namespace");
            }
        }
        "User" | "Group" => check.one_of(group, &[GROUP]),
        _ if subject.get("kind").is_text() => {
            check.unsupported(subject.get("kind"), &["ServiceAccount", "User", "Group"]);
        }
        _ => {}
    }
}
