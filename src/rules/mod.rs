//! The rules: each a page under `rules/`, a function in a file of its own, and a line in the registry.

mod bare_pod;
mod claim_blocks_rollout;
mod container_name_as_host;
mod context;
mod cross_container_signal;
mod duplicate_container_port;
mod host_network;
mod host_port;
mod implied_port_conflict;
mod independent_tiers;
mod init_blocks_start;
mod localhost_probe;
mod logs_to_file;
mod loopback_only;
mod lost_init_output;
mod mismatched_shared_path;
mod missing_shared_volume;
mod multi_process_container;
mod page;
mod parameters;
mod pod_address_dependency;
mod registry;
mod replicated_container;
mod selector;
mod separately_scaled_sidecar;
mod shared_process_namespace;
mod short_lived_container;
mod sidecar_blocks_completion;
mod sidecar_start_order;
mod state_in_pod;
mod uncovered_by_network_policy;
mod undeclared_volume;
mod unfilled_volume;
mod unlistened_localhost;
mod unlistened_port;
mod unresolved_port_name;
mod unshared_volume;
mod unused_volume;
mod watched_subpath;
mod words;
mod write_to_read_only;

pub use context::PodContext;
pub use page::{FixKind, Page, Section};
pub use parameters::{PARAMETERS, Parameter, Parameters, Value};
pub use registry::{Check, Rule, all, find};
pub use selector::{Selector, names};

use crate::diagnostic::Diagnostic;
use crate::objects::{Inventory, Neighbours};
use crate::panic::{self, Panic};

/// A rule that failed, and how.
pub type Failed = (&'static str, Panic);

/// Applies every rule on pods to one.
pub fn check(context: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let apply = on_pod(context);
    checks().for_each(|(_, check)| apply(check, found));
}

/// Applies every rule on pods to one. A rule that fails finds nothing, and the others go on.
#[must_use]
pub fn check_each(context: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) -> Vec<Failed> {
    each(checks(), found, on_pod(context))
}

fn on_pod(context: &PodContext<'_, '_>) -> impl Fn(&Check, &mut Vec<Diagnostic>) {
    let held = !context.pod.is_crowded();
    let together = held && context.pod.running().nth(1).is_some();
    let several = held && context.pod.all_containers().nth(1).is_some();
    move |check, found| match check {
        Check::Pod(check) => check(context, found),
        Check::Together(check) if together => check(context, found),
        Check::Several(check) if several => check(context, found),
        Check::Together(_) | Check::Several(_) | Check::All(_) => {}
    }
}

/// Applies the rules on how objects stand to each other. A rule that fails finds nothing, and the others go on.
#[must_use]
pub fn check_all(inventory: &Inventory, found: &mut Vec<Diagnostic>) -> Vec<Failed> {
    let neighbours = Neighbours::of(inventory);
    each(checks(), found, |check, found| {
        if let Check::All(check) = check {
            check(&neighbours, found);
        }
    })
}

/// Every check with the name of its rule.
fn checks() -> impl Iterator<Item = (&'static str, &'static Check)> {
    let checks = |rule: &'static Rule| rule.checks.iter().map(|check| (rule.name, check));
    all().iter().flat_map(checks)
}

/// Applies checks one by one, so that one that fails takes none of the others with it.
fn each<'c>(
    checks: impl Iterator<Item = (&'static str, &'c Check)>,
    found: &mut Vec<Diagnostic>,
    apply: impl Fn(&Check, &mut Vec<Diagnostic>),
) -> Vec<Failed> {
    let mut failed = Vec::new();
    for (rule, check) in checks {
        let before = found.len();
        if let Err(panic) = panic::catch(|| apply(check, found)) {
            found.truncate(before);
            failed.push((rule, panic));
        }
    }
    failed
}

/// The page of a rule. A rule that has none, which a test forbids, counts as the API server's.
#[must_use]
pub fn page(rule: &str) -> &'static Page {
    static NONE: Page = Page::EMPTY;
    find(rule).map_or(&NONE, Rule::page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn finding(rule: &'static str) -> Diagnostic {
        Diagnostic::new(rule, SourceId(0), Span::default(), "found")
    }

    fn fails(_: &Neighbours<'_>, found: &mut Vec<Diagnostic>) {
        found.push(finding("fails"));
        panic!("no such container");
    }

    fn works(_: &Neighbours<'_>, found: &mut Vec<Diagnostic>) {
        found.push(finding("works"));
    }

    #[test]
    fn a_rule_that_fails_is_named_and_the_others_go_on() {
        let inventory = Inventory::default();
        let neighbours = Neighbours::of(&inventory);
        let checks = [Check::All(fails), Check::All(works)];
        let mut found = vec![finding("before")];
        let failed = each(
            ["fails", "works"].into_iter().zip(&checks),
            &mut found,
            |check, found| {
                if let Check::All(check) = check {
                    check(&neighbours, found);
                }
            },
        );
        let names: Vec<&str> = failed.iter().map(|&(rule, _)| rule).collect();
        assert_eq!(names, ["fails"]);
        assert_eq!(failed[0].1.message, "no such container");
        assert_eq!(found, [finding("before"), finding("works")]);
    }
}
