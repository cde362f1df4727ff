//! `external-name-address`: see the page.

use std::net::Ipv4Addr;

use crate::diagnostic::Diagnostic;
use crate::objects::Text;
use crate::rules::ObjectContext;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if !object.group().is_empty() || object.kind != "Service" {
        return;
    }
    let Some(spec) = object.root.get("spec") else {
        return;
    };
    let is_alias = Text::field(&spec, "type").is_some_and(|kind| &*kind == "ExternalName");
    let name = Text::field(&spec, "externalName").filter(|_| is_alias);
    let Some(name) = name.filter(|name| name.parse::<Ipv4Addr>().is_ok()) else {
        return;
    };
    let called = object.name().unwrap_or_default();
    found.push(
        context
            .diagnostic(&name.at, format!("the Service `{called}` leads to a host that is called `{name}`, which no DNS knows"))
            .here("taken for a name")
            .note("`externalName` becomes a CNAME, and an address in one is a name of digits: nothing resolves it")
            .help("leave `type`, `externalName` and `selector` out, and write an EndpointSlice with the address for the Service"),
    );
}
