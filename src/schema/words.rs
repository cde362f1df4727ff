//! What the schema has to say, in the words of the manifest.

use crate::api::{Field, Shape, Type, Version};
use crate::diagnostic::{Diagnostic, brief_value};
use crate::objects::Object;
use crate::schema::amounts::{Unit, amount};
use crate::schema::convert::Misfit;
use crate::schema::findings::{self, Wrong};
use crate::schema::scalars::Problem;
use crate::yaml::{Cursor, Kind, Scalar};

/// A definition as people call it, with its article: `a container`, `a pod spec`, `a Deployment`.
pub(super) fn thing(definition: Type) -> String {
    let name = definition.name().rsplit('.').next().unwrap_or_default();
    if name == "ObjectMeta" {
        return "`metadata`".to_owned();
    }
    let is_kind =
        definition.some_field("apiVersion").is_some() && definition.some_field("kind").is_some();
    let words = if is_kind {
        name.to_owned()
    } else {
        spaced(name)
    };
    let is_plural = words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us");
    if is_plural {
        words
    } else {
        with_article(&words)
    }
}

/// `a Certificate`, `an Issuer`, `an HTTP get action`: as they are spoken.
pub(crate) fn with_article(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let is_spelt = first.len() > 1 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_vowel = if is_spelt {
        first.starts_with(|c| "AEFHILMNORSX".contains(c))
    } else {
        first.starts_with(|c| "aeioAEIO".contains(c)) || first == "hour"
    };
    format!("{} {words}", if is_vowel { "an" } else { "a" })
}

/// `PodSpec` as `pod spec`; a run of capitals stays one word: `HTTPGetAction` as `HTTP get action`.
fn spaced(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let capital = |at: usize| chars.get(at).is_some_and(char::is_ascii_uppercase);
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let starts = at > 0
            && capital(at)
            && (!capital(at - 1) || chars.get(at + 1).is_some_and(char::is_ascii_lowercase));
        if starts {
            out.push(' ');
        }
        let in_run = capital(at) && (capital(at + 1) || (at > 0 && capital(at - 1) && !starts));
        out.push(if in_run { c } else { c.to_ascii_lowercase() });
    }
    out
}

/// `a`, `b` and `c`.
pub(crate) fn list(names: &[&str]) -> String {
    joined(names, "and")
}

/// `a`, `b` or `c`.
pub(crate) fn one_of(names: &[&str]) -> String {
    joined(names, "or")
}

fn joined(names: &[&str], last_word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {last_word} {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// How many values or fields are listed at most.
pub(crate) const LISTED_MOST: usize = 12;

/// `a string or a whole number`.
pub(crate) fn either(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((only, _)) => (*only).to_owned(),
        None => "nothing".to_owned(),
    }
}

/// What a field takes.
pub(crate) fn takes(shape: Shape) -> String {
    match shape {
        Shape::Any => "anything".to_owned(),
        Shape::String => "a string".to_owned(),
        Shape::Bool => "true or false".to_owned(),
        Shape::Int32 | Shape::Int64 => "a whole number".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Quantity => "an amount, like 500m or 1Gi".to_owned(),
        Shape::IntOrString => "a whole number or a string".to_owned(),
        Shape::Time => "a time, like 2026-01-31T12:00:00Z".to_owned(),
        Shape::MicroTime => "a time, like 2026-01-31T12:00:00.000000Z".to_owned(),
        Shape::Bytes => "base64".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Map(_) => "a mapping".to_owned(),
        Shape::Object(definition) => format!("a mapping, {}", thing(definition)),
    }
}

/// What can stand behind a field.
pub(super) fn example(field: Field, version: Version) -> String {
    let values: Vec<&str> = field.values(version).collect();
    if values.is_empty() {
        takes(field.shape())
    } else {
        one_of(&values)
    }
}

/// What a value is.
pub(crate) fn described(value: &Cursor<'_>) -> String {
    let text = value.text().lines().next().unwrap_or_default();
    match (value.kind(), value.scalar()) {
        (Kind::Mapping, _) => "a mapping".to_owned(),
        (Kind::Sequence, _) => "a list".to_owned(),
        (_, Some(Scalar::Str(string))) if string.is_empty() => "an empty string".to_owned(),
        (_, Some(Scalar::Str(string))) if string.contains('\n') => {
            "a text of several lines".to_owned()
        }
        (_, Some(Scalar::Str(string))) => format!("the string \"{}\"", brief_value(&string)),
        (_, Some(Scalar::Bool(bool))) if text == "true" || text == "false" => {
            format!("the bool {bool}")
        }
        (_, Some(Scalar::Bool(bool))) => {
            format!("`{}`, which YAML reads as {bool}", brief_value(text))
        }
        (_, Some(Scalar::Int(_) | Scalar::Float(_))) => format!("the number {}", brief_value(text)),
        (_, Some(Scalar::Null)) => "null".to_owned(),
        _ => format!("`{}`", brief_value(text)),
    }
}

/// What people call the field that a value stands in; the kind for the top of an object.
pub(crate) fn name<'t>(object: &Object<'t>, value: &Cursor<'t>) -> String {
    let path = object.field(value);
    if path.is_root() {
        object.kind.to_string()
    } else {
        path.name()
    }
}

