//! What client and server say to each other: messages in, messages out. It asks for looks at all files where there is time for
//! them, and whoever runs it may do these elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use super::client::{self, Client};
use super::document::Document;
use super::look::{Place, failed};
use super::params::{AtPoint, OfDocument, read};
use super::pulled::Pulled;
use super::refusal::Refusal;
use super::root::Root;
use super::unsaved::Unsaved;
use super::uri;
use crate::disk::Disk;
use crate::files::{FileSystem, Texts};
use crate::panic;

/// How far a conversation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The client has not said who it is.
    #[default]
    Silent,
    /// Everything can be asked.
    Open,
    /// The client has asked for the end.
    Closing,
    /// It is over, as it should be or not.
    Over(bool),
}

/// A conversation with one client.
pub struct Conversation {
    phase: Phase,
    pub(super) client: Client,
    /// By their located paths.
    pub(super) documents: BTreeMap<PathBuf, Document>,
    pub(super) roots: Vec<Root>,
    pub(super) next_root: usize,
    /// What was said of each file last, and of which version.
    pub(super) said: BTreeMap<PathBuf, (Option<i64>, Vec<Value>)>,
    /// What the client asks for instead of being told.
    pub(super) pulled: Pulled,
    /// Open texts that have changed and were not looked at yet.
    pub(super) changed: BTreeSet<PathBuf>,
    /// The files with all open texts in their place.
    pub(super) typed: Arc<Unsaved>,
    out: Vec<Value>,
    log: Vec<String>,
    requests: u64,
    parent: Option<u32>,
}

impl Default for Conversation {
    fn default() -> Self {
        Self::new()
    }
}

impl Conversation {
    /// One that has not begun.
    #[must_use]
    pub fn new() -> Self {
        Self {
            phase: Phase::default(),
            client: Client::default(),
            documents: BTreeMap::new(),
            roots: Vec::new(),
            next_root: 0,
            said: BTreeMap::new(),
            pulled: Pulled::default(),
            changed: BTreeSet::new(),
            typed: Arc::new(Unsaved::new(Texts::over(Arc::new(Disk)))),
            out: Vec::new(),
            log: Vec::new(),
            requests: 0,
            parent: None,
        }
    }

    /// How far it is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The process that started the server, if the client said which; without it there is nobody to talk to.
    #[must_use]
    pub fn parent(&self) -> Option<u32> {
        self.parent
    }

