//! Which of two values comes first.

use std::cmp::Ordering;

use super::Value;

/// Which comes first; None if they have no order among them, as a number and a text, and as what is no number.
pub(crate) fn compare(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::String(left), Value::String(right)) => Some(left.as_str().cmp(right.as_str())),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Uint(left), Value::Uint(right)) => Some(left.cmp(right)),
        (Value::Double(left), Value::Double(right)) => left.partial_cmp(right),
        (Value::Int(left), Value::Uint(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Value::Uint(left), Value::Int(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Value::Int(left), Value::Double(right)) => with_double(i128::from(*left), *right),
        (Value::Uint(left), Value::Double(right)) => with_double(i128::from(*left), *right),
        (Value::Double(left), Value::Int(right)) => {
            with_double(i128::from(*right), *left).map(Ordering::reverse)
        }
        (Value::Double(left), Value::Uint(right)) => {
            with_double(i128::from(*right), *left).map(Ordering::reverse)
        }
        (Value::Bytes(left), Value::Bytes(right)) => Some(left.as_slice().cmp(right.as_slice())),
        (Value::Duration(left), Value::Duration(right)) => Some(left.cmp(right)),
        (Value::Timestamp(left), Value::Timestamp(right)) => Some(left.cmp(right)),
        (Value::Opaque(left), Value::Opaque(right)) if left.type_name() == right.type_name() => {
            left.compare(&**right)
        }
        _ => None,
    }
}

/// A whole number and one with a fraction. As cel-go has it, one that is within what fits is taken for a fraction too,
/// which rounds those above 2⁵³.
fn with_double(left: i128, right: f64) -> Option<Ordering> {
    (left as f64).partial_cmp(&right)
}
