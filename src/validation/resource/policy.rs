//! How much of a capacity a claim may ask for. Source: `validateRequestPolicy`.

use std::collections::BTreeSet;

use crate::quantity::Quantity;
use crate::validation::check::Check;
use crate::validation::field::Field;

const MOST_VALUES: usize = 10;

/// The policy of a capacity of this value.
pub(super) fn check<'t>(check: &mut Check<'_, 't>, policy: Field<'t>, capacity: Field<'t>) {
    let (values, range) = (policy.get("validValues"), policy.get("validRange"));
    let default = policy.get("default");
    match (!values.is_empty(), range.is_set()) {
        (true, true) => check.forbidden(policy, "with both `validValues` and `validRange`"),
        (false, false) => {}
        _ if !default.is_set() => check.required(default, "default: 1Gi"),
        (true, false) => self::values(check, values, default, capacity),
        (false, true) => self::range(check, range, default, capacity),
    }
}

fn values<'t>(check: &mut Check<'_, 't>, list: Field<'t>, default: Field<'t>, capacity: Field<'t>) {
    let all: Vec<Field<'t>> = list.items().collect();
    for pair in all.windows(2) {
        if pair[0].quantity() > pair[1].quantity() {
            check.invalid(pair[1], "an amount above the one before it");
        }
    }
    let own = default.quantity();
    if all.len() > MOST_VALUES {
        check.too_many(list, MOST_VALUES);
    } else {
        let mut seen = BTreeSet::new();
        for value in &all {
            if value.quantity() > capacity.quantity() {
                check.invalid(*value, "an amount within the capacity");
            }
            if !seen.insert(value.quantity().map(Quantity::value)) {
                check.duplicate(*value, list);
            }
        }
    }
    if all.len() > MOST_VALUES || !all.iter().any(|value| value.quantity() == own) {
        check.conflict(list, "the `default` is none of the `validValues`", "add it");
    }
}

fn range<'t>(check: &mut Check<'_, 't>, range: Field<'t>, default: Field<'t>, capacity: Field<'t>) {
    let (least, most, step) = (range.get("min"), range.get("max"), range.get("step"));
    let (Some(low), Some(own), Some(all)) =
        (least.quantity(), default.quantity(), capacity.quantity())
    else {
        if !least.is_set() {
            check.required(least, "min: 1Gi");
        }
        return;
    };
    if low > all {
        check.invalid(least, "an amount within the capacity");
    }
    if own < low {
        check.conflict(least, "the `default` is below `min`", "raise the default");
    }
    let high = most.quantity();
    if let Some(high) = high {
        if low > high || high > all {
            check.invalid(most, "an amount from `min` up to the capacity");
        }
        if own > high {
            check.conflict(most, "the `default` is above `max`", "lower the default");
        }
    }
    let Some(width) = step.quantity() else { return };
    if low.plus(width) > all {
        check.invalid(step, "an amount of which one fits into the capacity");
    }
    let is_off = |amount: Quantity| {
        let width = width.value();
        width != 0 && (amount.value() - low.value()) % width != 0
    };
    if is_off(own) || high.is_some_and(is_off) {
        let message = "`default` and `max` are whole steps above `min`";
        check.conflict(step, message, "choose amounts that are");
    }
}
