//! Ranges of IP addresses: `cidr('10.0.0.0/8').containsIP('10.1.2.3')`.

use super::address::{Address, Range};
use super::costs::{CONTAINS_CIDR, CONTAINS_CIDR_TEXT, CONTAINS_IP, CONTAINS_IP_TEXT, PARSED};
use super::ip::IP;
use super::take::{opaque, own, text};
use crate::cel::error::Error;
use crate::cel::function::{Call, Cost, Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

const CIDR: Type = Type::Opaque("net.CIDR");

/// The minor version of Kubernetes that has ranges of addresses.
const SINCE: u8 = 30;

/// Functions of ranges of IP addresses.
pub(super) static CIDRS: &[Function] = &[
    Function {
        name: "cidr",
        overloads: &[
            Overload::function("string_to_cidr", &[Type::String], CIDR, |_, of| {
                Ok(opaque(Range::parse(text(of, 0)?)?))
            })
            .costing(PARSED)
            .since(SINCE),
        ],
    },
    Function {
        name: "isCIDR",
        overloads: &[
            Overload::function("is_cidr", &[Type::String], Type::Bool, |_, of| {
                Ok(Value::Bool(Range::parse(text(of, 0)?).is_ok()))
            })
            .costing(PARSED)
            .since(SINCE),
        ],
    },
    Function {
        name: "containsIP",
        overloads: &[
            contains(
                "cidr_contains_ip_string",
                &[CIDR, Type::String],
                CONTAINS_IP_TEXT,
                |_, of| {
                    Ok(Value::Bool(
                        range(of, 0)?.has(Address::parse(text(of, 1)?)?),
                    ))
                },
            ),
            contains("cidr_contains_ip_ip", &[CIDR, IP], CONTAINS_IP, |_, of| {
                Ok(Value::Bool(range(of, 0)?.has(*own(of, 1)?)))
            }),
        ],
    },
    Function {
        name: "containsCIDR",
        overloads: &[
            contains(
                "cidr_contains_cidr_string",
                &[CIDR, Type::String],
                CONTAINS_CIDR_TEXT,
                |_, of| {
                    Ok(Value::Bool(
                        range(of, 0)?.has_range(Range::parse(text(of, 1)?)?),
                    ))
                },
            ),
            contains(
                "cidr_contains_cidr",
                &[CIDR, CIDR],
                CONTAINS_CIDR,
                |_, of| Ok(Value::Bool(range(of, 0)?.has_range(range(of, 1)?))),
            ),
        ],
    },
    Function {
        name: "ip",
        overloads: &[part("cidr_ip", IP, |_, of| {
            Ok(opaque(range(of, 0)?.address))
        })],
    },
    Function {
        name: "prefixLength",
        overloads: &[part("cidr_prefix_length", Type::Int, |_, of| {
            Ok(Value::Int(range(of, 0)?.length.into()))
        })],
    },
    Function {
        name: "masked",
        overloads: &[part("cidr_masked", CIDR, |_, of| {
            Ok(opaque(range(of, 0)?.masked()))
        })],
    },
    Function {
        name: "string",
        overloads: &[
            Overload::function("cidr_to_string", &[CIDR], Type::String, |_, of| {
                let Range { address, length } = range(of, 0)?;
                Ok(Value::text(format!("{}/{length}", address.0)))
            })
            .since(SINCE),
        ],
    },
];

const fn contains(
    id: &'static str,
    parameters: &'static [Type],
    cost: Cost,
    call: Call,
) -> Overload {
    Overload::method(id, parameters, Type::Bool, call)
        .costing(cost)
        .since(SINCE)
}

const fn part(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::method(id, &[CIDR], result, call).since(SINCE)
}

fn range(operands: &[Value<'_>], index: usize) -> Result<Range, Error> {
    own(operands, index).copied()
}
