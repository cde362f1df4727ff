//! The rules: each a page under `rules/`, a function in a file of its own, and a line in the registry.

mod absent_key;
mod admin_role;
mod amounts;
mod apparmor_annotation;
mod autoscaled_replicas;
mod autoscaler_never_scales;
mod autoscaler_without_request;
mod bare_namespace;
mod bare_pod;
mod blocks_eviction;
mod capabilities_net_raw;
mod chosen;
mod claim_blocks_rollout;
mod claim_cannot_bind;
mod competing_autoscalers;
mod container_name_as_host;
mod context;
mod contradictory_user;
mod cross_container_signal;
mod dns_option_missing;
mod dropped_shell_words;
mod duplicate_container_port;
mod duplicate_object;
mod duplicate_service_selector;
mod empty_dir_no_size_limit;
mod external_name_address;
mod few_replicas;
mod field;
mod forbidden_probe_command;
mod frozen_registry;
mod governing_service;
mod heap_exceeds_limit;
mod hook_exceeds_grace_period;
mod host_network;
mod host_path_writable;
mod host_port;
mod identical_probes;
mod ignored;
mod image_pull_policy;
mod image_registry_not_allowed;
mod image_tag_latest;
mod implausible_amount;
mod implied_port_conflict;
mod independent_tiers;
mod ineffective_role_rule;
mod ingress_host_not_in_tls;
mod ingress_nginx;
mod ingress_nginx_rewrite;
mod ingress_wildcard_host;
mod init_blocks_start;
mod localhost_probe;
mod logs_to_file;
mod loopback_only;
mod lost_init_output;
mod may_run_as_root;
mod mismatched_shared_path;
mod missing_metadata;
mod missing_program;
mod missing_shared_volume;
mod multi_process_container;
mod needed_privileges;
mod no_network_policy;
mod one_way_network_policy;
mod one_word_command;
mod overlapping_external_dns;
mod overlapping_ingress;
mod overlapping_workload;
mod own;
mod page;
mod parameters;
mod peers;
mod pod_address_dependency;
mod pod_security;
mod probe_left_to_defaults;
mod probe_port_undeclared;
mod profile;
mod rbac;
mod registry;
mod replicated_container;
mod secret_like_value;
mod selector;
mod separately_scaled_sidecar;
mod service_account_token;
mod shared_process_namespace;
mod short_lived_container;
mod sidecar_blocks_completion;
mod sidecar_start_order;
mod split_ingress_rule;
mod state_in_pod;
mod sudo_entrypoint;
mod together;
mod too_many_containers;
mod trailing_line_break;
mod unbound_role;
mod uncovered_by_network_policy;
mod undeclared_volume;
mod unexpanded_variable;
mod unfilled_volume;
mod unknown_capability;
mod unknown_node_platform;
mod unlistened_localhost;
mod unlistened_port;
mod unmatched_selector;
mod unpullable_image;
mod unread_shell_syntax;
mod unresolved_port_name;
mod unresolved_reference;
mod unshared_volume;
mod unusable_mount_path;
mod unused_volume;
mod unusual_schedule;
mod volume_type_not_allowed;
mod watched_subpath;
mod words;
mod write_to_read_only;

pub use chosen::Chosen;
pub use context::{KnownPod, ObjectContext, PodContext, Reread, RunContext};
pub use field::{FieldRule, Place as FieldPlace};
pub use ignored::Ignored;
pub use own::{Around, Faulty, Own, Unchecked, read_directory};
pub use page::{FixKind, Page, PageFault, Section};
pub use parameters::{Item, Parameter, Parameters, Sort, Value};
pub use peers::{Answer, answers};
pub use profile::Profile;
pub use rbac::Power;
use registry::PROVIDED;
pub use registry::{Check, Registry, Rule, SPLIT, UNEXPANDED_VARIABLE, all, find};
pub use selector::{ALL, Selector, is_name, names};

use std::rc::Rc;

use crate::api::Versions;
use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::host::{Alone, Workers, gather};
use crate::objects::{Inventory, Neighbours, Object, Workload};
use crate::panic::{self, Panic};
use crate::parts::Part;
use crate::source::SourceId;

