//! `image-tag-latest`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::Image;
use crate::rules::PodContext;
use crate::wildcard::is_like;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let moving = pod.words("moving");
    for container in pod.pod.all_containers() {
        let Some(image) = container.image.as_ref().filter(|image| !image.is_empty()) else {
            continue;
        };
        let parts = Image::parse(image);
        let moves = |tag: &str| moving.iter().any(|moving| is_like(tag, moving));
        let says = match parts.tag {
            _ if parts.digest.is_some() => continue,
            None => ["has an image without a tag", "have images without a tag"].map(str::to_owned),
            Some(tag) if moves(tag) => [
                format!("has an image whose tag moves: `{tag}`"),
                format!("have images whose tag moves: `{tag}`"),
            ],
            Some(_) => continue,
        };
        found.push(
            pod.of_container(container, &image.at, says)
                .here(if parts.tag.is_none() { "for which `latest` stands" } else { "" })
                .note("each pull may bring another program: pods of one workload differ, and a rollback brings nothing back")
                .help(format!("name the version behind `{}:`, or its digest", parts.name())),
        );
    }
}
