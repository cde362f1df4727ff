//! A client of the server for editors, in the same process: nothing waits for a clock.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use podlint::server::Conversation;
use serde_json::{Value, json};

/// A client that works in a folder.
pub(crate) struct Client {
    pub(crate) folder: PathBuf,
    conversation: Conversation,
    asked: u64,
    versions: BTreeMap<String, i64>,
}

impl Client {
    /// One that has said nothing yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            conversation: Conversation::new(),
            asked: 0,
            versions: BTreeMap::new(),
        }
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        let folder = self.folder.to_str().unwrap();
        match name {
            "" => format!("file://{folder}"),
            name => format!("file://{folder}/{name}"),
        }
    }

    /// Asks, and gives what is said until the answer, which is last.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Vec<Value> {
        self.asked += 1;
        let request = json!({
            "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params,
        });
        self.conversation.take(request);
        self.conversation.take_out()
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) -> Vec<Value> {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    pub(crate) fn send(&mut self, message: Value) -> Vec<Value> {
        self.conversation.take(message);
        self.conversation.take_out()
    }

    pub(crate) fn open(&mut self, name: &str, text: &str) -> Vec<Value> {
        self.versions.insert(name.to_owned(), 1);
        let document = json!({
            "uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text,
        });
        self.tell("textDocument/didOpen", json!({"textDocument": document}))
    }

    pub(crate) fn change(&mut self, name: &str, changes: Value) -> Vec<Value> {
        let version = self.versions.get_mut(name).unwrap();
        *version += 1;
        let document =
            json!({"uri": format!("file://{}/{name}", self.folder.display()), "version": *version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params)
    }

    /// What is said when nothing more comes for now.
    pub(crate) fn flush(&mut self) -> Vec<Value> {
        self.conversation.flush();
        self.conversation.take_out()
    }

    /// What is said once all has been looked at.
    pub(crate) fn settle(&mut self) -> Vec<Value> {
        let mut said = self.flush();
        loop {
            let looks = self.conversation.looks();
            if looks.is_empty() {
                return said;
            }
            for look in looks {
                self.conversation.seen(look.run());
            }
            said.extend(self.flush());
        }
    }
}

/// A new folder with nothing in it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("editor-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
