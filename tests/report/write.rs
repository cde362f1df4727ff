//! Writes reports.

use std::time::Duration;

use podlint::engine::Report;
use podlint::report::{Format, Options, Output, render};

/// What is written to standard output.
pub(super) fn written(report: &Report, format: Format, color: bool) -> String {
    both(report, format, color).0
}

/// The same, and what is said beside it.
pub(super) fn both(report: &Report, format: Format, color: bool) -> (String, String) {
    let options = Options {
        format,
        version: "1.36".to_owned(),
        elapsed: Duration::from_millis(84),
        ..Options::human(color, 80)
    };
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut output = Output {
        out: &mut out,
        aside: &mut aside,
        options: &options,
    };
    render(report, &mut output).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out), text(aside))
}
