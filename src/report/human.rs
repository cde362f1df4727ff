//! For people.

use std::io;

use super::{Output, concise};
use crate::engine::Report;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    concise::render(report, output)
}
