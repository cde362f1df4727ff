//! What the renderings of a chart share: most of it is alike whatever values it is rendered with.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::manifests::Head;
use super::top::Template;
use crate::custom::ValuesSchema;
use crate::origin::{FileId, Problem, Text};
use crate::template::{Failure, Functions, Key, ParsedText};

/// What is kept of a chart from one rendering to the next.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Templates by their files, and by their names: a chart that comes twice has two, by its aliases.
    parsed: Once<(FileId, String), Result<ParsedText, Box<Failure>>>,
    /// How often a text was parsed.
    parses: AtomicUsize,
    schemas: Once<FileId, Arc<Result<ValuesSchema, String>>>,
    /// What Helm looks at in the documents that templates write, of those that it can read.
    heads: Mutex<HashMap<Key, Head>>,
}

impl Shared {
    /// A template, parsed once. `functions` find the same by the same name each time.
    pub(super) fn parsed(
        &self,
        template: &Template,
        functions: &dyn Functions,
    ) -> Result<ParsedText, Box<Failure>> {
        let parse = || {
            self.parses.fetch_add(1, Ordering::Relaxed);
            ParsedText::of(&template.name, &template.text, functions)
        };
        match template.file {
            Some(file) => self.parsed.of((file, template.name.clone()), parse),
            None => parse(),
        }
    }

    /// How often a text was parsed so far.
    pub(super) fn parses(&self) -> usize {
        self.parses.load(Ordering::Relaxed)
    }

    /// The schema in a file, read once.
    pub(super) fn schema(
        &self,
        file: FileId,
        read: impl FnOnce() -> Result<ValuesSchema, String>,
    ) -> Arc<Result<ValuesSchema, String>> {
        self.schemas.of(file, || Arc::new(read()))
    }

    /// What Helm looks at in a document: values that change little leave most documents as they are.
    pub(super) fn head(
        &self,
        text: &Text,
        read: impl FnOnce(&Text) -> Result<Head, Problem>,
    ) -> Result<Head, Problem> {
        if let Some(known) = lock(&self.heads).get(text.as_str()) {
            return Ok(known.clone());
        }
        let head = read(text)?;
        lock(&self.heads).insert(Key(text.clone()), head.clone());
        Ok(head)
    }
}

/// What a panic left behind is still whole: everything is put in at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
        let known = Arc::clone(lock(&self.0).entry(key).or_default());
        known.get_or_init(make).clone()
    }
}
