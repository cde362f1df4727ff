//! Schemas and priority levels that the server makes itself, and that must be as it makes them. Source:
//! `MandatoryFlowSchemas` and `MandatoryPriorityLevelConfigurations` of `pkg/apis/flowcontrol/bootstrap`.

use super::EXEMPT;
use crate::validation::check::Check;
use crate::validation::field::Field;

/// The name of the schema, and of the priority level, that take what no other does.
const CATCH_ALL: &str = "catch-all";

/// Checks an object that has the name of one of them.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    let (spec, name) = (root.get("spec"), root.at(&["metadata", "name"]).text());
    let is_its_own = match (check.object.kind.as_ref(), name.as_ref()) {
        ("FlowSchema", EXEMPT) => is_schema(spec, 1, EXEMPT, "", &["system:masters"]),
        ("FlowSchema", CATCH_ALL) => {
            let groups = ["system:unauthenticated", "system:authenticated"];
            is_schema(spec, 10_000, CATCH_ALL, "ByUser", &groups)
        }
        ("PriorityLevelConfiguration", CATCH_ALL) => {
            let limited = spec.get("limited");
            let is =
                |name: &'static str, usual: i64| limited.get(name).int().unwrap_or(usual) == usual;
            spec.get("type").is("Limited")
                && limited.get("nominalConcurrencyShares").int() == Some(5)
                && is("lendablePercent", 0)
                && !limited.get("borrowingLimitPercent").is_set()
                && limited.at(&["limitResponse", "type"]).is("Reject")
                && !limited.at(&["limitResponse", "queuing"]).is_set()
        }
        _ => true,
    };
    if !is_its_own {
        let message = format!("`{name}` is the server's own, and has a fixed `spec`");
        check.conflict(spec, message, "give yours another name");
    }
}

fn is_schema(spec: Field<'_>, precedence: i64, level: &str, method: &str, groups: &[&str]) -> bool {
    let rules: Vec<Field<'_>> = spec.get("rules").items().collect();
    let [rule] = rules[..] else { return false };
    let subjects: Vec<Field<'_>> = rule.get("subjects").items().collect();
    let is_group = |(subject, name): (&Field<'_>, &&str)| {
        subject.get("kind").is("Group") && subject.at(&["group", "name"]).is(name)
    };
    let is_all = |list: &'static str, names: &[&'static str]| {
        let all: Vec<Field<'_>> = rule.get(list).items().collect();
        let is_star = |name: &&'static str| {
            let items: Vec<_> = all.iter().flat_map(|one| one.get(name).items()).collect();
            items.len() == 1 && items[0].is("*")
        };
        all.len() == 1 && names.iter().all(is_star)
    };
    let mut scoped = rule.get("resourceRules").items();
    spec.get("matchingPrecedence").int() == Some(precedence)
        && spec.at(&["priorityLevelConfiguration", "name"]).is(level)
        && spec.at(&["distinguisherMethod", "type"]).text() == method
        && subjects.len() == groups.len()
        && subjects.iter().zip(groups).all(is_group)
        && is_all(
            "resourceRules",
            &["verbs", "apiGroups", "resources", "namespaces"],
        )
        && scoped.all(|one| one.get("clusterScope").flag())
        && is_all("nonResourceRules", &["verbs", "nonResourceURLs"])
}
