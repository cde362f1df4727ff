//! `secret-like-env-value`, `secret-like-configmap` and `common-password`: see the pages.

use std::cell::LazyCell;

use crate::diagnostic::Diagnostic;
use crate::objects::Container;
use crate::placeholder::is_placeholder;
use crate::rules::{ObjectContext, PodContext};
use crate::secret::{is_guessable, is_secret, is_short_word};
use crate::yaml::{Cursor, Kind};

const NOTE: &str = "whoever may read the manifest has it: everybody with the repository and its history, and in the cluster those who may see no Secret";

pub(super) fn of_pod(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for secret in in_pod(pod, Known::ToSome) {
        let name = secret.name;
        let says = "what looks like a secret in the clear";
        found.push(secret.told(pod, says).help(format!(
            "put it into a Secret and write `valueFrom: {{secretKeyRef: {{name: …, key: {name}}}}}`; it is no secret any more, so make a new one"
        )));
    }
}

pub(super) fn common_of_pod(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for secret in in_pod(pod, Known::ToAll) {
        let name = secret.name;
        found.push(secret.told(pod, "a password that anybody guesses").help(format!(
            "make up another, put it into a Secret and write `valueFrom: {{secretKeyRef: {{name: …, key: {name}}}}}`"
        )));
    }
}

/// How many values beside a secret are looked at.
const AROUND: usize = 64;

/// Who knows a secret that stands in the clear.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Who sees it.
    ToSome,
    /// Whoever guesses.
    ToAll,
}

impl Known {
    fn of<'a>(name: &str, value: &str, around: impl IntoIterator<Item = &'a str>) -> Self {
        match is_guessable(name, value, around) {
            true => Self::ToAll,
            false => Self::ToSome,
        }
    }
}

/// A variable that holds a secret.
struct Secret<'p, 't> {
    container: &'p Container<'t>,
    name: &'p str,
    value: &'p Cursor<'t>,
}

impl<'t> Secret<'_, 't> {
    fn told(&self, pod: &PodContext<'_, 't>, what: &str) -> Diagnostic {
        let says = ["has", "have"].map(|has| format!("{has} {what}: `{}`", self.name));
        let found = pod.of_container(self.container, self.value, says);
        found.here("not shown here").note(NOTE)
    }
}

/// The secrets in the variables of a pod that so many know.
fn in_pod<'p, 't>(
    pod: &'p PodContext<'_, 't>,
    known: Known,
) -> impl Iterator<Item = Secret<'p, 't>> {
    let containers = pod.pod.all_containers();
    let all =
        containers.flat_map(|container| container.env.iter().map(move |one| (container, one)));
    all.filter_map(move |(container, variable)| {
        let (name, value) = (&*variable.name, variable.value.as_ref()?);
        let is_none = || {
            !is_literal(value)
                || is_said_to_be_none(&value.at)
                || is_name_of_secret(pod, name, value)
        };
        let is_one = is_secret(name, value) && (pod.is_asked() || !is_none());
        let around = || {
            let others = container.env.iter().take(AROUND);
            let values = others.filter_map(|other| {
                let value = other.value.as_deref()?;
                (!is_secret(&other.name, value)).then_some(value)
            });
            values
                .chain(container.image.as_deref())
                .chain(container.name.as_deref())
        };
        let who = || match is_short_word(value) {
            true => Known::ToAll,
            false => Known::of(name, value, around()),
        };
        let is_wanted = is_one && who() == known;
        is_wanted.then_some(Secret {
            container,
            name,
            value: &value.at,
        })
    })
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
    let names = || containers.flat_map(|container| names_of_secrets(container.at));
    let refers = ["SECRET", "SECRETS", "SECRET_KEY"]
        .iter()
        .any(|end| name.ends_with(end));
    refers && (may_name_secret(name, value) || names().any(|own| own == value))
}

/// Whether a value can be the name of a Secret, by what it has in it: `TLS_SECRET: shop-tls`.
fn may_name_secret(name: &str, value: &str) -> bool {
    const HELD: [&str; 10] = [
        "CA",
        "CERT",
        "CERTIFICATE",
        "CERTS",
        "CREDENTIALS",
        "CREDS",
        "PULL",
        "REGISTRY",
        "SSL",
        "TLS",
    ];
    const HOLDERS: [&str; 3] = ["K8S", "KUBE", "KUBERNETES"];
    let of_names = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let can_name = value.bytes().all(of_names);
    let words: Vec<&str> = name.split('_').collect();
    // A Secret of Kubernetes is meant, by whatever name.
    if matches!(words.as_slice(), [.., holder, "SECRET"] if HOLDERS.contains(holder)) {
        return can_name;
    }
    // `SECRETS: shop-db shop-mail`, `DB_SECRET_KEY: shop-db-password`: names, where a key has digits or capitals.
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_name = |part: &str| part.contains('-') && part.split('-').all(is_word);
    let mut parts = value.split([' ', ',']).filter(|part| !part.is_empty());
    if name.ends_with("SECRET_KEY") || words.last() == Some(&"SECRETS") {
        return parts.all(is_name);
    }
    let holds = matches!(words.as_slice(), [.., held, "SECRET"] if HELD.contains(held))
        || words.last() == Some(&"SECRET")
            && value
                .split('-')
                .any(|word| matches!(word, "credentials" | "creds" | "keyring" | "secret"));
    holds && value.contains('-') && can_name
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
    for (key, name) in in_config_map(context, Known::ToSome) {
        let has = format!(
            "{name} has what looks like a secret in the clear: `{}`",
            key.as_key()
        );
        let help = "move it into a Secret; it is no secret any more, so make a new one";
        found.push(shown(context, &key, has).help(help));
    }
}

