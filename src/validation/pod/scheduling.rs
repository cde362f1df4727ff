//! Where a pod may run: affinity, tolerations, spread. Source: `validateAffinity`,
//! `ValidateTolerations` and `validateTopologySpreadConstraints`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::spec::Pod;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME};
use crate::validation::seen::Seen;
use crate::validation::selectors;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// `affinity` of a pod.
pub(super) fn affinity<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let affinity = pod.spec.get("affinity");
    let node = affinity.get("nodeAffinity");
    if node.get(REQUIRED).is_set() {
        node_selector(check, node.get(REQUIRED));
    }
    for term in node.get(PREFERRED).items() {
        weight(check, term);
        node_selector_term(check, term.get("preference"), false);
    }
    for kind in ["podAffinity", "podAntiAffinity"] {
        let pods = affinity.get(kind);
        for term in pods.get(REQUIRED).items() {
            pod_affinity_term(check, pod, term);
        }
        for term in pods.get(PREFERRED).items() {
            weight(check, term);
            pod_affinity_term(check, pod, term.get("podAffinityTerm"));
        }
    }
}

fn weight<'t>(check: &mut Check<'_, 't>, term: Field<'t>) {
    let weight = term.get("weight");
    if weight.is_set() {
        check.range(weight, 1, 100);
    } else {
        check.invalid(weight, "a number from 1 to 100");
    }
}

/// A `NodeSelector`. Source: `ValidateNodeSelector`.
pub(in crate::validation) fn node_selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>) {
    let terms = selector.get("nodeSelectorTerms");
    if terms.is_empty() {
        check.required(terms, "nodeSelectorTerms: [{matchExpressions: […]}]");
    }
    for term in terms.items() {
        node_selector_term(check, term, true);
    }
}

/// A `NodeSelectorTerm`. Source: `ValidateNodeSelectorTerm`. The values of a preference may be any.
pub(in crate::validation) fn node_selector_term<'t>(
    check: &mut Check<'_, 't>,
    term: Field<'t>,
    strict: bool,
) {
    for requirement in term.get("matchExpressions").items() {
        node_requirement(check, requirement, strict);
    }
    for requirement in term.get("matchFields").items() {
        node_field_requirement(check, requirement);
    }
}

fn node_requirement<'t>(check: &mut Check<'_, 't>, requirement: Field<'t>, strict: bool) {
    let (operator, values) = (requirement.get("operator"), requirement.get("values"));
    match operator.text().as_ref() {
        "In" | "NotIn" if values.is_empty() => check.required(values, "values: [my-value]"),
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            check.forbidden(values, "beside the operator `Exists` or `DoesNotExist`");
        }
        "Gt" | "Lt" if values.len() != 1 => check.required(values, "one value"),
        "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" => {}
        _ if operator.is_text() => {
            let operators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];
            check.invalid(operator, &crate::schema::one_of(&operators));
        }
        _ => {}
    }
    check.format_of_set(requirement.get("key"), &QUALIFIED_NAME);
    for value in values.items().filter(|_| strict) {
        check.format(value, &LABEL_VALUE);
    }
}

fn node_field_requirement<'t>(check: &mut Check<'_, 't>, requirement: Field<'t>) {
    let (operator, values) = (requirement.get("operator"), requirement.get("values"));
    match operator.text().as_ref() {
        "In" | "NotIn" if values.len() != 1 => check.required(values, "one value"),
        "In" | "NotIn" => {}
        _ if operator.is_text() => check.invalid(operator, "`In` or `NotIn`"),
        _ => {}
    }
    let key = requirement.get("key");
    if key.is_text() && !key.is("metadata.name") {
        check.invalid(key, "`metadata.name`, the only field to match");
    } else {
        for value in values.items() {
            check.format_of_set(value, &DNS_SUBDOMAIN);
        }
    }
}

/// Source: `validatePodAffinityTerm`.
fn pod_affinity_term<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, term: Field<'t>) {
    selectors::label_selector(check, term.get("labelSelector"));
    selectors::label_selector(check, term.get("namespaceSelector"));
    for namespace in term.get("namespaces").items() {
        check.format_of_set(namespace, &DNS_LABEL);
    }
    match_label_keys(check, pod, term);
    let key = term.get("topologyKey");
    if key.is_empty() {
        check.required(key, "topologyKey: kubernetes.io/hostname");
    } else {
        check.format(key, &QUALIFIED_NAME);
    }
}

