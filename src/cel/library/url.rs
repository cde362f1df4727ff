//! URLs: `url('https://example.com/a').getHost()`.

use std::any::Any;
use std::rc::Rc;

use super::costs::TO_SIZED;
use super::take::{made_list, opaque, own, text};
use crate::cel::error::Error;
use crate::cel::function::{Call, Function, Overload};
use crate::cel::standard::rows::LIST_STRING;
use crate::cel::types::{Inner, Type};
use crate::cel::value::{MadeMap, Map, Opaque, Value};
use crate::url::Url;

const URL: Type = Type::Opaque("kubernetes.URL");

const LISTS: Type = Type::Map(Inner::Static(&Type::String), Inner::Static(&LIST_STRING));

/// Functions of URLs.
pub(super) static URLS: &[Function] = &[
    Function {
        name: "url",
        overloads: &[
            Overload::function("string_to_url", &[Type::String], URL, |_, of| {
                let text = text(of, 0)?;
                let url = Url::check_request(text).and_then(|()| Url::parse(text));
                let fails = |error| Error::failed(format!("{text:?} is no URL: {error}"));
                Ok(opaque(url.map_err(fails)?))
            })
            .costing(TO_SIZED),
        ],
    },
    Function {
        name: "isURL",
        overloads: &[Overload::function(
            "is_url_string",
            &[Type::String],
            Type::Bool,
            |_, of| Ok(Value::Bool(Url::check_request(text(of, 0)?).is_ok())),
        )],
    },
    Function {
        name: "getScheme",
        overloads: &[part("url_get_scheme", Type::String, |_, of| {
            Ok(Value::text(url(of)?.scheme.as_str()))
        })],
    },
    Function {
        name: "getHost",
        overloads: &[part("url_get_host", Type::String, |_, of| {
            Ok(Value::text(url(of)?.host()))
        })],
    },
    Function {
        name: "getHostname",
        overloads: &[part("url_get_hostname", Type::String, |_, of| {
            Ok(Value::text(url(of)?.hostname()))
        })],
    },
    Function {
        name: "getPort",
        overloads: &[part("url_get_port", Type::String, |_, of| {
            Ok(Value::text(url(of)?.port()))
        })],
    },
    Function {
        name: "getEscapedPath",
        overloads: &[part("url_get_escaped_path", Type::String, |_, of| {
            Ok(Value::text(url(of)?.escaped_path()))
        })],
    },
    Function {
        name: "getQuery",
        overloads: &[part("url_get_query", LISTS, |_, of| {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            let mut map = MadeMap::default();
            for (key, values) in url(of)?.query_pairs() {
                map.insert(
                    Value::text(text(key)),
                    made_list(values.into_iter().map(text)),
                );
            }
            Ok(Value::Map(Map::Made(Rc::new(map))))
        })],
    },
];

const fn part(id: &'static str, result: Type, call: Call) -> Overload {
    Overload::method(id, &[URL], result, call)
}

fn url<'o>(operands: &'o [Value<'_>]) -> Result<&'o Url, Error> {
    own(operands, 0)
}

impl Opaque for Url {
    fn type_name(&self) -> &'static str {
        "kubernetes.URL"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        let other = other.as_any().downcast_ref::<Self>();
        Ok(other.is_some_and(|other| self.to_string() == other.to_string()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
