//! A namespace of which nothing is known but its name.

use std::rc::Rc;

use super::super::NAMESPACE_LABEL;
use super::super::request::PartialMap;
use super::scalar::made;
use crate::cel::value::{Fields, Map, Text};
use crate::cel::{Error, Value};

/// The value of `namespaceObject` for a namespace that is not among the manifests.
pub(in crate::policies) fn named_namespace<'t>(name: &str) -> Value<'t> {
    let not_there = || Err(Error::unknown(format!("the namespace `{name}`")));
    let labels = Labels {
        namespace: name.to_owned(),
    };
    let metadata = PartialMap(vec![
        ("name", Ok(made(name))),
        ("labels", Ok(Value::Map(Map::Seen(Rc::new(labels))))),
        ("annotations", not_there()),
        ("uid", not_there()),
        ("creationTimestamp", not_there()),
        ("resourceVersion", not_there()),
        ("finalizers", not_there()),
    ]);
    let fields = vec![
        ("metadata", Ok(Value::Map(Map::Seen(Rc::new(metadata))))),
        ("spec", not_there()),
        ("status", not_there()),
    ];
    Value::Map(Map::Seen(Rc::new(PartialMap(fields))))
}

/// The labels of a namespace, of which one is known.
struct Labels {
    namespace: String,
}

impl<'t> Fields<'t> for Labels {
    fn len(&self) -> usize {
        2
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, Error> {
        match name {
            NAMESPACE_LABEL => Ok(Some(made(&self.namespace))),
            _ => Err(self.unknown()),
        }
    }

    fn entry(&self, index: usize) -> Result<(Text<'t>, Value<'t>), Error> {
        match index {
            0 => Ok((Text::Seen(NAMESPACE_LABEL), made(&self.namespace))),
            _ => Err(self.unknown()),
        }
    }
}

impl Labels {
    fn unknown(&self) -> Error {
        Error::unknown(format!("the labels of the namespace `{}`", self.namespace))
    }
}
