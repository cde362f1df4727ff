//! Quantities: `quantity('1Gi').isLessThan(quantity('2G'))`.

use super::amount::Amount;
use super::costs::PARSED;
use super::take::{int, opaque, own, text};
use crate::cel::error::Error;
use crate::cel::function::{Call, Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

const QUANTITY: Type = Type::Opaque("kubernetes.Quantity");

/// The minor version of Kubernetes that has quantities.
const SINCE: u8 = 28;

/// Functions of quantities.
pub(super) static QUANTITIES: &[Function] = &[
    Function {
        name: "quantity",
        overloads: &[read("string_to_quantity", QUANTITY, |_, of| {
            Ok(opaque(Amount::parse(text(of, 0)?)?))
        })],
    },
    Function {
        name: "isQuantity",
        overloads: &[read("is_quantity_string", Type::Bool, |_, of| {
            Ok(Value::Bool(Amount::parse(text(of, 0)?).is_ok()))
        })],
    },
    Function {
        name: "sign",
        overloads: &[
            Overload::function("quantity_sign", &[QUANTITY], Type::Int, |_, of| {
                Ok(Value::Int(amount(of, 0)?.sign()))
            })
            .since(SINCE),
        ],
    },
    Function {
        name: "isGreaterThan",
        overloads: &[two("quantity_is_greater_than", Type::Bool, |_, of| {
            Ok(Value::Bool(amount(of, 0)?.compare(amount(of, 1)?)?.is_gt()))
        })],
    },
    Function {
        name: "isLessThan",
        overloads: &[two("quantity_is_less_than", Type::Bool, |_, of| {
            Ok(Value::Bool(amount(of, 0)?.compare(amount(of, 1)?)?.is_lt()))
        })],
    },
    Function {
        name: "compareTo",
        overloads: &[two("quantity_compare_to", Type::Int, |_, of| {
            Ok(Value::Int(amount(of, 0)?.compare(amount(of, 1)?)? as i64))
        })],
    },
    Function {
        name: "asApproximateFloat",
        overloads: &[one("quantity_get_float", Type::Double, |_, of| {
            Ok(Value::Double(amount(of, 0)?.float()?))
        })],
    },
    Function {
        name: "asInteger",
        overloads: &[one("quantity_get_int", Type::Int, |_, of| {
            let integer = amount(of, 0)?.integer();
            let none = || Error::failed("cannot convert value to integer");
            Ok(Value::Int(integer.ok_or_else(none)?))
        })],
    },
    Function {
        name: "isInteger",
        overloads: &[one("quantity_is_integer", Type::Bool, |_, of| {
            Ok(Value::Bool(amount(of, 0)?.integer().is_some()))
        })],
    },
    Function {
        name: "add",
        overloads: &[
            two("quantity_add", QUANTITY, |_, of| {
                Ok(opaque(amount(of, 0)?.plus(amount(of, 1)?)?))
            }),
            with_int("quantity_add_int", |_, of| {
                Ok(opaque(amount(of, 0)?.plus(&Amount::of(int(of, 1)?))?))
            }),
        ],
    },
    Function {
        name: "sub",
        overloads: &[
            two("quantity_sub", QUANTITY, |_, of| {
                Ok(opaque(amount(of, 0)?.minus(amount(of, 1)?)?))
            }),
            with_int("quantity_sub_int", |_, of| {
                Ok(opaque(amount(of, 0)?.minus(&Amount::of(int(of, 1)?))?))
            }),
        ],
    },
];

const fn read(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::function(id, &[Type::String], result, call)
        .costing(PARSED)
        .since(SINCE)
}

const fn one(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::method(id, &[QUANTITY], result, call).since(SINCE)
}

const fn two(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::method(id, &[QUANTITY, QUANTITY], result, call).since(SINCE)
}

const fn with_int(id: &'static str, call: Call) -> Overload {
    Overload::method(id, &[QUANTITY, Type::Int], QUANTITY, call).since(SINCE)
}

fn amount<'o>(operands: &'o [Value<'_>], index: usize) -> Result<&'o Amount, Error> {
    own(operands, index)
}
