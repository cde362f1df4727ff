//! Label selectors. Source: `ValidateLabelSelector` of apimachinery's
//! `pkg/apis/meta/v1/validation`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::Reason;
use crate::placeholder::is_placeholder;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::formats::{LABEL_VALUE, QUALIFIED_NAME, is_label_value, is_qualified_name};
use crate::yaml::Cursor;

/// Labels by their keys.
type Labels<'t> = BTreeMap<Cow<'t, str>, Cow<'t, str>>;

/// The operators of a label selector.
const OPERATORS: [&str; 4] = ["In", "NotIn", "Exists", "DoesNotExist"];

/// A `LabelSelector`: `matchLabels` and `matchExpressions`.
pub(super) fn label_selector<'t>(check: &mut Check<'_, 't>, selector: Field<'t>) {
    super::meta::labels(check, selector.get("matchLabels"));
    for expression in selector.get("matchExpressions").items() {
        label_requirement(check, expression);
    }
}

fn label_requirement<'t>(check: &mut Check<'_, 't>, expression: Field<'t>) {
    let (operator, values) = (expression.get("operator"), expression.get("values"));
    match operator.text().as_ref() {
        "In" | "NotIn" if values.is_empty() => {
            check.required(values, "values: [my-value]");
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            check.forbidden(values, "beside the operator `Exists` or `DoesNotExist`");
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        _ if operator.is_text() => {
            let takes = crate::schema::one_of(&OPERATORS);
            check.invalid(operator, &takes);
        }
        _ => {}
    }
    let key = expression.get("key");
    check.format_of_set(key, &QUALIFIED_NAME);
    for value in values.items() {
        check.format(value, &LABEL_VALUE);
    }
}

/// Whether two values are the same, or one may yet become the other.
fn may_be(own: &str, value: &str) -> bool {
    own == value || is_placeholder(own) || is_placeholder(value)
}

/// Whether a selector selects labels, or may do so once what is yet to be filled in is.
pub(super) fn selects(selector: Field<'_>, labels: Field<'_>) -> bool {
    let wanted = selector.get("matchLabels");
    let Some(labels) = written(labels) else {
        return true;
    };
    are_among(wanted, &labels)
        && selector.get("matchExpressions").items().all(|expression| {
            let key = expression.get("key").text();
            let own = labels.get(&key);
            let listed = || {
                let mut values = expression.get("values").items();
                own.is_some_and(|own| values.any(|value| may_be(own, &value.text())))
            };
            match expression.get("operator").text().as_ref() {
                "In" => listed(),
                "NotIn" => !listed() || own.is_some_and(|own| is_placeholder(own)),
                "Exists" => own.is_some(),
                "DoesNotExist" => own.is_none(),
                _ => true,
            }
        })
}

/// Whether all `wanted` labels are among others, or may be once what is yet to be filled in is.
pub(super) fn has(labels: Field<'_>, wanted: Field<'_>) -> bool {
    written(labels).is_none_or(|labels| are_among(wanted, &labels))
}

/// Labels as they are written; none if a key is yet to be filled in, which may be any.
fn written(labels: Field<'_>) -> Option<Labels<'_>> {
    let labels = labels.entries();
    let labels: Labels<'_> = labels
        .map(|(key, value)| (key.as_key(), value.text()))
        .collect();
    (!labels.keys().any(|key| is_placeholder(key))).then_some(labels)
}

fn are_among(wanted: Field<'_>, labels: &Labels<'_>) -> bool {
    wanted.entries().all(|(key, value)| {
        let own = labels.get(&key.as_key());
        own.is_some_and(|own| may_be(own, &value.text())) || is_placeholder(&key.as_key())
    })
}

/// Says that a template's pods are not those that the selector looks for: which label differs, if one of `labels` does.
pub(super) fn unmatched<'t>(check: &mut Check<'_, 't>, wanted: Field<'t>, labels: Field<'t>) {
    let differs = |&(key, value): &(Cursor<'t>, Field<'t>)| {
        let own = labels.find(&key.as_key());
        !own.is_some_and(|own| may_be(&own.text(), &value.text()))
    };
    let Some((key, value)) = wanted.entries().find(differs) else {
        let message = "the labels of the template are not what `selector` looks for";
        return check.conflict(labels, message, "write the labels of the selector here too");
    };
    let (key, key_at) = (key.as_key(), key.span());
    let own = labels.find(&key);
    let has = match own {
        Some(own) => format!("`{key}={}`", short(&own.text())),
        None => format!("no `{key}`"),
    };
    let asked = short(&value.text());
    let message = format!("`selector` looks for `{key}={asked}`, and the pods have {has}");
    let help = format!("write `{key}: {asked}` in both, or what the pods have");
    let place = own.map_or(labels, |own| labels.shown_at(own.place()));
    if let Some(found) = check.at(Reason::Invalid, place, message, Some(help)) {
        // Where the pods lack the label, the value does not matter, and may be yet to be filled in.
        let at = own.map_or(key_at, |_| value.place().span());
        found.add_label(at, "looked for");
    }
}

/// Whether a selector has neither labels nor expressions, so that it selects everything.
pub(super) fn is_empty(selector: Field<'_>) -> bool {
    selector.get("matchLabels").is_empty() && selector.get("matchExpressions").is_empty()
}

/// Whether a selector can be made sense of; what is wrong with it is reported elsewhere.
pub(super) fn is_valid(selector: Field<'_>) -> bool {
    let is_key = |key: &str| is_qualified_name(key) || is_placeholder(key);
    let is_value = |value: &str| is_label_value(value) || is_placeholder(value);
    let labels = selector
        .get("matchLabels")
        .entries()
        .all(|(key, value)| is_key(&key.as_key()) && is_value(&value.text()));
    labels
        && selector.get("matchExpressions").items().all(|expression| {
            let values = expression.get("values");
            let fits = match expression.get("operator").text().as_ref() {
                "In" | "NotIn" => !values.is_empty(),
                "Exists" | "DoesNotExist" => values.is_empty(),
                _ => false,
            };
            fits && is_key(&expression.get("key").text())
                && values.items().all(|value| is_value(&value.text()))
        })
}
