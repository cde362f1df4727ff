//! Flow schemas and priority levels: `flowcontrol.apiserver.k8s.io`. Source:
//! `pkg/apis/flowcontrol/validation`.

mod mandatory;

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN};

const VERBS: [&str; 9] = [
    "create",
    "delete",
    "deletecollection",
    "get",
    "list",
    "patch",
    "proxy",
    "update",
    "watch",
];

/// The name of the schema, and of the priority level, that are not limited at all.
const EXEMPT: &str = "exempt";

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    let exempt = root.at(&["metadata", "name"]).is(EXEMPT);
    mandatory::check(check);
    match check.object.kind.as_ref() {
        "FlowSchema" => flow_schema(check, root.get("spec"), exempt),
        "PriorityLevelConfiguration" => {
            let annotations = root.at(&["metadata", "annotations"]);
            let kept =
                annotations.get("flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares");
            if kept.is_set() && check.object.version() != "v1beta3" {
                check.forbidden(
                    annotations.shown_at(kept.place()),
                    "to what `v1beta3` alone has",
                );
            }
            priority_level(check, root.get("spec"), exempt);
        }
        _ => return,
    }
    let conditions = root.at(&["status", "conditions"]);
    for condition in conditions.items() {
        if condition.get("type").is_empty() {
            check.required(condition.get("type"), "type: Dangling");
        }
    }
    check.unique(conditions.items().map(|condition| condition.get("type")));
}

fn flow_schema<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, exempt: bool) {
    let precedence = spec.get("matchingPrecedence");
    match precedence.int() {
        // 0 is the default, 1000.
        None | Some(0) => {}
        Some(1) if !exempt => {
            let message = "only the schema named `exempt` may have the precedence 1";
            check.conflict(precedence, message, "write a number from 2 to 10000");
        }
        Some(_) => check.range(precedence, 1, 10_000),
    }
    let method = spec.get("distinguisherMethod");
    if method.is_set() {
        check.closed(method.get("type"), &["ByNamespace", "ByUser"]);
    }
    check.required_format(
        spec.at(&["priorityLevelConfiguration", "name"]),
        &DNS_SUBDOMAIN,
    );
    for rule in spec.get("rules").items() {
        self::rule(check, rule);
    }
}

fn rule<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    let subjects = rule.get("subjects");
    if subjects.is_empty() {
        check.required(
            subjects,
            "subjects: [{kind: Group, group: {name: system:authenticated}}]",
        );
    }
    for subject in subjects.items() {
        self::subject(check, subject);
    }
    let (resources, paths) = (rule.get("resourceRules"), rule.get("nonResourceRules"));
    if resources.is_empty() && paths.is_empty() {
        check.required(rule, "resourceRules: [...]");
    }
    for rule in resources.items() {
        resource_rule(check, rule);
    }
    for rule in paths.items() {
        verbs(check, rule.get("verbs"));
        let urls = rule.get("nonResourceURLs");
        if list(check, urls, "nonResourceURLs: [/healthz]") {
            for url in urls.items() {
                if !is_path_pattern(&url.text()) {
                    check.invalid(url, "a path, which may end with `/*`");
                }
            }
        }
    }
}

/// A subject has the field of its kind and no other.
fn subject<'t>(check: &mut Check<'_, 't>, subject: Field<'t>) {
    const FIELDS: [(&str, &str); 3] = [
        ("Group", "group"),
        ("ServiceAccount", "serviceAccount"),
        ("User", "user"),
    ];
    let kind = subject.get("kind");
    if !FIELDS.iter().any(|(own, _)| kind.is(own)) {
        check.closed(kind, &["Group", "ServiceAccount", "User"]);
        return;
    }
    for (own, name) in FIELDS {
        let field = subject.get(name);
        if !kind.is(own) {
            if field.is_set() {
                check.forbidden(
                    field,
                    &format!("in a subject of the kind `{}`", kind.text()),
                );
            }
        } else if !field.is_set() {
            check.required(field, &format!("{name}: {{name: ...}}"));
        } else {
            let name = field.get("name");
            if name.is_empty() {
                check.required(name, "name: ...");
            } else if own == "ServiceAccount" && !name.is("*") {
                check.format(name, &DNS_SUBDOMAIN);
            }
            if own == "ServiceAccount" {
                check.required_format(field.get("namespace"), &DNS_LABEL);
            }
        }
    }
}

fn resource_rule<'t>(check: &mut Check<'_, 't>, rule: Field<'t>) {
    verbs(check, rule.get("verbs"));
    list(check, rule.get("apiGroups"), "apiGroups: [apps]");
    list(check, rule.get("resources"), "resources: [deployments]");
    let namespaces = rule.get("namespaces");
    if namespaces.is_empty() && rule.get("clusterScope").flag() {
        return;
    }
    if list(check, namespaces, "namespaces: [default]") {
        for namespace in namespaces.items() {
            check.format_of_set(namespace, &DNS_LABEL);
        }
    }
}

