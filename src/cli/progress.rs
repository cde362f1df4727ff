//! How far runs that last have come.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::walk::{self, Request};

/// How long nothing is shown, and how often it changes then.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(100);

/// Shows itself on a terminal after a second, and leaves nothing behind.
#[derive(Debug)]
pub(super) struct Progress {
    /// When it changes next and how many columns it takes; none if it is not to be seen.
    line: Option<Mutex<(Instant, usize)>>,
    /// How many files there are; 0 until that is known.
    all: Arc<AtomicUsize>,
}

impl Progress {
    /// For whoever sits before a terminal, unless it is not wanted.
    pub(super) fn new(wanted: bool) -> Self {
        let shown = wanted && io::stderr().is_terminal();
        let line = || Mutex::new((Instant::now() + PATIENCE, 0));
        Self {
            line: shown.then(line),
            all: Arc::default(),
        }
    }

    /// Counts the files of a request, if the run lasts so long that somebody wants to know. Files are checked as they are
    /// found, so that otherwise nobody knows how many there are before nearly all are done.
    pub(super) fn count(&self, request: &Request) {
        if self.line.is_none() {
            return;
        }
        let (request, all) = (request.clone(), Arc::downgrade(&self.all));
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            if all.strong_count() > 0 {
                let found = walk::find(&request, &|_| ()).files.len();
                all.upgrade()
                    .into_iter()
                    .for_each(|all| all.store(found, Ordering::Relaxed));
            }
        });
    }

    /// Takes note that so many files are done.
    pub(super) fn done(&self, count: usize) {
        // Whoever finds it locked need not wait: somebody is drawing it.
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::try_lock) else {
            return;
        };
        let now = Instant::now();
        if now >= line.0 {
            let text = match self.all.load(Ordering::Relaxed) {
                all if all >= count => format!("{count} of {all} files checked"),
                _ => format!("{count} files checked"),
            };
            draw(&format!("{text:width$}", width = line.1));
            *line = (now + PAUSE, text.len());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let line = self.line.take().and_then(|line| line.into_inner().ok());
        if let Some((_, width)) = line.filter(|&(_, width)| width > 0) {
            draw(&" ".repeat(width));
        }
    }
}

/// Writes over what the line of the cursor shows.
fn draw(text: &str) {
    // Without a standard error nobody looks.
    drop(write!(io::stderr(), "\r{text}\r"));
}
