//! Variables of every type, with the values that the recorded answers hang on.

use std::rc::Rc;
use std::sync::Arc;

use podlint::cel::eval::Variables;
use podlint::cel::value::{Bytes, Duration, MadeMap, Text, Timestamp};
use podlint::cel::{Environment, Error, Type, Value};

/// The values, in the order of the types.
pub(crate) struct Values<'a>(Vec<Value<'a>>);

impl<'a> Variables<'a> for Values<'a> {
    fn get(&self, index: u32) -> Result<Value<'a>, Error> {
        Ok(self.0[index as usize].clone())
    }
}

fn text(text: &str) -> Value<'_> {
    Value::String(Text::Seen(text))
}

fn ints<'a>(numbers: &[i64]) -> Value<'a> {
    Value::list(numbers.iter().map(|number| Value::Int(*number)).collect())
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Value<'a> {
    let mut made = MadeMap::default();
    for (key, value) in entries {
        made.insert(text(key), value);
    }
    made.into()
}

/// Names, types and values.
fn all<'a>() -> Vec<(&'static str, Type, Value<'a>)> {
    let mut all = plain();
    all.extend(compound());
    all
}

fn plain<'a>() -> Vec<(&'static str, Type, Value<'a>)> {
    let made = Timestamp {
        seconds: 1_709_202_896,
        nanoseconds: 789_000_000,
        offset: 7200,
    };
    vec![
        ("i", Type::Int, Value::Int(7)),
        ("j", Type::Int, Value::Int(-3)),
        ("u", Type::Uint, Value::Uint(12)),
        ("d", Type::Double, Value::Double(2.5)),
        ("s", Type::String, text("hello wörld")),
        ("r", Type::String, text("")),
        ("b", Type::Bool, Value::Bool(true)),
        ("y", Type::Bytes, Value::Bytes(Bytes::Seen(b"ab\xff"))),
        ("ts", Type::Timestamp, Value::Timestamp(made)),
        (
            "du",
            Type::Duration,
            Value::Duration(Duration::of(5_401_500_000_000)),
        ),
        ("x", Type::Dyn, Value::Int(5)),
    ]
}

fn compound<'a>() -> Vec<(&'static str, Type, Value<'a>)> {
    let of_strings = || Type::map(Type::String, Type::String);
    let anything = map([
        ("a", Value::Int(1)),
        ("b", text("x")),
        ("c", Value::list(vec![Value::Int(1), Value::Double(2.0)])),
        ("e", map([("f", Value::Bool(true))])),
    ]);
    let words = ["a", "bb", "a very long string that costs more than one"];
    let mixed = vec![Value::Int(1), text("a"), Value::Double(2.5), Value::Null];
    vec![
        ("li", Type::list(Type::Int), ints(&[1, 2, 3, 2])),
        (
            "ls",
            Type::list(Type::String),
            Value::list(words.map(text).into()),
        ),
        (
            "ll",
            Type::list(Type::list(Type::Int)),
            Value::list(vec![ints(&[1, 2]), ints(&[]), ints(&[3])]),
        ),
        (
            "mi",
            Type::map(Type::String, Type::Int),
            map([("a", Value::Int(1)), ("b", Value::Int(2))]),
        ),
        ("md", Type::map(Type::String, Type::Dyn), anything),
        ("ld", Type::list(Type::Dyn), Value::list(mixed)),
        (
            "oi",
            Type::optional(Type::Int),
            Value::Optional(Some(Rc::new(Value::Int(9)))),
        ),
        (
            "lm",
            Type::list(of_strings()),
            Value::list(vec![
                map([("k", text("v"))]),
                map([("k", text("w")), ("z", text("zz"))]),
            ]),
        ),
    ]
}

/// The environment that declares them.
pub(crate) fn environment() -> Environment {
    let declared = all().into_iter();
    Environment {
        minor: 36,
        variables: declared
            .map(|(name, of, _)| (Arc::from(name), of))
            .collect(),
        made: |_| None,
    }
}

/// What they are.
pub(crate) fn values<'a>() -> Values<'a> {
    Values(all().into_iter().map(|(_, _, value)| value).collect())
}
