//! What a run judges, noted for others.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::text::{self, Header, Line};
use crate::engine::{Key, Memory, Recalled};

/// Takes note of what was judged of each text, whether now or before.
pub(super) struct Noted<'m> {
    before: Option<&'m dyn Memory>,
    /// By what reports call them, so that the same files give the same text.
    texts: Mutex<BTreeMap<(String, Key), Option<String>>>,
}

impl<'m> Noted<'m> {
    /// Notes what is judged, and what was before.
    pub(super) fn before(before: Option<&'m dyn Memory>) -> Self {
        Self {
            before,
            texts: Mutex::default(),
        }
    }

    /// What it has noted, as a partial result.
    pub(super) fn text(&self, header: &Header) -> String {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let paths = texts.keys().map(|(path, _)| text::json(path));
        let paths: Vec<String> = paths.collect();
        let lines = texts.iter().zip(&paths);
        let lines = lines.map(|(((_, key), judged), path)| Line {
            key: *key,
            path,
            judged: judged.as_deref(),
        });
        text::write(header, lines)
    }

    fn note(&self, key: Key, path: &str, judged: Option<String>) {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.insert((path.to_owned(), key), judged);
    }
}

impl Memory for Noted<'_> {
    fn recall(&self, key: &Key, path: &str, is_file: bool) -> Recalled {
        let recalled = self.before.map(|before| before.recall(key, path, is_file));
        let recalled = recalled.unwrap_or(Recalled::Nothing);
        match &recalled {
            Recalled::Judged(judged) => self.note(*key, path, Some(judged.clone())),
            Recalled::NotKept => self.note(*key, path, None),
            Recalled::Nothing => {}
        }
        recalled
    }

    fn keep(&self, key: Key, path: &str, written: Option<String>) {
        if let Some(before) = self.before {
            before.keep(key, path, written.clone());
        }
        self.note(key, path, written);
    }

    fn is_broken(&self, key: &Key, path: &str) {
        if let Some(before) = self.before {
            before.is_broken(key, path);
        }
    }
}