fn verbs<'t>(check: &mut Check<'_, 't>, verbs: Field<'t>) {
    if list(check, verbs, "verbs: [get]")
        && let Some(verb) = verbs
            .items()
            .find(|verb| !VERBS.contains(&verb.text().as_ref()))
    {
        check.unsupported(verbs.shown_at(verb.place()), &VERBS);
    }
}

/// A list that must have an item, where `*` stands alone. Whether its items are to be looked at.
fn list<'t>(check: &mut Check<'_, 't>, list: Field<'t>, example: &str) -> bool {
    let all = list.items().any(|item| item.is("*"));
    if list.is_empty() {
        check.required(list, example);
    } else if all && list.len() > 1 {
        let message = "`*` means all, and stands beside others";
        check.conflict(list, message, "leave `*` or the others out");
    }
    !all && !list.is_empty()
}

/// Source: `ValidateNonResourceURLPath`.
fn is_path_pattern(path: &str) -> bool {
    let bare = path.strip_suffix("/*").unwrap_or(path);
    path.starts_with('/') && !path.contains(' ') && !path.contains("//") && !bare.contains('*')
}

fn priority_level<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, exempt: bool) {
    let kind = spec.get("type");
    if exempt != kind.is("Exempt") {
        let message = "`Exempt` is the type of the priority level named `exempt` alone";
        check.conflict(kind, message, "write `Limited`");
    }
    let (limited, free) = (spec.get("limited"), spec.get("exempt"));
    match kind.text().as_ref() {
        "Exempt" => {
            if limited.is_set() {
                check.forbidden(limited, "for the type `Exempt`");
            }
            check.non_negative(free.get("nominalConcurrencyShares"));
            check.range(free.get("lendablePercent"), 0, 100);
        }
        "Limited" => {
            if free.is_set() {
                check.forbidden(free, "for the type `Limited`");
            }
            if limited.is_set() {
                self::limited(check, limited);
            } else {
                check.required(limited, "limited: {limitResponse: {type: Reject}}");
            }
        }
        _ => check.required_one_of(kind, &["Exempt", "Limited"]),
    }
}

fn limited<'t>(check: &mut Check<'_, 't>, limited: Field<'t>) {
    check.non_negative(limited.get("nominalConcurrencyShares"));
    check.range(limited.get("lendablePercent"), 0, 100);
    check.non_negative(limited.get("borrowingLimitPercent"));
    let response = limited.get("limitResponse");
    let (kind, queuing) = (response.get("type"), response.get("queuing"));
    match kind.text().as_ref() {
        "Reject" if queuing.is_set() => check.forbidden(queuing, "for the type `Reject`"),
        "Reject" => {}
        "Queue" if !queuing.is_set() => check.required(queuing, "queuing: {queues: 64}"),
        "Queue" => self::queuing(check, queuing),
        _ => check.required_one_of(kind, &["Queue", "Reject"]),
    }
}

/// Queues, of which a flow is dealt a hand. Source: `ValidatePriorityLevelQueuingConfiguration` and the
/// defaults of `flowcontrol/v1`.
fn queuing<'t>(check: &mut Check<'_, 't>, queuing: Field<'t>) {
    let or = |field: Field<'_>, default| field.int().filter(|&int| int != 0).unwrap_or(default);
    let (hand, queues) = (queuing.get("handSize"), queuing.get("queues"));
    let (dealt, deck) = (or(hand, 8), or(queues, 64));
    if or(queuing.get("queueLengthLimit"), 50) < 0 {
        check.range(queuing.get("queueLengthLimit"), 1, i64::MAX);
    }
    if !(1..=10_000_000).contains(&deck) {
        check.range(queues, 1, 10_000_000);
    }
    if dealt < 0 {
        check.range(hand, 1, i64::MAX);
    } else if dealt > deck {
        let message = format!("{dealt} queues cannot be dealt out of {deck}");
        check.conflict(hand, message, "write no more than `queues`");
    } else if entropy_bits(deck, dealt) > 60.0 {
        let message = format!("to deal {dealt} of {deck} queues takes a hash of more than 60 bits");
        check.conflict(hand, message, "write a smaller number");
    }
}

/// How many bits of a hash it takes to deal a hand. Source: `RequiredEntropyBits` of `shufflesharding`.
fn entropy_bits(deck: i64, dealt: i64) -> f64 {
    // Both are below 2^53, or the sum is far too large anyway.
    #[expect(clippy::cast_precision_loss, reason = "exact where it matters")]
    let (deck, dealt) = (deck as f64, dealt as f64);
    (deck.log2() * dealt).ceil()
}
