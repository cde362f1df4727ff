//! Numbers of pods, as a number or a percentage of all, and how updates use them.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// Source: `ValidatePositiveIntOrPercent`.
pub(super) fn positive_int_or_percent<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    if let Some(text) = field.str() {
        if percent(&text).is_none() {
            check.invalid(field, "a number or a percentage, like `25%`");
        }
    } else {
        check.non_negative(field);
    }
}

/// Source: `IsNotMoreThan100Percent`.
pub(super) fn not_more_than_100_percent<'t>(check: &mut Check<'_, 't>, field: Field<'t>) {
    let share = field.str().and_then(|text| percent(&text));
    if share.is_some_and(|share| share > 100) {
        check.invalid(field, "up to 100%");
    }
}

/// What the server compares with 0: the number, or that of the percentage; `default` where nothing is
/// written.
pub(super) fn value(field: Field<'_>, default: i64) -> i64 {
    match field.str() {
        Some(text) => percent(&text).unwrap_or_else(|| text.parse().unwrap_or(0)),
        None if field.is_set() => field.int().unwrap_or(default),
        None => default,
    }
}

/// `25%` as 25. Source: `IsValidPercent`.
fn percent(text: &str) -> Option<i64> {
    let digits = text.strip_suffix('%')?;
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // One with more digits than a number holds is far above 100 all the same.
    all.then(|| digits.parse().unwrap_or(i64::MAX))
}
