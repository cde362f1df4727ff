//! Checkstyle's XML, which many CI servers and review bots read.

use std::io;

use super::xml::escaped;
use super::{Output, Places, words};
use crate::diagnostic::Level;
use crate::engine::Report;
use crate::source::SourceId;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let version = env!("CARGO_PKG_VERSION");
    writeln!(output.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output.out, "<checkstyle version=\"podlint-{version}\">")?;
    let mut open: Option<SourceId> = None;
    for finding in &report.findings {
        let diagnostic = &finding.diagnostic;
        let source = diagnostic.primary.source;
        let place = places.of(source);
        if open != Some(source) {
            if open.is_some() {
                writeln!(output.out, "  </file>")?;
            }
            writeln!(output.out, "  <file name=\"{}\">", escaped(place.path()))?;
            open = Some(source);
        }
        let at = place.position(diagnostic.primary.span.start);
        writeln!(
            output.out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"podlint.{}\"/>",
            at.line,
            at.column,
            match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Advice => "info",
            },
            escaped(&words::message(diagnostic)),
            diagnostic.rule,
        )?;
    }
    if open.is_some() {
        writeln!(output.out, "  </file>")?;
    }
    writeln!(output.out, "</checkstyle>")?;
    output.all_aside(report)
}
