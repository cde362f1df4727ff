//! The Test Anything Protocol, version 14: a test per finding, not ok if the finding fails the run, and one
//! for the run itself.
//!
//! <https://testanything.org/tap-version-14-specification.html>

use std::io::{self, Write};

use super::{Output, Places, plain_json, words};
use crate::engine::{Finding, Report};

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    writeln!(
        output.out,
        "TAP version 14\n1..{}",
        report.findings.len() + 1
    )?;
    let problems: Vec<String> = report.problems().collect();
    point(output.out, problems.is_empty(), 1, words::COMPLETE)?;
    if !problems.is_empty() {
        detail(output.out, &[("problems", &problems.join("\n"))])?;
    }
    for (number, finding) in (2..).zip(&report.findings) {
        test(number, finding, &places, output)?;
    }
    output.all_aside(report)
}

fn test(
    number: usize,
    finding: &Finding,
    places: &Places<'_>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let place = places.of(diagnostic.primary.source);
    let at = place.position(diagnostic.primary.span.start);
    let at = format!("{}:{}:{}", place.path(), at.line, at.column);
    let (level, rule) = (words::level(finding.level), diagnostic.rule.name());
    let title = format!("{at}: {level}[{rule}] {}", words::message(diagnostic));
    let ok = finding.level > output.options.fails;
    point(output.out, ok, number, &title)?;
    let why = diagnostic.notes.join("\n");
    let help = diagnostic.help.as_deref().unwrap_or_default();
    let all = [
        ("at", &*at),
        ("severity", level),
        ("rule", rule),
        ("why", &why),
        ("help", help),
    ];
    detail(output.out, &all)
}

fn point(out: &mut dyn Write, ok: bool, number: usize, title: &str) -> io::Result<()> {
    let ok = if ok { "ok" } else { "not ok" };
    writeln!(out, "{ok} {number} - {}", escaped(title))
}

/// The YAML block of a test. JSON's strings are YAML's.
fn detail(out: &mut dyn Write, lines: &[(&str, &str)]) -> io::Result<()> {
    writeln!(out, "  ---")?;
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        write!(out, "  {name}: ")?;
        plain_json::write(out, value)?;
    }
    writeln!(out, "  ...")
}

/// Without what would start a directive.
fn escaped(text: &str) -> String {
    words::printable(text)
        .replace('\\', "\\\\")
        .replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_holds_no_directive_and_is_one_line() {
        assert_eq!(
            escaped("a # SKIP\nnot ok \\# x"),
            "a \\# SKIP not ok \\\\\\# x"
        );
    }
}
