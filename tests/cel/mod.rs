//! Expressions, held against what the evaluator of Kubernetes' API servers says of them.

mod bounds;
mod checked;
mod declared;
mod definitions;
mod evaluated;
mod faults;
mod library;
mod policies;
mod properties;
mod shown;
mod variables;

/// Expressions that once did not hold, found by chance.
#[test]
fn what_once_failed_holds() {
    properties::hold("li.transformMapEntry(g0, f1, {string(100): i})");
}
