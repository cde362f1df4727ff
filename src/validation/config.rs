//! ConfigMaps and Secrets.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::CONFIG_KEY;
use crate::yaml::decode_base64;

/// The most bytes of all values together.
const MOST_BYTES: usize = 1024 * 1024;

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "ConfigMap" => config_map(check),
        _ => secret(check),
    }
}

/// Source: `ValidateConfigMap`.
fn config_map(check: &mut Check<'_, '_>) {
    let (data, binary) = (check.root().get("data"), check.root().get("binaryData"));
    let mut size = 0;
    for (key, value) in data.entries() {
        let name = key.as_key();
        check.format_of(value.shown_at(key), &name, &CONFIG_KEY);
        if binary.entries().any(|(other, _)| other.as_key() == name) {
            let message = format!("the key `{name}` stands in both `data` and `binaryData`");
            check.conflict(value.shown_at(key), message, "leave one of them out");
        }
        size += value.text().len();
    }
    for (key, value) in binary.entries() {
        check.format_of(value.shown_at(key), &key.as_key(), &CONFIG_KEY);
        size += value.text().len() / 4 * 3;
    }
    if size > MOST_BYTES {
        check.too_long(check.root(), MOST_BYTES, "bytes together");
    }
}

/// What a type of secret must hold.
const KEYS: [(&str, &[&str]); 3] = [
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
];

/// Source: `ValidateSecret`. What stands in `stringData` takes its place in `data` first.
fn secret(check: &mut Check<'_, '_>) {
    let root = check.root();
    let (data, plain) = (root.get("data"), root.get("stringData"));
    let mut size = 0;
    for map in [data, plain] {
        for (key, value) in map.entries() {
            check.format_of(value.shown_at(key), &key.as_key(), &CONFIG_KEY);
            size += value.text().len();
        }
    }
    if size > MOST_BYTES / 3 * 4 {
        check.too_long(data, MOST_BYTES, "bytes together");
    }
    typed(check, root);
}

fn typed<'t>(check: &mut Check<'_, 't>, root: Field<'t>) {
    let (data, kind) = (root.get("data"), root.get("type").text());
    let find = |name: &str| {
        let maps = [root.get("stringData"), data];
        let mut entries = maps.into_iter().flat_map(|map| map.entries());
        entries
            .find(|(key, _)| key.as_key() == name)
            .map(|(_, value)| value)
    };
    match kind.as_ref() {
        "kubernetes.io/service-account-token" => {
            let annotations = root.at(&["metadata", "annotations"]);
            let name = "kubernetes.io/service-account.name";
            let named = annotations
                .entries()
                .any(|(key, value)| key.as_key() == name && !value.is_empty());
            if !named {
                let field = annotations.get("[kubernetes.io/service-account.name]");
                check.required(field, "kubernetes.io/service-account.name: my-account");
            }
        }
        "kubernetes.io/basic-auth" => {
            if find("username").is_none() && find("password").is_none() {
                check.required(data.get("[username]"), "username: …");
                check.required(data.get("[password]"), "password: …");
            }
        }
        "kubernetes.io/ssh-auth" => {
            if find("ssh-privatekey").is_none_or(|key| key.is_empty()) {
                check.required(data.get("[ssh-privatekey]"), "ssh-privatekey: …");
            }
        }
        _ => {
            let keys = KEYS.iter().find(|(name, _)| *name == kind);
            for name in keys.map_or(&[][..], |(_, keys)| keys) {
                match find(name) {
                    None => check.required(data.get(bracketed(name)), &format!("{name}: …")),
                    Some(value) if name.starts_with(".docker") => docker_config(check, root, value),
                    Some(_) => {}
                }
            }
        }
    }
}

fn bracketed(key: &str) -> &'static str {
    match key {
        ".dockercfg" => "[.dockercfg]",
        ".dockerconfigjson" => "[.dockerconfigjson]",
        "tls.crt" => "[tls.crt]",
        _ => "[tls.key]",
    }
}

/// The configuration of a registry's client is JSON, in base64 where it stands in `data`.
fn docker_config<'t>(check: &mut Check<'_, 't>, root: Field<'t>, value: Field<'t>) {
    let text = value.text();
    let plain = root
        .get("stringData")
        .entries()
        .any(|(_, other)| other.place().id() == value.place().id());
    let bytes = match plain {
        true => text.as_bytes().to_vec(),
        false => match decode_base64(&text) {
            Some(bytes) => bytes,
            None => return,
        },
    };
    let object = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes);
    if object.is_err() && bytes.trim_ascii() != b"null" {
        check.invalid(value, "a JSON object, which is then encoded");
    }
}
