//! `unresolved-reference`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Unresolved, unresolved};
use crate::field_path::{FieldPath, Part};
use crate::objects::Reference;
use crate::rules::RunContext;

pub(super) fn check_all(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for unresolved in unresolved(run.neighbours) {
        found.extend(describe(run, &unresolved));
    }
}

fn describe(run: &RunContext<'_, '_>, unresolved: &Unresolved<'_>) -> Option<Diagnostic> {
    let Unresolved { from, to, near, .. } = unresolved;
    let (first, others) = to.split_first()?;
    let (kind, name) = (first.target().1, &first.name.text);
    let whose = format!(
        "the {} `{}` names a {kind} `{name}` that is not there",
        from.object.kind,
        from.name()
    );
    let (message, help) = match near {
        Some(near) if *near.object.kind != *kind => (
            format!("{whose}; there is the {} `{name}`", near.object.kind),
            format!("did you mean `kind: {}`?", near.object.kind),
        ),
        Some(near) if near.name() == &**name => (
            format!("{whose}: it is in another namespace"),
            format!(
                "put both in one namespace, or make a {kind} `{name}` in that of `{}`",
                from.name()
            ),
        ),
        Some(near) => (
            format!("{whose}; there is `{}`", near.name()),
            format!("did you mean `{}`?", near.written_name()),
        ),
        None => (
            whose,
            "add it to these manifests; `--scope open` is for what is made elsewhere".to_owned(),
        ),
    };
    let mut diagnostic = run
        .diagnostic(from, &first.name, message)
        .here(format!("no such {kind}"))
        .note(consequence(first, &first.name.way.path()))
        .help(help)
        .as_certain_as(unresolved.certainty);
    for other in others {
        diagnostic = diagnostic.label(other.name.at, "and here");
    }
    let near = near.map(|near| near.label(format!("this {} is there", near.object.kind)));
    diagnostic.labels.extend(near);
    Some(diagnostic)
}

/// What becomes of a reference to what is not there.
fn consequence(reference: &Reference, field: &FieldPath) -> &'static str {
    let within = |name: &str| {
        let mut parts = field.parts().iter();
        parts.any(|part| matches!(part, Part::Field(field) if field == name))
    };
    match (reference.edge.of, reference.target().1) {
        ("IngressTLS", _) => {
            "without its Secret the controller answers with a certificate of its own"
        }
        ("LocalObjectReference", _) if within("imagePullSecrets") => {
            "the image is pulled without these credentials, which a private registry refuses"
        }
        (_, "ConfigMap" | "Secret") if within("volumes") => {
            "the volume cannot be mounted without it, and the pod waits for ever"
        }
        (_, "ConfigMap" | "Secret") if within("containers") || within("initContainers") => {
            "the container is not started without it: CreateContainerConfigError"
        }
        (_, "ServiceAccount") if within("subjects") => {
            "it grants nothing to a name that is not there"
        }
        (_, "ServiceAccount" | "PriorityClass" | "RuntimeClass") => {
            "the API server makes no pod that names what is not there"
        }
        (_, "PersistentVolumeClaim") => "the pod is not scheduled before its claim is there",
        (_, "StorageClass") => "the claim stays pending without its class",
        (_, "IngressClass") => "no controller serves an Ingress of a class that is not there",
        ("StatefulSetSpec", _) => "without this Service the pods have no names in DNS",
        (_, "Service") if within("webhooks") => {
            "the API server cannot ask the webhook, and refuses what it is for unless `failurePolicy` is Ignore"
        }
        (_, "Service") => {
            "requests are answered with an error, as there is nothing to send them to"
        }
        ("RoleRef", _) => "a binding to a role that is not there grants nothing",
        ("CrossVersionObjectReference", _) => "an autoscaler without its target scales nothing",
        _ => "the API server takes both, and does not look whether the name is there",
    }
}
