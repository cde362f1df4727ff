//! A node as JSON, which is what Kubernetes makes of it.

use serde_json::{Map, Number, Value};

use crate::yaml::{Cursor, Kind, Scalar};

/// How deep a schema is looked into; what lies deeper is left out of it.
const OF_SCHEMA: u32 = 200;

/// Whole numbers within these bounds are the same as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of a node, aliases and merge keys resolved; without what lies too deep for any schema.
#[must_use]
pub fn of(node: Cursor<'_>) -> Value {
    let mut reader = Reader {
        most: OF_SCHEMA,
        cut: false,
    };
    reader.read(node, 0)
}

/// The value of a node that has up to so many collections within each other; none of any other.
#[must_use]
pub fn within(node: Cursor<'_>, most: u32) -> Option<Value> {
    let mut reader = Reader { most, cut: false };
    let value = reader.read(node, 0);
    (!reader.cut).then_some(value)
}

struct Reader {
    most: u32,
    /// Whether something lies deeper.
    cut: bool,
}

impl Reader {
    fn read(&mut self, node: Cursor<'_>, depth: u32) -> Value {
        if depth > self.most {
            self.cut = true;
            return Value::Null;
        }
        match node.kind() {
            Kind::Mapping => {
                let mut map = Map::new();
                for entry in node.entries() {
                    let value = self.read(entry.value, depth + 1);
                    map.insert(entry.key.as_key().into_owned(), value);
                }
                Value::Object(map)
            }
            Kind::Sequence => node
                .items()
                .map(|item| self.read(item, depth + 1))
                .collect(),
            _ => scalar(node),
        }
    }
}

fn scalar(node: Cursor<'_>) -> Value {
    match node.scalar() {
        Some(Scalar::Bool(bool)) => Value::Bool(bool),
        Some(Scalar::Int(int)) => whole(int),
        Some(Scalar::Float(float)) => fraction(float),
        Some(Scalar::Str(text)) => Value::String(text.into_owned()),
        _ => Value::Null,
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
    use super::{of, within};
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
    fn what_lies_too_deep_is_left_out_of_schemas_and_no_value() {
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(value(&deep).ends_with(&format!("null{}", "]".repeat(201))));
        let deep = format!("{}{}", "[".repeat(51), "]".repeat(51));
        let tree = Tree::read(&deep);
        let root = tree.root(&tree.documents()[0]).unwrap();
        assert_eq!(within(root, 49), None);
        assert_eq!(
            within(root, 50).map(|value| value.to_string()),
            Some(deep.clone())
        );
    }
}
