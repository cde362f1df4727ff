//! Checks the files of an example as a run checks files.

use std::path::Path;
use std::sync::Arc;

use super::Place;
use super::read::File;
use crate::config;
use crate::engine::{self, Input, Report, Session, Settings, render_from};
use crate::files::{FileSystem, Nothing, Texts, shown};
use crate::rules::Rule;
use crate::source::LineIndex;
use crate::validation::update::Past;

/// Checks the files of an example of a rule's page. Fails, in a sentence, if its configuration cannot be used.
pub(super) fn check(files: &[File], settings: &Settings, rule: &Rule) -> Result<Report, String> {
    let configuration = files.iter().find(|file| is_configuration(file));
    let configured = configuration
        .map(|file| {
            let rules = (settings.rules(), Some(rule.id));
            Settings::of_text(&file.name, &file.text, rules)
        })
        .transpose()?;
    let input = |file: &File| Input::Bytes {
        shown: file.name.clone(),
        bytes: file.text.clone().into_bytes(),
    };
    let (then, now): (Vec<&File>, Vec<&File>) = files
        .iter()
        .filter(|file| !is_configuration(file))
        .partition(|file| file.was);
    let settings = configured.as_ref().unwrap_or(settings);
    let mut past = Past::of("main", Path::to_path_buf);
    for file in then {
        let same = now.iter().find(|later| later.name == file.name);
        let now = same.map(|later| &*later.text);
        past.add(&file.name, &file.text, now, &|object, config_maps| {
            !engine::is_refused(object, config_maps, settings)
        });
    }
    let session = Session::new(settings, &|_| ()).since(Some(&past));
    session.check_all(now.iter().copied().map(input).collect());
    check_rendered(&session, &now, settings);
    Ok(session.into_report())
}

/// Has the charts and overlays among files rendered, and what they are rendered to checked.
fn check_rendered(session: &Session<'_>, files: &[&File], settings: &Settings) {
    let mut texts = Texts::over(Arc::new(Nothing));
    for file in files {
        texts.put(Path::new(&file.name), &*file.text);
    }
    let paths: Vec<&Path> = files.iter().map(|file| Path::new(&file.name)).collect();
    let renders = render_from(session, &paths, std::iter::empty(), &texts, settings);
    let here = texts.here();
    let shown = |path: &Path| shown(path.strip_prefix(&here).unwrap_or(path));
    session.check_rendered(renders, &|_| true, &shown);
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
