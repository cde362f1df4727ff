//! Namespaces. Source: `ValidateNamespace`; of the labels that set the Pod Security Standards, the `PodSecurity`
//! admission plugin, which is on by default.

use crate::validation::check::Check;
use crate::validation::meta;

/// Checks a Namespace.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let finalizers = check.root().at(&["spec", "finalizers"]);
    for finalizer in finalizers.items() {
        meta::finalizer_name(check, finalizers, finalizer);
    }
    let labels = check.root().at(&["metadata", "labels"]);
    for (key, value) in labels.entries() {
        let name = key.as_key();
        let Some(mode) = name.strip_prefix("pod-security.kubernetes.io/") else {
            continue;
        };
        let text = value.text();
        match mode {
            "enforce" | "audit" | "warn"
                if !matches!(text.as_ref(), "privileged" | "baseline" | "restricted") =>
            {
                check.invalid(value, "`privileged`, `baseline` or `restricted`");
            }
            "enforce-version" | "audit-version" | "warn-version" => {
                let minor = text.strip_prefix("v1.").unwrap_or_default();
                let number = minor.bytes().all(|byte| byte.is_ascii_digit());
                let number =
                    number && (minor == "0" || !minor.starts_with('0')) && !minor.is_empty();
                if text != "latest" && !number {
                    check.invalid(value, "`latest` or a version, like `v1.36`");
                }
            }
            _ => {}
        }
    }
}
