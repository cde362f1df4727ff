//! Priority classes: `scheduling.k8s.io`.

use crate::validation::check::Check;

/// What users may ask for; more is the system's.
const MOST_PRIORITY: i64 = 1_000_000_000;

/// The classes of the system itself, with their values.
const SYSTEM: [(&str, i64); 2] = [
    ("system-node-critical", 2_000_001_000),
    ("system-cluster-critical", 2_000_000_000),
];

/// Checks an object of these kinds. Source: `ValidatePriorityClass`.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "PriorityClass" {
        return;
    }
    let root = check.root();
    let (name, value) = (root.at(&["metadata", "name"]), root.get("value"));
    let number = value.int().unwrap_or_default();
    if name.text().starts_with("system-") {
        let own = SYSTEM
            .iter()
            .any(|&(known, its)| name.is(known) && its == number);
        if !own || root.get("globalDefault").flag() {
            check.forbidden(
                name,
                "to a name that starts with `system-`, which is for the system itself",
            );
        }
    } else if number > MOST_PRIORITY {
        check.forbidden(value, "above 1000000000, which is for the system itself");
    }
    let policy = root.get("preemptionPolicy");
    if policy.is_set() {
        check.required_one_of(policy, &["PreemptLowerPriority", "Never"]);
    }
}
