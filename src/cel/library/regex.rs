//! Parts of texts that regular expressions find: `'a1b2'.findAll('[0-9]')`.

use std::rc::Rc;

use super::costs::FIND;
use super::take::{int, made_list, text};
use crate::cel::error::Error;
use crate::cel::eval::Context;
use crate::cel::function::{Function, Overload};
use crate::cel::standard::rows::LIST_STRING;
use crate::cel::types::Type;
use crate::cel::value::Value;

const STRING: Type = Type::String;

/// Functions of regular expressions.
pub(super) static REGEXES: &[Function] = &[
    Function {
        name: "find",
        overloads: &[Overload::method(
            "string_find_string",
            &[STRING, STRING],
            STRING,
            |context, of| {
                let regex = context.pattern(text(of, 1)?)?;
                let found = regex.find(text(of, 0)?);
                Ok(Value::text(found.map_or("", |found| found.as_str())))
            },
        )
        .costing(FIND)],
    },
    Function {
        name: "findAll",
        overloads: &[
            Overload::method(
                "string_find_all_string",
                &[STRING, STRING],
                LIST_STRING,
                |context, of| find_all(context, of, usize::MAX),
            )
            .costing(FIND),
            Overload::method(
                "string_find_all_string_int",
                &[STRING, STRING, Type::Int],
                LIST_STRING,
                |context, of| {
                    find_all(
                        context,
                        of,
                        usize::try_from(int(of, 2)?).unwrap_or(usize::MAX),
                    )
                },
            )
            .costing(FIND),
        ],
    },
];

fn find_all<'v>(
    context: &mut Context<'_>,
    operands: &[Value<'v>],
    most: usize,
) -> Result<Value<'v>, Error> {
    let regex = context.pattern(text(operands, 1)?)?;
    let found = regex.find_iter(text(operands, 0)?).take(most);
    Ok(made_list(
        found.map(|found| Rc::<str>::from(found.as_str())),
    ))
}
