//! Parts of manifests as texts of their own, each byte with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::helm::yaml::{Writer, write};
use crate::origin::{Passage, ReadFile, Text};
use crate::template::{Key, Value};

/// How many bytes a part of a manifest may have.
const MOST: usize = 16 << 20;

/// A part of a manifest as YAML; `None` if it is no part that can be written.
pub(super) fn written(value: &Value, files: &Arc<[ReadFile]>) -> Option<Passage> {
    let text = write(value, Writer::Through, MOST).ok()?;
    Some(passage(text, files))
}

/// A text of a manifest.
pub(super) fn passage(text: Text, files: &Arc<[ReadFile]>) -> Passage {
    Passage {
        text,
        files: Arc::clone(files),
    }
}

/// A map that is made entry by entry.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<Key, Value>);

impl Fields {
    /// Adds an entry, if there is a value.
    pub(super) fn add(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(Key::from(key), value);
        }
    }

    /// Adds a list, if there is anything in it.
    pub(super) fn list(&mut self, key: &str, items: Vec<Value>) {
        let value = (!items.is_empty()).then(|| Value::list(items));
        self.add(key, value);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn value(self) -> Value {
        Value::map(self.0)
    }

    /// Them as YAML; nothing if there are none.
    pub(super) fn written(self, files: &Arc<[ReadFile]>) -> Passage {
        match self.is_empty() {
            true => Passage::default(),
            false => written(&self.value(), files).unwrap_or_default(),
        }
    }
}
