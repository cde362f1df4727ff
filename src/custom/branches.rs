//! `oneOf`, `anyOf` and `not`: which of several forms a value was meant to have, and what keeps it from
//! having it.

use serde_json::Value;

use super::check::{Place, View};
use super::misfit::{Misfit, Why};
use super::words;
use crate::diagnostic::{Diagnostic, Reason, RuleId};
use crate::schema::findings::{self, Wrong};
use crate::schema::words as common;

/// How many values within each other are explained by what keeps the next from its forms; nobody reads more.
const EXPLAINED: u32 = 4;

/// What keeps a value from each of its forms.
type Misfits<'m, 's> = &'m [Vec<Misfit<'s>>];

/// A value that has none of the forms.
pub(super) fn none<'t>(
    view: &View<'_, 't>,
    place: &Place<'t>,
    misfit: &Misfit<'_>,
    forms: &[Value],
    misfits: Misfits<'_, '_>,
) -> Diagnostic {
    if let Some(types) = types(misfit, misfits) {
        let wrong = Wrong::scalar(view.object, place.key, place.value, None);
        return findings::wrong_type(view.object, wrong, &types);
    }
    if let Some(values) = values(misfit, misfits) {
        return view.none_of(place, &values);
    }
    if let Some(names) = required(misfit, misfits) {
        let whose = whose(view, place);
        let none = if names.len() == 2 { "neither" } else { "none" };
        let message = format!(
            "{whose} must have {}, and has {none}",
            common::one_of(&names)
        );
        return view.at(RuleId::MISSING_FIELD, place, message, Reason::Required);
    }
    let message = format!(
        "`{}` has none of the {} forms that its schema allows",
        view.name(place),
        forms.len()
    );
    let found = view.at(RuleId::INVALID_VALUE, place, message, Reason::Invalid);
    let Some((at, nearest)) = nearest(misfit, misfits).filter(|_| view.within < EXPLAINED) else {
        return found;
    };
    let inner = View {
        object: view.object,
        within: view.within + 1,
    };
    let mut reasons = Vec::new();
    for misfit in nearest {
        inner.explain(misfit, &mut reasons);
    }
    let why: Vec<&str> = reasons
        .iter()
        .map(|reason| reason.message.as_str())
        .collect();
    let found = found.note(format!(
        "the nearest is {}, but {}",
        called(forms.get(at), at),
        why.join("; and ")
    ));
    reasons
        .iter()
        .filter(|reason| reason.primary.span != found.primary.span)
        .fold(found.clone(), |found, reason| {
            found.label(reason.primary.span, reason.message.clone())
        })
}

/// A value that has more than the one form that it may have, of as many as there are.
pub(super) fn several<'t>(
    view: &View<'_, 't>,
    place: &Place<'t>,
    fitting: &[&Value],
    of: usize,
) -> Diagnostic {
    let only_name = |form: &&Value| match form.get("required")?.as_array()?.as_slice() {
        [name] => Some(words::plain(name)),
        _ => None,
    };
    let names: Option<Vec<String>> = fitting.iter().map(only_name).collect();
    let Some(names) = names else {
        let message = format!(
            "`{}` has more than one of the {of} forms in `oneOf` of its schema, and must have exactly one",
            view.name(place),
        );
        return view.at(RuleId::INVALID_VALUE, place, message, Reason::Invalid);
    };
    let listed: Vec<&str> = names.iter().map(String::as_str).collect();
    let message = format!(
        "{} has {}, only one of which may be there",
        whose(view, place),
        common::list(&listed)
    );
    let found = view.at(RuleId::INVALID_VALUE, place, message, Reason::Invalid);
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
    view.at(RuleId::INVALID_VALUE, place, message, Reason::Invalid)
}

/// `` `spec.source` ``, or `this Certificate`.
fn whose<'t>(view: &View<'_, 't>, place: &Place<'t>) -> String {
    match view.object.field(&place.value) {
        path if path.is_root() => format!("this {}", view.object.kind),
        path => format!("`{path}`"),
    }
}

/// The types of the forms, if these are all that the value lacks.
fn types(of: &Misfit<'_>, misfits: Misfits<'_, '_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for misfit in misfits.iter().flatten() {
        match misfit.why {
            Why::Type(types) if misfit.is_at(of) => names.extend(words::type_names(types)),
            _ => return None,
        }
    }
    names.dedup();
    Some(common::either(&names)).filter(|_| !names.is_empty())
}

/// The values of the forms, if these are all that the value lacks.
fn values(of: &Misfit<'_>, misfits: Misfits<'_, '_>) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for misfit in misfits.iter().flatten() {
        match misfit.why {
            Why::NoneOf(options) if misfit.is_at(of) => {
                values.extend(options.iter().map(words::plain));
            }
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The field that each of the forms asks for, if that is all that the value lacks.
fn required<'s>(of: &Misfit<'_>, misfits: Misfits<'_, 's>) -> Option<Vec<&'s str>> {
    let names = misfits.iter().map(|form| match form.as_slice() {
        [misfit] if misfit.is_at(of) => match misfit.why {
            Why::Missing(name, _) => Some(name),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}

/// The form that the value was most likely meant to have: one of its type, that has its fixed values, and
/// with the fewest misfits; the first of equals.
fn nearest<'m, 's>(of: &Misfit<'_>, misfits: Misfits<'m, 's>) -> Option<(usize, &'m [Misfit<'s>])> {
    let is_other = |misfit: &&Misfit<'_>| match misfit.why {
        Why::Type(_) => misfit.is_at(of),
        Why::NoneOf(_) => true,
        _ => false,
    };
    misfits
        .iter()
        .map(Vec::as_slice)
        .enumerate()
        .min_by_key(|(_, form)| (form.iter().filter(is_other).count(), form.len()))
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
