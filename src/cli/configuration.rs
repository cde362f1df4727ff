//! What flags say of settings, which configuration files there are, and what is said of one that fails.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::{Configuration, Scope};
use super::{Failure, width};
use crate::config::{Fault, Files, Flags};
use crate::machine;
use crate::project::Sought;
use crate::report::{self, Options, words};
use crate::rules::{Ignored, Selector};
use crate::secret;
use crate::source::{LineIndex, Source, SourceId};

/// What the flags of `podlint check` say of settings.
pub(super) fn flags(scope: &Scope) -> Result<Flags, Failure> {
    let select = selectors("--select", &scope.select)?;
    Ok(Flags {
        kubernetes_version: scope.kubernetes_version.clone(),
        pod_security: scope.pod_security.clone(),
        scope: scope.scope,
        schema_locations: scope.schema_location.clone(),
        profile: scope.profile,
        select: (!select.is_empty()).then_some(select),
        ignore: ignored(&scope.ignore)?,
        max_file_size: scope.max_file_size,
        trusted: scope.configuration.trust.clone(),
        charts: scope.charts.values(),
    })
}

fn ignored(names: &[String]) -> Result<Vec<Ignored>, Failure> {
    let parse = |name: &String| {
        Ignored::parse(name, true).map_err(|error| Failure::Request(format!("--ignore: {error}")))
    };
    names.iter().map(parse).collect()
}

fn selectors(flag: &str, names: &[String]) -> Result<Vec<Selector>, Failure> {
    let parse = |name: &String| {
        Selector::parse(name, true)
            .map_err(|near| Failure::Request(format!("{flag}: {}", Selector::unknown(name, near))))
    };
    names.iter().map(parse).collect()
}

/// Where configuration files are sought.
pub(super) fn sought(asked: &Configuration) -> Sought {
    match &asked.config {
        Some(path) => Sought::Given(path.clone()),
        None if asked.no_config => Sought::Nowhere,
        None => Sought::Around,
    }
}

/// The configuration files for what is named: those above it, and above the working directory.
pub(super) fn files<'p>(
    asked: &Configuration,
    named: impl Iterator<Item = &'p Path>,
) -> Result<Files, Failure> {
    Ok(sought(asked).files(&machine::host(), &asked.trust, named)?)
}

/// Says what is wrong with a configuration file, and where.
pub(super) fn say(fault: &Fault, color: bool) {
    let source = Source {
        id: SourceId(0),
        path: fault.shown.clone(),
        text: fault.text.clone(),
        hidden: secret::of_text(&fault.text),
    };
    let lines = LineIndex::new(&fault.text);
    let mut err = io::stderr();
    let options = Options::human(color && err.is_terminal(), width());
    for problem in &fault.problems {
        let message = secret::in_text(&problem.message);
        let message = words::printable(&message);
        let path = words::printable(&fault.shown);
        // Without a standard error nobody listens.
        if fault.text.is_empty() {
            drop(writeln!(err, "podlint: {path}: {message}"));
            continue;
        }
        let at = lines.position(&fault.text, problem.span.start);
        let (line, column) = (at.line, at.column);
        drop(writeln!(err, "podlint: {path}:{line}:{column}: {message}"));
        let help = problem.help.as_deref();
        drop(write!(
            err,
            "{}",
            report::excerpt(&source, problem.span, help, &options)
        ));
    }
}
