//! A node as JSON, which is what Kubernetes makes of it.

use serde_json::{Map, Number, Value};

use crate::yaml::{Cursor, Kind, Scalar};

/// What lies deeper is left out: no schema looks so far, and walks recurse.
const MAX_DEPTH: usize = 200;

/// Whole numbers within these bounds are the same as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of a node, aliases and merge keys resolved.
pub(super) fn of(node: Cursor<'_>) -> Value {
    at_depth(node, 0)
}

fn at_depth(node: Cursor<'_>, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    match node.kind() {
        Kind::Mapping => {
            let mut map = Map::new();
            for entry in node.entries() {
                let value = at_depth(entry.value, depth + 1);
                map.insert(entry.key.as_key().into_owned(), value);
            }
            Value::Object(map)
        }
        Kind::Sequence => node.items().map(|item| at_depth(item, depth + 1)).collect(),
        _ => match node.scalar() {
            Some(Scalar::Bool(bool)) => Value::Bool(bool),
            Some(Scalar::Int(int)) => whole(int),
            Some(Scalar::Float(float)) => fraction(float),
            Some(Scalar::Str(text)) => Value::String(text.into_owned()),
            _ => Value::Null,
        },
    }
}

#[expect(clippy::cast_precision_loss, reason = "as JSON numbers are read")]
fn whole(int: i128) -> Value {
    i64::try_from(int)
        .map(Number::from)
        .or_else(|_| u64::try_from(int).map(Number::from))
        .map_or_else(|_| fraction(int as f64), Value::Number)
}

/// Go writes `1.0` as `1`, which is a whole number to whoever reads it.
#[expect(clippy::cast_possible_truncation, reason = "within the bounds")]
fn fraction(float: f64) -> Value {
    if float.fract() == 0.0 && float.abs() < EXACT {
        return Value::Number(Number::from(float as i64));
    }
    Number::from_f64(float).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::yaml::Tree;

    fn value(text: &str) -> String {
        let tree = Tree::read(text);
        tree.root(&tree.documents()[0])
            .map_or_else(String::new, |root| of(root).to_string())
    }

    #[test]
    fn a_node_becomes_what_kubernetes_reads() {
        assert_eq!(
            value("a: &x [yes, 1.0, 1.5, ~, '1']\nb: *x\n1: c"),
            r#"{"1":"c","a":[true,1,1.5,null,"1"],"b":[true,1,1.5,null,"1"]}"#
        );
        assert_eq!(
            value(r#"{"a": 1.0, "b": 18446744073709551615}"#),
            r#"{"a":1,"b":18446744073709551615}"#
        );
    }

    #[test]
    fn what_lies_too_deep_is_left_out() {
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(value(&deep).ends_with(&format!("null{}", "]".repeat(201))));
    }
}
