//! Values as JSON Schema compares them: numbers by what they are worth, however they are written.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use serde_json::{Number, Value};

/// How much a quotient may be off a whole number, of its own size. Source: `IsFloat64AJSONInteger` of
/// `k8s.io/kube-openapi/pkg/validation`.
const EPSILON: f64 = 1e-9;

/// How a number compares with another; none where one of them is none.
pub(super) fn numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

/// Whether a number is whole.
pub(super) fn is_whole(number: &Number) -> bool {
    whole(number).is_some() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// Whether a number is a multiple of another that is not 0.
pub(super) fn is_multiple(number: &Number, of: &Number) -> bool {
    match (whole(number), whole(of)) {
        (Some(number), Some(of)) => number % of == 0,
        _ => number
            .as_f64()
            .zip(of.as_f64())
            .is_some_and(|(number, of)| {
                let quotient = number / of;
                let off = (quotient - quotient.round()).abs();
                off <= EPSILON * quotient.abs()
            }),
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_i128()
}

/// Whether two values are the same.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => numbers(a, b) == Some(Ordering::Equal),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// A value that can be looked up.
struct Same<'v>(&'v Value);

impl PartialEq for Same<'_> {
    fn eq(&self, other: &Self) -> bool {
        same(self.0, other.0)
    }
}

impl Eq for Same<'_> {}

impl Hash for Same<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            // Numbers that are the same may be written in two ways.
            Value::Number(number) => number.as_f64().unwrap_or_default().to_bits().hash(state),
            Value::Array(items) => items.iter().for_each(|item| Same(item).hash(state)),
            Value::Object(fields) => fields.values().for_each(|value| Same(value).hash(state)),
            other => other.hash(state),
        }
    }
}

/// The places of the first item of a list that equals one before it, in `keys` if there are any: first the one before.
pub(super) fn duplicate(items: &[Value], keys: &[&str]) -> Option<(usize, usize)> {
    let mut seen: HashMap<Vec<Same<'_>>, usize> = HashMap::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let key = if keys.is_empty() {
            vec![Same(item)]
        } else {
            let part = |key: &&str| Same(item.get(*key).unwrap_or(&Value::Null));
            keys.iter().map(part).collect()
        };
        if let Some(first) = seen.insert(key, at) {
            return Some((first, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{duplicate, is_multiple, is_whole, numbers, same};
    use serde_json::{Number, Value, json};
    use std::cmp::Ordering;

    fn number(value: &Value) -> &Number {
        value.as_number().unwrap()
    }

    #[test]
    fn numbers_are_what_they_are_worth() {
        for (a, b, is) in [
            (json!(1), json!(1.0), Ordering::Equal),
            (json!(-1), json!(u64::MAX), Ordering::Less),
            (json!(u64::MAX), json!(u64::MAX - 1), Ordering::Greater),
            (json!(0.5), json!(1), Ordering::Less),
        ] {
            assert_eq!(numbers(number(&a), number(&b)), Some(is), "{a} {b}");
        }
        assert!(same(&json!({"a": [1.0]}), &json!({"a": [1]})));
        assert!(!same(&json!({"a": 1}), &json!({"b": 1})));
        assert!(!same(&json!(1), &json!(true)));
        assert!(is_whole(number(&json!(1e30))) && !is_whole(number(&json!(1.5))));
    }

    #[test]
    fn multiples_bear_what_floats_are_off() {
        for (a, of, is) in [
            (json!(9), json!(3), true),
            (json!(10), json!(3), false),
            (json!(0.3), json!(0.1), true),
            (json!(0.35), json!(0.1), false),
            (json!(0), json!(0.1), true),
        ] {
            assert_eq!(is_multiple(number(&a), number(&of)), is, "{a} {of}");
        }
    }

    #[test]
    fn items_differ_in_their_keys() {
        let items = json!([{"name": "a", "x": 1}, {"name": "b"}, {"name": "a", "x": 2}]);
        let items = items.as_array().unwrap();
        assert_eq!(duplicate(items, &["name"]), Some((0, 2)));
        assert_eq!(duplicate(items, &[]), None);
        let items = json!([1, 2, {"a": 1}, 1.0]);
        assert_eq!(duplicate(items.as_array().unwrap(), &[]), Some((0, 3)));
    }
}
