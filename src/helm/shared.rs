//! What the renderings of a chart share: most of it is alike whatever values it is rendered with.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::top::Template;
use crate::origin::FileId;
use crate::template::{Failure, Functions, ParsedText};

/// What is kept of a chart from one rendering to the next.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Templates by their files, and by their names: a chart that comes twice has two, by its aliases.
    parsed: Once<(FileId, String), Result<ParsedText, Box<Failure>>>,
}

impl Shared {
    /// A template, parsed once. `functions` find the same by the same name each time.
    pub(super) fn parsed(
        &self,
        template: &Template,
        functions: &dyn Functions,
    ) -> Result<ParsedText, Box<Failure>> {
        let parse = || ParsedText::of(&template.name, &template.text, functions);
        match template.file {
            Some(file) => self.parsed.of((file, template.name.clone()), parse),
            None => parse(),
        }
    }
}

/// Values by their keys, each made once, by whichever thread asks first.
#[derive(Debug)]
struct Once<K, V>(Mutex<HashMap<K, Arc<OnceLock<V>>>>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Once<K, V> {
    fn of(&self, key: K, make: impl FnOnce() -> V) -> V {
        let known = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(key).or_default())
        };
        known.get_or_init(make).clone()
    }
}
