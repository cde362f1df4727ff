//! A list that is nil: empty, but written as null.

use std::rc::Rc;

use crate::origin::Text;
use crate::template::{List, Object, Value};

/// `[]interface {}(nil)`
#[derive(Debug, Default)]
pub(super) struct NilList;

impl NilList {
    pub(super) fn value() -> Value {
        Value::Object(Rc::new(Self))
    }
}

impl Object for NilList {
    fn type_name(&self) -> &'static str {
        "[]interface {}"
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, _: &str, _: &[Value]) -> Option<Result<Value, String>> {
        None
    }

    fn printed(&self) -> Text {
        Text::made("[]")
    }

    fn as_list(&self) -> Option<List> {
        Some(List::default())
    }
}
