//! What holds of any build.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use podlint::files::{FileSystem, Nothing, Reach, Texts};
use podlint::helm::{Chart, Given, Request};
use podlint::host::Alone;
use podlint::kustomize::{Cache, Ground, build};
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

/// All files, and nobody who does more than one thing at a time.
pub(crate) fn ground<'g>(files: &'g Texts, cache: &'g Cache) -> Ground<'g> {
    static REACH: LazyLock<Reach> = LazyLock::new(Reach::everything);
    Ground {
        files,
        reach: &REACH,
        workers: &Alone,
        kubernetes: Request::default().kubernetes,
        cache,
    }
}

/// Asserts what holds of the build of any files.
pub(crate) fn holds(text: &str) {
    let files = texts(&files_of(text));
    let (shared, own) = (Cache::default(), Cache::default());
    for directory in ["/shop/base", "/shop/prod", "/shop"] {
        let built = build(Path::new(directory), ground(&files, &shared));
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
        let alone = build(Path::new(directory), ground(&files, &own));
        let again = alone.text().map(|text| text.as_str());
        assert_eq!(again, Some(text.as_str()));
    }
}

/// Asserts what holds of any files as a chart: what is printed is what is read again, and comes from where it is said to.
pub(crate) fn holds_as_chart(text: &str) {
    let files = texts(&files_of(text));
    let cache = Cache::default();
    let ground = ground(&files, &cache).of_charts();
    let chart = Chart::load(Path::new("/shop"), ground);
    let mut values = vec![Vec::new()];
    for name in ["/values.yaml", "/shop/ci/a-values.yaml"] {
        let path = Path::new(name);
        values.extend(
            files
                .exists(path)
                .then(|| vec![Given::File(path.to_owned())]),
        );
    }
    for values in values {
        let request = Request {
            values,
            ..Request::default()
        };
        let rendering = chart.render(&request, ground);
        taken(&rendering);
        let again = chart.render(&request, ground);
        let printed = |rendering: &Rendering| {
            let outputs = rendering.outputs.iter();
            let texts = outputs.map(|output| output.text.as_str().to_owned());
            texts.collect::<Vec<_>>()
        };
        assert_eq!(printed(&rendering), printed(&again));
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
    use std::path::Path;

    use super::{holds, holds_as_chart};

    fn texts_in(directory: &str) -> Vec<String> {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
        let entries = std::fs::read_dir(directory).unwrap();
        let mut texts: Vec<String> = entries
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        texts.sort();
        texts
    }

    /// Each text without a line, and with one of another text in its place.
    fn near(texts: &[String], holds: &dyn Fn(&str)) {
        for (number, text) in texts.iter().enumerate() {
            holds(text);
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for at in (number % 9..lines.len()).step_by(9) {
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

    #[test]
    fn texts_near_to_charts_hold() {
        near(&texts_in("tests/data/charts"), &holds_as_chart);
    }

    #[test]
    fn texts_near_to_kustomizations_hold() {
        near(&texts_in("tests/data/kustomize"), &holds);
    }
}
