//! Jobs. Source: `ValidateJob` and `validateJobSpec`.

use super::{failure, success};
use crate::diagnostic::Reason;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{is_dns_label, is_dns_subdomain};
use crate::validation::{pod, selectors};

/// Limits of Jobs whose pods have an index.
const MOST_PARALLEL: i64 = 100_000;
const MANY_COMPLETIONS: i64 = 100_000;
const MOST_OF_MANY: i64 = 10_000;

/// The labels that a Job gives its pods, with its name, and those with its UID.
const NAME_LABELS: [&str; 2] = ["job-name", "batch.kubernetes.io/job-name"];
const ID_LABELS: [&str; 2] = ["controller-uid", "batch.kubernetes.io/controller-uid"];

/// Checks a Job.
pub(super) fn job(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let name = check.root().at(&["metadata", "name"]);
    if spec.get("manualSelector").flag() {
        manual_selector(check, spec);
    } else {
        generated_selector(check, spec, &name.text());
    }
    job_spec(check, spec);
    let completions = spec
        .get("completions")
        .int()
        .filter(|&completions| completions > 0);
    if let Some(completions) = completions.filter(|_| is_indexed(spec)) {
        let host = format!("{}-{}", name.text(), completions - 1);
        if !name.is_empty() && !is_dns_label(&host) {
            let message =
                format!("the last pod would have the host name `{host}`, which is no DNS label");
            check.conflict(name, message, "choose a shorter name without dots");
        }
    }
}

fn manual_selector<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let selector = spec.get("selector");
    if !selector.is_set() {
        return check.required(selector, "selector: {matchLabels: {app: my-job}}");
    }
    selectors::label_selector(check, selector);
    let labels = spec.at(&["template", "metadata", "labels"]);
    if selectors::is_valid(selector) && !selectors::selects(selector, labels) {
        selectors::unmatched(check, selector.get("matchLabels"), labels);
    }
}

/// The selector and the labels that it looks for are the server's to make. Source:
/// `validateGeneratedSelector`.
fn generated_selector<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, name: &str) {
    if is_dns_subdomain(name) && name.len() > 63 {
        let message =
            "the name of a Job is a label of its pods too, which takes up to 63 characters";
        let place = check.root().at(&["metadata", "name"]);
        check.conflict(place, message, "choose a shorter name");
    }
    let selector = spec.get("selector");
    let mut own = selector.get("matchLabels").entries();
    let foreign =
        own.any(|(key, value)| !(NAME_LABELS.contains(&key.as_key().as_ref()) && value.is(name)));
    if foreign || !selector.get("matchExpressions").is_empty() {
        let message = "the selector of a Job is generated, unless `manualSelector` is true";
        check.conflict(selector, message, "leave it out");
    }
    for (key, value) in spec.at(&["template", "metadata", "labels"]).entries() {
        let key = key.as_key();
        if NAME_LABELS.contains(&key.as_ref()) && !value.is(name) {
            check.invalid(value, &format!("the name of the Job, `{name}`"));
        } else if ID_LABELS.contains(&key.as_ref()) {
            check.invalid(value, "the UID of the Job, which the server fills in");
        }
    }
}

pub(super) fn is_indexed(spec: Field<'_>) -> bool {
    spec.get("completionMode").is("Indexed")
}

/// How many completions there are to be; one if neither they nor the parallelism are written.
pub(super) fn completions(spec: Field<'_>) -> Option<i64> {
    let (written, parallelism) = (spec.get("completions"), spec.get("parallelism"));
    match written.is_set() {
        true => written.int(),
        false if parallelism.is_set() => None,
        false => Some(1),
    }
}

