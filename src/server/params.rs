//! The parameters of requests and notifications.

use serde::Deserialize;
use serde_json::Value;

use super::document::Change;
use super::place::{Point, Range};
use super::refusal::Refusal;

/// A text by its URI.
#[derive(Deserialize)]
pub(super) struct TextDocument {
    pub(super) uri: String,
}

/// A text that is opened.
#[derive(Deserialize)]
pub(super) struct Opened {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: i64,
    pub(super) text: String,
}

/// Of `textDocument/didOpen`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpen {
    pub(super) text_document: Opened,
}

/// A text, and which version of it.
#[derive(Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    pub(super) version: Option<i64>,
}

/// Of `textDocument/didChange`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

/// Of what is asked or said of a whole text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfDocument {
    pub(super) text_document: TextDocument,
}

/// Of what is asked of a place in a text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPoint {
    pub(super) text_document: TextDocument,
    pub(super) position: Point,
    #[serde(default)]
    pub(super) context: Value,
    pub(super) new_name: Option<String>,
}

/// Of `textDocument/diagnostic`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pull {
    pub(super) text_document: TextDocument,
    pub(super) previous_result_id: Option<String>,
}

/// Of `workspace/diagnostic`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PullAll {
    #[serde(default)]
    pub(super) previous_result_ids: Vec<Given>,
}

/// What the client calls the findings that it has of a file.
#[derive(Deserialize)]
pub(super) struct Given {
    pub(super) uri: String,
    pub(super) value: String,
}

/// What is wanted of actions.
#[derive(Deserialize)]
pub(super) struct Wanted {
    pub(super) only: Option<Vec<String>>,
}

/// Of `textDocument/codeAction`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeActions {
    pub(super) text_document: TextDocument,
    pub(super) range: Range,
    pub(super) context: Wanted,
}

/// Of `workspace/didChangeWatchedFiles`.
#[derive(Deserialize)]
pub(super) struct Watched {
    pub(super) changes: Vec<FileEvent>,
}

/// What happened to a file.
#[derive(Deserialize)]
pub(super) struct FileEvent {
    pub(super) uri: String,
    #[serde(rename = "type")]
    pub(super) sort: u8,
}

/// What the protocol calls a file in which something else stands.
pub(super) const CHANGED: u8 = 2;

/// Of `workspace/didChangeWorkspaceFolders`.
#[derive(Deserialize)]
pub(super) struct Folders {
    pub(super) event: FoldersEvent,
}

/// What came and what went.
#[derive(Deserialize)]
pub(super) struct FoldersEvent {
    #[serde(default)]
    pub(super) added: Vec<Value>,
    #[serde(default)]
    pub(super) removed: Vec<Value>,
}

/// Of `workspace/executeCommand`.
#[derive(Deserialize)]
pub(super) struct Command {
    pub(super) command: String,
    #[serde(default)]
    pub(super) arguments: Vec<Value>,
}

/// Reads parameters.
pub(super) fn read<T: for<'d> Deserialize<'d>>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::params(&error.to_string()))
}
