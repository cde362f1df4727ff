//! A server for editors, by the language server protocol: the findings of `podlint check` while somebody types, what to do
//! about them, and answers about a place in a manifest.
//!
//! Messages are taken in one after the other, on one thread, which alone knows the open texts. A text that changes is looked
//! at by itself at once; all files of its root together only when the client pauses, and on a thread of its own.
//!
//! Source: <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/>

mod actions;
mod answers;
mod asked;
mod client;
mod conversation;
mod document;
mod findings;
mod known;
mod look;
mod params;
mod parent;
mod place;
mod pulled;
mod queue;
mod refusal;
mod root;
mod texts;
mod told;
mod unsaved;
mod uri;
mod wire;

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

pub use conversation::{Conversation, Phase};
pub use document::{Change, Document};
pub use look::{Look, Seen};
pub use place::{Encoding, Lines, Point, Range};
use queue::{Queue, Waiting};
pub use wire::{read, write};

use crate::report::words;
use crate::secret;
use crate::source::reason;

/// How long a client says nothing before all files are looked at.
const PAUSE: Duration = Duration::from_millis(40);

/// How many bytes of stack a look has, as the main thread of a command mostly does.
const STACK: usize = 8 << 20;

/// What happens.
enum Event {
    Message(Value),
    Seen(Box<Seen>),
    /// There is nobody any more to talk to.
    Alone,
}

/// Talks with a client until it is gone. Whether it said so before.
///
/// # Errors
///
/// What is said cannot be written.
pub fn run(from: impl BufRead + Send + 'static, to: &mut impl Write) -> io::Result<bool> {
    let (sender, events) = channel();
    listen(from, sender.clone());
    let mut server = Server {
        conversation: Conversation::new(),
        queue: Queue::default(),
        sender,
        is_watched: false,
    };
    loop {
        while let Ok(event) = events.try_recv() {
            if !server.take(event) {
                return Ok(false);
            }
        }
        let done = server.next();
        server
            .conversation
            .take_log()
            .iter()
            .for_each(|said| log(said));
        for message in server.conversation.take_out() {
            wire::write(&message, to)?;
        }
        if let Phase::Over(as_it_should) = server.conversation.phase() {
            return Ok(as_it_should);
        }
        if !done && !server.wait(&events) {
            return Ok(false);
        }
    }
}

/// Reads messages as they come.
fn listen(mut from: impl BufRead + Send + 'static, sender: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match wire::read(&mut from) {
                Ok(Some(Ok(message))) => Event::Message(message),
                Ok(Some(Err(error))) => {
                    log(&format!("a message that is no JSON: {error}"));
                    Event::Message(Value::Null)
                }
                Ok(None) => Event::Alone,
                Err(error) => {
                    log(&format!("standard input: {}", reason(&error)));
                    Event::Alone
                }
            };
            let is_last = matches!(event, Event::Alone);
            if sender.send(event).is_err() || is_last {
                return;
            }
        }
    });
}

struct Server {
    conversation: Conversation,
    queue: Queue,
    sender: Sender<Event>,
    /// Whether somebody waits for the end of the client's process.
    is_watched: bool,
}

impl Server {
    /// Takes in what happens. False if there is nobody to talk to.
    fn take(&mut self, event: Event) -> bool {
        match event {
            Event::Message(message) => self.queue.push(message),
            Event::Seen(seen) => self.conversation.seen(*seen),
            Event::Alone => return false,
        }
        true
    }

    /// Does what is next. False if all is done for now.
    fn next(&mut self) -> bool {
        match self.queue.pop() {
            Some(Waiting::Message(message)) => self.conversation.take(message),
            Some(Waiting::Cancelled(id)) => self.conversation.cancel(&id),
            None => {
                self.conversation.flush();
                return false;
            }
        }
        if let Some(process) = self.conversation.parent()
            && !std::mem::replace(&mut self.is_watched, true)
        {
            let sender = self.sender.clone();
            thread::spawn(move || {
                parent::outlive(process);
                drop(sender.send(Event::Alone));
            });
        }
        true
    }

    /// Has a look done on a thread of its own.
    fn begin(&self, look: Look) {
        let sender = self.sender.clone();
        let work = move || drop(sender.send(Event::Seen(Box::new(look.run()))));
        let thread = thread::Builder::new().stack_size(STACK).spawn(work);
        if let Err(error) = thread {
            log(&format!("no thread looks at all files: {}", reason(&error)));
        }
    }

    /// Waits for what happens next; if nothing does for a while, all files are looked at that want it.
    fn wait(&mut self, events: &Receiver<Event>) -> bool {
        let event = match self.conversation.wants_looks() {
            true => events.recv_timeout(PAUSE),
            false => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => {
                for look in self.conversation.looks() {
                    self.begin(look);
                }
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }
}

/// Says something about the server itself.
fn log(sentence: &str) {
    // Without a standard error nobody listens.
    drop(writeln!(
        io::stderr(),
        "podlint: {}",
        words::printable(&secret::in_text(sentence))
    ));
}
