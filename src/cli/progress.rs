//! How far runs that last have come.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows itself on a terminal after a second.
#[derive(Debug)]
pub(super) struct Progress {
    start: Instant,
    shown: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new(shown: bool) -> Self {
        Self {
            start: Instant::now(),
            shown,
            bar: OnceLock::new(),
        }
    }

    /// Takes note that so many files are done. How many there are shows when all are found, which is not long
    /// before all are done.
    pub(super) fn done(&self, count: usize) {
        if self.shown && self.start.elapsed() > Duration::from_secs(1) {
            let bar = || {
                let target = ProgressDrawTarget::stderr_with_hz(10);
                let bar = ProgressBar::with_draw_target(None, target);
                bar.with_style(ProgressStyle::default_spinner())
            };
            let bar = self.bar.get_or_init(bar);
            bar.set_message(format!("{count} files checked"));
            bar.tick();
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
