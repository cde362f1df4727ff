//! The rules: each a page under `rules/`, a function in a file of its own, and a line in the registry.

mod bare_pod;
mod context;
mod duplicate_container_port;
mod independent_tiers;
mod missing_shared_volume;
mod page;
mod registry;
mod replicated_container;
mod separately_scaled_sidecar;
mod undeclared_volume;
mod unused_volume;
mod words;

pub use context::PodContext;
pub use page::{FixKind, Page, Section};
pub use registry::{Check, Rule, all, find};

use crate::diagnostic::Diagnostic;
use crate::objects::{Object, Workload};

/// Applies every rule to one object.
pub fn check(object: &Object<'_>, found: &mut Vec<Diagnostic>) {
    let Some(workload) = Workload::of(object) else {
        return;
    };
    let context = PodContext::of(object, &workload);
    let several = workload.pod.running().nth(1).is_some();
    for rule in all() {
        match rule.check {
            Check::Pod(check) => check(&context, found),
            Check::Together(check) if several => check(&context, found),
            Check::Together(_) | Check::Elsewhere => {}
        }
    }
}

/// The page of a rule. A rule that has none, which a test forbids, counts as the API server's.
#[must_use]
pub fn page(rule: &str) -> &'static Page {
    static NONE: Page = Page::EMPTY;
    find(rule).map_or(&NONE, Rule::page)
}
