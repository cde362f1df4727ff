//! `ingress-wildcard-host`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::ingress_rules;
use crate::rules::ObjectContext;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    for host in ingress_rules(object).filter_map(|rule| rule.get("host")) {
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
