//! What holds of any build.

use std::path::Path;
use std::sync::Arc;

use podlint::files::{Nothing, Reach, Texts};
use podlint::kustomize::{Cache, build};
use podlint::origin::{Made, ProblemKind, Rendering};
use podlint::yaml::Tree;

/// The files of a text: each begins with a line `-- PATH --`.
pub(crate) fn files_of(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line.strip_prefix("-- ");
        match name.and_then(|rest| rest.strip_suffix(" --\n")) {
            Some(name) => files.push((name.to_owned(), String::new())),
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    files
}

/// The same as files of a system.
pub(crate) fn texts(files: &[(String, String)]) -> Texts {
    let mut texts = Texts::over(Arc::new(Nothing));
    for (path, text) in files {
        texts.put(&Path::new("/").join(path), text.as_str());
    }
    texts
}

/// Asserts what holds of the build of any files.
pub(crate) fn holds(text: &str) {
    let files = texts(&files_of(text));
    let reach = Reach::everything();
    let (shared, own) = (Cache::default(), Cache::default());
    for directory in ["/shop/base", "/shop/prod", "/shop"] {
        let built = build(Path::new(directory), &reach, &files, &shared);
        taken(&built.rendering);
        let problems = &built.rendering.problems;
        let ends = |kind| problems.iter().any(|problem| problem.kind == kind);
        let is_refused = ends(ProblemKind::Refused);
        let Some(text) = built.text() else {
            assert!(is_refused || ends(ProblemKind::NotChecked), "{text:?}");
            continue;
        };
        assert!(!is_refused, "{text:?}: {problems:?}");
        let tree = Tree::read(text.as_str());
        for document in tree.documents() {
            assert!(
                !document.is_broken(),
                "{:?}\n{}",
                document.faults,
                text.as_str()
            );
        }
        // What others had built before makes no difference.
        let alone = build(Path::new(directory), &reach, &files, &own);
        let again = alone.text().map(|text| text.as_str());
        assert_eq!(again, Some(text.as_str()));
    }
}

/// Asserts that what was taken over stands at its place, and says how many bytes that are.
pub(crate) fn taken(rendering: &Rendering) -> usize {
    let mut bytes = 0;
    for output in &rendering.outputs {
        let mut start = 0;
        for run in output.text.runs() {
            let part = &output.text.as_str()[start..run.end];
            start = run.end;
            let Some(origin) = run.origin else {
                continue;
            };
            let file = &rendering.files[origin.place.file.0 as usize];
            let there = origin.place.span.of(&file.text);
            if origin.made == Made::Taken {
                assert_eq!(there, part);
                bytes += part.len();
            }
        }
    }
    for problem in &rendering.problems {
        let places = problem.others.iter().map(|(place, _)| *place);
        for place in places.chain(problem.place) {
            let file = &rendering.files[place.file.0 as usize];
            assert!(place.span.end as usize <= file.text.len(), "{problem:?}");
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn texts_near_to_kustomizations_hold() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/kustomize");
        let entries = std::fs::read_dir(directory).unwrap();
        let mut texts: Vec<String> = entries
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        texts.sort();
        for (number, text) in texts.iter().enumerate() {
            holds(text);
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for at in (number % 9..lines.len()).step_by(9) {
                // Without a line, and with one of another text in its place.
                let mut near = lines.clone();
                near.remove(at);
                holds(&near.concat());
                let other: Vec<&str> = texts[(number + at) % texts.len()]
                    .split_inclusive('\n')
                    .collect();
                near.insert(at, other[at * 7 % other.len()]);
                holds(&near.concat());
            }
        }
    }
}
