//! `[]byte`: what `.Files.GetBytes` gives.

use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use super::functions::base64;
use crate::origin::Text;
use crate::template::{List, Object, Spelt, Value};

/// Bytes, and the text that they are.
#[derive(Debug)]
pub(super) struct Bytes {
    bytes: Arc<[u8]>,
    text: Text,
}

impl Bytes {
    pub(super) fn value(bytes: &Arc<[u8]>, text: Text) -> Value {
        let bytes = Arc::clone(bytes);
        Value::Object(Rc::new(Self { bytes, text }))
    }
}

/// Each byte as a number behind a blank. There are as many as a chart has in its files: each is looked up and not formatted.
static SPELT: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..=u8::MAX).map(|byte| format!(" {byte}")).collect());

/// Bytes as Go prints them: `[104 105]`.
pub(super) fn numbers(bytes: &[u8]) -> String {
    let mut all = String::with_capacity(bytes.len() * 4 + 2);
    all.push('[');
    for (at, &byte) in bytes.iter().enumerate() {
        let spelt = &SPELT[usize::from(byte)];
        all.push_str(if at == 0 { &spelt[1..] } else { spelt });
    }
    all.push(']');
    all
}

impl Object for Bytes {
    fn type_name(&self) -> &'static str {
        "[]uint8"
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, _: &str, _: &[Value]) -> Option<Result<Value, String>> {
        None
    }

    fn printed(&self) -> Text {
        self.text.derive(&numbers(&self.bytes))
    }

    fn as_list(&self) -> Option<List> {
        let bytes = self.bytes.iter();
        let numbers = bytes.map(|byte| Value::int(i64::from(*byte)));
        match Value::list(numbers.collect()) {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    fn as_bytes(&self) -> Option<Spelt> {
        Some(Spelt {
            text: self.text.clone(),
            base64: self.text.derive(&base64(&self.bytes)),
        })
    }
}
