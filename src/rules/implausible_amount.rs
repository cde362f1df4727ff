//! `implausible-amount`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::Implausible;
use crate::rules::{ObjectContext, PodContext};

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let name = format!("`{}`", container.called());
        for amount in Implausible::of_container(container) {
            found.push(describe(
                pod.diagnostic(&amount.amount.at, message(&name, &amount)),
                &amount,
            ));
        }
    }
    for volume in pod
        .pod
        .volumes
        .iter()
        .filter(|volume| volume.claim_template)
    {
        let name = format!("the claim `{}`", volume.name.as_deref().unwrap_or_default());
        let resources = volume.at.get("spec").and_then(|spec| spec.get("resources"));
        for amount in resources.iter().flat_map(Implausible::of) {
            found.push(describe(
                pod.diagnostic(&amount.amount.at, message(&name, &amount)),
                &amount,
            ));
        }
    }
}

/// Of a claim.
pub(super) fn check_object(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if object.kind != "PersistentVolumeClaim" || !object.group().is_empty() {
        return;
    }
    let spec = object.root.get("spec");
    let resources = spec.and_then(|spec| spec.get("resources"));
    let name = format!("the claim `{}`", object.name().unwrap_or_default());
    for amount in resources.iter().flat_map(Implausible::of) {
        found.push(describe(
            context.diagnostic(&amount.amount.at, message(&name, &amount)),
            &amount,
        ));
    }
}

fn message(name: &str, amount: &Implausible<'_>) -> String {
    let does = match amount.is_limit {
        true => "is limited to",
        false => "asks for",
    };
    let of = match &*amount.resource {
        "cpu" => String::new(),
        resource => format!(" of {resource}"),
    };
    format!("{name} {does} {}{of}", amount.means)
}

fn describe(found: Diagnostic, amount: &Implausible<'_>) -> Diagnostic {
    let note = match (&*amount.resource, amount.is_limit) {
        ("cpu", false) => "no node has as many, and the pod waits for one",
        ("cpu", true) => "no node has as many: it limits nothing",
        (_, false) => {
            "no program runs in so little, and the pod may land where there is no room for it"
        }
        (_, true) => "no program runs in so little: the container is killed when it starts",
    };
    found
        .here(amount.means.clone())
        .note(note)
        .help(format!("write `{}` if that is meant", amount.meant))
        .as_certain_as(amount.certainty)
}
