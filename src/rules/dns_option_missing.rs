//! `dns-option-missing`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Text;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let config = pod.pod.spec.get("dnsConfig");
    let options = config.and_then(|config| config.get("options"));
    for (name, value) in pod.parameters.map(pod.rule, "options") {
        let items = options.into_iter().flat_map(|options| options.items());
        let mut named = items
            .filter(|option| Text::field(option, "name").is_some_and(|own| &*own == name.as_str()));
        let own = named.next();
        let written = own.and_then(|option| Text::field(&option, "value"));
        if own.is_some() && written.as_deref().unwrap_or_default() == value {
            continue;
        }
        let anchor = written.as_ref().map(|written| written.at);
        let at = anchor.or(own).unwrap_or(pod.pod.anchor);
        let message = match &written {
            Some(written) => {
                format!("the pod has the DNS option `{name}` at {written}, and not at {value}")
            }
            None => format!("the pod does not set the DNS option `{name}` to {value}"),
        };
        found.push(
            pod.diagnostic(&at, message)
                .note("names that are looked up are first tried with the domains of the cluster, as long as they have fewer dots than `ndots`, 5 unless told otherwise: each lookup of a name outside is several")
                .help(format!("write `{{name: {name}, value: \"{value}\"}}` under `dnsConfig.options` of the pod's `spec`")),
        );
    }
}
