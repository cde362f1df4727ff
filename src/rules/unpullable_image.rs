//! `unpullable-image`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::certain_if;
use crate::objects::{Image, Text};
use crate::placeholder::{is_placeholder, is_slot_of_a_word};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        if let Some(image) = &container.image {
            let of = format!("`{}`", container.called());
            found.extend(describe(pod, image, &of));
        }
    }
    for volume in &pod.pod.volumes {
        let image = volume.at.get("image");
        if let Some(image) = image.and_then(|image| Text::field(&image, "reference")) {
            let of = format!(
                "the volume `{}`",
                volume.name.as_deref().unwrap_or_default()
            );
            found.extend(describe(pod, &image, &of));
        }
    }
}

fn describe<'t>(pod: &PodContext<'_, 't>, image: &Text<'t>, of: &str) -> Option<Diagnostic> {
    let fault = Image::fault(image).filter(|_| !is_unfilled(image))?;
    let note = match fault.is_read {
        true => {
            "no registry of that name is asked for by anybody, and the image is not pulled: ErrImagePull"
        }
        false => "the API server takes it, and the kubelet cannot read it: InvalidImageName",
    };
    let message = format!("the name of the image of {of} {}", fault.what);
    let diagnostic = pod
        .diagnostic(&image.at, message)
        .narrowed(image.span_of(fault.part))
        .here("no image has this name")
        .note(note)
        .help(fault.help)
        .as_certain_as(certain_if(!fault.is_read));
    Some(diagnostic)
}

/// Whether something is to fill in, or build, the image before it is pulled: a mark that no name has, a word in capitals
/// for a part of it, what is put behind a name, and ko's `ko://`.
fn is_unfilled(image: &str) -> bool {
    let is_slot = |part: &str| {
        let is_capital = part.chars().all(|c| !c.is_lowercase());
        is_capital && is_placeholder(part) || is_slot_of_a_word(part)
    };
    is_placeholder(image)
        || image.contains(['{', '<', '$', '%'])
        || image.split(['/', ':']).any(is_slot)
        || image.starts_with('-')
        || image.starts_with("ko://")
}
