//! Label selectors. Source: `ValidateLabelSelector` of apimachinery's
//! `pkg/apis/meta/v1/validation`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::placeholder::is_placeholder;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{LABEL_VALUE, QUALIFIED_NAME, is_label_value, is_qualified_name};

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

/// Whether a selector selects labels, or may do so once what is yet to be filled in is.
pub(super) fn selects(selector: Field<'_>, labels: Field<'_>) -> bool {
    let labels: BTreeMap<Cow<'_, str>, Cow<'_, str>> = labels
        .entries()
        .map(|(key, value)| (key.as_key(), value.text()))
        .collect();
    // A key that is to be filled in may be any.
    if labels.keys().any(|key| is_placeholder(key)) {
        return true;
    }
    let may_be =
        |own: &str, value: &str| own == value || is_placeholder(own) || is_placeholder(value);
    let same = selector.get("matchLabels").entries().all(|(key, value)| {
        let own = labels.get(&key.as_key());
        own.is_some_and(|own| may_be(own, &value.text())) || is_placeholder(&key.as_key())
    });
    same && selector.get("matchExpressions").items().all(|expression| {
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
