//! What is known of a place, in words.

use super::{About, Explanation};
use crate::report::words;

/// What is said of the place itself: a label and a text each. `other` names another version that has the kind.
pub fn summary(facts: &Explanation, other: &dyn Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(resource) = &facts.resource {
        let scope = match resource.scope {
            "namespaced" => "in a namespace",
            "cluster" => "in the cluster as a whole, in no namespace",
            _ => "asked of another object, or a part of its reply; not kept on its own",
        };
        lines.push(("scope", scope.to_owned()));
        let names: Vec<&str> = std::iter::once(&resource.name)
            .chain(resource.short_names)
            .copied()
            .filter(|name| !name.is_empty())
            .collect();
        lines.push(("names", names.join(", ")));
    } else {
        lines.extend(about(&facts.value));
    }
    if let Some(since) = &facts.value.since {
        lines.push(("versions", since.clone()));
    }
    if facts.resource.is_some() {
        let others = facts.other_api_versions.iter();
        let others: Vec<String> = others.map(|name| other(name)).collect();
        lines.push(("also in", others.join(", ")));
    }
    lines.push(("rules", facts.rules.join(", ")));
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

fn about(value: &About) -> Vec<(&'static str, String)> {
    let mut kind = value.kind.clone();
    let explained = match kind.rsplit(' ').next().unwrap_or_default() {
        "quantity" => ", such as 500m, 2 or 1Gi",
        "time" => ", such as 2006-01-02T15:04:05Z",
        _ => "",
    };
    kind.push_str(explained);
    let yes = if value.required { "yes" } else { "" };
    vec![
        ("type", kind),
        ("required", yes.to_owned()),
        ("default", default(value).unwrap_or_default()),
        ("values", values(value)),
        ("keys", keys(value)),
    ]
}

/// The default: a value, what is to be said of it, or both.
#[must_use]
pub fn default(value: &About) -> Option<String> {
    let default = value.default.as_ref().map(shown);
    let note = value.default_note.map(str::to_owned);
    match (default, note) {
        (Some(default), Some(note)) => Some(format!("{default} ({note})")),
        (default, note) => default.or(note),
    }
}

/// Each value, with the versions that take it if not all with the field do.
#[must_use]
pub fn values(value: &About) -> String {
    let said = value.values.iter().map(|name| {
        let since = value.younger.iter().find(|(known, _)| known == name);
        since.map_or((*name).to_owned(), |(_, since)| format!("{name} ({since})"))
    });
    said.collect::<Vec<String>>().join(", ")
}

fn keys(value: &About) -> String {
    match value.keys.as_slice() {
        [] => String::new(),
        [key] => format!("{key} (a merge tells items apart by it)"),
        keys => format!("{} (a merge tells items apart by them)", keys.join(" and ")),
    }
}

/// JSON as people write it: strings without quotes.
#[must_use]
pub fn shown(value: &serde_json::Value) -> String {
    let text = value.as_str().map(str::to_owned);
    words::printable(&text.unwrap_or_else(|| value.to_string())).into_owned()
}
