//! Functions of texts beside those of the language itself: `'a,b'.split(',')`. Source: `ext.Strings` of `cel-go`, version 2.

use super::costs::{JOIN, PARSED, QUOTE, REPLACE, SEARCH_TEXT, SPLIT, TO_SIZED};
use super::format::format;
use super::take::{int, list, made_list, text};
use super::words;
use crate::cel::error::Error;
use crate::cel::eval::Context;
use crate::cel::function::{Call, Cost, Function, Overload};
use crate::cel::standard::rows::LIST_STRING;
use crate::cel::types::{Inner, Type};
use crate::cel::value::Value;

const STRING: Type = Type::String;
const INT: Type = Type::Int;
const LIST_DYN: Type = Type::List(Inner::Static(&Type::Dyn));

/// The minor version of Kubernetes that has the second version of the library.
const SECOND: u8 = 29;

/// Functions of texts.
pub(super) static STRINGS: &[Function] = &[
    Function {
        name: "charAt",
        overloads: &[Overload::method(
            "string_char_at_int",
            &[STRING, INT],
            STRING,
            |_, of| words::char_at(text(of, 0)?, int(of, 1)?).map(Value::text),
        )],
    },
    Function {
        name: "indexOf",
        overloads: &[
            search("string_index_of_string", &[STRING, STRING], |_, of| {
                words::index_of(text(of, 0)?, text(of, 1)?, 0).map(Value::Int)
            }),
            search(
                "string_index_of_string_int",
                &[STRING, STRING, INT],
                |_, of| words::index_of(text(of, 0)?, text(of, 1)?, int(of, 2)?).map(Value::Int),
            ),
        ],
    },
    Function {
        name: "lastIndexOf",
        overloads: &[
            search("string_last_index_of_string", &[STRING, STRING], |_, of| {
                words::last_index_of(text(of, 0)?, text(of, 1)?, None).map(Value::Int)
            }),
            search(
                "string_last_index_of_string_int",
                &[STRING, STRING, INT],
                |_, of| {
                    words::last_index_of(text(of, 0)?, text(of, 1)?, Some(int(of, 2)?))
                        .map(Value::Int)
                },
            ),
        ],
    },
    Function {
        name: "lowerAscii",
        overloads: &[changed(
            "string_lower_ascii",
            &[STRING],
            TO_SIZED,
            |_, of| Ok(Value::text(text(of, 0)?.to_ascii_lowercase())),
        )],
    },
    Function {
        name: "upperAscii",
        overloads: &[changed(
            "string_upper_ascii",
            &[STRING],
            TO_SIZED,
            |_, of| Ok(Value::text(text(of, 0)?.to_ascii_uppercase())),
        )],
    },
    Function {
        name: "trim",
        overloads: &[changed("string_trim", &[STRING], TO_SIZED, |_, of| {
            Ok(Value::text(text(of, 0)?.trim()))
        })],
    },
    Function {
        name: "substring",
        overloads: &[
            changed("string_substring_int", &[STRING, INT], TO_SIZED, |_, of| {
                words::substring(text(of, 0)?, int(of, 1)?, None).map(Value::text)
            }),
            changed(
                "string_substring_int_int",
                &[STRING, INT, INT],
                TO_SIZED,
                |_, of| {
                    words::substring(text(of, 0)?, int(of, 1)?, Some(int(of, 2)?)).map(Value::text)
                },
            ),
        ],
    },
    Function {
        name: "replace",
        overloads: &[
            changed(
                "string_replace_string_string",
                &[STRING, STRING, STRING],
                REPLACE,
                |context, of| replaced(context, of, -1),
            ),
            changed(
                "string_replace_string_string_int",
                &[STRING, STRING, STRING, INT],
                REPLACE,
                |context, of| replaced(context, of, int(of, 3)?),
            ),
        ],
    },
    Function {
        name: "split",
        overloads: &[
            split("string_split_string", &[STRING, STRING], |_, of| {
                Ok(made_list(words::split(text(of, 0)?, text(of, 1)?, -1)))
            }),
            split(
                "string_split_string_int",
                &[STRING, STRING, INT],
                |_, of| {
                    Ok(made_list(words::split(
                        text(of, 0)?,
                        text(of, 1)?,
                        int(of, 2)?,
                    )))
                },
            ),
        ],
    },
    Function {
        name: "join",
        overloads: &[
            join("list_join", &[LIST_STRING], |context, of| {
                joined(context, of, "")
            }),
            join("list_join_string", &[LIST_STRING, STRING], |context, of| {
                joined(context, of, text(of, 1)?)
            }),
        ],
    },
    Function {
        name: "format",
        overloads: &[
            Overload::method("string_format", &[STRING, LIST_DYN], STRING, |_, of| {
                format(text(of, 0)?, list(of, 1)?).map(Value::text)
            })
            .costing(PARSED)
            .since(SECOND),
        ],
    },
    Function {
        name: "strings.quote",
        overloads: &[
            Overload::function("strings_quote", &[STRING], STRING, |_, of| {
                Ok(Value::text(words::quoted(text(of, 0)?)))
            })
            .costing(QUOTE)
            .since(SECOND),
        ],
    },
];

const fn search(id: &'static str, parameters: &'static [Type], call: Call) -> Overload {
    Overload::method(id, parameters, INT, call).costing(SEARCH_TEXT)
}

const fn changed(
    id: &'static str,
    parameters: &'static [Type],
    cost: Cost,
    call: Call,
) -> Overload {
    Overload::method(id, parameters, STRING, call).costing(cost)
}

const fn split(id: &'static str, parameters: &'static [Type], call: Call) -> Overload {
    Overload::method(id, parameters, LIST_STRING, call).costing(SPLIT)
}

const fn join(id: &'static str, parameters: &'static [Type], call: Call) -> Overload {
    Overload::method(id, parameters, STRING, call).costing(JOIN)
}

fn replaced<'v>(
    context: &mut Context<'_>,
    operands: &[Value<'v>],
    most: i64,
) -> Result<Value<'v>, Error> {
    let (part, by) = (text(operands, 1)?, text(operands, 2)?);
    let (length, make) = words::replace(text(operands, 0)?, part, by, most);
    context.make(length)?;
    Ok(Value::text(make()))
}

fn joined<'v>(
    context: &mut Context<'_>,
    operands: &[Value<'v>],
    between: &str,
) -> Result<Value<'v>, Error> {
    let mut all = String::new();
    for (index, item) in list(operands, 0)?.iter().enumerate() {
        let item = item?;
        let Value::String(item) = &item else {
            return Err(Error::failed("what is joined must be a list of strings"));
        };
        let between = if index > 0 { between } else { "" };
        context.make(between.len() + item.as_str().len())?;
        all.push_str(between);
        all.push_str(item.as_str());
    }
    Ok(Value::text(all))
}
