//! `frozen-registry`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::PodContext;

/// The registries of Kubernetes that nothing is put into any more. Source: <https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/>.
const FROZEN: [&str; 3] = [
    "k8s.gcr.io/",
    "gcr.io/google_containers/",
    "gcr.io/google-containers/",
];

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let Some(image) = &container.image else {
            continue;
        };
        let split = |frozen: &&'static str| {
            Some((frozen.trim_end_matches('/'), image.strip_prefix(*frozen)?))
        };
        let Some((registry, rest)) = FROZEN.iter().find_map(split) else {
            continue;
        };
        let says = ["has an image", "have images"]
            .map(|has| format!("{has} from `{registry}`, which nothing is put into any more"));
        found.push(
            pod.of_container(container, &image.at, says)
                .here("frozen since April 2023")
                .note("newer versions, those that mend a fault of the one here among them, are only in `registry.k8s.io`, and what is here may be removed")
                .help(format!("write `registry.k8s.io/{rest}`")),
        );
    }
}
