//! Markdown, for the summary of a CI job: a table of findings.

use std::io;

use super::calm::calmed;
use super::listed::Listed;
use super::{Output, Places, summary, words};
use crate::engine::{Finding, Report};

/// What is left of the MiB that GitHub takes of a job's summary once the rest is written.
const ROOM: usize = 900 << 10;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let listed = Listed::of(report, output.options);
    let sentence = text(&summary::sentence(report, output.options));
    writeln!(output.out, "### podlint\n\n{sentence}")?;
    for problem in report.problems() {
        writeln!(output.out, "\n**not checked:** {}", text(&problem))?;
    }
    if !listed.findings.is_empty() {
        writeln!(
            output.out,
            "\n| level | place | rule | finding |\n|---|---|---|---|"
        )?;
    }
    let (mut written, mut shown) = (0, 0);
    for finding in &listed.findings {
        let row = row(finding, &places);
        written += row.len();
        if written > ROOM {
            break;
        }
        output.out.write_all(row.as_bytes())?;
        shown += 1;
    }
    let more = listed.findings.len() - shown;
    if more > 0 {
        writeln!(
            output.out,
            "\n{more} more findings are not shown here, where there is no room for them."
        )?;
    }
    if listed.left_out > 0 {
        writeln!(output.out, "\n{}.", summary::left_out(&listed))?;
    }
    output.statistics_aside(report)
}

fn row(finding: &Finding, places: &Places<'_>) -> String {
    let diagnostic = &finding.diagnostic;
    let place = places.of(diagnostic.primary.source);
    let at = place.position(diagnostic.primary.span.start);
    let mut cell = text(&words::message(diagnostic));
    for line in words::lines(diagnostic).iter().skip(1) {
        cell += &format!("<br>{}", text(line));
    }
    format!(
        "| {} | {} | {} | {cell} |\n",
        words::level(finding.level),
        code(&format!("{}:{}:{}", place.path(), at.line, at.column)),
        diagnostic.rule,
    )
}

/// Text in which only backquotes mean something: what stands between two of them is code. A name that
/// holds one can at worst turn code into text, and neither can become anything else.
fn text(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    let mut out = String::with_capacity(words.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 0 {
            out += &plain(part);
        } else if index + 1 == parts.len() {
            out += &format!("\\`{}", plain(part));
        } else {
            out += &code(part);
        }
    }
    out
}

/// Code as HTML has it, since the code of Markdown takes no escapes.
fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

/// Every mark as a reference to its character, which is never a mark.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A command of a CI server has a mark in it.
    for char in calmed(text, "").chars() {
        match char {
            char if !char.is_ascii_punctuation() || ",./:;-()=%+?!'\"".contains(char) => {
                out.push(char);
            }
            mark => out += &format!("&#{};", mark as u32),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_name_stays_text_or_code() {
        assert_eq!(text("`a|b` is <b>"), "<code>a&#124;b</code> is &#60;b&#62;");
        assert_eq!(text("`a`b` c"), "<code>a</code>b\\` c");
        assert_eq!(text("[x](y)\n# z"), "&#91;x&#93;(y) &#35; z");
    }
}
