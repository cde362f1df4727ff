//! `image-registry-not-allowed`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Image;
use crate::rules::PodContext;
use crate::wildcard::is_like;

/// Where an image is pulled from that names no registry.
const DEFAULT: &str = "docker.io";

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let (allowed, denied) = (pod.words("allowed"), pod.words("denied"));
    if allowed.is_empty() && denied.is_empty() {
        return;
    }
    for container in pod.pod.all_containers() {
        let Some(image) = container.image.as_ref().filter(|image| !image.is_empty()) else {
            continue;
        };
        let name = full_name(&Image::parse(image));
        let is_one = |of: &[String]| of.iter().any(|pattern| is_in(&name, pattern));
        if is_one(denied) || !allowed.is_empty() && !is_one(allowed) {
            let says = ["has an image", "have images"]
                .map(|has| format!("{has} from where none is to be pulled: {name}"));
            found.push(
                pod.of_container(container, &image.at, says)
                    .note("who runs a registry decides what its images do, and the organisation allows those it knows")
                    .help("pull it from a registry in the parameter `allowed` of this rule, where a copy can be kept"),
            );
        }
    }
}

/// The name with what is meant where no registry is written: `docker.io/library/nginx`.
fn full_name(image: &Image<'_>) -> String {
    match (image.registry, image.path.contains('/')) {
        (Some(registry), _) => format!("{registry}/{}", image.path),
        (None, true) => format!("{DEFAULT}/{}", image.path),
        (None, false) => format!("{DEFAULT}/library/{}", image.path),
    }
}

/// Whether an image is what a pattern says, or lies below it: `quay.io/acme`.
fn is_in(name: &str, pattern: &str) -> bool {
    let pattern = pattern.trim_end_matches('/');
    let below = name.strip_prefix(pattern);
    is_like(name, pattern) || below.is_some_and(|rest| rest.starts_with('/'))
}
