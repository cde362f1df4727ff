//! What Helm has rendered a chart to, kept inside that chart: tests of the chart compare with it, or people look at it, and
//! what is applied is rendered anew.

use std::path::Path;

use crate::engine::above::read;
use crate::engine::kustomize::ancestors;
use crate::files::{FileSystem, Most};
use crate::yaml::Tree;

/// How many comments of a file are looked at: Helm writes one before each document.
const FIRST: usize = 16;

/// How many directories above a file a chart is looked for in.
const MOST_ABOVE: usize = 8;

/// What the directories are called in which charts keep what they are rendered to.
const DIRECTORIES: [&str; 9] = [
    "ci",
    "example",
    "examples",
    "expected",
    "golden",
    "rendered",
    "snapshots",
    "test",
    "tests",
];

/// The name of the chart that a text was rendered from, as Helm writes it: `# Source: shop/templates/service.yaml`.
pub(super) fn chart_of(tree: &Tree<'_>) -> Option<String> {
    let comments = tree.comments().iter().take(FIRST);
    let mut sources = comments.filter_map(|comment| {
        let template = comment.of(tree.text()).strip_prefix("# Source: ")?;
        let (chart, inside) = template.split_once('/')?;
        inside
            .split('/')
            .any(|part| part == "templates")
            .then_some(chart)
    });
    sources.next().map(str::to_owned)
}

/// Whether a file lies in a directory for such files of the chart with this name. `file` is absolute.
pub(super) fn is_in_chart(files: &dyn FileSystem, file: &str, chart: &str, most: Most) -> bool {
    let mut is_among = false;
    for directory in ancestors(file).take(MOST_ABOVE) {
        if is_among && name_of_chart(files, directory, most).is_some_and(|name| name == chart) {
            return true;
        }
        let name = directory.rsplit('/').next().unwrap_or_default();
        is_among |= DIRECTORIES.contains(&name);
        if files.has(Path::new(directory), ".git") {
            break;
        }
    }
    false
}

fn name_of_chart(files: &dyn FileSystem, directory: &str, most: Most) -> Option<String> {
    let (_, text) = read(files, directory, "Chart.yaml", most)?;
    let tree = Tree::read(&text);
    let root = tree.root(tree.documents().first()?)?;
    Some(root.get("name")?.as_str()?.into_owned())
}
