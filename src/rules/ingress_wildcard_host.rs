//! `ingress-wildcard-host`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::ObjectContext;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    let spec = object.root.get("spec");
    let Some(spec) = spec.filter(|_| object.kind == "Ingress") else {
        return;
    };
    let rules = spec
        .get("rules")
        .into_iter()
        .flat_map(|rules| rules.items());
    for host in rules.filter_map(|rule| rule.get("host")) {
        let name = host.as_key();
        if !name.starts_with("*.") {
            continue;
        }
        let ingress = object.name().unwrap_or_default();
        found.push(
            context
                .diagnostic(&host, format!("the Ingress `{ingress}` has a rule for every host of a domain: `{name}`"))
                .note("such a rule answers for hosts that nobody thought of, among them those that others will want")
                .help("name each host in a rule of its own"),
        );
    }
}
