//! One line per finding, as compilers write it and editors read it.

use std::io;

use super::listed::Listed;
use super::{Output, Places, words};
use crate::engine::Report;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let listed = Listed::of(report, output.options);
    for finding in &listed.findings {
        let diagnostic = &finding.diagnostic;
        let place = places.of(diagnostic.primary.source);
        let at = place.position(diagnostic.primary.span.start);
        let style = output.options.level(finding.level);
        writeln!(
            output.out,
            "{}:{}:{}: {style}{}[{}]{style:#} {}",
            words::path(place.path()),
            at.line,
            at.column,
            words::level(finding.level),
            diagnostic.rule,
            words::printable(&words::message(diagnostic)),
        )?;
    }
    output.summary_aside(report, &listed)
}
