//! JUnit's XML, for the test pages of CI servers: a test per finding, which fails if the finding fails the
//! run, and one for the run itself, so that a clean run is not one without tests.

use std::io::{self, Write};

use super::xml::escaped;
use super::{Output, Places, words};
use crate::engine::{Finding, Report};

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let fails = |finding: &&Finding| finding.level <= output.options.fails;
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        report.findings.len() + 1,
        report.findings.iter().filter(fails).count(),
        usize::from(report.problems().next().is_some()),
    );
    writeln!(output.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output.out, "<testsuites name=\"podlint\" {counts}>")?;
    writeln!(output.out, "  <testsuite name=\"podlint\" {counts}>")?;
    run(report, output.out)?;
    for finding in &report.findings {
        test(finding, &places, output)?;
    }
    writeln!(output.out, "  </testsuite>\n</testsuites>")?;
    output.all_aside(report)
}

fn run(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "    <testcase classname=\"podlint\" name=\"{}\"",
        words::COMPLETE
    )?;
    let problems: Vec<String> = report.problems().collect();
    if problems.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(
        out,
        ">\n      <error message=\"not everything could be checked\">{}</error>\n    </testcase>",
        escaped(&problems.join("\n")),
    )
}

fn test(finding: &Finding, places: &Places<'_>, output: &mut Output<'_>) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let place = places.of(diagnostic.primary.source);
    let at = place.position(diagnostic.primary.span.start);
    let path = escaped(place.path());
    let (rule, level) = (diagnostic.rule, words::level(finding.level));
    writeln!(
        output.out,
        "    <testcase classname=\"{path}\" name=\"{rule} at {}:{}\" file=\"{path}\" line=\"{}\">",
        at.line, at.column, at.line,
    )?;
    let place = format!("{path}:{}:{}", at.line, at.column);
    let text = escaped(&words::lines(diagnostic).join("\n"));
    if finding.level <= output.options.fails {
        let message = escaped(&diagnostic.message);
        writeln!(
            output.out,
            "      <failure type=\"{level}\" message=\"{message}\">{place}: {text}</failure>"
        )?;
    } else {
        writeln!(
            output.out,
            "      <system-out>{place}: {level}: {text}</system-out>"
        )?;
    }
    writeln!(output.out, "    </testcase>")
}
