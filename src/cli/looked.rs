//! What is looked at for commands that show objects and no findings.

use std::path::PathBuf;

use super::args::Scope;
use super::{Exit, Failure, configuration, named, say};
use crate::diagnostic::{Category, RuleId};
use crate::engine::{Applied, Finding, Report};
use crate::machine;
use crate::project::{By, Prepared, Wanted};
use crate::source::LineIndex;

/// Looks at what is named as `podlint check` does, and says what could not be read: gives the objects that are applied
/// together, what all comes to, and how the command ends if nothing else befalls it.
pub(super) fn at(scope: &Scope) -> Result<(Vec<Applied>, Report, Exit), Failure> {
    let prepared = Prepared::of(Wanted {
        host: machine::host(),
        named: named::by(scope)?,
        here: PathBuf::new(),
        flags: configuration::flags(scope)?,
        sought: configuration::sought(&scope.configuration),
        exclude: &scope.exclude,
        own: Vec::new(),
        project: None,
    })?;
    let (applied, report) = prepared.check(By::default(), &[], &|_| ())?.into_objects();
    let unread = report.findings.iter().filter(|finding| is_unread(finding));
    let unread = unread.map(|finding| sentence(finding, &report));
    let mut exit = Exit::Clean;
    for sentence in report.problems().chain(unread) {
        say(&sentence);
        exit = Exit::Incomplete;
    }
    Ok((applied, report, exit))
}

/// Whether a finding says that something could not be read, or rendered.
fn is_unread(finding: &Finding) -> bool {
    finding.category == Category::Syntax || finding.diagnostic.rule == RuleId::RENDER_ERROR
}

fn sentence(finding: &Finding, report: &Report) -> String {
    let diagnostic = &finding.diagnostic;
    let source = report.sources.get(&diagnostic.primary.source);
    let place = source.map_or_else(String::new, |source| {
        let lines = LineIndex::new(&source.text);
        let at = lines.position(&source.text, diagnostic.primary.span.start);
        format!("{}:{}:{}: ", source.path, at.line, at.column)
    });
    format!("{place}{}", diagnostic.message)
}