/// A rule that failed, and how.
pub type Failed = (RuleId, Panic);

/// Applies the rules on pods that are on to one. A rule that fails finds nothing, and the others go on.
#[must_use]
pub fn check_pod(
    pod: &Rc<KnownPod<'_, '_>>,
    chosen: &Chosen,
    found: &mut Vec<Diagnostic>,
) -> Vec<Failed> {
    let held = !pod.pod.is_crowded();
    let together = held && pod.pod.running().nth(1).is_some();
    let several = held && pod.pod.all_containers().nth(1).is_some();
    let meant = chosen.of_pods.iter().filter(|(_, check)| match check {
        Check::Together(_) => together,
        Check::Several(_) => several,
        _ => true,
    });
    each(meant, found, |rule, check, found| {
        let known = Rc::clone(pod);
        let context = PodContext { rule, known };
        match check {
            Check::Pod(check) | Check::Together(check) | Check::Several(check) => {
                check(&context, found);
            }
            Check::Field(rule) => field::of_pod(rule, &context, found),
            Check::Object(_) | Check::Role(_) | Check::All(_) | Check::Written(_) => {}
        }
    })
}

/// Applies the rules on objects that are on to one. A rule that fails finds nothing, and the others go on.
#[must_use]
pub fn check_object(
    object: &Object<'_>,
    versions: Versions,
    (parameters, chosen): (&Parameters, &Chosen),
    found: &mut Vec<Diagnostic>,
) -> Vec<Failed> {
    // Most objects are of no concern to most: these are not even begun.
    let (group, kind) = (object.group(), &*object.kind);
    let meant = chosen.of_objects.iter().filter(|(_, check)| match check {
        Check::Field(field) => field.is_of(group, kind),
        Check::Role(_) => rbac::is_role(group, kind),
        _ => true,
    });
    each(meant, found, |rule, check, found| {
        let context = ObjectContext {
            rule,
            object,
            versions,
            parameters,
        };
        match check {
            Check::Object(check) => check(&context, found),
            Check::Role(power) => rbac::of_role(power, &context, found),
            Check::Field(rule) => field::of_object(rule, &context, found),
            _ => {}
        }
    })
}

/// With fewer objects, as a chart has, all rules are asked in less time than a thread takes to start.
const MANY: usize = 256;

/// Applies the rules on how objects stand to each other that are on; `again` reads a source anew, and `parameters` are what
/// users tell of their environment where it stands. A rule that fails finds nothing, and the others go on.
#[must_use]
pub fn check_all<'i>(
    inventory: &'i Inventory,
    (chosen, workers): (&Chosen, &dyn Workers),
    again: &(dyn Fn(SourceId) -> Option<Reread> + Sync),
    parameters: &(dyn Fn(SourceId) -> &'i Parameters + Sync),
    found: &mut Vec<Diagnostic>,
) -> Vec<Failed> {
    let neighbours = &Neighbours::of(inventory);
    let workers = match inventory.resources.len() < MANY {
        true => &Alone,
        false => workers,
    };
    let told = gather(workers, chosen.of_all.len(), &|at| {
        let mut found = Vec::new();
        let failed = each([&chosen.of_all[at]], &mut found, |rule, check, found| {
            let run = RunContext {
                rule,
                neighbours,
                again,
                parameters,
            };
            if let Check::All(check) = check {
                check(&run, found);
            }
        });
        (found, failed)
    });
    let mut all_failed = Vec::new();
    for (mut of_rule, mut failed) in told {
        found.append(&mut of_rule);
        all_failed.append(&mut failed);
    }
    all_failed
}

/// Asks the rules that people have written, and that look at nothing else, of an object with the pods that it has. Gives those
/// that could not be asked, and those that failed: they find nothing, and the others go on.
#[must_use]
pub fn check_written<'a>(
    (object, workloads): (&'a Object<'a>, &'a [Workload<'a>]),
    around: Around<'a>,
    chosen: &'a Chosen,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Unchecked>, Vec<Failed>) {
    let meant = chosen.written.iter();
    let meant = meant.filter(|(_, rule)| own::is_asked(rule, object, workloads));
    let mut unchecked = Vec::new();
    let failed = each(meant, found, |rule, own, found| {
        if !Part::Configuration.is_here() {
            return;
        }
        unchecked.extend(own::check(
            (rule, own),
            (object, workloads),
            (around, &[]),
            found,
        ));
    });
    (unchecked, failed)
}

