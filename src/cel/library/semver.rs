//! Versions: `semver('1.2.3').isLessThan(semver('2.0.0'))`.

use super::costs::PARSED;
use super::take::{bool, opaque, own, text};
use super::version::Version;
use crate::cel::error::Error;
use crate::cel::function::{Call, Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

const SEMVER: Type = Type::Opaque("kubernetes.Semver");

/// The minor version of Kubernetes that has versions.
const SINCE: u8 = 33;

/// Functions of versions.
pub(super) static SEMVERS: &[Function] = &[
    Function {
        name: "semver",
        overloads: &[
            read("string_to_semver", &[Type::String], SEMVER, |_, of| {
                Ok(opaque(Version::parse(text(of, 0)?, false)?))
            }),
            read(
                "string_bool_to_semver",
                &[Type::String, Type::Bool],
                SEMVER,
                |_, of| Ok(opaque(Version::parse(text(of, 0)?, bool(of, 1)?)?)),
            ),
        ],
    },
    Function {
        name: "isSemver",
        overloads: &[
            read("is_semver_string", &[Type::String], Type::Bool, |_, of| {
                Ok(Value::Bool(Version::parse(text(of, 0)?, false).is_ok()))
            }),
            read(
                "is_semver_string_bool",
                &[Type::String, Type::Bool],
                Type::Bool,
                |_, of| {
                    Ok(Value::Bool(
                        Version::parse(text(of, 0)?, bool(of, 1)?).is_ok(),
                    ))
                },
            ),
        ],
    },
    Function {
        name: "isGreaterThan",
        overloads: &[two("semver_is_greater_than", Type::Bool, |_, of| {
            Ok(Value::Bool(
                version(of, 0)?.compare(version(of, 1)?).is_gt(),
            ))
        })],
    },
    Function {
        name: "isLessThan",
        overloads: &[two("semver_is_less_than", Type::Bool, |_, of| {
            Ok(Value::Bool(
                version(of, 0)?.compare(version(of, 1)?).is_lt(),
            ))
        })],
    },
    Function {
        name: "compareTo",
        overloads: &[two("semver_compare_to", Type::Int, |_, of| {
            Ok(Value::Int(version(of, 0)?.compare(version(of, 1)?) as i64))
        })],
    },
    Function {
        name: "major",
        overloads: &[number("semver_major", |_, of| {
            Ok(Value::Int(version(of, 0)?.numbers[0] as i64))
        })],
    },
    Function {
        name: "minor",
        overloads: &[number("semver_minor", |_, of| {
            Ok(Value::Int(version(of, 0)?.numbers[1] as i64))
        })],
    },
    Function {
        name: "patch",
        overloads: &[number("semver_patch", |_, of| {
            Ok(Value::Int(version(of, 0)?.numbers[2] as i64))
        })],
    },
];

const fn read(id: &'static str, parameters: &'static [Type], result: Type, call: Call) -> Overload {
    Overload::function(id, parameters, result, call)
        .costing(PARSED)
        .since(SINCE)
}

const fn two(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::method(id, &[SEMVER, SEMVER], result, call).since(SINCE)
}

const fn number(id: &'static str, call: Call) -> Overload {
    Overload::method(id, &[SEMVER], Type::Int, call).since(SINCE)
}

fn version<'o>(operands: &'o [Value<'_>], index: usize) -> Result<&'o Version, Error> {
    own(operands, index)
}