    /// What the server has to say.
    pub fn take_out(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.out)
    }

    /// What there is to log.
    pub fn take_log(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }

    /// Has something logged.
    pub(super) fn log(&mut self, sentence: String) {
        self.log.push(sentence);
    }

    /// An open text.
    #[must_use]
    pub fn document(&self, uri: &str) -> Option<&Document> {
        self.documents.get(&path_of(uri)?)
    }

    /// Takes in what the client says.
    pub fn take(&mut self, message: Value) {
        let method = message.get("method").and_then(Value::as_str);
        let id = message.get("id").filter(|id| !id.is_null()).cloned();
        let Some(method) = method.map(str::to_owned) else {
            let is_answer = message.get("result").is_some() || message.get("error").is_some();
            if !is_answer {
                let refusal = Refusal::request("this is neither a request nor an answer");
                self.out.push(refusal.answer(&id.unwrap_or_default()));
            }
            return;
        };
        let params = message.get("params").cloned().unwrap_or_default();
        let Some(id) = id else {
            let heard = panic::catch(|| self.hear(&method, params));
            match heard {
                Ok(Ok(())) => {}
                Ok(Err(refusal)) => self.log(format!("{method}: {}", refusal.message)),
                Err(panic) => self.log(format!("{method}: {}", failed(&panic))),
            }
            return;
        };
        self.flush();
        let answer = answered(&id, || self.answer(&method, params));
        if answer["error"]["code"] == Refusal::INTERNAL {
            self.log(format!("{method}: {}", answer["error"]["message"]));
        }
        self.out.push(answer);
    }

    /// Answers that a request was taken back.
    pub fn cancel(&mut self, id: &Value) {
        self.out.push(Refusal::cancelled().answer(id));
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        match (self.phase, method) {
            (Phase::Silent, "initialize") => Ok(self.initialize(&params)),
            (Phase::Silent, _) => Err(Refusal::silent()),
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Closing;
                Ok(Value::Null)
            }
            (Phase::Open, "textDocument/codeAction") => self.actions(read(params)?),
            (Phase::Open, "workspace/executeCommand") => self.command(&read(params)?),
            (Phase::Open, "textDocument/documentSymbol") => {
                let of: OfDocument = read(params)?;
                self.ask(&of.text_document, |asked| Ok(asked.symbols()))
            }
            (Phase::Open, "textDocument/diagnostic") => self.pull(&read(params)?),
            (Phase::Open, "workspace/diagnostic") => Ok(self.pull_all(&read(params)?)),
            (Phase::Open, _) => self.answer_at(method, params),
            (Phase::Closing | Phase::Over(_), _) => {
                Err(Refusal::request("the conversation is over"))
            }
        }
    }

    /// Answers what is asked of a place.
    fn answer_at(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        let known = [
            "hover",
            "completion",
            "definition",
            "references",
            "prepareRename",
            "rename",
        ];
        let what = method.strip_prefix("textDocument/");
        let Some(what) = what.filter(|what| known.contains(what)) else {
            return Err(Refusal::method(method));
        };
        let at: AtPoint = read(params)?;
        let point = at.position;
        self.ask(&at.text_document, |asked| match what {
            "hover" => Ok(asked.hover(point)),
            "completion" => Ok(asked.complete(point)),
            "definition" => Ok(asked.definition(point)),
            "references" => {
                let with = at.context.get("includeDeclaration");
                Ok(asked.references(point, with.is_some_and(|with| with == true)))
            }
            "prepareRename" => asked
                .renamable(point)
                .map_err(|sentence| Refusal::failed(&sentence)),
            _ => asked
                .rename(point, at.new_name.as_deref().unwrap_or_default())
                .map_err(|sentence| Refusal::failed(&sentence)),
        })
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Client::of(params);
        self.phase = Phase::Open;
        let parent = params.get("processId").and_then(Value::as_u64);
        self.parent = parent.and_then(|parent| u32::try_from(parent).ok());
        for directory in self.client.roots.clone() {
            self.add_root(Place::Directory(directory));
        }
        json!({
            "capabilities": client::capabilities(&self.client),
            "serverInfo": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
            },
        })
    }

    fn hear(&mut self, method: &str, params: Value) -> Result<(), Refusal> {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
        if uri.is_some_and(|uri| path_of(uri).is_none()) {
            // What is no file is not checked.
            return Ok(());
        }
        match (self.phase, method) {
            (Phase::Closing, "exit") => self.phase = Phase::Over(true),
            (_, "exit") => self.phase = Phase::Over(false),
            (Phase::Open, "initialized") if self.client.watches => {
                self.request("client/registerCapability", &client::watchers());
            }
            (Phase::Open, "textDocument/didOpen") => self.open(read(params)?),
            (Phase::Open, "textDocument/didChange") => self.change(read(params)?)?,
            (Phase::Open, "textDocument/didSave") => self.save(&read(params)?)?,
            (Phase::Open, "textDocument/didClose") => self.close(&read(params)?)?,
            (Phase::Open, "workspace/didChangeWatchedFiles") => self.watched(read(params)?),
            (Phase::Open, "workspace/didChangeWorkspaceFolders") => self.folders(&read(params)?),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn request(&mut self, method: &str, params: &Value) {
        self.requests += 1;
        let mut request = json!({
            "jsonrpc": "2.0",
            "id": format!("podlint-{}", self.requests),
            "method": method,
        });
        if !params.is_null() {
            request["params"] = params.clone();
        }
        self.out.push(request);
    }

    pub(super) fn notify(&mut self, method: &str, params: &Value) {
        self.out
            .push(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }
}

/// The located path of a file by its URI.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    uri::path(uri).map(|path| Disk.locate(&path))
}

/// The answer to a request, also where podlint has a defect.
fn answered(id: &Value, answer: impl FnOnce() -> Result<Value, Refusal>) -> Value {
    match panic::catch(answer) {
        Ok(Ok(result)) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Ok(Err(refusal)) => refusal.answer(id),
        Err(panic) => Refusal::internal(&failed(&panic)).answer(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "that is what is tried")]
    fn a_request_that_panics_is_answered() {
        let answer = answered(&json!(7), || panic!("no such container"));
        assert_eq!(answer["id"], 7);
        assert_eq!(answer["error"]["code"], -32603);
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains("no such container"), "{message}");
        let answer = answered(&json!("a"), || Ok(json!(1)));
        assert_eq!(answer, json!({"jsonrpc": "2.0", "id": "a", "result": 1}));
    }
}
