//! The rules: each a page under `rules/`, a function in a file of its own, and a line in the registry.

mod bare_pod;
mod context;
mod cross_container_signal;
mod duplicate_container_port;
mod host_network;
mod host_port;
mod implied_port_conflict;
mod independent_tiers;
mod logs_to_file;
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
mod sidecar_blocks_completion;
mod sidecar_start_order;
mod state_in_pod;
mod uncovered_by_network_policy;
mod undeclared_volume;
mod unlistened_localhost;
mod unresolved_port_name;
mod unshared_volume;
mod unused_volume;
mod words;

pub use context::PodContext;
pub use page::{FixKind, Page, Section};
pub use parameters::{PARAMETERS, Parameter, Parameters, Value};
pub use registry::{Check, Rule, all, find};
pub use selector::{Selector, names};

use crate::diagnostic::Diagnostic;
use crate::objects::{Inventory, Neighbours};

/// Applies every rule on pods to one.
pub fn check(context: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let several = context.pod.running().nth(1).is_some();
    for rule in all() {
        for check in rule.checks {
            match check {
                Check::Pod(check) => check(context, found),
                Check::Together(check) if several => check(context, found),
                Check::Together(_) | Check::All(_) => {}
            }
        }
    }
}

/// Applies the rules on how objects stand to each other.
pub fn check_all(inventory: &Inventory, found: &mut Vec<Diagnostic>) {
    let neighbours = Neighbours::of(inventory);
    for check in all().iter().flat_map(|rule| rule.checks) {
        if let Check::All(check) = check {
            check(&neighbours, found);
        }
    }
}

/// The page of a rule. A rule that has none, which a test forbids, counts as the API server's.
#[must_use]
pub fn page(rule: &str) -> &'static Page {
    static NONE: Page = Page::EMPTY;
    find(rule).map_or(&NONE, Rule::page)
}
