//! "Nothing was checked" is no success: what to say where no manifest was found.

use std::collections::HashSet;
use std::path::Path;

use super::args::Scope;
use super::{Exit, say};
use crate::engine::{Report, Skipped};
use crate::files;
use crate::objects::Skip;
use crate::project::Asked;
use crate::report::{reasons, words};
use crate::walk::File;

const WAY_OUT: &str = "(--allow-empty if that is fine)";

/// What a custom resource wants.
const NO_SCHEMA: &str = "a custom resource without a schema: --schema-location says where that is";

/// Says where there was no manifest, and judges. Hooks name files one by one whatever these are, so a
/// file that is no manifest is no failure; a directory or standard input without one is.
pub(super) fn judge(scope: &Scope, quiet: bool, asked: &Asked, report: &Report) -> Exit {
    let bare: HashSet<&str> = report
        .summary
        .without_objects
        .iter()
        .map(String::as_str)
        .collect();
    let mut problems = Vec::new();
    if let Some(blank) = asked.blank {
        if blank {
            problems.push(format!(
                "standard input is empty; nothing was checked {WAY_OUT}"
            ));
        } else if bare.contains(scope.stdin_filename.as_str()) {
            let found = describe(report, &[scope.stdin_filename.as_str()]);
            problems.push(format!(
                "standard input holds no manifest; {found} {WAY_OUT}"
            ));
        }
    }
    for directory in asked.named_directories().filter(|found| !found.shared) {
        let within = |file: &&File| file.found_in == Some(directory.index);
        let files = asked.named_files().filter(within);
        let files: Vec<&str> = files.map(|file| file.shown.as_str()).collect();
        if files.iter().all(|file| bare.contains(file)) {
            let found = describe(report, &files);
            let path = &asked.request.paths[directory.index];
            let found = match not_looked_into(asked, path) {
                None => found,
                Some(left_out) => format!("{found}; not looked into: {left_out}"),
            };
            let name = match files::shown(path) {
                here if here.is_empty() || here == "." => "the current directory".to_owned(),
                named => named,
            };
            let found = rendered(report, &files).unwrap_or(found);
            problems.push(format!("{name} holds no manifests; {found} {WAY_OUT}"));
        }
    }
    if problems.is_empty() || scope.allow_empty {
        if !quiet {
            say_of_files(asked, report, &bare);
        }
        return Exit::Clean;
    }
    problems.iter().for_each(|problem| say(problem));
    Exit::Incomplete
}

/// What is left out of a directory that is named, by kind.
fn not_looked_into(asked: &Asked, directory: &Path) -> Option<String> {
    let left_out = asked.found.left_out.iter();
    let of_it: Vec<Skip> = left_out
        .filter(|(path, _)| Path::new(path).starts_with(directory))
        .map(|(_, reason)| *reason)
        .collect();
    (!of_it.is_empty()).then(|| reasons(of_it.into_iter()))
}

/// Where all that was named are files and none is a manifest, or all is excluded, that is said.
fn say_of_files(asked: &Asked, report: &Report, bare: &HashSet<&str>) {
    let excluded = &asked.found.excluded;
    if excluded.len() == asked.named_paths().len() && asked.blank.is_none() {
        match &excluded[..] {
            [] => {}
            [path] => say(&format!("{path} is excluded; nothing was checked")),
            _ => say("all that was named is excluded; nothing was checked"),
        }
        return;
    }
    let only_files = asked.blank.is_none() && asked.named_directories().next().is_none();
    let files = asked.named_files();
    let files: Vec<&str> = files.map(|file| file.shown.as_str()).collect();
    if !only_files || files.is_empty() || !files.iter().all(|file| bare.contains(file)) {
        return;
    }
    let found = describe(report, &files);
    match files[..] {
        [file] => say(&format!("{file} is no manifest; {found}")),
        _ => say(&format!("none of the files named is a manifest; {found}")),
    }
}

/// What charts and kustomizations among the files are rendered to where that holds nothing to check, and why.
fn rendered(report: &Report, files: &[&str]) -> Option<String> {
    const KUSTOMIZATION: &str = "a kustomization";
    let is = |what: &'static str, name: &str| Some((what, directory_of(name, files)?));
    let (what, directory) = is("a Helm chart", "Chart.yaml")
        .or_else(|| is(KUSTOMIZATION, "kustomization.yaml"))
        .or_else(|| is(KUSTOMIZATION, "kustomization.yml"))?;
    let within = |path: &str| {
        let rest = path.strip_prefix(directory);
        directory == "." || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let skipped = report.summary.skipped.iter();
    let here: Vec<_> = skipped.filter(|skipped| within(&skipped.path)).collect();
    let of_rendering =
        |skipped: &&&Skipped| skipped.document.is_none() && skipped.reason == Skip::NoSchema;
    if here.iter().any(|skipped| of_rendering(&skipped)) {
        let kinds = here.iter().filter(of_rendering);
        let count = words::counted(kinds.count(), "custom resource");
        return Some(format!(
            "{directory} is {what} that is rendered to {count} without a schema: --schema-location says where that is"
        ));
    }
    let template = here.iter().find(|skipped| skipped.reason == Skip::Template);
    let why = template.and_then(|skipped| skipped.what.as_deref());
    let way = match what {
        KUSTOMIZATION if template.is_some() && is_word(directory) => {
            format!("; `kubectl kustomize {directory} | podlint check -` checks what it makes")
        }
        _ => String::new(),
    };
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    Some(format!(
        "{directory} is {what} that is rendered to nothing{why}{way}"
    ))
}

/// Whether a shell takes a path as one word that is no flag.
fn is_word(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    path.bytes().all(is_plain) && !path.starts_with('-')
}

/// The directory of the first file of a name.
fn directory_of<'f>(name: &str, files: &[&'f str]) -> Option<&'f str> {
    let directory = files.iter().find_map(|file| {
        let rest = file.strip_suffix(name)?;
        (rest.is_empty() || rest.ends_with('/')).then_some(rest)
    })?;
    let directory = directory.trim_end_matches('/');
    Some(directory)
        .filter(|path| !path.is_empty())
        .or(Some("."))
}

/// What stands in files instead of manifests.
fn describe(report: &Report, files: &[&str]) -> String {
    let skipped = report.summary.skipped.iter();
    let files: HashSet<&str> = files.iter().copied().collect();
    let of: Vec<Skip> = skipped
        .filter(|skipped| files.contains(skipped.path.as_str()))
        .map(|skipped| skipped.reason)
        .collect();
    match (files.len(), &of[..]) {
        (0, _) => "there is no .yaml, .yml or .json file in it".to_owned(),
        (1, []) => "it is empty".to_owned(),
        (_, []) => "all files are empty".to_owned(),
        (1, [Skip::NoSchema]) => format!("all that it holds is {NO_SCHEMA}"),
        (1, [reason]) => format!("it is {}", words::skip_reason(*reason)),
        (_, several) => format!(
            "skipped {}: {}",
            words::counted(several.len(), "document"),
            reasons(several.iter().copied()),
        ),
    }
}
