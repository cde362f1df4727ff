//! Jobs and CronJobs: `batch`.

use crate::validation::check::Check;

/// Checks an object of these kinds.
pub(super) fn check(_check: &mut Check<'_, '_>) {}
