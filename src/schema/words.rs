//! What the schema has to say, in the words of the manifest.

use crate::api::{Field, Shape, Type, Version};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::brief_value;
use crate::objects::{Object, last_step};
use crate::schema::findings;
use crate::schema::scalars::{Problem, is_quantity};
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

/// `a Certificate`, `an Issuer`.
pub(crate) fn with_article(words: &str) -> String {
    let is_vowel = words.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
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
pub(crate) fn is(value: &Cursor<'_>) -> String {
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
    if path.is_empty() {
        object.kind.to_string()
    } else {
        last_step(&path).to_owned()
    }
}

/// A value that does not fit its field.
pub(super) fn unfit<'t>(
    object: &Object<'t>,
    value: &Cursor<'t>,
    shape: Shape,
    problem: Problem,
) -> Diagnostic {
    let name = name(object, value);
    let message = match problem {
        Problem::Type => {
            return findings::wrong_type(object, value, &takes(shape), mended(value, shape));
        }
        Problem::Range => format!(
            "{} does not fit into `{name}`, a whole number of {} bits",
            value.text(),
            bits(shape)
        ),
        Problem::Format => format!("`{name}` takes {}, not {}", takes(shape), is(value)),
    };
    let mut found = findings::invalid_value(object, value, message);
    // What the server cannot read it refuses without a reason of its own.
    found.reason = None;
    findings::with_mended(found, &name, mended(value, shape))
}

fn bits(shape: Shape) -> u8 {
    if shape == Shape::Int64 { 64 } else { 32 }
}

/// The value as it should be written, where that is plain.
pub(crate) fn mended(value: &Cursor<'_>, shape: Shape) -> Option<String> {
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
        (Shape::List(element), Scalar::Str(_)) if element.shape() == Shape::String => {
            Some(format!("[{}]", value.text()))
        }
        (Shape::Quantity, Scalar::Str(text)) => amount(&text),
        _ => None,
    }
}

/// `1GB`, `500 m` and `64mb` as amounts. `m` and `M` are both units, and stay as they are.
fn amount(text: &str) -> Option<String> {
    let compact: String = text.split_whitespace().collect();
    let start = compact.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = compact.split_at(start);
    let unit = match unit.to_ascii_lowercase().as_str() {
        "k" | "kb" => "k",
        "mb" => "M",
        "g" | "gb" => "G",
        "tb" => "T",
        "ki" | "kib" => "Ki",
        "mi" | "mib" => "Mi",
        "gi" | "gib" => "Gi",
        "ti" | "tib" => "Ti",
        "b" => "",
        _ => unit,
    };
    let meant = format!("{number}{unit}");
    (meant != text && is_quantity(&meant)).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::{amount, spaced};

    #[test]
    fn amounts_are_mended_where_the_unit_is_plain() {
        let mended = |text| amount(text).unwrap_or_default();
        assert_eq!(
            ["1GB", "500 m", "64mb", "1.5gib", "2K", "100b"].map(mended),
            ["1G", "500m", "64M", "1.5Gi", "2k", "100"]
        );
        assert_eq!(["1x", "one", "GB", "", "1..GB"].map(mended), [""; 5]);
    }

    #[test]
    fn names_become_words() {
        assert_eq!(spaced("PodSpec"), "pod spec");
        assert_eq!(spaced("HTTPGetAction"), "HTTP get action");
        assert_eq!(spaced("EnvVar"), "env var");
        assert_eq!(spaced("CSIVolumeSource"), "CSI volume source");
    }
}
