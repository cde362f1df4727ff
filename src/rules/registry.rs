//! The one list of rules.

use std::sync::OnceLock;

use super::{
    bare_pod, duplicate_container_port, independent_tiers, missing_shared_volume,
    replicated_container, separately_scaled_sidecar, undeclared_volume, unused_volume,
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
    "deprecated-api" => Check::Elsewhere,
    "deprecated-field" => Check::Elsewhere,
    "duplicate-container-port" => Check::Pod(duplicate_container_port::check),
    "duplicate-entry" => Check::Elsewhere,
    "duplicate-key" => Check::Elsewhere,
    "exposed-token" => Check::Elsewhere,
    "forbidden-field" => Check::Elsewhere,
    "fractional-bytes" => Check::Elsewhere,
    "ignored-value" => Check::Elsewhere,
    "independent-tiers" => Check::Together(independent_tiers::check),
    "invalid-value" => Check::Elsewhere,
    "matches-no-pod" => Check::Elsewhere,
    "missing-field" => Check::Elsewhere,
    "missing-shared-volume" => Check::Together(missing_shared_volume::check),
    "overlapping-volume-paths" => Check::Elsewhere,
    "refused-pod" => Check::Elsewhere,
    "removed-api" => Check::Elsewhere,
    "replicated-container" => Check::Together(replicated_container::check),
    "separately-scaled-sidecar" => Check::Together(separately_scaled_sidecar::check),
    "shadowed-variable" => Check::Elsewhere,
    "surprising-name" => Check::Elsewhere,
    "syntax" => Check::Elsewhere,
    "undeclared-volume" => Check::Pod(undeclared_volume::check),
    "unknown-field" => Check::Elsewhere,
    "unknown-kind" => Check::Elsewhere,
    "unresolved-name" => Check::Elsewhere,
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
