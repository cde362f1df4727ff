//! API services: `apiregistration.k8s.io`. Source: `ValidateAPIService` of `kube-aggregator`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_1035_LABEL, DNS_SUBDOMAIN};

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    if check.object.kind != "APIService" {
        return;
    }
    let (name, spec) = (
        check.root().at(&["metadata", "name"]),
        check.root().get("spec"),
    );
    let (group, version) = (spec.get("group"), spec.get("version"));
    let required = format!("{}.{}", version.text(), group.text());
    if !name.is_empty() && !name.is(&required) {
        check.invalid(
            name,
            &format!("the version, a dot and the group: `{required}`"),
        );
    }
    if group.is_empty() {
        // Only the API of the core group, which the server has itself, has no group.
        if !version.is("v1") {
            check.required(group, "group: metrics.example.com");
        }
    } else {
        check.format(group, &DNS_SUBDOMAIN);
    }
    check.format_of_set(version, &DNS_1035_LABEL);
    priority(check, spec.get("groupPriorityMinimum"), 20_000);
    priority(check, spec.get("versionPriority"), 1000);
    let service = spec.get("service");
    let bundle = spec.get("caBundle");
    let insecure = spec.get("insecureSkipTLSVerify");
    if service.is_set() {
        for name in ["namespace", "name"] {
            if service.get(name).is_empty() {
                check.required(service.get(name), &format!("{name}: metrics"));
            }
        }
        check.range(service.get("port"), 1, 65535);
        if insecure.flag() && !bundle.is_empty() {
            let message = "the certificate is both checked and not";
            check.conflict(
                insecure,
                message,
                "leave `insecureSkipTLSVerify` or `caBundle` out",
            );
        }
        return;
    }
    if !bundle.is_empty() {
        check.conflict(
            bundle,
            "without a `service` there is no certificate to check",
            "leave it out",
        );
    }
    if insecure.flag() {
        check.conflict(
            insecure,
            "without a `service` there is no certificate to check",
            "leave it out",
        );
    }
}

fn priority<'t>(check: &mut Check<'_, 't>, priority: Field<'t>, most: i64) {
    if priority.is_set() {
        check.range(priority, 1, most);
    } else {
        check.invalid(priority, &format!("a number from 1 to {most}"));
    }
}
