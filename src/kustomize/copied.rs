//! Kustomizations that are templates: something copies them to where what they take is.

use std::path::Path;

use crate::files::{FileSystem, top};

/// What directories of templates are called.
const NAMES: [&str; 7] = [
    "boilerplate",
    "scaffold",
    "scaffolding",
    "skeleton",
    "skeletons",
    "template",
    "templates",
];

/// How many directories are looked at, from the innermost on.
const MOST_ABOVE: usize = 4;

/// Whether a directory is one of templates, or not far below one. The templates of a chart are no such ones.
pub(super) fn is_copied(files: &dyn FileSystem, directory: &Path) -> bool {
    let top = top(files, directory).unwrap_or_else(|| files.here());
    let near = directory.ancestors().take(MOST_ABOVE);
    { near }
        .take_while(|near| near.starts_with(&top) && **near != *top)
        .any(|near| is_called_one(near) && !files.exists(&near.with_file_name("Chart.yaml")))
}

fn is_called_one(directory: &Path) -> bool {
    let name = directory.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| NAMES.contains(&name.trim_start_matches(['_', '.'])))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::is_copied;
    use crate::files::{Nothing, Texts};

    #[test]
    fn templates_are_copied_but_for_those_of_charts() {
        let mut files = Texts::over(Arc::new(Nothing));
        files.put(Path::new("/shop/.git"), "");
        files.put(Path::new("/shop/chart/Chart.yaml"), "");
        for (directory, is) in [
            ("/shop/hack/templates/web", true),
            ("/shop/_template/deploy/overlays/prod", true),
            ("/shop/_template/a/b/c/d", false),
            ("/shop/chart/templates/web", false),
            ("/shop/web-template/prod", false),
            ("/shop/overlays/prod", false),
        ] {
            assert_eq!(is_copied(&files, Path::new(directory)), is, "{directory}");
        }
    }
}
