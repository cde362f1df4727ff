//! The sets of values that lie beside a chart.

use std::path::{Path, PathBuf};

use super::Ground;
use super::bounds::MAX_SETS;
use crate::files::seen_from;

/// Values that a chart is rendered with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueSet {
    /// What reports call it: the files as they are seen from the chart, or nothing for the chart's own values.
    pub name: String,
    /// The files, in order; of a value that several set, the last holds.
    pub files: Vec<PathBuf>,
}

/// The sets of values that a chart is checked with when nobody names others: its own alone, and with each of the files that
/// lie beside it for that by habit: `ci/*-values.yaml`, which chart-testing knows, `values-*.yaml` and `values.*.yaml`, and what is in
/// `environments/`. A schema of values is none of them, even where it is written in YAML.
#[must_use]
pub fn value_sets(chart: &Path, ground: Ground<'_>) -> Vec<ValueSet> {
    let mut found = vec![ValueSet::default()];
    let is_of_ci = |name: &str| name == "values" || name.ends_with("-values");
    let is_beside = |name: &str| {
        let rest = name.strip_prefix("values");
        let is_schema = name.rsplit(['-', '.', '_']).next() == Some("schema");
        !is_schema && rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with(['-', '.', '_']))
    };
    let beside = yaml_files(chart, ground, &is_beside);
    let of_ci = yaml_files(&chart.join("ci"), ground, &is_of_ci);
    let environments = chart.join("environments");
    let of_environments = yaml_files(&environments, ground, &|_| true);
    let below = directories(&environments, ground);
    let below = below.iter().map(|path| path.join("values.yaml"));
    let below = below.filter(|path| ground.files.exists(path));
    let all = of_ci
        .into_iter()
        .chain(beside)
        .chain(of_environments)
        .chain(below);
    found.extend(all.take(MAX_SETS).map(|path| ValueSet {
        name: seen_from(chart, &path),
        files: vec![path],
    }));
    found
}

/// The files of YAML in a directory whose names, without their ending, are such.
fn yaml_files(directory: &Path, ground: Ground<'_>, is: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found = listed(directory, ground);
    found.retain(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let name = name.as_deref().unwrap_or_default();
        let stem = name
            .strip_suffix(".yaml")
            .or_else(|| name.strip_suffix(".yml"));
        stem.is_some_and(is) && !ground.files.is_directory(path)
    });
    found
}

fn directories(directory: &Path, ground: Ground<'_>) -> Vec<PathBuf> {
    let mut found = listed(directory, ground);
    found.retain(|path| ground.files.is_directory(path));
    found
}

/// What is in a directory and in reach, in the order of names.
fn listed(directory: &Path, ground: Ground<'_>) -> Vec<PathBuf> {
    let listed = ground.files.list(directory).unwrap_or_default();
    let paths = listed.into_iter().map(|listed| listed.path);
    let is_in_reach = |path: &PathBuf| ground.reach.resolve(ground.files, path).is_ok();
    let mut found: Vec<PathBuf> = paths.filter(is_in_reach).collect();
    found.sort();
    found
}
