//! Messages that have come and wait for their turn.

use std::collections::VecDeque;

use serde_json::Value;

/// A message, or that one was taken back.
#[derive(Debug, PartialEq)]
pub(super) enum Waiting {
    Message(Value),
    /// The request with this number.
    Cancelled(Value),
}

/// In the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Waiting>);

impl Queue {
    /// Adds a message. One that takes back a request that still waits has it answered so in its turn.
    pub(super) fn push(&mut self, message: Value) {
        let method = message.get("method").and_then(Value::as_str);
        if method != Some("$/cancelRequest") {
            return self.0.push_back(Waiting::Message(message));
        }
        let Some(id) = message.pointer("/params/id") else {
            return;
        };
        let is_it = |waiting: &&mut Waiting| match waiting {
            Waiting::Message(known) => known.get("id") == Some(id) && known.get("method").is_some(),
            Waiting::Cancelled(_) => false,
        };
        if let Some(known) = self.0.iter_mut().find(is_it) {
            *known = Waiting::Cancelled(id.clone());
        }
    }

    /// The next.
    pub(super) fn pop(&mut self) -> Option<Waiting> {
        self.0.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_request_that_waits_can_be_taken_back() {
        let mut queue = Queue::default();
        let request = |id| json!({"id": id, "method": "textDocument/hover"});
        let cancel = |id| json!({"method": "$/cancelRequest", "params": {"id": id}});
        for message in [request(1), request(2), cancel(1), cancel(3)] {
            queue.push(message);
        }
        assert_eq!(queue.pop(), Some(Waiting::Cancelled(json!(1))));
        assert_eq!(queue.pop(), Some(Waiting::Message(request(2))));
        assert_eq!(queue.pop(), None);
    }
}
