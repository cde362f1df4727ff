//! "Nothing was checked" is no success: what to say where no manifest was found.

use std::collections::HashSet;
use std::path::Path;

use super::args::Scope;
use super::asked::Asked;
use super::{Exit, say};
use crate::engine::Report;
use crate::files;
use crate::objects::Skip;
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
            let found = chart(report, &files)
                .or_else(|| source(&files))
                .unwrap_or(found);
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

/// A chart that is rendered to nothing, and why.
fn chart(report: &Report, files: &[&str]) -> Option<String> {
    let directory = directory_of("Chart.yaml", files)?;
    let within = |path: &str| {
        let rest = path.strip_prefix(directory);
        directory == "." || rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let mut skipped = report.summary.skipped.iter();
    let why = skipped.find_map(|skipped| {
        let is_here = skipped.reason == Skip::Template && within(&skipped.path);
        is_here.then_some(skipped.what.as_deref()).flatten()
    });
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    Some(format!(
        "{directory} is a Helm chart that is rendered to nothing{why}"
    ))
}

/// What manifests are made from in a directory that holds none, and how they are made.
fn source(files: &[&str]) -> Option<String> {
    let names = ["kustomization.yaml", "kustomization.yml"];
    let directory = names.iter().find_map(|name| directory_of(name, files))?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    let is_word = directory.bytes().all(is_plain) && !directory.starts_with('-');
    is_word.then(|| {
        format!("{directory} is a kustomization: `kubectl kustomize {directory} | podlint check -` checks what it makes")
    })
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
        (1, [reason]) => format!("it is {}", words::is(*reason)),
        (_, several) => format!(
            "skipped {}: {}",
            words::counted(several.len(), "document"),
            reasons(several.iter().copied()),
        ),
    }
}
