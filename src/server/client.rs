//! What the client can do, as it says at the start.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::place::Encoding;
use super::uri;

/// What is known of the client.
#[derive(Debug, Default)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether it trusts what the workspace brings.
    pub(super) trusted: bool,
    /// The directories that it works in.
    pub(super) roots: Vec<PathBuf>,
    /// Whether it can be told of other places, of a page and of tags with a finding.
    pub(super) related: bool,
    pub(super) pages: bool,
    pub(super) tags: bool,
    /// Whether edits can say which version they are of.
    pub(super) versioned: bool,
    /// Whether it can be asked to watch files, and to show a page.
    pub(super) watches: bool,
    pub(super) shows: bool,
    /// Whether it asks for findings, and can be told to do so again.
    pub(super) pulls: bool,
    /// Whether symbols may have others in them.
    pub(super) nests: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let can = |path: &str| {
            let can = params.pointer(&format!("/capabilities{path}"));
            can.is_some_and(|can| can == &Value::Bool(true) || can.is_object())
        };
        let encodings = params.pointer("/capabilities/general/positionEncodings");
        let encodings = encodings.and_then(Value::as_array);
        let is_utf8 = encodings.is_some_and(|all| all.iter().any(|one| one == "utf-8"));
        let diagnostics = "/textDocument/publishDiagnostics";
        Self {
            encoding: match is_utf8 {
                true => Encoding::Utf8,
                false => Encoding::Utf16,
            },
            trusted: params.pointer("/initializationOptions/trusted") == Some(&Value::Bool(true)),
            roots: roots(params),
            related: can(&format!("{diagnostics}/relatedInformation")),
            pages: can(&format!("{diagnostics}/codeDescriptionSupport")),
            tags: can(&format!("{diagnostics}/tagSupport")),
            versioned: can("/workspace/workspaceEdit/documentChanges"),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows: can("/window/showDocument/support"),
            pulls: can("/textDocument/diagnostic") && can("/workspace/diagnostics/refreshSupport"),
            nests: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        }
    }
}

fn roots(params: &Value) -> Vec<PathBuf> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let folders = folders.map(|folders| folders.iter().filter_map(folder).collect());
    folders.unwrap_or_else(|| {
        let root = params.get("rootUri").and_then(Value::as_str);
        let by_path = params.get("rootPath").and_then(Value::as_str);
        let root = root.and_then(uri::path);
        root.or_else(|| by_path.map(PathBuf::from))
            .into_iter()
            .collect()
    })
}

/// The path of a folder that the client works in.
pub(super) fn folder(folder: &Value) -> Option<PathBuf> {
    folder
        .get("uri")
        .and_then(Value::as_str)
        .and_then(uri::path)
}

/// What the server can do.
pub(super) fn capabilities(client: &Client) -> Value {
    let mut all = json!({
        "positionEncoding": client.encoding.name(),
        "textDocumentSync": {
            "openClose": true,
            "change": 2,
            "save": {"includeText": false},
        },
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", super::actions::FIX_ALL],
        },
        "executeCommandProvider": {"commands": [super::actions::EXPLAIN]},
        "hoverProvider": true,
        "completionProvider": {"triggerCharacters": [" ", ":", "-", "/", ".", "\""]},
        "definitionProvider": true,
        "referencesProvider": true,
        "documentSymbolProvider": true,
        "renameProvider": {"prepareProvider": true},
        "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
    });
    if client.pulls {
        all["diagnosticProvider"] = json!({
            "identifier": "podlint",
            "interFileDependencies": true,
            "workspaceDiagnostics": true,
        });
    }
    all
}

/// The files that are watched: manifests, what charts, overlays and the walk read besides, and pages of rules.
const ENDS: [&str; 11] = [
    "yaml",
    "yml",
    "json",
    "tpl",
    "txt",
    "toml",
    "env",
    "properties",
    "conf",
    "sh",
    "md",
];
const NAMES: [&str; 3] = [".gitignore", ".ignore", ".helmignore"];

/// Whether a file is one of those that are watched.
pub(super) fn is_watched(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str());
    let name = path.file_name().and_then(|name| name.to_str());
    end.is_some_and(|end| ENDS.contains(&end)) || name.is_some_and(|name| NAMES.contains(&name))
}

/// What the client is asked to watch. Of a directory that comes or goes nothing is told but that.
pub(super) fn watchers() -> Value {
    const CAME_OR_WENT: u8 = 1 | 4;
    let (ends, names) = (ENDS.join(","), NAMES.join(","));
    let watchers = json!([
        {"globPattern": format!("**/*.{{{ends}}}")},
        {"globPattern": format!("**/{{{names}}}")},
        {"globPattern": "**", "kind": CAME_OR_WENT},
    ]);
    json!({"registrations": [{
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    }]})
}
