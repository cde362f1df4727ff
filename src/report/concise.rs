//! One line per finding, as compilers write it and editors read it.

use std::io;

use super::{Output, Places, words};
use crate::engine::Report;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    for finding in &report.findings {
        let diagnostic = &finding.diagnostic;
        let Some(place) = places.get(diagnostic.primary.source) else {
            continue;
        };
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
    output.summary_aside(report)
}