/// Source: `validateJobSpec`.
pub(super) fn job_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    for name in [
        "parallelism",
        "completions",
        "activeDeadlineSeconds",
        "backoffLimit",
        "ttlSecondsAfterFinished",
        "backoffLimitPerIndex",
        "maxFailedIndexes",
    ] {
        check.non_negative(spec.get(name));
    }
    managed_by(check, spec.get("managedBy"));
    let mode = spec.get("completionMode");
    let modes = ["NonIndexed", "Indexed"];
    if mode
        .str()
        .is_some_and(|text| !modes.contains(&text.as_ref()))
    {
        check.unsupported(mode, &modes);
    }
    indexes(check, spec);
    let (failure, success) = (spec.get("podFailurePolicy"), spec.get("successPolicy"));
    if failure.is_set() {
        failure::pod_failure_policy(check, spec);
    }
    if success.is_set() && !is_indexed(spec) {
        let message = "only a Job of `completionMode: Indexed` has a `successPolicy`";
        check.conflict(success, message, "completionMode: Indexed");
    } else if success.is_set() {
        success::success_policy(check, spec);
    }
    let replacement = spec.get("podReplacementPolicy");
    let policies: &[&str] = if failure.is_set() {
        &["Failed"]
    } else {
        &["Failed", "TerminatingOrFailed"]
    };
    if replacement
        .str()
        .is_some_and(|text| !policies.contains(&text.as_ref()))
    {
        check.unsupported(replacement, policies);
    }
    pod::pod_template_spec(check, spec.get("template"));
    restart_policy(check, spec);
}

fn managed_by<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    let Some(text) = field.str() else { return };
    let path = |path: &str| !path.is_empty() && path.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = text
        .split_once('/')
        .is_some_and(|(domain, rest)| is_dns_subdomain(domain) && path(rest));
    if !fits {
        check.invalid(
            field,
            "a DNS name, a slash and a path, like `example.com/my-controller`",
        );
    }
    if text.len() > 63 {
        check.too_long(field, 63, "characters");
    }
}

/// What pods with an index add, and what they rule out.
fn indexes<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (limit, failed) = (
        spec.get("backoffLimitPerIndex"),
        spec.get("maxFailedIndexes"),
    );
    if failed.is_set() && !limit.is_set() {
        check.required(limit, "backoffLimitPerIndex: 1");
    }
    let mode = spec.get("completionMode");
    if !mode.is_set() || mode.is("NonIndexed") {
        for field in [limit, failed].into_iter().filter(|field| field.is_set()) {
            let message = "only a Job of `completionMode: Indexed` has limits for its indexes";
            check.conflict(field, message, "completionMode: Indexed");
        }
        return;
    }
    if !is_indexed(spec) {
        return;
    }
    let completions = completions(spec);
    if completions.is_none() {
        check.required(spec.get("completions"), "completions: 3");
    }
    let parallelism = spec.get("parallelism");
    let many = completions.is_some_and(|all| all > MANY_COMPLETIONS) && limit.is_set();
    check.range(
        parallelism,
        i64::MIN,
        if many { MOST_OF_MANY } else { MOST_PARALLEL },
    );
    if many && !failed.is_set() {
        check.required(failed, "maxFailedIndexes: 100");
    }
    let most = if many { MOST_OF_MANY } else { MOST_PARALLEL };
    check.range(
        failed,
        i64::MIN,
        completions.map_or(most, |all| all.max(0).min(most)),
    );
}

/// The pods of a Job end. Source: `validateJobSpec`.
fn restart_policy<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let policy = spec.at(&["template", "spec", "restartPolicy"]);
    match policy.text().as_ref() {
        "" if policy.is_text() => check.required(policy, "restartPolicy: OnFailure"),
        "Always" => {
            let message =
                "the pods of a Job end: `restartPolicy` is `OnFailure` or `Never`, not `Always`";
            check.wrong(Reason::Required, policy, message, "OnFailure");
        }
        "Never" => {}
        "OnFailure" => {
            if spec.get("podFailurePolicy").is_set() {
                let message = "with a `podFailurePolicy` pods may not restart on their own";
                check.conflict(policy, message, "restartPolicy: Never");
            }
        }
        _ => check.only(policy, &["OnFailure", "Never"]),
    }
}
