//! `secret-like-env-value` and `secret-like-configmap`: see the pages.

use crate::diagnostic::Diagnostic;
use crate::placeholder::is_placeholder;
use crate::rules::{ObjectContext, PodContext};
use crate::secret::is_secret;
use crate::yaml::{Cursor, Kind};

const NOTE: &str = "whoever may read the manifest has it: everybody with the repository and its history, and in the cluster those who may see no Secret";

pub(super) fn of_pod(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.init_containers.iter().chain(&pod.pod.containers) {
        for variable in &container.env {
            let Some(value) = &variable.value else {
                continue;
            };
            if is_said_to_be_none(&value.at) {
                continue;
            }
            let is_named = || is_name_of_secret(pod, &variable.name, value);
            if !is_secret(&variable.name, value) || !is_literal(value) || is_named() {
                continue;
            }
            let name = &*variable.name;
            let says = ["has", "have"]
                .map(|has| format!("{has} what looks like a secret in the clear: `{name}`"));
            found.push(
                pod.of_container(container, &value.at, says)
                    .here("not shown here")
                    .note(NOTE)
                    .help(format!(
                        "put it into a Secret and write `valueFrom: {{secretKeyRef: {{name: …, key: {name}}}}}`; it is no secret any more, so make a new one"
                    )),
            );
        }
    }
}

/// Whether a comment beside a value says that it is no secret, in the words that scanners of secrets take.
fn is_said_to_be_none(value: &Cursor<'_>) -> bool {
    const WORDS: [&str; 4] = [
        "notsecret",
        "not a secret",
        "gitleaks:allow",
        "pragma: allowlist secret",
    ];
    value.comments().any(|comment| {
        let comment = comment.to_ascii_lowercase();
        WORDS.iter().any(|word| comment.contains(word))
    })
}

/// Whether a variable says what a Secret is called, and not what is in it: `TS_KUBE_SECRET: tailscale` in a pod that takes
/// a value of the Secret `tailscale`.
fn is_name_of_secret(pod: &PodContext<'_, '_>, name: &str, value: &str) -> bool {
    let containers = pod.pod.all_containers();
    let names = containers.flat_map(|container| names_of_secrets(container.at));
    name.ends_with("SECRET") && names.into_iter().any(|known| known == value)
}

/// What the Secrets are called that the environment of a container is taken from.
fn names_of_secrets(container: Cursor<'_>) -> Vec<String> {
    let items = |key| container.get(key).into_iter().flat_map(|list| list.items());
    let keys =
        items("env").filter_map(|one| one.get("valueFrom")?.get("secretKeyRef")?.get("name"));
    let whole = items("envFrom").filter_map(|one| one.get("secretRef")?.get("name"));
    let names = keys.chain(whole).filter_map(|name| name.as_str());
    names.map(|name| name.into_owned()).collect()
}

pub(super) fn of_object(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if object.kind != "ConfigMap" || !object.group().is_empty() {
        return;
    }
    let data = object.root.get("data");
    for entry in data.into_iter().flat_map(|data| data.entries()) {
        let (key, value) = (entry.key.as_key(), &entry.value);
        let Some(text) = string(value) else { continue };
        if is_secret(&key, &text) && is_literal(&text) {
            let message = format!(
                "the ConfigMap `{}` has what looks like a secret in the clear: `{key}`",
                object.name().unwrap_or_default()
            );
            found.push(
                context
                    .diagnostic(&entry.key, message)
                    .here("its value is not shown here")
                    .note(NOTE)
                    .help("move it into a Secret; it is no secret any more, so make a new one"),
            );
        }
    }
}

fn string<'t>(value: &Cursor<'t>) -> Option<std::borrow::Cow<'t, str>> {
    (value.kind() == Kind::Scalar)
        .then(|| value.as_str())
        .flatten()
}

/// Whether a value is what it says, and nothing that is yet to be put in its place.
fn is_literal(value: &str) -> bool {
    !value.is_empty() && !value.contains("$(") && !is_placeholder(value)
}
