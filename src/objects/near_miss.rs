//! Documents that were meant to be manifests and miss by a letter or a line.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::api::{ApiKind, Field, Version, meant};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId};
use crate::field_path::FieldPath;
use crate::letters::{describe_odd, difference, plain};
use crate::mend::lines;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Entry, Kind, Scalar, Style};

/// The two keys that make a mapping a manifest.
const KEYS: [&str; 2] = ["apiVersion", "kind"];

/// What keeps a mapping from being a manifest, if it was plainly meant to be one: a misspelt
/// `apiVersion` or `kind`, or one of the two missing while the other stands beside `metadata` with a
/// name and the rest of an object.
pub(super) fn near_miss(source: SourceId, document: u32, root: Cursor<'_>) -> Option<Diagnostic> {
    if root.kind() != Kind::Mapping || is_of_a_tool(&root) {
        return None;
    }
    let metadata = root
        .get("metadata")
        .filter(|node| node.kind() == Kind::Mapping);
    let mut found = None;
    let (mut present, mut misspelt) = (0, 0);
    for key in KEYS {
        if root.get(key).is_some_and(|value| value.as_str().is_some()) {
            present += 1;
        } else if let Some(entry) = root
            .entries()
            .find(|entry| resembles(&entry.key.as_key(), key))
        {
            misspelt += 1;
            let mut miss = misspelling(source, &entry, key);
            // A key that is there without a value leaves no room for another.
            miss.fix = miss.fix.filter(|_| root.get(key).is_none());
            found.get_or_insert(miss);
        }
    }
    if found.is_none()
        && present == 1
        && metadata.is_some_and(|metadata| metadata.get("name").is_some())
        && has_fields(&root)
    {
        found = missing(source, &root);
    }
    let meant = present + misspelt == 2 || metadata.is_some() || root.get("spec").is_some();
    found.filter(|_| meant).map(|mut diagnostic| {
        diagnostic.document = document;
        diagnostic
    })
}

/// Whether a mapping is a file of a tool that reads keys in any case, and which no API server is given.
///
/// Source: <https://sdk.operatorframework.io/docs/testing-operators/scorecard/>, whose configuration was generated with
/// `apiversion`.
fn is_of_a_tool(root: &Cursor<'_>) -> bool {
    const GROUPS: [&str; 1] = ["scorecard.operatorframework.io"];
    let mut versions = root
        .entries()
        .filter(|entry| entry.key.as_key().eq_ignore_ascii_case(KEYS[0]))
        .filter_map(|entry| entry.value.as_str());
    versions.any(|version| {
        let group = version.split_once('/').map(|(group, _)| group);
        group.is_some_and(|group| GROUPS.contains(&group))
    })
}

/// Another case, letters that only look alike, or one letter wrong, doubled, left out or swapped with the next.
pub(super) fn resembles(written: &str, key: &str) -> bool {
    if written == key {
        return false;
    }
    let written = plain(written).map_or(Cow::Borrowed(written), Cow::Owned);
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    // A short word is near to many others: `find`, `kid`.
    let may_be = || key.len() > 4 || written.len() > key.len() || sorted(&written) == sorted(key);
    written.eq_ignore_ascii_case(key) || difference(&written, key) == 1 && may_be()
}

fn misspelling(source: SourceId, entry: &Entry<'_>, key: &'static str) -> Diagnostic {
    let written = entry.key.as_key();
    let span = entry.key.span();
    let quote = match entry.key.text().chars().next() {
        Some(quote @ ('"' | '\'')) => quote.to_string(),
        _ => String::new(),
    };
    let message = match (plain(&written), describe_odd(&written)) {
        (Some(seen), Some(why)) => format!("this only looks like the field `{seen}`: {why}"),
        _ => format!("`{written}` is no field of an object; `{key}` is"),
    };
    Diagnostic::new(RuleId::UNKNOWN_FIELD, source, span, message)
        .here("field names are case-sensitive: this is no manifest to Kubernetes")
        .help(format!(
            "{key}: {}",
            entry.value.text().lines().next().unwrap_or_default()
        ))
        .field(FieldPath::top(written.clone().into_owned()))
        .fix(Fix {
            title: format!("rename to `{key}`"),
            applicability: Applicability::Safe,
            edits: vec![Edit::new(source, span, format!("{quote}{key}{quote}"))],
        })
}

/// Whether a mapping has what objects have beside `metadata`, or is of a kind of Kubernetes: other tools have files with
/// an `apiVersion` or a `kind` alone.
pub(super) fn has_fields(root: &Cursor<'_>) -> bool {
    static FIELDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let fields = FIELDS.get_or_init(|| {
        let kinds = ApiKind::all().map(ApiKind::definition);
        kinds
            .flat_map(|kind| kind.fields().map(Field::name))
            .collect()
    });
    let kind = root.get("kind").and_then(|kind| kind.as_str());
    let is_built_in = kind.is_some_and(|kind| ApiKind::all().any(|known| known.kind() == kind));
    let mut others = root.entries().map(|entry| entry.key.as_key());
    let mut others = others
        .by_ref()
        .filter(|key| key != "metadata" && !KEYS.contains(&&**key))
        .peekable();
    is_built_in || others.peek().is_none() || others.any(|key| fields.contains(&*key))
}

