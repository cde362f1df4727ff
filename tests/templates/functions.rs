//! Functions for the templates of the tests: those of `tests/conformance/record/template/main.go`.

use podlint::template::{Context, Function, Functions, Refusal, Type, Value, format};

/// The functions, by their names and the types of their parameters.
pub(crate) struct Host;

const TABLE: &[(&str, &[Type], Option<Type>)] = &[
    ("add", &[], Some(Type::Int)),
    ("die", &[], None),
    ("dddArg", &[Type::Int], Some(Type::String)),
    ("echo", &[Type::Any], None),
    ("half", &[Type::Float64], None),
    ("include", &[Type::String, Type::Any], None),
    ("items", &[Type::List], None),
    ("keys", &[Type::Map], None),
    ("mapOfThree", &[], None),
    ("negate", &[Type::Bool], None),
    ("nilInterface", &[], None),
    ("oneArg", &[Type::String], None),
    ("returnInt", &[], None),
    ("tpl", &[Type::String, Type::Any], None),
    ("twoArgs", &[Type::String, Type::String], None),
    ("zeroArgs", &[], None),
];

impl Functions for Host {
    fn find(&self, name: &str) -> Option<Function> {
        let number = TABLE.iter().position(|(known, ..)| *known == name)?;
        let (_, parameters, rest) = TABLE[number];
        Some(Function {
            number,
            parameters,
            rest,
        })
    }

    fn call(
        &self,
        function: Function,
        arguments: &[Value],
        context: &mut Context<'_>,
    ) -> Result<Value, Refusal> {
        Ok(match (TABLE[function.number].0, arguments) {
            ("add", numbers) => {
                let number = |value: &Value| match value {
                    Value::Int(number, _) => *number,
                    other => panic!("no int: {other:?}"),
                };
                Value::int(numbers.iter().map(number).sum())
            }
            ("die", _) => return Err("die".into()),
            ("dddArg", [first, rest @ ..]) => Value::Text(format::println(&[
                first.clone(),
                Value::list(rest.to_vec()),
            ])?),
            ("echo", [value]) => value.clone(),
            ("half", [Value::Float(number, place)]) => Value::Float(number / 2.0, *place),
            ("items", [Value::List(list)]) => Value::int(list.borrow().len() as i64),
            ("keys", [Value::Map(map)]) => Value::int(map.borrow().len() as i64),
            ("items" | "keys", _) => Value::int(0),
            ("mapOfThree", _) => {
                Value::map([("three".into(), Value::int(3))].into_iter().collect())
            }
            ("negate", [Value::Bool(is, _)]) => Value::bool(!is),
            ("nilInterface", _) => Value::Nil,
            ("oneArg" | "twoArgs", texts) => {
                let mut all = vec![Value::text(format!("{}=", TABLE[function.number].0))];
                all.extend_from_slice(texts);
                Value::Text(format::print(&all)?)
            }
            ("returnInt", _) => Value::int(7),
            ("zeroArgs", _) => Value::text("zeroArgs"),
            ("include", [Value::Text(name), data]) => {
                Value::Text(context.execute(name.as_str(), data)?)
            }
            ("tpl", [Value::Text(text), data]) => {
                Value::Text(context.execute_text("tpl", text, data)?)
            }
            (name, arguments) => panic!("{name} of {arguments:?}"),
        })
    }
}
