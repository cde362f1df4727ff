//! What holds of any conversation, whatever a client says.

use podlint::server::{Conversation, Encoding, Lines, Point};
use serde_json::{Value, json};

/// The texts that are open. Nothing is there on a disk.
const URIS: [&str; 3] = [
    "file:///nowhere/k8s/a.yaml",
    "file:///nowhere/k8s/kustomization.yaml",
    "untitled:b.yaml",
];

/// What is asked of a place.
const ASKED: [&str; 9] = [
    "hover",
    "completion",
    "definition",
    "references",
    "documentSymbol",
    "prepareRename",
    "rename",
    "codeAction",
    "nothing",
];

/// A client that keeps what it has typed, and counts what it has asked.
struct Client {
    conversation: Conversation,
    texts: [String; 3],
    version: i64,
    asked: u64,
    /// Requests that have no answer.
    open: Vec<Value>,
    /// Whether the server was told to shut down: what it is told then is not kept.
    is_over: bool,
}

/// Talks with a server as bytes say, which a NUL parts: a text that is opened, and what is done then. The first byte of that
/// says what it is, the second which text it is about, and the third and fourth where.
pub(crate) fn holds(text: &str) {
    let mut parts = text.split('\0');
    let mut client = Client::begin(parts.next().unwrap_or_default());
    for part in parts.take(24) {
        client.step(part);
    }
    client.settle();
    client.ask("shutdown", json!(null));
    client.say(json!({"method": "exit"}));
    assert!(client.open.is_empty(), "{text:?}: {:?}", client.open);
}

impl Client {
    fn begin(text: &str) -> Self {
        let mut client = Self {
            conversation: Conversation::new(),
            texts: [
                text.to_owned(),
                "resources: [a.yaml]\n".to_owned(),
                String::new(),
            ],
            version: 1,
            asked: 0,
            open: Vec::new(),
            is_over: false,
        };
        let folder = json!({"uri": "file:///nowhere/k8s", "name": "k8s"});
        client.ask(
            "initialize",
            json!({"capabilities": {}, "workspaceFolders": [folder]}),
        );
        for (uri, text) in URIS.into_iter().zip(client.texts.clone()) {
            let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
            client.tell("textDocument/didOpen", json!({"textDocument": document}));
        }
        client
    }

    fn step(&mut self, part: &str) {
        let mut chars = part.chars();
        let mut next = || chars.next().map_or(0, |c| c as usize);
        let (what, which) = (next(), next() % URIS.len());
        let (start, length) = (next() * 7, next() % 8);
        let rest = chars.as_str();
        match what % 6 {
            0 => self.type_over(which, start, length, rest),
            1 => self.ask_at(which, ASKED[length], start, rest),
            2 => self.settle(),
            3 => self
                .say(serde_json::from_str(part.get(1..).unwrap_or_default()).unwrap_or_default()),
            4 => self.type_anew(which, rest),
            _ => self.conversation.flush(),
        }
        self.hear();
    }

    /// Writes in the place of some characters.
    fn type_over(&mut self, which: usize, start: usize, length: usize, written: &str) {
        let text = &mut self.texts[which];
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let start = bounds[start.min(bounds.len() - 1)];
        let at = bounds.partition_point(|&at| at < start);
        let end = bounds[(at + length).min(bounds.len() - 1)];
        let lines = Lines::of(text, Encoding::Utf16);
        let range = json!({
            "start": lines.point(text, start as u32), "end": lines.point(text, end as u32),
        });
        // A place in a line break is its start for the protocol.
        let range: podlint::server::Range = serde_json::from_value(range).unwrap();
        let span = lines.span(text, range);
        text.replace_range(span.start as usize..span.end as usize, written);
        self.change(which, json!([{"range": range, "text": written}]));
    }

    fn type_anew(&mut self, which: usize, written: &str) {
        written.clone_into(&mut self.texts[which]);
        self.change(which, json!([{"text": written}]));
    }

    fn change(&mut self, which: usize, changes: Value) {
        self.version += 1;
        let document = json!({"uri": URIS[which], "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
        if let Some(document) = self.conversation.document(URIS[which])
            && !self.is_over
        {
            assert_eq!(document.text(), self.texts[which]);
        }
    }

    fn ask_at(&mut self, which: usize, what: &str, line: usize, name: &str) {
        let point = Point {
            line: line as u32 / 7,
            character: line as u32 % 40,
        };
        let params = json!({
            "textDocument": {"uri": URIS[which]}, "position": point, "newName": name,
            "range": {"start": point, "end": {"line": 9999, "character": 0}},
            "context": {"diagnostics": [], "includeDeclaration": true},
        });
        self.ask(&format!("textDocument/{what}"), params);
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        self.open.push(json!(self.asked));
        self.say(json!({"id": self.asked, "method": method, "params": params}));
        self.hear();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.say(json!({"method": method, "params": params}));
    }

    fn say(&mut self, message: Value) {
        // What else asks is answered as well.
        let id = message.get("id").filter(|id| !id.is_null());
        if let Some(id) = id
            && message.get("method").is_some_and(Value::is_string)
            && !self.open.contains(id)
        {
            self.open.push(id.clone());
        }
        self.is_over |= message
            .get("method")
            .is_some_and(|method| method == "shutdown");
        self.conversation.take(message);
        self.hear();
    }

    fn settle(&mut self) {
        self.conversation.flush();
        loop {
            let looks = self.conversation.looks();
            if looks.is_empty() {
                break;
            }
            for look in looks {
                self.conversation.seen(look.run());
            }
            self.conversation.flush();
        }
        self.hear();
    }

    /// Looks at what the server says: answers to what was asked, none of them a defect, and places that are there.
    fn hear(&mut self) {
        for message in self.conversation.take_out() {
            assert_ne!(message["error"]["code"], -32603, "{message}");
            if message.get("method").is_none() {
                let asked = self.open.iter().position(|id| *id == message["id"]);
                // What is neither a request nor an answer is told so, by the number that it has.
                let is_of_nothing = message["id"].is_null() || message["error"]["code"] == -32600;
                assert!(asked.is_some() || is_of_nothing, "{message}");
                asked.map(|at| self.open.remove(at));
            }
            if message["method"] == "textDocument/publishDiagnostics" {
                self.look_at(&message["params"]);
            }
        }
    }

    fn look_at(&self, told: &Value) {
        let which = URIS.iter().position(|uri| told["uri"] == *uri);
        let Some(which) = which.filter(|_| told["version"] == self.version) else {
            return;
        };
        let text = &self.texts[which];
        let lines = Lines::of(text, Encoding::Utf16);
        for found in told["diagnostics"].as_array().into_iter().flatten() {
            for end in ["start", "end"] {
                let point: Point = serde_json::from_value(found["range"][end].clone()).unwrap();
                let there = lines.point(text, lines.offset(text, point));
                assert_eq!(point, there, "{found} in {text:?}");
            }
        }
    }
}
