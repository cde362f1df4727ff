//! What the rules on pods find in small manifests, and at which level: what must be found, and what comes near.

mod claims;
mod ends;
mod files;
mod init;
mod jobs;
mod lost;
mod network;
mod order;
mod ports;
mod started;

use podlint::diagnostic::Level;
use podlint::engine::{Finding, Settings, check_text};

/// What is found in manifests by rules of these names, as `level rule`, in order of place.
fn found(text: &str, rules: &[&str]) -> Vec<String> {
    let findings = check_text("pod.yaml", text, &Settings::default());
    let meant = findings
        .iter()
        .filter(|finding| rules.contains(&finding.diagnostic.rule.name()));
    meant.map(shown).collect()
}

fn shown(finding: &Finding) -> String {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "advice",
    };
    format!("{level} {}", finding.diagnostic.rule.name())
}

/// A Deployment whose pods have this `spec`, a mapping in flow style without its braces.
fn deployment(spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: shop}}\nspec:\n  selector: {{matchLabels: {{app: \
         shop}}}}\n  template:\n    metadata: {{labels: {{app: shop}}}}\n    spec: {{{spec}}}\n"
    )
}
