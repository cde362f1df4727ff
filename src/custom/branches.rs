//! `oneOf`, `anyOf` and `not`: which of several forms a value was meant to have, and what keeps it from
//! having it.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Error};
use serde_json::Value;

use super::check::{Place, View};
use super::words;
use crate::diagnostic::{Diagnostic, Reason};
use crate::schema::findings;
use crate::schema::words as common;

/// The errors of each form.
type Forms<'e> = &'e [Vec<ValidationError<'static>>];

/// A value that has none of the forms.
pub(super) fn none<'t>(
    view: &View<'_, 't>,
    place: &Place<'t>,
    error: &ValidationError<'_>,
    forms: Forms<'_>,
) -> Diagnostic {
    if let Some(types) = types(error, forms) {
        return findings::wrong_type(view.object, &place.value, &types, None);
    }
    if let Some(values) = values(error, forms) {
        return view.none_of(place, &values);
    }
    if let Some(names) = required(error, forms) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let whose = whose(view, place);
        let none = if names.len() == 2 { "neither" } else { "none" };
        let message = format!(
            "{whose} must have {}, and has {none}",
            common::one_of(&names)
        );
        return view.at("missing-field", place, message, Reason::Required);
    }
    let message = format!(
        "`{}` has none of the {} forms that its schema allows",
        view.name(place),
        forms.len()
    );
    let found = view.at("invalid-value", place, message, Reason::Invalid);
    let Some((at, errors)) = nearest(error, forms) else {
        return found;
    };
    let mut reasons = Vec::new();
    errors
        .iter()
        .for_each(|error| view.explain(error, &mut reasons));
    let why: Vec<&str> = reasons
        .iter()
        .map(|reason| reason.message.as_str())
        .collect();
    let form = view.part(error, 0).and_then(|forms| forms.get(at));
    let found = found.note(format!(
        "the nearest is {}, but {}",
        called(form, at),
        why.join("; and ")
    ));
    reasons
        .iter()
        .filter(|reason| reason.primary.span != found.primary.span)
        .fold(found.clone(), |found, reason| {
            found.label(reason.primary.span, reason.message.clone())
        })
}

/// A value that has more than the one form that it may have.
pub(super) fn several<'t>(
    view: &View<'_, 't>,
    place: &Place<'t>,
    error: &ValidationError<'_>,
    forms: Forms<'_>,
) -> Diagnostic {
    let all = view.part(error, 0).and_then(Value::as_array);
    let fitting = forms
        .iter()
        .enumerate()
        .filter(|(_, errors)| errors.is_empty());
    let names: Option<Vec<String>> = fitting
        .map(|(at, _)| {
            let form = all?.get(at)?;
            let names = form.get("required")?.as_array()?;
            (names.len() == 1).then(|| names.first().map(words::plain))?
        })
        .collect();
    let names = names.filter(|names| names.len() > 1);
    let Some(names) = names else {
        let message = format!(
            "`{}` has more than one of the {} forms in `oneOf` of its schema, and must have exactly one",
            view.name(place),
            forms.len()
        );
        return view.at("invalid-value", place, message, Reason::Invalid);
    };
    let listed: Vec<&str> = names.iter().map(String::as_str).collect();
    let message = format!(
        "{} has {}, only one of which may be there",
        whose(view, place),
        common::list(&listed)
    );
    let found = view.at("invalid-value", place, message, Reason::Invalid);
    let keys = names.iter().filter_map(|name| place.value.entry(name));
    keys.fold(found, |found, entry| found.label(entry.key.span(), ""))
}

/// A value that has the form that it must not have.
pub(super) fn ruled_out<'t>(view: &View<'_, 't>, place: &Place<'t>, schema: &Value) -> Diagnostic {
    let is_all = schema.as_object().is_some_and(|map| map.len() == 1);
    let names = schema
        .get("required")
        .and_then(Value::as_array)
        .filter(|_| is_all);
    let message = match names {
        Some(names) => {
            let names: Vec<String> = names.iter().map(words::plain).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let together = if names.len() > 1 { " together" } else { "" };
            format!(
                "{} may not have {}{together}",
                whose(view, place),
                common::list(&names)
            )
        }
        None => format!(
            "`{}` is what `not` of its schema rules out",
            view.name(place)
        ),
    };
    view.at("invalid-value", place, message, Reason::Invalid)
}

/// `` `spec.source` ``, or `this Certificate`.
fn whose<'t>(view: &View<'_, 't>, place: &Place<'t>) -> String {
    match view.object.field(&place.value) {
        path if path.is_empty() => format!("this {}", view.object.kind),
        path => format!("`{path}`"),
    }
}

/// The types of the forms, if these are all that the value lacks.
fn types(error: &ValidationError<'_>, forms: Forms<'_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for errors in forms {
        for form in errors {
            let here = form.instance_path() == error.instance_path();
            let Error::Type { kind } = form.kind() else {
                return None;
            };
            let kinds: Vec<_> = match kind {
                TypeKind::Single(kind) if here => vec![*kind],
                TypeKind::Multiple(set) if here => set.iter().collect(),
                _ => return None,
            };
            names.extend(kinds.into_iter().filter_map(words::type_name));
        }
    }
    names.dedup();
    Some(words::either(&names)).filter(|_| !names.is_empty())
}

/// The values of the forms, if these are all that the value lacks.
fn values(error: &ValidationError<'_>, forms: Forms<'_>) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for form in forms.iter().flatten() {
        match form.kind() {
            _ if form.instance_path() != error.instance_path() => return None,
            Error::Enum { options } => values.extend(options.as_array()?.iter().map(words::plain)),
            Error::Constant { expected_value } => values.push(words::plain(expected_value)),
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The field that each of the forms asks for, if that is all that the value lacks.
fn required(error: &ValidationError<'_>, forms: Forms<'_>) -> Option<Vec<String>> {
    let names = forms.iter().map(|errors| match errors.as_slice() {
        [form] if form.instance_path() == error.instance_path() => match form.kind() {
            Error::Required { property } => Some(words::plain(property)),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}

/// The form that the value was most likely meant to have: one of its type, that has its fixed values, and
/// with the fewest errors; the first of equals.
fn nearest<'e>(
    error: &ValidationError<'_>,
    forms: Forms<'e>,
) -> Option<(usize, &'e [ValidationError<'static>])> {
    let distance = |errors: &[ValidationError<'_>]| {
        let is_other = |form: &&ValidationError<'_>| match form.kind() {
            Error::Type { .. } => form.instance_path() == error.instance_path(),
            Error::Enum { .. } | Error::Constant { .. } => true,
            _ => false,
        };
        (errors.iter().filter(is_other).count(), errors.len())
    };
    forms
        .iter()
        .enumerate()
        .map(|(at, errors)| (at, errors.as_slice()))
        .min_by_key(|(_, errors)| distance(errors))
}

/// What a form is called: by its title, by the fields that it asks for, or by its place.
fn called(form: Option<&Value>, at: usize) -> String {
    let part = |name: &str| form.and_then(|form| form.get(name));
    if let Some(title) = part("title").and_then(Value::as_str) {
        return format!("`{title}`");
    }
    if let Some(names) = part("required").and_then(Value::as_array) {
        let names: Vec<String> = names.iter().map(words::plain).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        return format!("the one with {}", common::list(&names));
    }
    format!("number {}", at + 1)
}
