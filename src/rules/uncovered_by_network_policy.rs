//! `uncovered-by-network-policy`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Entry, Inventory, Pods, selects};

const RULE: &str = "uncovered-by-network-policy";

pub(super) fn check(inventory: &Inventory, found: &mut Vec<Diagnostic>) {
    for workload in &inventory.workloads {
        if workload.is.host_network || workload.is.kind.ends() {
            continue;
        }
        let policies: Vec<_> = inventory
            .policies
            .iter()
            .filter(|policy| policy.is_beside(workload))
            .collect();
        // A selector that asks in another way may ask for this one.
        let covers = |selector: Option<&_>| {
            selector.is_none_or(|selector| selects(selector, &workload.is.labels))
        };
        if policies
            .iter()
            .any(|policy| covers(policy.is.selector.as_ref()))
        {
            continue;
        }
        // Policies that select none of the workloads here are meant for others.
        let isolated = |other: &&Entry<Pods>| {
            let selector = |policy: &&Entry<_>| policy_selects(policy, other);
            other.is_beside(workload) && policies.iter().copied().any(|policy| selector(&policy))
        };
        if let Some(other) = inventory.workloads.iter().find(isolated) {
            found.push(describe(workload, other));
        }
    }
}

fn policy_selects(policy: &Entry<crate::objects::Policy>, pods: &Entry<Pods>) -> bool {
    let selector = policy.is.selector.as_ref();
    selector.is_some_and(|selector| selects(selector, &pods.is.labels))
}

fn describe(workload: &Entry<Pods>, other: &Entry<Pods>) -> Diagnostic {
    let name = workload.name();
    let message = format!(
        "no network policy selects the pods of `{name}`, though `{}` beside it has one",
        other.name()
    );
    let mut diagnostic = workload
        .diagnostic(RULE, &workload.place(), message)
        .here("takes and makes every connection")
        .note("a pod that no policy selects is not isolated; policies beside it do not change that")
        .help(format!("write a NetworkPolicy for `{name}`, or one with an empty `podSelector` that denies by default"))
        .likely();
    diagnostic.labels.push(other.label("isolated by a policy"));
    diagnostic
}
