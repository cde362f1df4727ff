//! Why a request is not answered.

use serde_json::{Value, json};

/// A code of the protocol, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    code: i32,
    pub(super) message: String,
}

impl Refusal {
    /// The code of what podlint itself is at fault for.
    pub(super) const INTERNAL: i32 = -32603;

    fn of(code: i32, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
        }
    }

    /// It is no request, or comes when none should.
    pub(super) fn request(message: &str) -> Self {
        Self::of(-32600, message)
    }

    /// Nobody knows what is asked.
    pub(super) fn method(name: &str) -> Self {
        Self::of(-32601, &format!("{name} is not known here"))
    }

    /// It is not asked as it should be.
    pub(super) fn params(message: &str) -> Self {
        Self::of(-32602, message)
    }

    /// The text that is asked about is not open.
    pub(super) fn unopened(uri: &str) -> Self {
        Self::params(&format!("{uri} is not open"))
    }

    /// podlint itself is at fault.
    pub(super) fn internal(message: &str) -> Self {
        Self::of(Self::INTERNAL, message)
    }

    /// The client has not said who it is.
    pub(super) fn silent() -> Self {
        Self::of(-32002, "initialize comes first")
    }

    /// The client has taken the request back.
    pub(super) fn cancelled() -> Self {
        Self::of(-32800, "the request was cancelled")
    }

    /// What is asked cannot be done.
    pub(super) fn failed(message: &str) -> Self {
        Self::of(-32803, message)
    }

    /// The answer to the request with this number.
    pub(super) fn answer(&self, id: &Value) -> Value {
        json!({
            "jsonrpc": "2.0",
            "id": id,
            "error": {"code": self.code, "message": self.message},
        })
    }
}
