//! How far runs that last have come.

use std::io::{self, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long nothing is shown, and how often it changes then.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(100);

/// Shows itself on a terminal after a second, and leaves nothing behind.
#[derive(Debug)]
pub(super) struct Progress {
    /// When it changes next and how many columns it takes; none if it is not to be seen.
    line: Option<Mutex<(Instant, usize)>>,
}

impl Progress {
    pub(super) fn new(shown: bool) -> Self {
        let line = || Mutex::new((Instant::now() + PATIENCE, 0));
        Self {
            line: shown.then(line),
        }
    }

    /// Takes note that so many files are done. How many there are shows when all are found, which is not long
    /// before all are done.
    pub(super) fn done(&self, count: usize) {
        // Whoever finds it locked need not wait: somebody is drawing it.
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::try_lock) else {
            return;
        };
        let now = Instant::now();
        if now >= line.0 {
            let text = format!("{count} files checked");
            *line = (now + PAUSE, text.len());
            draw(&text);
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
