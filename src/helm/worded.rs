//! Failures of templates in words that say what is missing, rather than what Go stumbled over.

use crate::template::{Failure, FailureKind};

/// What is wrong, and what to do about it if that can be said.
pub(super) fn worded(failure: &Failure) -> (String, Option<String>) {
    let message = failure.message.as_str();
    match failure.kind {
        FailureKind::UnknownFunction => {
            let message = format!("neither Helm nor podlint has a function `{message}`");
            (message, None)
        }
        FailureKind::Parse => (format!("the template cannot be parsed: {message}"), None),
        FailureKind::Asked => (format!("the template stops: {message}"), None),
        FailureKind::Bound(_) => (format!("the template is not rendered: {message}"), None),
        FailureKind::Execution => executing(message, &failure.expression),
    }
}

fn executing(message: &str, expression: &str) -> (String, Option<String>) {
    if let Some(field) = last_name(message, "nil pointer evaluating ") {
        let Some(subject) = subject(expression, field) else {
            return (format!("what should have `{field}` is not set"), None);
        };
        let help = format!("set `{subject}`, or ask `if` it is there before");
        let message = format!("`{subject}` is not set, so it has no `{field}`");
        return (message, Some(help));
    }
    if let Some((field, of)) = field_and_type(message) {
        let subject = subject(expression, field).unwrap_or(expression);
        let message = format!("`{subject}` is {}, which has no `{field}`", kind(of));
        return (message, None);
    }
    if let Some(name) = unknown_template(message) {
        return (format!("no template is called `{name}`"), None);
    }
    match expression {
        "" => (message.to_owned(), None),
        expression => (format!("`{expression}`: {message}"), None),
    }
}

/// The path of the value that a template takes a field of and that is not set: `image` of `.Values.image.tag`.
pub(super) fn unset(failure: &Failure) -> Option<&str> {
    let field = last_name(&failure.message, "nil pointer evaluating ")?;
    let value = values_in(subject(&failure.expression, field)?).pop()?;
    value.strip_prefix(".Values.")
}

/// Whether a template takes a field of what all charts of a release have in common, and that is not set: `.global.region` of a
/// dictionary that was handed on.
pub(super) fn lacks_global(failure: &Failure) -> bool {
    let field = last_name(&failure.message, "nil pointer evaluating ");
    let of = field.and_then(|field| subject(&failure.expression, field));
    of.is_some_and(|of| of.ends_with(".global"))
}

/// Behind the last dot of a message that starts so.
fn last_name<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    let (_, name) = message.strip_prefix(start)?.rsplit_once('.')?;
    Some(name)
}

fn field_and_type(message: &str) -> Option<(&str, &str)> {
    message
        .strip_prefix("can't evaluate field ")?
        .split_once(" in type ")
}

/// The name of a template that is not there.
pub(super) fn unknown_template(message: &str) -> Option<&str> {
    let rest = message
        .strip_prefix("template: no template \"")
        .or_else(|| message.strip_prefix("no template \""))
        .or_else(|| message.strip_prefix("template \""))?;
    let (name, rest) = rest.split_once('"')?;
    let is_known = rest.is_empty() || rest.starts_with(" associated") || rest == " not defined";
    is_known.then_some(name)
}

/// What of an expression stands before a field.
fn subject<'e>(expression: &'e str, field: &str) -> Option<&'e str> {
    let end = expression.rfind(&format!(".{field}"))?;
    Some(&expression[..end]).filter(|subject| !subject.is_empty())
}

/// One of Go's types, as YAML calls it.
fn kind(of: &str) -> &str {
    match of {
        "string" => "a string",
        "bool" => "true or false",
        "int" | "int64" | "float64" => "a number",
        "[]interface {}" | "[]string" => "a list",
        of if of.starts_with("map[") => "a mapping",
        of => of,
    }
}

/// The values that a text of a template asks for: `.Values.image.tag`.
pub(super) fn values_in(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices(".Values.") {
        let rest = &text[at..];
        let is_part = |char: char| char.is_alphanumeric() || "._".contains(char);
        let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let value = rest[..end].trim_end_matches('.');
        if value != ".Values" && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_said_in_words_of_the_template() {
        for (message, expression, said) in [
            (
                "nil pointer evaluating interface {}.tag",
                ".Values.image.tag",
                "`.Values.image` is not set, so it has no `tag`",
            ),
            (
                "can't evaluate field tag in type interface {}",
                "$image.tag",
                "`$image` is interface {}, which has no `tag`",
            ),
            (
                "can't evaluate field tag in type string",
                ".Values.image.tag",
                "`.Values.image` is a string, which has no `tag`",
            ),
            (
                "template: no template \"a.b\" associated with template \"gotpl\"",
                "include \"a.b\" .",
                "no template is called `a.b`",
            ),
            (
                "index out of range: 3",
                "index .Values.list 3",
                "`index .Values.list 3`: index out of range: 3",
            ),
        ] {
            assert_eq!(executing(message, expression).0, said);
        }
    }

    #[test]
    fn values_that_are_asked_for_are_found() {
        let text = "required \"x\" (.Values.a.b | default $.Values.c).d .Values.a.b";
        assert_eq!(values_in(text), [".Values.a.b", ".Values.c"]);
    }
}