/// `matchLabelKeys` and `mismatchLabelKeys`: only beside a selector, and no key in both. Source:
/// `ValidateMatchLabelKeysAndMismatchLabelKeys`.
fn match_label_keys<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, holder: Field<'t>) {
    let selector = holder.get("labelSelector");
    let (matching, other) = (
        holder.get("matchLabelKeys"),
        holder.get_if_defined("mismatchLabelKeys"),
    );
    for keys in [matching, other] {
        if !selector.is_set() {
            if !keys.is_empty() {
                check.forbidden(keys, "without a `labelSelector`");
            }
            continue;
        }
        for key in keys.items() {
            check.format_of_set(key, &QUALIFIED_NAME);
        }
    }
    let others: BTreeSet<_> = other.items().map(|other| other.text()).collect();
    let selected = Selected::by(pod, selector);
    let mut seen = Seen::new();
    for key in matching.items() {
        let text = key.text();
        if others.contains(&text) {
            let message = format!("`{}` is both to match and to mismatch", short(&text));
            check.conflict(key, message, "leave it out of one list");
        }
        let again = seen.before(text.clone(), key).is_some();
        if selected.has(&text, again) {
            let message = format!("`{}` is selected more than once", short(&text));
            let help = "leave it out of `labelSelector`, or out of `matchLabelKeys`";
            check.conflict(key, message, help);
        }
    }
}

/// The keys that a selector has already. For a Pod that has such a label, the server adds an expression for each
/// mention of the key.
struct Selected<'t> {
    labels: BTreeMap<Cow<'t, str>, Field<'t>>,
    expressions: BTreeMap<Cow<'t, str>, usize>,
    own: BTreeMap<Cow<'t, str>, Field<'t>>,
}

impl<'t> Selected<'t> {
    fn by(pod: &Pod<'t>, selector: Field<'t>) -> Self {
        let mut expressions = BTreeMap::new();
        for expression in selector.get("matchExpressions").items() {
            *expressions.entry(expression.get("key").text()).or_default() += 1;
        }
        let own = pod.meta.get("labels");
        Self {
            labels: selector.get("matchLabels").by_key(),
            expressions,
            own: if pod.is_pod {
                own.by_key()
            } else {
                BTreeMap::new()
            },
        }
    }

    fn has(&self, key: &str, again: bool) -> bool {
        let written = self.expressions.get(key).copied().unwrap_or_default();
        let added = self.own.contains_key(key);
        let all = written + usize::from(added) + usize::from(added && again);
        all > 1 || self.labels.contains_key(key) && all > 0
    }
}

/// `tolerations` of a pod. Source: `ValidateTolerations`.
pub(in crate::validation) fn tolerations<'t>(check: &mut Check<'_, 't>, tolerations: Field<'t>) {
    for toleration in tolerations.items() {
        let (key, operator) = (toleration.get("key"), toleration.get("operator"));
        let (value, effect) = (toleration.get("value"), toleration.get("effect"));
        check.format(key, &QUALIFIED_NAME);
        if key.is_empty() && !operator.is("Exists") {
            check.conflict(
                operator,
                "a toleration without a `key` tolerates all taints, and so its `operator` is `Exists`",
                "operator: Exists",
            );
        }
        if toleration.get("tolerationSeconds").is_set() && !effect.is("NoExecute") {
            check.conflict(
                effect,
                "`tolerationSeconds` has a meaning only for the effect `NoExecute`",
                "effect: NoExecute",
            );
        }
        match operator.text().as_ref() {
            "" | "Equal" => {
                if value.is_text() && !(LABEL_VALUE.fits)(&value.text()) {
                    check.invalid(operator.shown_at(value.place()), LABEL_VALUE.takes);
                }
            }
            "Exists" if !value.is_empty() => check.conflict(
                operator,
                "the operator `Exists` looks at no `value`",
                "leave `value` out, or write `operator: Equal`",
            ),
            "Exists" => {}
            _ => check.unsupported(operator, &["Equal", "Exists"]),
        }
        check.one_of(effect, &["NoSchedule", "PreferNoSchedule", "NoExecute"]);
    }
}

/// `topologySpreadConstraints` of a pod.
pub(super) fn topology_spread_constraints<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let constraints = pod.spec.get("topologySpreadConstraints");
    let mut seen = Seen::new();
    for constraint in constraints.items() {
        let skew = constraint.get("maxSkew");
        if skew.is_set() {
            check.range(skew, 1, i64::MAX);
        } else {
            check.invalid(skew, "a number from 1 on");
        }
        let key = constraint.get("topologyKey");
        if key.is_empty() {
            check.required(key, "topologyKey: kubernetes.io/hostname");
        }
        let action = constraint.get("whenUnsatisfiable");
        if action.is_text()
            && !["DoNotSchedule", "ScheduleAnyway"].contains(&action.text().as_ref())
        {
            check.unsupported(action, &["DoNotSchedule", "ScheduleAnyway"]);
        }
        if let Some(first) = seen.before((key.text(), action.text()), key) {
            check.duplicate(constraint.shown_at(key.place()), first);
        }
        let domains = constraint.get("minDomains");
        check.range(domains, 1, i64::MAX);
        if domains.is_set() && !action.is("DoNotSchedule") {
            check.conflict(
                domains,
                "`minDomains` has a meaning only where pods are not scheduled otherwise",
                "whenUnsatisfiable: DoNotSchedule",
            );
        }
        for policy in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
            let policy = constraint.get(policy);
            if policy
                .str()
                .is_some_and(|text| text != "Ignore" && text != "Honor")
            {
                check.unsupported(policy, &["Honor", "Ignore"]);
            }
        }
        match_label_keys(check, pod, constraint);
        selectors::label_selector(check, constraint.get("labelSelector"));
    }
}
