//! `ingress-host-not-in-tls`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::ingress_rules;
use crate::rules::ObjectContext;
use crate::yaml::Cursor;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let spec = context.object.root.get("spec");
    let Some(spec) = spec.filter(|_| context.object.kind == "Ingress") else {
        return;
    };
    let items = |holder: &Cursor<'_>, field: &str| -> Vec<String> {
        let list = holder.get(field).into_iter().flat_map(|list| list.items());
        list.map(|item| item.as_key().into_owned()).collect()
    };
    let tls: Vec<_> = spec
        .get("tls")
        .into_iter()
        .flat_map(|tls| tls.items())
        .collect();
    let named: Vec<String> = tls.iter().flat_map(|entry| items(entry, "hosts")).collect();
    // One that names no hosts holds for all.
    if tls.is_empty() || tls.iter().any(|entry| items(entry, "hosts").is_empty()) {
        return;
    }
    for rule in ingress_rules(context.object) {
        let Some(host) = rule.get("host").filter(|host| !host.is_null()) else {
            continue;
        };
        let name = host.as_key();
        if !name.is_empty() && !named.iter().any(|known| covers(known, &name)) {
            found.push(
                context
                    .diagnostic(&host, format!("the Ingress `{}` has TLS, and not for `{name}`", context.object.name().unwrap_or_default()))
                    .here("none of the hosts under `tls`")
                    .note("for this host the controller serves plain HTTP, or a certificate of its own that no browser takes")
                    .help(format!("add `{name}` to `hosts` under `tls`, where the certificate is for it as well")),
            );
        }
    }
}

/// Whether a host under `tls` is this one, or stands for it: `*.example.com`.
fn covers(known: &str, host: &str) -> bool {
    let wild = known.strip_prefix('*').filter(|rest| rest.starts_with('.'));
    known == host
        || wild.is_some_and(|rest| {
            let label = host.strip_suffix(rest);
            label.is_some_and(|label| !label.is_empty() && !label.contains('.'))
        })
}
