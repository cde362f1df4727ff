//! Pod disruption budgets: `policy`.

use crate::validation::check::Check;
use crate::validation::{rollout, selectors};

/// Checks an object of these kinds. Source: `ValidatePodDisruptionBudgetSpec`.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "PodDisruptionBudget" {
        return;
    }
    let spec = check.root().get("spec");
    let (least, most) = (spec.get("minAvailable"), spec.get("maxUnavailable"));
    if least.is_set() && most.is_set() {
        let message = "the budget has both a `minAvailable` and a `maxUnavailable`";
        check.conflict(spec, message, "leave one of them out");
    }
    for bound in [least, most] {
        rollout::positive_int_or_percent(check, bound);
        rollout::not_more_than_100_percent(check, bound);
    }
    selectors::label_selector(check, spec.get("selector"));
    let policy = spec.get("unhealthyPodEvictionPolicy");
    let allowed = ["IfHealthyBudget", "AlwaysAllow"];
    if policy
        .str()
        .is_some_and(|text| !allowed.contains(&text.as_ref()))
    {
        check.unsupported(policy, &allowed);
    }
}
