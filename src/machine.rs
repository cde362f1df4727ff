//! The machine that a program runs on, as the library's host.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::config::Settings;
use crate::date::Date;
use crate::disk::Disk;
use crate::host::Host;
use crate::parallel::Threads;

/// Its disk, its processors and its clock.
#[must_use]
pub fn host() -> Host {
    Host {
        files: Arc::new(Disk),
        workers: Arc::new(Threads),
        today: Some(today()),
    }
}

/// What holds on it where nobody says otherwise.
#[must_use]
pub fn settings() -> Settings {
    Settings {
        host: host(),
        ..Settings::default()
    }
}

/// The day that it is in UTC, so that a suppression ends everywhere at once.
fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::after_epoch(since.map_or(0, |since| since.as_secs() / 86_400))
}
