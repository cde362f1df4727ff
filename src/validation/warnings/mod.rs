//! What the API server stores and warns of. Source: the `WarningsOnCreate` of each kind's strategy in
//! `pkg/registry`, and `pkg/api/*/warnings.go`. A page for each sort.

mod addresses;
mod deprecated;
mod objects;
mod paths;
mod pod;
mod ports;

use crate::diagnostic::RuleId;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{is_dns_label, is_dns_subdomain};
use crate::validation::written;

/// Warnings about the object, whatever its kind.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let root = check.root();
    if let Some((path, holder)) = pod_place(&check.object.kind) {
        let whole = root.at(path);
        if whole.is_set() {
            pod::warnings(check, whole, path.is_empty());
        }
        if holder {
            pod_names(check, root.at(&["metadata", "name"]));
        }
    }
    objects::warnings(check);
    addresses::warnings(check);
}

/// Where a kind holds its pod, and whether its own name becomes a part of host names.
pub(super) fn pod_place(kind: &str) -> Option<(&'static [&'static str], bool)> {
    match kind {
        "Pod" => Some((&[], true)),
        "PodTemplate" => Some((&["template"], false)),
        "Deployment" | "ReplicaSet" | "ReplicationController" | "Job" => {
            Some((&["spec", "template"], true))
        }
        "DaemonSet" | "StatefulSet" => Some((&["spec", "template"], false)),
        "CronJob" => Some((&["spec", "jobTemplate", "spec", "template"], true)),
        _ => None,
    }
}

fn pod_names<'t>(check: &mut Check<'_, 't>, name: Field<'t>) {
    let text = name.text();
    // Of what it refuses the server does not warn as well.
    if is_dns_subdomain(&text) && !is_dns_label(&text) {
        let message = format!("`{text}` is no DNS label, and pods take their host names from it");
        check.warn(RuleId::SURPRISING_NAME, name, message);
    }
}

/// An amount of bytes that is no whole number, which the server rounds.
fn fractional_bytes<'t>(check: &mut Check<'_, 't>, amount: Field<'t>) {
    if !written::is_whole(&amount.amount()) {
        let text = amount.text();
        let message = format!("`{text}` is no whole number of bytes");
        let meant = text.strip_suffix('m').map(|number| format!("{number}Mi"));
        check.warn(RuleId::FRACTIONAL_BYTES, amount, message);
        if let (Some(meant), Some(found)) = (meant, check.found.last_mut()) {
            found
                .notes
                .push("`m` is a thousandth, `Mi` are mebibytes".into());
            found.help = Some(format!("did you mean `{meant}`?").into());
        }
    }
}

/// The entry of a map.
fn entry<'t>(map: Field<'t>, key: &str) -> Option<Field<'t>> {
    let mut entries = map.entries();
    entries.find_map(|(name, value)| (name.as_key() == key).then(|| value.shown_at(name)))
}
