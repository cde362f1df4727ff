//! The one list of rules.

use std::sync::OnceLock;

use super::{
    bare_pod, cross_container_signal, duplicate_container_port, host_network, host_port,
    independent_tiers, logs_to_file, mismatched_shared_path, missing_shared_volume,
    multi_process_container, pod_address_dependency, replicated_container,
    separately_scaled_sidecar, shared_process_namespace, sidecar_blocks_completion,
    sidecar_start_order, state_in_pod, undeclared_volume, unresolved_port_name, unshared_volume,
    unused_volume,
};
use crate::diagnostic::Diagnostic;
use crate::rules::{Page, PodContext};

/// Where a rule is checked.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Once for every workload with a pod.
    Pod(fn(&PodContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Once for every workload in whose pod several containers run.
    Together(fn(&PodContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// By the reader, the schema or the validation; here is only its page.
    Elsewhere,
}

/// A rule as the registry knows it. Levels, categories and words come from its page.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which is that of its page: `rules/<name>.md`.
    pub name: &'static str,
    /// The page's whole text.
    pub text: &'static str,
    /// Where it is checked.
    pub check: Check,
    page: OnceLock<Page>,
}

impl Rule {
    /// Its page, taken apart at the first call.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.page
            .get_or_init(|| Page::parse(self.text).unwrap_or(Page::EMPTY))
    }
}

macro_rules! rules {
    ($($name:literal => $check:expr,)*) => {
        /// In order of name; a test holds that, and that every page is here.
        static RULES: [Rule; [$($name),*].len()] = [$(Rule {
            name: $name,
            text: include_str!(concat!("../../rules/", $name, ".md")),
            check: $check,
            page: OnceLock::new(),
        }),*];
    };
}

rules! {
    "ambiguous-port" => Check::Elsewhere,
    "bare-pod" => Check::Pod(bare_pod::check),
    "contradictory-quota" => Check::Elsewhere,
    "cross-container-signal" => Check::Together(cross_container_signal::check),
    "deprecated-api" => Check::Elsewhere,
    "deprecated-field" => Check::Elsewhere,
    "duplicate-container-port" => Check::Pod(duplicate_container_port::check),
    "duplicate-entry" => Check::Elsewhere,
    "duplicate-key" => Check::Elsewhere,
    "exposed-token" => Check::Elsewhere,
    "forbidden-field" => Check::Elsewhere,
    "fractional-bytes" => Check::Elsewhere,
    "host-network" => Check::Pod(host_network::check),
    "host-port" => Check::Pod(host_port::check),
    "ignored-value" => Check::Elsewhere,
    "independent-tiers" => Check::Together(independent_tiers::check),
    "invalid-value" => Check::Elsewhere,
    "logs-to-file" => Check::Pod(logs_to_file::check),
    "matches-no-pod" => Check::Elsewhere,
    "mismatched-shared-path" => Check::Together(mismatched_shared_path::check),
    "missing-field" => Check::Elsewhere,
    "missing-shared-volume" => Check::Together(missing_shared_volume::check),
    "multi-process-container" => Check::Pod(multi_process_container::check),
    "overlapping-volume-paths" => Check::Elsewhere,
    "pod-address-dependency" => Check::Pod(pod_address_dependency::check),
    "refused-pod" => Check::Elsewhere,
    "removed-api" => Check::Elsewhere,
    "replicated-container" => Check::Together(replicated_container::check),
    "separately-scaled-sidecar" => Check::Together(separately_scaled_sidecar::check),
    "shadowed-variable" => Check::Elsewhere,
    "shared-process-namespace" => Check::Together(shared_process_namespace::check),
    "sidecar-blocks-completion" => Check::Together(sidecar_blocks_completion::check),
    "sidecar-start-order" => Check::Together(sidecar_start_order::check),
    "state-in-pod" => Check::Pod(state_in_pod::check),
    "surprising-name" => Check::Elsewhere,
    "syntax" => Check::Elsewhere,
    "undeclared-volume" => Check::Pod(undeclared_volume::check),
    "unknown-field" => Check::Elsewhere,
    "unknown-kind" => Check::Elsewhere,
    "unresolved-name" => Check::Elsewhere,
    "unresolved-port-name" => Check::Pod(unresolved_port_name::check),
    "unshared-volume" => Check::Pod(unshared_volume::check),
    "unsupported-value" => Check::Elsewhere,
    "unusable-certificate" => Check::Elsewhere,
    "unused-volume" => Check::Pod(unused_volume::check),
    "value-too-long" => Check::Elsewhere,
    "wrong-type" => Check::Elsewhere,
}

/// Every rule, in order of name.
#[must_use]
pub fn all() -> &'static [Rule] {
    &RULES
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by_key(&name, |rule| rule.name).ok()?;
    Some(&RULES[at])
}
