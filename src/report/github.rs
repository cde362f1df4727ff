//! Annotations for GitHub's pull requests: workflow commands, one line per finding.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::io;

use super::listed::Listed;
use super::{Output, Places, words};
use crate::diagnostic::Level;
use crate::engine::Report;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let listed = Listed::of(report, output.options);
    for finding in &listed.findings {
        let diagnostic = &finding.diagnostic;
        let place = places.of(diagnostic.primary.source);
        let (start, end) = place.range(diagnostic.primary.span);
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Advice => "notice",
        };
        write!(
            output.out,
            "::{command} file={},line={},",
            property(place.path().trim_start_matches("./")),
            start.line,
        )?;
        // Columns of different lines are refused.
        if start.line == end.line {
            write!(output.out, "col={},endColumn={},", start.column, end.column)?;
        }
        writeln!(
            output.out,
            "endLine={},title={}::{}",
            end.line,
            property(diagnostic.rule.name()),
            data(&words::lines(diagnostic).join("\n")),
        )?;
    }
    output.summary_aside(report, &listed)
}

fn data(text: &str) -> String {
    let line = |line: &str| {
        let parts: Vec<_> = line.split('\r').map(words::printable).collect();
        parts.join("\r")
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    let text = lines.join("\n").replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%.yaml"), "a%2Cb%3Ac%25.yaml");
    }
}
