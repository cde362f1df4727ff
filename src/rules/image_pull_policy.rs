//! `image-pull-policy`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Image, Text};
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let allowed = pod.words("allowed");
    for container in pod.pod.all_containers() {
        let Some(image) = &container.image else {
            continue;
        };
        let written = Text::field(&container.at, "imagePullPolicy");
        let policy = written.as_deref().unwrap_or_else(|| unless_written(image));
        if allowed.iter().any(|allowed| allowed == policy) {
            continue;
        }
        let says = ["has its image", "have their images"]
            .map(|has| format!("{has} pulled by the policy `{policy}`"));
        let at = written
            .as_ref()
            .map_or_else(|| container.anchor(), |text| text.at);
        found.push(
            pod.of_container(container, &at, says)
                .here(if written.is_some() { "" } else { "no `imagePullPolicy`" })
                .note("an image that is on a node already is run by whoever names it, without asking the registry whether they may have it or whether it has changed")
                .help(format!("write `imagePullPolicy` with {}", quoted(allowed))),
        );
    }
}

/// Source: <https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting>.
fn unless_written(image: &str) -> &'static str {
    let image = Image::parse(image);
    match (image.digest, image.tag) {
        (None, None | Some("latest")) => "Always",
        _ => "IfNotPresent",
    }
}
