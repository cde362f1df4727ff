//! Findings for clients that ask for them instead of being told: those of open texts, and those of all files once the client
//! has asked for these.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::conversation::{Conversation, path_of};
use super::params::{Pull, PullAll};
use super::refusal::Refusal;
use super::root::Root;
use super::uri;

/// What findings are called that are none.
const NOTHING: &str = "nothing";

/// What the client has asked for.
#[derive(Debug, Default)]
pub(super) struct Pulled {
    /// Whether it asks for the findings of all files.
    is_all: bool,
    given: BTreeMap<PathBuf, Given>,
    /// How often it was given what it did not have.
    count: u64,
    /// Whether something else is to be said of what it was given.
    is_old: bool,
}

/// What the client was given of a file.
#[derive(Debug)]
struct Given {
    version: Option<i64>,
    items: Vec<Value>,
    /// What it calls that, to ask whether there is anything else.
    name: String,
}

impl Conversation {
    /// Answers what there is to say of a file.
    pub(super) fn pull(&mut self, asked: &Pull) -> Result<Value, Refusal> {
        let uri = &asked.text_document.uri;
        let path = path_of(uri)
            .ok_or_else(|| Refusal::params("only files are checked, and this is none"))?;
        Ok(self.give(&path, asked.previous_result_id.as_deref()))
    }

    /// Answers what there is to say of all files.
    pub(super) fn pull_all(&mut self, asked: &PullAll) -> Value {
        self.pulled.is_all = true;
        let before = asked.previous_result_ids.iter();
        let before: BTreeMap<PathBuf, &str> = before
            .filter_map(|known| Some((path_of(&known.uri)?, &*known.value)))
            .collect();
        let told = self.roots.iter().flat_map(Root::told);
        let mut all: BTreeSet<PathBuf> = told.chain(before.keys().cloned()).collect();
        all.extend(self.documents.keys().cloned());
        let items = all.iter().map(|path| {
            self.unsay(path);
            let mut given = self.give(path, before.get(path).copied());
            given["uri"] = json!(self.uri_of_open(path).unwrap_or_else(|| uri::of(path)));
            given["version"] = json!(self.documents.get(path).map(|document| document.version));
            given
        });
        json!({"items": items.collect::<Vec<Value>>()})
    }

    /// What there is to say of a file, unless that is what the client has.
    fn give(&mut self, path: &Path, before: Option<&str>) -> Value {
        let items = self.diagnostics(path);
        let version = self.documents.get(path).map(|document| document.version);
        let known = self.pulled.given.remove(path);
        let known = known.filter(|known| known.items == items);
        let name = match known {
            _ if items.is_empty() => NOTHING.to_owned(),
            Some(known) => known.name,
            None => {
                self.pulled.count += 1;
                self.pulled.count.to_string()
            }
        };
        let answer = match before == Some(&name) {
            true => json!({"kind": "unchanged", "resultId": name}),
            false => json!({"kind": "full", "resultId": name, "items": items}),
        };
        // There is no end to the files of which there is nothing to say.
        if version.is_some() || !items.is_empty() {
            let given = Given {
                version,
                items,
                name,
            };
            self.pulled.given.insert(path.to_owned(), given);
        }
        answer
    }

    /// Whether the client asks for what there is to say of a file.
    pub(super) fn is_pulled(&self, path: &Path) -> bool {
        self.client.pulls && (self.pulled.is_all || self.documents.contains_key(path))
    }

    /// Takes note of what there is to say of a file that the client asks for.
    pub(super) fn note_pulled(&mut self, path: &Path) {
        let version = self.documents.get(path).map(|document| document.version);
        let items = self.diagnostics(path);
        self.pulled.is_old |= match self.pulled.given.get(path) {
            // Of a version that it was given nothing of it asks by itself.
            Some(given) => given.version == version && given.items != items,
            None => version.is_none() && !items.is_empty(),
        };
    }

    /// Forgets what it was given of a text that it has closed.
    pub(super) fn forget_pulled(&mut self, path: &Path) {
        self.pulled.given.remove(path);
    }

    /// Has the client ask again, if it has what is no longer so.
    pub(super) fn refresh(&mut self) {
        if std::mem::take(&mut self.pulled.is_old) {
            self.request("workspace/diagnostic/refresh", &Value::Null);
        }
    }
}
