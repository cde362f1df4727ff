//! The lists of rules: those that podlint has, and beside them those that people write.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use Check::{All, Object, Pod, Several, Together};

// Every rule's module, by the name that the table below has for it.
use super::*;

use crate::diagnostic::{Category, Diagnostic, RuleId};
use crate::rules::field::{ACCESS, FieldRule, RELIABILITY, SECURITY};
use crate::rules::own::Own;
use crate::rules::rbac::{POWERS, Power};

/// Where a rule is checked.
#[derive(Clone, Debug)]
pub enum Check {
    /// Once for every object of a built-in kind.
    Object(fn(&ObjectContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Once for every workload with a pod.
    Pod(fn(&PodContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Once for every workload in whose pod several containers run together.
    Together(fn(&PodContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Once for every workload whose pod has several containers, whenever each of them runs.
    Several(fn(&PodContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Once for every object or container that has the field, or should have it.
    Field(&'static FieldRule),
    /// Once for every role that may grant it.
    Role(&'static Power),
    /// Once for all objects of a run.
    All(fn(&RunContext<'_, '_>, &mut Vec<Diagnostic>)),
    /// Where its expression says that it is.
    Written(Arc<Own>),
}

/// A rule as the registry knows it. Levels, categories and words come from its page.
#[derive(Debug)]
pub struct Rule {
    /// What tells it apart: the name of its page, `rules/<name>.md`.
    pub id: RuleId,
    /// The page's whole text.
    pub text: Cow<'static, str>,
    /// Where it is checked. Nowhere here: by the reader, the schema or the validation.
    pub checks: Cow<'static, [Check]>,
    /// The file that its page is, as reports call it, if people have written it.
    pub written_in: Option<String>,
    pub(super) page: OnceLock<Page>,
}

impl Rule {
    /// Its name: `bare-pod`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.id.name()
    }

    /// Where its page is to be read; nobody knows that of a rule that people have written.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let site = env!("CARGO_PKG_HOMEPAGE");
        let is_ours = self.written_in.is_none();
        is_ours.then(|| format!("{site}/rules/{}.html", self.name()))
    }

    /// Its page, taken apart at the first call.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.page
            .get_or_init(|| Page::parse(&self.text).unwrap_or(Page::EMPTY))
    }

    /// What its expression says, if people have written it.
    #[must_use]
    pub fn own(&self) -> Option<&Arc<Own>> {
        self.checks.iter().find_map(|check| match check {
            Check::Written(own) => Some(own),
            _ => None,
        })
    }
}

/// A table of rules: a name, which is that of the page, and where it is checked.
macro_rules! rules {
    ($visible:vis $table:ident: $($name:literal => [$($check:expr),* $(,)?],)*) => {
        $visible static $table: [$crate::rules::Rule; [$($name),*].len()] = [$($crate::rules::Rule {
            id: $crate::diagnostic::RuleId::new($name),
            text: std::borrow::Cow::Borrowed(
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name, ".md")),
            ),
            checks: std::borrow::Cow::Borrowed(&[$($check),*]),
            written_in: None,
            page: std::sync::OnceLock::new(),
        }),*];
    };
}
pub(super) use rules;

rules! { FUNCTIONS:
    "absent-key" => [All(absent_key::check_all)],
    "admission-policy" => [],
    "admission-policy-audit" => [],
    "ambiguous-port" => [],
    "autoscaled-replicas" => [All(autoscaled_replicas::check_all)],
    "autoscaler-never-scales" => [Object(autoscaler_never_scales::check)],
    "autoscaler-without-request" => [All(autoscaler_without_request::check_all)],
    "bare-namespace" => [All(bare_namespace::check_all)],
    "bare-pod" => [Pod(bare_pod::check)],
    "blocks-eviction" => [All(blocks_eviction::check_all)],
    "capabilities-net-raw" => [Pod(capabilities_net_raw::check)],
    "claim-blocks-rollout" => [All(claim_blocks_rollout::check_all)],
    "claim-cannot-bind" => [All(claim_cannot_bind::check)],
    "common-password" => [Pod(secret_like_value::common_of_pod), Object(secret_like_value::common_of_object)],
    "competing-autoscalers" => [All(competing_autoscalers::check_all)],
    "container-name-as-host" => [All(container_name_as_host::check_all)],
    "contradictory-quota" => [],
    "contradictory-user" => [Pod(contradictory_user::check)],
    "cross-container-signal" => [Together(cross_container_signal::check)],
    "decimal-mode" => [],
    "deprecated-api" => [],
    "deprecated-field" => [],
    "deprecated-kustomization" => [],
    "differing-crds" => [],
    "dns-option-missing" => [Pod(dns_option_missing::check)],
    "dropped-shell-words" => [Pod(dropped_shell_words::check)],
    "duplicate-container-port" => [Pod(duplicate_container_port::check)],
    "duplicate-entry" => [],
    "duplicate-key" => [],
    "duplicate-object" => [All(duplicate_object::check_all)],
    "duplicate-service-selector" => [All(duplicate_service_selector::check)],
    "empty-dir-no-size-limit" => [Pod(empty_dir_no_size_limit::check)],
    "expired-suppression" => [],
    "exposed-token" => [],
    "external-name-address" => [Object(external_name_address::check)],
    "few-replicas" => [All(few_replicas::check_all)],
    "forbidden-field" => [],
    "forbidden-probe-command" => [Pod(forbidden_probe_command::check)],
    "fractional-bytes" => [],
    "frozen-registry" => [Pod(frozen_registry::check)],
    "governing-service-not-headless" => [All(governing_service::check_all)],
    "heap-exceeds-limit" => [Pod(heap_exceeds_limit::check)],
    "hook-exceeds-grace-period" => [Pod(hook_exceeds_grace_period::check)],
    "host-network" => [Pod(host_network::check)],
    "host-path-writable" => [Pod(host_path_writable::check)],
    "host-port" => [Pod(host_port::check)],
    "identical-probes" => [Pod(identical_probes::check)],
    "ignored-value" => [],
    "image-pull-policy" => [Pod(image_pull_policy::check)],
    "image-registry-not-allowed" => [Pod(image_registry_not_allowed::check)],
    "image-tag-latest" => [Pod(image_tag_latest::check)],
    "immutable-field-changed" => [],
    "implausible-amount" => [Pod(implausible_amount::check), Object(implausible_amount::check_object)],
    "implied-port-conflict" => [Together(implied_port_conflict::check)],
    "independent-tiers" => [Together(independent_tiers::check), All(independent_tiers::check_all)],
    "ineffective-role-rule" => [Object(ineffective_role_rule::check)],
    "ingress-host-not-in-tls" => [Object(ingress_host_not_in_tls::check)],
    "ingress-nginx-injection" => [Object(ingress_nginx::injections)],
    "ingress-nginx-rewrite" => [Object(ingress_nginx_rewrite::check)],
    "ingress-nginx-snippet" => [Object(ingress_nginx::snippets)],
    "ingress-wildcard-host" => [Object(ingress_wildcard_host::check)],
    "init-blocks-start" => [Several(init_blocks_start::check), All(init_blocks_start::check_all)],
    "invalid-expression" => [],
    "invalid-value" => [],
    "limit-request-ratio" => [Pod(amounts::check_ratio)],
    "localhost-probe" => [Pod(localhost_probe::check)],
    "logs-to-file" => [Pod(logs_to_file::check)],
    "loopback-only" => [Pod(loopback_only::check), All(loopback_only::check_all)],
    "lost-init-output" => [Several(lost_init_output::check)],
    "matches-no-pod" => [],
    "may-run-as-root" => [Pod(may_run_as_root::check)],
    "mismatched-shared-path" => [Several(mismatched_shared_path::check)],
    "missing-annotation" => [Object(missing_metadata::check_annotations)],
    "missing-field" => [],
    "missing-label" => [Object(missing_metadata::check_labels)],
    "missing-program" => [Pod(missing_program::check)],
    "missing-shared-volume" => [Several(missing_shared_volume::check)],
    "multi-process-container" => [Pod(multi_process_container::check)],
    "no-anti-affinity" => [All(together::check_spread)],
    "no-autoscaler" => [All(few_replicas::check_scaled)],
    "no-network-policy" => [All(no_network_policy::check)],
    "no-pod-disruption-budget" => [All(together::check_budget)],
    "noncanonical-address" => [],
    "one-way-network-policy" => [All(one_way_network_policy::check)],
    "one-word-command" => [Pod(one_word_command::check)],
    "overlapping-external-dns" => [All(overlapping_external_dns::check)],
    "overlapping-ingress" => [All(overlapping_ingress::check_all)],
    "overlapping-volume-paths" => [],
    "overlapping-workload" => [All(overlapping_workload::check)],
    "pod-address-dependency" => [Pod(pod_address_dependency::check)],
    "pod-security" => [Pod(pod_security::check), All(pod_security::enforced)],
    "pod-security-audit" => [All(pod_security::audited)],
    "pod-security-warning" => [All(pod_security::warned)],
    "probe-left-to-defaults" => [Pod(probe_left_to_defaults::check)],
    "probe-port-undeclared" => [Pod(probe_port_undeclared::check)],
    "refused-pod" => [],
    "removed-api" => [],
    "render-advice" => [],
    "render-error" => [],
    "replicated-container" => [Together(replicated_container::check)],
    "request-differs-from-limit" => [Pod(amounts::check_equal)],
    "resource-above-maximum" => [Pod(amounts::check_maximum)],
    "secret-like-configmap" => [Object(secret_like_value::of_object)],
    "secret-like-env-value" => [Pod(secret_like_value::of_pod)],
    "separately-scaled-sidecar" => [Together(separately_scaled_sidecar::check)],
    "service-account-token-mounted" => [All(service_account_token::check)],
    "shadowed-variable" => [],
    "shared-process-namespace" => [Together(shared_process_namespace::check)],
    "short-lived-container" => [Pod(short_lived_container::check)],
    "sidecar-blocks-completion" => [Pod(sidecar_blocks_completion::check)],
    "sidecar-start-order" => [Together(sidecar_start_order::check)],
    "split-ingress-rule" => [Object(split_ingress_rule::check)],
    "state-in-pod" => [Pod(state_in_pod::check), All(state_in_pod::check_all)],
    "sudo-entrypoint" => [Pod(sudo_entrypoint::check)],
    "surprising-name" => [],
    "syntax" => [],
    "too-many-containers" => [Pod(too_many_containers::check)],
    "trailing-line-break" => [Pod(trailing_line_break::of_pod), Object(trailing_line_break::of_object)],
    "unbound-role" => [All(unbound_role::check_all)],
    "uncovered-by-network-policy" => [All(uncovered_by_network_policy::check)],
    "undeclared-volume" => [Pod(undeclared_volume::check)],
    "unexpanded-variable" => [Pod(unexpanded_variable::check)],
    "unexplained-suppression" => [],
    "unfilled-volume" => [Pod(unfilled_volume::check)],
    "unknown-capability" => [Pod(unknown_capability::check)],
    "unknown-field" => [],
    "unknown-kind" => [],
    "unknown-node-platform" => [Pod(unknown_node_platform::check)],
    "unknown-suppression" => [],
    "unlistened-localhost" => [Pod(unlistened_localhost::check)],
    "unlistened-port" => [Pod(unlistened_port::check), All(unlistened_port::check_all)],
    "unmatched-selector" => [All(unmatched_selector::check_all)],
    "unpullable-image" => [Pod(unpullable_image::check)],
    "unread-shell-syntax" => [Pod(unread_shell_syntax::check)],
    "unresolved-name" => [],
    "unresolved-port-name" => [Pod(unresolved_port_name::check), All(unresolved_port_name::check_all)],
    "unresolved-reference" => [All(unresolved_reference::check_all)],
    "unshared-volume" => [Several(unshared_volume::check)],
    "unsupported-value" => [],
    "unusable-certificate" => [],
    "unusable-mount-path" => [Pod(unusable_mount_path::check)],
    "unused-patch" => [],
    "unused-resource-file" => [],
    "unused-setting" => [],
    "unused-suppression" => [],
    "unused-volume" => [Pod(unused_volume::check)],
    "unusual-schedule" => [Object(unusual_schedule::check)],
    "value-too-long" => [],
    "volume-type-not-allowed" => [Pod(volume_type_not_allowed::check)],
    "watched-subpath" => [Pod(watched_subpath::check)],
    "write-to-read-only" => [Pod(write_to_read_only::check)],
    "wrong-type" => [],
}

/// The rules whose findings `podlint split` carries out.
pub const SPLIT: [RuleId; 2] = [
    RuleId::new("independent-tiers"),
    RuleId::new("separately-scaled-sidecar"),
];

/// What is found of references to variables that the object has, which are no placeholders.
pub const UNEXPANDED_VARIABLE: RuleId = RuleId::new("unexpanded-variable");

/// The parameter that says on which ports something answers in every pod; more than its own rule ask for it.
pub(super) const PROVIDED: (RuleId, &str) = (RuleId::new("unlistened-localhost"), "provided");

/// What `needed-privileges` leaves to these rules where somebody asks for them.
pub(super) const CAPABILITIES_DANGEROUS: RuleId = RuleId::new("capabilities-dangerous");
pub(super) const DOCKER_SOCKET: RuleId = RuleId::new("docker-socket");
pub(super) const HOST_IPC: RuleId = RuleId::new("host-ipc");
pub(super) const HOST_PID: RuleId = RuleId::new("host-pid");
pub(super) const PRIVILEGED_CONTAINER: RuleId = RuleId::new("privileged-container");

/// The rules that podlint has, in order of name: those with functions of their own, and those that ask something of a field.
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    static RULES: OnceLock<Vec<&'static Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let tables: [&[Rule]; 5] = [&FUNCTIONS, &SECURITY, &ACCESS, &RELIABILITY, &POWERS];
        let mut rules: Vec<&Rule> = tables.into_iter().flatten().collect();
        rules.sort_unstable_by_key(|rule| rule.id);
        rules
    })
}

/// The rule of that name, of those that podlint has.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let rules = all();
    let at = rules.binary_search_by_key(&name, |rule| rule.name()).ok()?;
    Some(rules[at])
}

/// The rules that hold somewhere: those that podlint has, and behind them those that people have written for there. Each list
/// is in order of name, and no name stands twice.
#[derive(Clone, Debug, Default)]
pub struct Registry(Arc<[Arc<Rule>]>);

impl Registry {
    /// With these that people have written.
    #[must_use]
    pub fn with(mut written: Vec<Arc<Rule>>) -> Self {
        written.sort_unstable_by_key(|rule| rule.id);
        written.dedup_by_key(|rule| rule.id);
        Self(written.into())
    }

