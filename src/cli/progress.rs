//! A progress bar for runs that last.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// Shows itself on a terminal after a second.
#[derive(Debug)]
pub(super) struct Progress {
    start: Instant,
    total: usize,
    shown: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new(total: usize, shown: bool) -> Self {
        Self {
            start: Instant::now(),
            total,
            shown,
            bar: OnceLock::new(),
        }
    }

    /// Takes note that so many are done.
    pub(super) fn done(&self, count: usize) {
        if self.shown && self.start.elapsed() > Duration::from_secs(1) {
            let bar = || {
                let target = ProgressDrawTarget::stderr_with_hz(10);
                ProgressBar::with_draw_target(Some(self.total as u64), target)
            };
            self.bar.get_or_init(bar).set_position(count as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
