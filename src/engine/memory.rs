//! What was judged of texts before, or elsewhere, so that it need not be judged again.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::demonstration;
use super::judge::judge;
use super::judged::Judged;
use super::kustomize::absolute;
use super::readme::is_of_demonstrations;
use super::record;
use super::test_data::is_in_tests;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::files::top;
use crate::sha2::{hex, sha256};
use crate::source::Source;

/// A hash of all that what is judged of a text hangs on: the text, how it is called, where it lies in its repository, and
/// what holds there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub [u8; 32]);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// What is known of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recalled {
    /// This was judged of it.
    Judged(String),
    /// It is to be judged each time.
    NotKept,
    /// Nothing.
    Nothing,
}

/// What remembers what was judged of texts.
pub trait Memory: Sync {
    /// What is known of a text. `path` is what reports call it, and `is_file` whether it was read from there and not rendered.
    fn recall(&self, key: &Key, path: &str, is_file: bool) -> Recalled;

    /// Takes note of what was judged of a text; none if that is not kept.
    fn keep(&self, key: Key, path: &str, written: Option<String>);

    /// Takes note of a text of which what was recalled cannot be read.
    fn is_broken(&self, key: &Key, path: &str);
}

/// A memory, and what is needed to ask it.
pub(super) struct Remembering<'s> {
    memory: &'s dyn Memory,
    /// The hashes of what holds, by the number of its place in memory: settings stay where they are during a check.
    settings: Mutex<HashMap<usize, [u8; 32]>>,
    /// The repositories that directories are in, and whether these are there to be shown or learnt from.
    tops: Mutex<HashMap<PathBuf, (Option<PathBuf>, bool)>>,
}

impl<'s> Remembering<'s> {
    pub(super) fn of(memory: &'s dyn Memory) -> Self {
        Self {
            memory,
            settings: Mutex::default(),
            tops: Mutex::default(),
        }
    }

    /// The same memory for other settings.
    pub(super) fn anew(&self) -> Self {
        Self::of(self.memory)
    }

    /// What is judged of a text, or was before.
    pub(super) fn judge(
        &self,
        source: Source,
        fault: Option<Diagnostic>,
        settings: &Settings,
        is_file: bool,
    ) -> Judged {
        // Rules that people have written are in files of their own.
        if !settings.policy.chosen.rules.written().is_empty() {
            return judge(source, fault, settings, None, false);
        }
        let key = self.key(&source, settings);
        let recalled = self.memory.recall(&key, &source.path, is_file);
        if let Recalled::Judged(written) = &recalled {
            match record::read(written, source.clone()) {
                Some(judged) => return judged,
                None => self.memory.is_broken(&key, &source.path),
            }
        }
        let is_kept = recalled != Recalled::NotKept;
        let judged = judge(source, fault, settings, None, is_kept);
        if is_kept {
            let written = record::write(&judged);
            self.memory.keep(key, &judged.source.path, written);
        }
        judged
    }

    fn key(&self, source: &Source, settings: &Settings) -> Key {
        let files = &*settings.host.files;
        let file = files.locate(Path::new(&source.path));
        let known = file.parent().map(|directory| {
            let mut tops = self.tops.lock().unwrap_or_else(PoisonError::into_inner);
            let known = tops.entry(directory.to_owned());
            let look = || {
                (
                    top(files, directory),
                    is_of_demonstrations(files, directory),
                )
            };
            known.or_insert_with(look).clone()
        });
        let (top, is_shown) = known.unwrap_or_default();
        let own = demonstration::own(files, &file, top.as_deref());
        let of_tests = is_in_tests(&absolute(files, &source.path));
        let mut all = Vec::new();
        all.extend(self.hash_of(settings));
        for part in [&*own.to_string_lossy(), &source.path] {
            all.extend(part.as_bytes());
            // No text of a path has this byte.
            all.push(0);
        }
        all.extend([u8::from(of_tests), u8::from(is_shown)]);
        all.extend(sha256(source.text.as_bytes()));
        Key(sha256(&all))
    }

    fn hash_of(&self, settings: &Settings) -> [u8; 32] {
        let place = std::ptr::from_ref(settings) as usize;
        let mut known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(place).or_insert_with(|| hash_of(settings))
    }
}

/// A hash of what of settings a text is judged by that hangs on nothing else. Schemas are for kinds that are not built in, of
/// which nothing is kept.
fn hash_of(settings: &Settings) -> [u8; 32] {
    let mut said = format!(
        "{:?} {} {:?}",
        settings.versions, settings.versions_are_asked, settings.parameters
    );
    let chosen = &settings.policy.chosen;
    for rule in chosen.rules.all().filter(|rule| chosen.has(rule.id)) {
        said.push(' ');
        said.push_str(rule.name());
    }
    sha256(said.as_bytes())
}