fn missing(source: SourceId, root: &Cursor<'_>) -> Option<Diagnostic> {
    if let Some(found) = KEYS.iter().find_map(|key| no_string(source, root, key)) {
        return Some(found);
    }
    let has = |key: &str| {
        root.entry(key)
            .filter(|entry| entry.value.as_str().is_some())
    };
    match (has("apiVersion"), has("kind")) {
        (Some(api_version), None) => Some(without_kind(source, &api_version)),
        (None, Some(kind)) if is_kind(&kind) => Some(without_api_version(source, root, &kind)),
        _ => None,
    }
}

/// An `apiVersion` or a `kind` that YAML reads as something else than a string.
fn no_string(source: SourceId, root: &Cursor<'_>, key: &'static str) -> Option<Diagnostic> {
    let value = root.get(key)?;
    let is = match value.scalar()? {
        Scalar::Bool(bool) => format!("{bool}, which is no string"),
        Scalar::Int(_) | Scalar::Float(_) => "a number".to_owned(),
        _ => return None,
    };
    let text = value.text();
    let message = format!("`{key}` takes a string, and YAML reads `{text}` as {is}");
    let help = match key {
        "kind" => "say what it is: `kind: Deployment`, for example",
        _ => "say which API it belongs to: `apiVersion: apps/v1`, for example",
    };
    let found = Diagnostic::new(RuleId::WRONG_TYPE, source, value.span(), message);
    Some(
        found
            .here("the API server refuses it")
            .help(help)
            .field(FieldPath::top(key)),
    )
}

fn without(source: SourceId, written: &Entry<'_>, key: &'static str) -> Diagnostic {
    let name = written.key.as_key();
    let span = Span::new(written.key.span().start, written.value.span().end);
    let message = format!("an object has `{name}` but no `{key}`");
    Diagnostic::new(RuleId::MISSING_FIELD, source, span, message)
        .here(format!("`{key}` must stand beside it"))
        .field(FieldPath::top(key))
}

fn without_kind(source: SourceId, api_version: &Entry<'_>) -> Diagnostic {
    let found = without(source, api_version, "kind");
    let written = api_version.value.as_str().unwrap_or_default();
    let kinds = ApiKind::resources(Version::newest()).filter(|kind| kind.api_version() == written);
    let kinds: Vec<&str> = kinds.map(ApiKind::kind).collect();
    found.help(match &*kinds {
        [only] => format!("kind: {only}"),
        [first, .., last] if kinds.len() < 8 => {
            let between = &kinds[1..kinds.len() - 1];
            let all = between
                .iter()
                .fold((*first).to_owned(), |all, kind| format!("{all}, {kind}"));
            format!("say what it is: {written} has {all} and {last}")
        }
        _ => "say what it is: `kind: Deployment`, for example".to_owned(),
    })
}

/// The `apiVersion` follows from a kind of Kubernetes.
fn without_api_version(source: SourceId, root: &Cursor<'_>, kind: &Entry<'_>) -> Diagnostic {
    let found = without(source, kind, "apiVersion");
    let written = kind.value.as_str().unwrap_or_default();
    let Some(meant) = meant("", &written, Version::newest()).map(ApiKind::api_version) else {
        return found.help("say which API it belongs to: `apiVersion: apps/v1`, for example");
    };
    let edit = match root.entry("apiVersion") {
        Some(empty) => filled(source, &empty, meant),
        None => Some(written_before(source, root, kind, meant)),
    };
    let found = found.help(format!("apiVersion: {meant}"));
    match edit {
        Some(edit) => found.fix(Fix {
            title: format!("add `apiVersion: {meant}`"),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        }),
        None => found,
    }
}

/// The change that writes the value of a key that has none, or `null`.
fn filled(source: SourceId, empty: &Entry<'_>, value: &str) -> Option<Edit> {
    let is_own = empty.value.is_null() && empty.value.used_at().is_none();
    let value = match empty.key.style() {
        Style::Double => format!("\"{value}\""),
        _ => value.to_owned(),
    };
    if is_own && !empty.value.text().is_empty() {
        return Some(Edit::new(source, empty.value.span(), value));
    }
    // In braces a key needs no colon.
    let behind = empty
        .key
        .tree()
        .text()
        .get(empty.key.span().end as usize..)?;
    let colon = behind.find(|char: char| !char.is_whitespace())?;
    let at = empty.key.span().end + colon as u32 + 1;
    let has_colon = is_own && behind[colon..].starts_with(':');
    has_colon.then(|| Edit::new(source, Span::new(at, at), format!(" {value}")))
}

/// The change that writes the `apiVersion` before the `kind`.
fn written_before(source: SourceId, root: &Cursor<'_>, kind: &Entry<'_>, value: &str) -> Edit {
    let start = kind.key.span().start;
    let line = match (root.style(), kind.key.style()) {
        (Style::Flow, Style::Double) => format!("\"apiVersion\": \"{value}\", "),
        (Style::Flow, _) => format!("apiVersion: {value}, "),
        _ => {
            let column = lines::column(root.tree().text(), start);
            format!("apiVersion: {value}\n{}", " ".repeat(column))
        }
    };
    Edit::new(source, Span::new(start, start), line)
}

/// Whether the value can be a Kubernetes kind: upper camel case.
fn is_kind(entry: &Entry<'_>) -> bool {
    let text = entry.value.text().trim_matches(['"', '\'']);
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}