/// The objects of a run that are of kinds that a function names, by their `apiVersion` and kind, and around one of them.
pub type Others<'o, 'a> = &'o dyn Fn(&dyn Fn(&str, &str) -> bool) -> Vec<&'a Object<'a>>;

/// The same of the rules that look at other objects as well.
#[must_use]
pub fn check_around<'a>(
    (object, workloads): (&'a Object<'a>, &'a [Workload<'a>]),
    around: Around<'a>,
    (chosen, others): (&'a Chosen, Others<'_, 'a>),
    found: &mut Vec<Diagnostic>,
) -> (Vec<Unchecked>, Vec<Failed>) {
    let meant = chosen.written_of_all.iter();
    let meant = meant.filter(|(_, rule)| own::is_asked(rule, object, workloads));
    let mut unchecked = Vec::new();
    let failed = each(meant, found, |rule, own, found| {
        let others = others(&|api_version, kind| own.looks_at(api_version, kind));
        unchecked.extend(own::check(
            (rule, own),
            (object, workloads),
            (around, &others),
            found,
        ));
    });
    (unchecked, failed)
}

/// Applies checks one by one, so that one that fails takes none of the others with it.
fn each<'c, C: 'c>(
    checks: impl IntoIterator<Item = &'c (RuleId, C)>,
    found: &mut Vec<Diagnostic>,
    mut apply: impl FnMut(RuleId, &'c C, &mut Vec<Diagnostic>),
) -> Vec<Failed> {
    let mut failed = Vec::new();
    for (rule, check) in checks {
        let before = found.len();
        let done = panic::catch(|| Phase::Rule.run(found, |found| apply(*rule, check, found)));
        if let Err(panic) = done {
            found.truncate(before);
            failed.push((*rule, panic));
        }
    }
    failed
}

/// The page of a rule that podlint has. A rule that has none counts as the API server's.
#[must_use]
pub fn page(rule: RuleId) -> &'static Page {
    static NONE: Page = Page::EMPTY;
    find(rule.name()).map_or(&NONE, Rule::page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn finding(rule: RuleId) -> Diagnostic {
        Diagnostic::new(rule, SourceId(0), Span::default(), "found")
    }

    const FAILS: RuleId = RuleId::new("fails");
    const WORKS: RuleId = RuleId::new("works");

    fn fails(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
        found.push(finding(run.rule));
        panic!("no such container");
    }

    fn works(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
        found.push(finding(run.rule));
    }

    #[test]
    fn a_rule_that_fails_is_named_and_the_others_go_on() {
        let unset = Parameters::default();
        let inventory = Inventory::default();
        let mut chosen = Chosen::default();
        let checks = [(FAILS, Check::All(fails)), (WORKS, Check::All(works))];
        chosen.of_all.extend(checks);
        let before = RuleId::new("before");
        let mut found = vec![finding(before)];
        let by = (&chosen, &Alone as &dyn Workers);
        let failed = check_all(&inventory, by, &|_| None, &|_| &unset, &mut found);
        let names: Vec<RuleId> = failed.iter().map(|&(rule, _)| rule).collect();
        assert_eq!(names, [FAILS]);
        assert_eq!(failed[0].1.message, "no such container");
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.rule, found.phase))
            .collect();
        assert_eq!(found, [(before, Phase::Reader), (WORKS, Phase::Rule)]);
    }

    #[test]
    fn what_no_function_here_checks_is_named_by_a_constant() {
        let without: Vec<RuleId> = all()
            .iter()
            .filter(|rule| rule.checks.is_empty())
            .map(|rule| rule.id)
            .collect();
        assert_eq!(without, RuleId::CHECKED_ELSEWHERE);
    }

    #[test]
    fn every_rule_that_is_named_is_there() {
        for rule in SPLIT.into_iter().chain([PROVIDED.0]) {
            assert!(find(rule.name()).is_some(), "{rule}");
        }
    }
}
