//! The program `podlint server`, over its streams.

use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use podlint::server;
use serde_json::{Value, json};

use super::client::{folder, write};

struct Server {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_podlint"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            to: child.stdin.take(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn send(&mut self, message: &Value) {
        server::write(message, self.to.as_mut().unwrap()).unwrap();
    }

    fn receive(&mut self) -> Value {
        server::read(&mut self.from).unwrap().unwrap().unwrap()
    }
}

#[test]
fn it_says_what_it_finds_and_ends_when_it_is_told() {
    let folder = folder("process");
    write(
        &folder,
        "a.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {nam: a}\n",
    );
    let uri = format!("file://{}", folder.display());
    let mut server = Server::start();
    server.send(&json!({"id": 1, "method": "initialize", "params": {
        "processId": std::process::id(), "rootUri": uri, "capabilities": {},
    }}));
    let answer = server.receive();
    assert_eq!(
        answer["result"]["capabilities"]["positionEncoding"],
        "utf-16"
    );
    server.send(&json!({"method": "initialized", "params": {}}));
    let told = server.receive();
    assert_eq!(told["method"], "textDocument/publishDiagnostics");
    assert_eq!(told["params"]["uri"], format!("{uri}/a.yaml"));
    assert_eq!(told["params"]["diagnostics"][0]["source"], "podlint");
    server.send(&json!({"id": 2, "method": "nothing/known"}));
    assert_eq!(server.receive()["error"]["code"], -32601);
    server.send(&json!({"id": "end", "method": "shutdown"}));
    assert_eq!(
        server.receive(),
        json!({"jsonrpc": "2.0", "id": "end", "result": null})
    );
    server.send(&json!({"method": "exit"}));
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_no_terminal_should_see_goes_out_as_it_is() {
    let folder = folder("process-control");
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {\"n\\x7f\\x9b31m\": a}\n";
    write(&folder, "a.yaml", text);
    let uri = format!("file://{}", folder.display());
    let mut server = Server::start();
    server.send(&json!({"id": 1, "method": "initialize", "params": {
        "rootUri": uri, "capabilities": {},
    }}));
    server.receive();
    let told = server.receive().to_string();
    assert!(told.contains("31m"), "{told}");
    server.send(&json!({"id": 2, "method": "shutdown"}));
    assert_eq!(server.receive()["id"], 2);
    server.send(&json!({"method": "exit"}));
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn it_ends_with_its_input_or_its_parent() {
    let mut server = Server::start();
    drop(server.to.take());
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
    // Nobody has this number, as when a client is gone.
    let mut server = Server::start();
    server.send(&json!({"id": 1, "method": "initialize", "params": {
        "processId": u32::MAX, "capabilities": {},
    }}));
    assert_eq!(server.receive()["id"], 1);
    if cfg!(target_os = "linux") {
        assert_eq!(server.child.wait().unwrap().code(), Some(1));
    } else {
        server.child.kill().unwrap();
    }
}

#[test]
fn what_is_no_message_is_answered_with_an_error() {
    let mut server = Server::start();
    let to = server.to.as_mut().unwrap();
    std::io::Write::write_all(to, b"Content-Length: 1\r\n\r\n{").unwrap();
    assert_eq!(server.receive()["error"]["code"], -32600);
    server.send(&json!({"id": 1, "method": "textDocument/hover"}));
    assert_eq!(server.receive()["error"]["code"], -32002);
    let to = server.to.as_mut().unwrap();
    std::io::Write::write_all(to, b"what?\r\n\r\n").unwrap();
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
}