    /// The rules of several places.
    #[must_use]
    pub fn united<'r>(all: impl Iterator<Item = &'r Self>) -> Self {
        Self::with(all.flat_map(|one| one.0.iter().cloned()).collect())
    }

    /// Those that people have written.
    #[must_use]
    pub fn written(&self) -> &[Arc<Rule>] {
        &self.0
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        let written = self.0.iter().map(|rule| &**rule);
        all().iter().copied().chain(written)
    }

    /// The rule of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Rule> {
        let written = || {
            let at = self
                .0
                .binary_search_by_key(&name, |rule| rule.name())
                .ok()?;
            Some(&*self.0[at])
        };
        find(name).or_else(written)
    }

    /// The page of a rule. One that is none of these counts as the API server's.
    #[must_use]
    pub fn page(&self, rule: RuleId) -> &Page {
        static NONE: Page = Page::EMPTY;
        self.find(rule.name()).map_or(&NONE, Rule::page)
    }

    /// The place of a rule among all.
    #[must_use]
    pub fn place_of(&self, rule: RuleId) -> Option<usize> {
        let own = all().binary_search_by_key(&rule, |known| known.id);
        let written = || self.0.binary_search_by_key(&rule, |known| known.id);
        own.or_else(|_| written().map(|at| all().len() + at)).ok()
    }

    /// Every name that can be written: the rules', then those of the categories.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let categories = Category::ALL.into_iter().map(Category::name);
        let categories = categories.filter(|name| find(name).is_none());
        let rules = self.all().map(Rule::name);
        rules.chain(categories).collect()
    }

    /// Every parameter there is, with its rule.
    pub fn parameters(&self) -> impl Iterator<Item = (RuleId, &Parameter)> {
        self.all().flat_map(|rule| {
            let parameters = rule.page().parameters.iter();
            parameters.map(|parameter| (rule.id, parameter))
        })
    }
}

/// The same rules.
impl PartialEq for Registry {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&*other.0);
        self.0.len() == other.0.len() && pairs.all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl Eq for Registry {}
