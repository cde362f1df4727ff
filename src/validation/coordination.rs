//! Leases: `coordination.k8s.io`. Source: `ValidateLeaseSpec`.

use crate::validation::check::Check;
use crate::validation::formats::QUALIFIED_NAME;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "Lease" {
        return;
    }
    let spec = check.root().get("spec");
    check.range(spec.get("leaseDurationSeconds"), 1, i64::MAX);
    check.non_negative(spec.get("leaseTransitions"));
    let strategy = spec.get("strategy");
    if let Some(text) = strategy.str() {
        if text.contains('/') {
            check.format_of(strategy, &text, &QUALIFIED_NAME);
        } else if text != "OldestEmulationVersion" {
            check.unsupported(strategy, &["OldestEmulationVersion"]);
        }
    }
    let holder = spec.get("preferredHolder");
    if !holder.is_empty() && strategy.is_empty() {
        check.forbidden(holder, "without a `strategy`");
    }
}
