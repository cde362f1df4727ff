//! `contradictory-user`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{User, user_of};
use crate::objects::Container;
use crate::rules::PodContext;
use crate::yaml::Cursor;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let setting = |field| pod.pod.security_setting(container, field);
        let Some(forbids) = setting("runAsNonRoot").filter(|at| at.as_bool() == Some(true)) else {
            continue;
        };
        found.extend(match setting("runAsUser") {
            Some(user) if user.as_int() == Some(0) => Some(told(pod, container, &forbids, &user)),
            Some(_) => None,
            None => of_image(pod, container, &forbids),
        });
    }
}

fn told<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    forbids: &Cursor<'t>,
    user: &Cursor<'t>,
) -> Diagnostic {
    let name = container.called();
    let message = format!("`{name}` is to run as user 0, which `runAsNonRoot: true` forbids");
    pod.diagnostic(user, message)
        .here("root")
        .label(forbids.span(), "anybody but root")
        .note(NOTE)
        .help(format!(
            "set `runAsUser` to the user that the image of `{name}` is made for, or leave it out if the image sets one by its number"
        ))
}

/// Where nothing but the image says which user it is.
fn of_image<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    forbids: &Cursor<'t>,
) -> Option<Diagnostic> {
    let image = container.image.as_ref().filter(|_| !pod.pod.is_windows())?;
    let name = container.called();
    let (message, here) = match user_of(image)? {
        User::Root => (
            format!("`{name}` runs as root by its image, which `runAsNonRoot: true` forbids"),
            "starts as root".to_owned(),
        ),
        User::Named(user) => (
            format!(
                "the image of `{name}` says `{user}` and no number, so that `runAsNonRoot: true` cannot be kept"
            ),
            format!("starts as `{user}`"),
        ),
    };
    Some(
        pod.diagnostic(&image.at, message)
            .here(here)
            .label(forbids.span(), "anybody but root")
            .note(NOTE)
            .help("set `runAsUser` to the number of a user that the program can run as, or take an image that is made for one")
            .as_certain_as(User::DECIDES),
    )
}

const NOTE: &str = "the kubelet does not start the container: CreateContainerConfigError";