/// A value that does not fit its field.
pub(super) fn unfit<'t>(
    object: &Object<'t>,
    misfit: &Misfit<'t>,
    shape: Shape,
    problem: Problem,
) -> Diagnostic {
    let (key, value) = (misfit.key, misfit.value);
    let name = name(object, &value);
    let scalar = |mended| Wrong::scalar(object, key, value, mended);
    let wrong = match misfit.changes(shape) {
        None => scalar(mended(&value, shape, &name)),
        changes => Wrong {
            changes,
            ..scalar(None)
        },
    };
    let takes = takes_as(shape, &name);
    if let Some(labels) =
        key.filter(|key| key.is_key("matchLabels") && value.kind() == Kind::Mapping)
    {
        return findings::match_labels(object, &labels, wrong);
    }
    match problem {
        Problem::Type => findings::wrong_type(object, wrong, &takes),
        Problem::Format => {
            let found = findings::unreadable(object, wrong, &takes);
            match shape {
                Shape::Bytes => found.help(encoding(object)),
                _ => found,
            }
        }
        Problem::Range => {
            let message = format!(
                "{} does not fit into `{name}`, a whole number of {} bits",
                value.text(),
                bits(shape)
            );
            let mut found = findings::invalid_value(object, &value, message);
            found.reason = None;
            found
        }
    }
}

/// How to get base64, or where no base64 is needed.
fn encoding(object: &Object<'_>) -> &'static str {
    match &*object.kind {
        "Secret" => "write plain text under `stringData`; `data` takes what `base64 -w0` prints",
        "ConfigMap" => "write text under `data`; `binaryData` takes what `base64 -w0` prints",
        _ => "write what `base64 -w0` prints of it",
    }
}

/// What a field of that name takes.
fn takes_as(shape: Shape, name: &str) -> String {
    match (shape, Unit::of(name)) {
        (Shape::Quantity, Some(Unit::Cores)) => "cores or millicores, like 2 or 500m".to_owned(),
        (Shape::Quantity, Some(Unit::Bytes)) => "bytes, like 512Mi or 10Gi".to_owned(),
        _ => takes(shape),
    }
}

fn bits(shape: Shape) -> u8 {
    if shape == Shape::Int64 { 64 } else { 32 }
}

/// The value as it should be written, where that is plain.
pub(crate) fn mended(value: &Cursor<'_>, shape: Shape, name: &str) -> Option<String> {
    let scalar = value.scalar()?;
    match (shape, scalar) {
        (Shape::String, Scalar::Int(_) | Scalar::Float(_) | Scalar::Bool(_)) => {
            Some(format!("\"{}\"", value.text()))
        }
        (Shape::Int32 | Shape::Int64, Scalar::Str(text)) => {
            // With a leading zero it would be another number.
            let number = text.parse::<i64>().ok()?.to_string();
            (number == text).then_some(number)
        }
        (Shape::Bool, Scalar::Str(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some("true".to_owned()),
            "false" | "no" | "off" | "n" => Some("false".to_owned()),
            _ => None,
        },
        (Shape::Quantity, Scalar::Str(text)) => amount(&text, Unit::of(name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{spaced, with_article};

    #[test]
    fn articles_are_as_spoken() {
        for (words, with) in [
            ("pod spec", "a pod spec"),
            ("env var", "an env var"),
            ("HTTP get action", "an HTTP get action"),
            ("CSI volume source", "a CSI volume source"),
            ("NFS volume source", "an NFS volume source"),
            ("hour", "an hour"),
            ("host alias", "a host alias"),
            ("user", "a user"),
            ("Issuer", "an Issuer"),
        ] {
            assert_eq!(with_article(words), with);
        }
    }

    #[test]
    fn names_become_words() {
        assert_eq!(spaced("PodSpec"), "pod spec");
        assert_eq!(spaced("HTTPGetAction"), "HTTP get action");
        assert_eq!(spaced("EnvVar"), "env var");
        assert_eq!(spaced("CSIVolumeSource"), "CSI volume source");
    }
}
