//! Checks the files of an example as a run checks files.

use super::Place;
use super::read::File;
use crate::bundle::Bundle;
use crate::config::{self, Flags, Unsettled};
use crate::engine::{Report, Settings};
use crate::rules::Rule;
use crate::source::LineIndex;

/// Checks the files of an example of a rule's page. Fails, in a sentence, if its configuration cannot be used.
pub(super) fn check(files: &[File], settings: &Settings, rule: &Rule) -> Result<Report, String> {
    let (then, now): (Vec<&File>, Vec<&File>) = files.iter().partition(|file| file.was);
    let bundle = Bundle::of(now.into_iter().map(named)).on(settings.host.today);
    let configured = match bundle.configuration() {
        Some((shown, _)) => bundle
            .settings(&Flags::default(), (settings.rules(), Some(rule.id)))
            .map_err(|error| sentence(shown, error))?,
        None => Settings {
            host: bundle.host(),
            ..settings.clone()
        },
    };
    let then: Vec<_> = then.into_iter().map(named).collect();
    Ok(bundle.check(&configured, &then))
}

fn named(file: &File) -> (&str, &str) {
    (&file.name, &file.text)
}

/// The first thing that is wrong with a configuration.
fn sentence(shown: &str, error: Unsettled) -> String {
    match error {
        Unsettled::Flag(sentence) => sentence,
        Unsettled::File(fault) => match fault.problems.first() {
            Some(problem) => format!("{shown}: {}", problem.message),
            None => fault.shown,
        },
    }
}

pub(super) fn is_configuration(file: &File) -> bool {
    config::NAMES.contains(&file.name.as_str())
}

pub(super) fn places(report: &Report) -> Vec<Place> {
    let place = |finding: &crate::engine::Finding| {
        let primary = &finding.diagnostic.primary;
        let source = report.sources.get(&primary.source)?;
        let line = LineIndex::new(&source.text).line(primary.span.start) + 1;
        Some((
            source.path.clone(),
            line,
            finding.diagnostic.rule.to_string(),
        ))
    };
    report.findings.iter().filter_map(place).collect()
}
