//! A finding per line, each as the JSON document has it, for programs that read line by line.

use std::io;

use super::json::Diagnostic;
use super::{Output, Places, plain_json};
use crate::engine::Report;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    for finding in &report.findings {
        plain_json::write(output.out, &Diagnostic::of(finding, &places))?;
    }
    output.all_aside(report)
}
