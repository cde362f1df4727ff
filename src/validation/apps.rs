//! Deployments, StatefulSets, DaemonSets, ReplicaSets, ControllerRevisions: `apps`; and
//! ReplicationControllers.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::DNS_LABEL;
use crate::validation::versions::STATEFUL_SET_SERVICE_NAMES;
use crate::validation::{claims, pod, rollout, selectors};
use crate::yaml::Kind;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get_if_defined("spec");
    match check.object.kind.as_ref() {
        "Deployment" => {
            rollback(check);
            deployment_spec(check, spec);
        }
        "StatefulSet" => {
            stateful_set_name(check);
            stateful_set_spec(check, spec);
        }
        "DaemonSet" => daemon_set_spec(check, spec),
        "ReplicaSet" => {
            replicas(check, spec);
            selector(check, spec);
            template(check, spec);
        }
        "ReplicationController" => replication_controller_spec(check, spec),
        "ControllerRevision" => controller_revision(check),
        _ => {}
    }
}

fn replicas<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    check.non_negative(spec.get("replicas"));
    check.non_negative(spec.get("minReadySeconds"));
}

/// A selector that selects something, and among that the pods of the template.
fn selector<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let selector = spec.get("selector");
    if !selector.is_set() {
        check.required(selector, "selector: {matchLabels: {app: my-app}}");
        return;
    }
    selectors::label_selector(check, selector);
    if selectors::is_empty(selector) {
        let message = "the selector is empty, and would take every pod of the namespace";
        check.conflict(selector, message, "matchLabels: {app: my-app}");
    }
    matches_template(check, spec);
}

fn matches_template<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let selector = spec.get("selector");
    let labels = spec.at(&["template", "metadata", "labels"]);
    if selectors::is_valid(selector) && !selectors::selects(selector, labels) {
        selectors::unmatched(check, selector.get("matchLabels"), labels);
    }
}

/// A template whose pods run for ever. Source: `ValidatePodTemplateSpecForReplicaSet` and its kin.
fn template<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let template = spec.get("template");
    pod::pod_template_spec(check, template);
    runs_for_ever(check, template);
}

fn runs_for_ever<'t>(check: &mut Check<'_, 't>, template: Field<'t>) {
    let policy = template.at(&["spec", "restartPolicy"]);
    check.one_of(policy, &["Always"]);
    let deadline = template.at(&["spec", "activeDeadlineSeconds"]);
    if deadline.is_set() {
        let why = format!(
            "in a {}, whose pods run until they are replaced",
            check.object.kind
        );
        check.forbidden(deadline, &why);
    }
}

/// The revision to go back to, which old versions of the API had as a field. Source: `ValidateRollback`.
fn rollback(check: &mut Check<'_, '_>) {
    let annotations = check.root().at(&["metadata", "annotations"]);
    let revision = annotations.get("deprecated.deployment.rollback.to");
    let text = revision.text();
    if !text.is_empty() && !text.parse::<i64>().is_ok_and(|revision| revision >= 0) {
        check.invalid(revision, "the number of a revision");
    }
}

/// Source: `ValidateDeploymentSpec`.
fn deployment_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    replicas(check, spec);
    selector(check, spec);
    template(check, spec);
    deployment_strategy(check, spec.get("strategy"));
    check.non_negative(spec.get("revisionHistoryLimit"));
    let deadline = spec.get("progressDeadlineSeconds");
    check.non_negative(deadline);
    let ready = spec.get("minReadySeconds").int().unwrap_or_default();
    // Ten minutes, unless something is written.
    if deadline.int().unwrap_or(600) <= ready && deadline.int() != Some(i64::from(i32::MAX)) {
        check.conflict(
            deadline,
            format!("`progressDeadlineSeconds`, {}, is not above `minReadySeconds`, so that no update could succeed", deadline.int().unwrap_or(600)),
            "make it larger than `minReadySeconds`",
        );
    }
}

/// Source: `ValidateDeploymentStrategy`.
fn deployment_strategy<'t>(check: &mut Check<'_, 't>, strategy: Field<'t>) {
    let (kind, rolling) = (strategy.get("type"), strategy.get("rollingUpdate"));
    match kind.text().as_ref() {
        "Recreate" => {
            if rolling.is_set() {
                check.forbidden(rolling, "beside `type: Recreate`");
            }
        }
        "" | "RollingUpdate" => {
            let (missing, extra) = (rolling.get("maxUnavailable"), rolling.get("maxSurge"));
            rollout::positive_int_or_percent(check, missing);
            rollout::positive_int_or_percent(check, extra);
            if rollout::value(missing, 25) == 0 && rollout::value(extra, 25) == 0 {
                check.conflict(
                    missing,
                    "`maxSurge` and `maxUnavailable` are both 0, so that no pod could ever be replaced",
                    "set one of them to 1",
                );
            }
            rollout::not_more_than_100_percent(check, missing);
        }
        _ => {
            let place = strategy.shown_at(kind.place());
            check.unsupported(place, &["Recreate", "RollingUpdate"]);
        }
    }
}

