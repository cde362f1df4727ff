//! `volume-type-not-allowed`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let allowed = pod.words("allowed");
    for volume in pod
        .pod
        .volumes
        .iter()
        .filter(|volume| !volume.claim_template)
    {
        let Some(source) = volume.source() else {
            continue;
        };
        if allowed.iter().any(|allowed| *allowed == *source) {
            continue;
        }
        let name = volume.name.as_deref().unwrap_or_default();
        found.push(
            pod.diagnostic(&volume.anchor(), format!("the volume `{name}` is a `{source}`, which is not among the types that are allowed"))
                .note("volumes of other types reach into the node, or into a storage that its owner should have made a claim for")
                .help("use a claim, or name the type in the parameter `allowed` of this rule"),
        );
    }
}
