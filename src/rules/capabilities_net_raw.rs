//! `capabilities-net-raw`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;
use crate::yaml::Cursor;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.pod.is_windows() {
        return;
    }
    for container in pod.pod.all_containers() {
        let context = container.at.get("securityContext");
        let capabilities = context.and_then(|context| context.get("capabilities"));
        let among = |list: &str| {
            let list = capabilities.and_then(|capabilities| capabilities.get(list));
            let mut items = list.into_iter().flat_map(|list| list.items());
            items.find(is_net_raw)
        };
        let added = among("add").filter(|added| added.as_key().ends_with("NET_RAW"));
        if added.is_none() && among("drop").is_some() {
            continue;
        }
        let at = added.unwrap_or_else(|| container.anchor());
        found.push(
            pod.of_container(container, &at, ["keeps the capability `NET_RAW`", "keep the capability `NET_RAW`"])
                .here(if added.is_some() { "added" } else { "not dropped" })
                .note("with NET_RAW a program makes packets of any kind, and with them takes the names and addresses of others on its node")
                .help("write `capabilities: {drop: [NET_RAW]}` under `securityContext`, or `drop: [ALL]`"),
        );
    }
}

fn is_net_raw(item: &Cursor<'_>) -> bool {
    let name = item.as_key();
    let name = name.strip_prefix("CAP_").unwrap_or(&name);
    name.eq_ignore_ascii_case("NET_RAW") || name.eq_ignore_ascii_case("ALL")
}
