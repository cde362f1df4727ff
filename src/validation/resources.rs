//! The names and amounts of resources. Source: `validateResourceName` and `pkg/apis/core/helper`.

use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{QUALIFIED_NAME, is_qualified_name};
use crate::validation::written;

/// Resources of Kubernetes itself may be promised more than once, except for huge pages.
pub(super) fn is_overcommit_allowed(name: &str) -> bool {
    is_native(name) && !name.starts_with("hugepages-")
}

fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Source: `IsExtendedResourceName`.
pub(super) fn is_extended(name: &str) -> bool {
    !is_native(name)
        && !name.starts_with("requests.")
        && is_qualified_name(&format!("requests.{name}"))
}

/// Source: `IsStandardResourceName`.
pub(super) const STANDARD: [&str; 20] = [
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "storage",
    "requests.storage",
    "services.nodeports",
    "services.loadbalancers",
];

/// Whether the name of a resource is one; if not, that is reported. Source: `validateResourceName`.
pub(super) fn resource_name<'t>(check: &mut Check<'_, 't>, field: Field<'t>, name: &str) -> bool {
    if !is_qualified_name(name) {
        check.format_of(field, name, &QUALIFIED_NAME);
        return false;
    }
    let huge = name.starts_with("hugepages-") || name.starts_with("requests.hugepages-");
    if !name.contains('/') && !huge && !STANDARD.contains(&name) {
        check.invalid(
            field,
            "a resource of Kubernetes, or a name with a domain before it",
        );
        return false;
    }
    true
}

/// What of the names of resources containers can have. Source: `validateContainerResourceName`.
pub(super) fn standard_container_name<'t>(check: &mut Check<'_, 't>, field: Field<'t>, name: &str) {
    let standard =
        matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if !name.contains('/') {
        if !standard {
            let takes = "`cpu`, `memory`, `ephemeral-storage`, `hugepages-…` or a name with a domain before it";
            check.invalid(field, takes);
        }
    } else if !is_native(name) && !is_extended(name) {
        check.invalid(
            field,
            "the name of an extended resource, like `example.com/gpu`",
        );
    }
}

/// An amount of a resource: not negative, and whole where the resource has no parts. Source:
/// `ValidateResourceQuantityValue`.
pub(super) fn resource_quantity<'t>(check: &mut Check<'_, 't>, name: &str, amount: Field<'t>) {
    let Some(quantity) = amount.quantity() else {
        return;
    };
    if quantity < Quantity::ZERO {
        check.invalid(amount, "no negative amount");
    }
    let countable = matches!(
        name,
        "pods"
            | "resourcequotas"
            | "services"
            | "replicationcontrollers"
            | "secrets"
            | "configmaps"
            | "persistentvolumeclaims"
            | "services.nodeports"
            | "services.loadbalancers"
    );
    if (countable || is_extended(name)) && !written::is_whole(&amount.amount()) {
        check.invalid(amount, "a whole number");
    }
}