pub(super) fn common_of_object(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (key, name) in in_config_map(context, Known::ToAll) {
        let has = format!(
            "{name} has a password that anybody guesses: `{}`",
            key.as_key()
        );
        found.push(shown(context, &key, has).help("make up another, and move it into a Secret"));
    }
}

fn shown(context: &ObjectContext<'_, '_>, key: &Cursor<'_>, message: String) -> Diagnostic {
    let found = context.diagnostic(key, message);
    found.here("its value is not shown here").note(NOTE)
}

/// The keys of a ConfigMap with secrets that so many know, and what messages call the ConfigMap.
fn in_config_map<'t>(context: &ObjectContext<'_, 't>, known: Known) -> Vec<(Cursor<'t>, String)> {
    let object = context.object;
    if object.kind != "ConfigMap" || !object.group().is_empty() {
        return Vec::new();
    }
    let data = object.root.get("data");
    let entries = || data.into_iter().flat_map(|data| data.entries());
    // Few have a secret.
    let around = LazyCell::new(|| {
        let others = entries().take(AROUND).filter_map(|entry| {
            let text = string(&entry.value)?;
            (!is_secret(&entry.key.as_key(), &text)).then_some(text)
        });
        others.chain(object.name()).collect::<Vec<_>>()
    });
    let found = entries().filter_map(|entry| {
        let (key, text) = (entry.key.as_key(), string(&entry.value)?);
        let is_none = || {
            !is_literal(&text) || may_name_secret(&key, &text) || is_said_to_be_none(&entry.value)
        };
        let around = || around.iter().map(|text| &**text).collect();
        let is_one = held(&key, &text, around) == Some(known);
        let is_wanted = is_one && (context.is_asked() || !is_none());
        let name = || format!("the ConfigMap `{}`", object.name().unwrap_or_default());
        is_wanted.then(|| (entry.key, name()))
    });
    found.collect()
}

/// Who knows the secret that an entry of a ConfigMap is, or that a file has; of several the one that fewest know. What a file of
/// keys and values is called says what it is about, and each of its lines what it has.
fn held<'a>(key: &str, text: &str, around: impl FnOnce() -> Vec<&'a str>) -> Option<Known> {
    // `passwd: files sss` says where users are looked up.
    if key == "nsswitch.conf" {
        return None;
    }
    let Some(lines) = keys_and_values(text) else {
        return is_secret(key, text).then(|| Known::of(key, text, around()));
    };
    let (secrets, others): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|(key, value)| is_secret(key, value) && is_literal(value));
    let others = || others.iter().take(AROUND).map(|(_, value)| *value);
    let known = |(key, value): &(&str, &str)| Known::of(key, value, others());
    let mut secrets = secrets.iter().map(known).peekable();
    secrets.peek()?;
    Some(match secrets.any(|known| known == Known::ToSome) {
        true => Known::ToSome,
        false => Known::ToAll,
    })
}

/// The keys of a text of several lines with their values, if each of the lines has them.
fn keys_and_values(text: &str) -> Option<Vec<(&str, &str)>> {
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let lines: Option<Vec<_>> = text.lines().filter(says).map(key_and_value).collect();
    lines.filter(|lines| lines.len() > 1)
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(':')?;
    (!key.contains(' ')).then(|| (key, value.trim()))
}

fn string<'t>(value: &Cursor<'t>) -> Option<std::borrow::Cow<'t, str>> {
    (value.kind() == Kind::Scalar)
        .then(|| value.as_str())
        .flatten()
}

/// Whether a value is what it says, and nothing that is yet to be put in its place, or stands where nothing is asked for.
fn is_literal(value: &str) -> bool {
    !value.is_empty() && !value.contains("$(") && !is_placeholder(value) && !is_idle(value)
}

/// Whether a value says of itself that it is none: `do-not-use`, `dummy-token`, `no-key-required`.
fn is_idle(value: &str) -> bool {
    const ALONE: [&str; 8] = [
        "donotuse",
        "ignored",
        "invalid",
        "notneeded",
        "notrequired",
        "notused",
        "redacted",
        "unused",
    ];
    let value = value.trim_matches(['"', '\'']).to_ascii_lowercase();
    let mut words = value.split(['-', '_', ' ']);
    let joined: String = words.clone().collect();
    // `sk-no-key-required`, for a server that asks for none.
    let (last, before) = (words.clone().next_back(), words.clone().nth(1));
    let is_needless = before.is_some() && matches!(last, Some("needed" | "required"));
    ALONE.contains(&&*joined) || is_needless || words.any(|word| matches!(word, "dummy" | "fake"))
}