/// Source: `ValidateDaemonSetSpec`.
fn daemon_set_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    selector(check, spec);
    template(check, spec);
    check.non_negative(spec.get("minReadySeconds"));
    check.non_negative(spec.get("revisionHistoryLimit"));
    daemon_set_strategy(check, spec.get("updateStrategy"));
}

/// Source: `ValidateDaemonSetUpdateStrategy`.
fn daemon_set_strategy<'t>(check: &mut Check<'_, 't>, strategy: Field<'t>) {
    let (kind, rolling) = (strategy.get("type"), strategy.get("rollingUpdate"));
    match kind.text().as_ref() {
        "OnDelete" => {}
        "" | "RollingUpdate" => {
            let (missing, extra) = (rolling.get("maxUnavailable"), rolling.get("maxSurge"));
            for bound in [missing, extra] {
                rollout::positive_int_or_percent(check, bound);
                rollout::not_more_than_100_percent(check, bound);
            }
            match (rollout::value(missing, 1) != 0, rollout::value(extra, 0) != 0) {
                (true, true) => check.conflict(
                    extra,
                    "`maxSurge` and `maxUnavailable` are both set, and a node has either a pod more or a pod less",
                    "maxUnavailable: 0",
                ),
                (false, false) => check.required(missing, "maxUnavailable: 1"),
                _ => {}
            }
        }
        _ => {
            let place = strategy.shown_at(kind.place());
            check.unsupported(place, &["OnDelete", "RollingUpdate"]);
        }
    }
}

/// Its pods carry its name with a hash of up to ten characters as the label `controller-revision-hash`.
const LONGEST_OF_STATEFUL_SET: usize = 63 - 11;

fn stateful_set_name(check: &mut Check<'_, '_>) {
    let name = check.root().at(&["metadata", "name"]);
    let before = check.found.len();
    if (LONGEST_OF_STATEFUL_SET + 1..=63).contains(&name.text().len()) {
        let message = "this name and the hash behind it are too long for a label of the pods";
        check.conflict(name, message, "take a name of up to 52 characters");
    }
    check.of_pods(before);
}

/// Source: `ValidateStatefulSetSpec`.
fn stateful_set_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let policy = spec.get("podManagementPolicy");
    let policies = ["OrderedReady", "Parallel"];
    if !policy.is_empty() && !policies.contains(&policy.text().as_ref()) {
        check.invalid(policy, &crate::schema::one_of(&policies));
    }
    stateful_set_strategy(check, spec.get("updateStrategy"));
    let retention = spec.get("persistentVolumeClaimRetentionPolicy");
    for name in ["whenDeleted", "whenScaled"] {
        check.one_of(retention.get(name), &["Retain", "Delete"]);
    }
    replicas(check, spec);
    check.non_negative(spec.at(&["ordinals", "start"]));
    if check.has(&STATEFUL_SET_SERVICE_NAMES) {
        check.format(spec.get("serviceName"), &DNS_LABEL);
    }
    selector(check, spec);
    runs_for_ever(check, spec.get("template"));
    for claim in spec.get("volumeClaimTemplates").items() {
        // The claims become volumes of the same names.
        check.format(claim.at(&["metadata", "name"]), &DNS_LABEL);
        claims::persistent_volume_claim_spec(check, claim.get("spec"));
    }
    pod::stateful_template_spec(check, spec.get("template"));
}

fn stateful_set_strategy<'t>(check: &mut Check<'_, 't>, strategy: Field<'t>) {
    let (kind, rolling) = (strategy.get("type"), strategy.get("rollingUpdate"));
    match kind.text().as_ref() {
        "OnDelete" => {
            if rolling.is_set() {
                let message =
                    "`type: OnDelete` updates nothing on its own, so it takes no `rollingUpdate`";
                check.conflict(rolling, message, "leave one of them out");
            }
        }
        "" | "RollingUpdate" => {
            check.non_negative(rolling.get("partition"));
            let missing = rolling.get("maxUnavailable");
            rollout::positive_int_or_percent(check, missing);
            if rollout::value(missing, 1) == 0 {
                check.invalid(missing, "a number from 1 on, or a percentage above 0");
            }
            rollout::not_more_than_100_percent(check, missing);
        }
        _ => {
            let place = strategy.shown_at(kind.place());
            check.invalid(place, "`RollingUpdate` or `OnDelete`");
        }
    }
}

/// Source: `ValidateReplicationControllerSpec`. Its selector is a map, which the labels of the template
/// stand in for where it is not written.
fn replication_controller_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    replicas(check, spec);
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    let labels = template.at(&["metadata", "labels"]);
    if selector.is_empty() && labels.is_empty() {
        check.required(selector, "selector: {app: my-app}");
    }
    if !template.is_set() {
        check.required(template, "template: {…}");
        return;
    }
    if !selectors::has(labels, selector) {
        selectors::unmatched(check, selector, labels);
    }
    self::template(check, spec);
}

fn controller_revision(check: &mut Check<'_, '_>) {
    check.non_negative(check.root().get("revision"));
    let data = check.root().get("data");
    if data.node().is_none_or(|node| node.kind() != Kind::Mapping) {
        check.required(data, "data: {…}");
    }
}
