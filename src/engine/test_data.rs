//! Files that only tests use: tests compare other objects with those in them, or try policies on them, and nothing applies
//! them.

use std::collections::BTreeSet;

use crate::engine::kustomize::{absolute, join};
use crate::files::FileSystem;
use crate::naming::words;
use crate::objects::Object;
use crate::yaml::{Cursor, Kind};

/// What the files of tests are called that stand above those that they name.
pub(super) const NAMES: [&str; 4] = [
    "chainsaw-test.yaml",
    "chainsaw-test.yml",
    "suite.yaml",
    "suite.yml",
];

/// What tests compare with, or try policies on, and what they apply: a group and a kind with its fields that name files.
///
/// Sources: <https://kyverno.github.io/chainsaw/latest/operations/>,
/// <https://open-policy-agent.github.io/gatekeeper/website/docs/gator/>, <https://kuttl.dev/docs/testing/reference.html>.
const FIELDS: [(&str, &str, &[&str], &[&str]); 4] = [
    (
        "chainsaw.kyverno.io",
        "Test",
        &[
            "spec.steps.try.assert.file",
            "spec.steps.try.error.file",
            "spec.steps.try.patch.file",
        ],
        &["spec.steps.try.apply.file", "spec.steps.try.create.file"],
    ),
    (
        "chainsaw.kyverno.io",
        "StepTemplate",
        &[
            "spec.try.assert.file",
            "spec.try.error.file",
            "spec.try.patch.file",
        ],
        &["spec.try.apply.file", "spec.try.create.file"],
    ),
    (
        "test.gatekeeper.sh",
        "Suite",
        &["tests.cases.object", "tests.cases.inventory"],
        &[],
    ),
    ("kuttl.dev", "TestStep", &["assert", "error"], &["apply"]),
];

/// The files that tests name, by absolute paths.
#[derive(Clone, Debug, Default)]
pub(super) struct TestFiles {
    compared: BTreeSet<String>,
    applied: BTreeSet<String>,
}

impl TestFiles {
    /// Those that an object in the file at `path` names, if it is a test.
    pub(super) fn named_by(
        files: &dyn FileSystem,
        object: &Object<'_>,
        path: &str,
    ) -> Option<Self> {
        let is_it = |group: &str, kind: &str| object.group() == group && object.kind == kind;
        let known = FIELDS.iter().find(|(group, kind, ..)| is_it(group, kind));
        let (_, _, compared, applied) = known?;
        let file = absolute(files, path);
        let (directory, _) = file.rsplit_once('/')?;
        let named = |fields: &[&str]| {
            let values = fields.iter().flat_map(|field| texts(object.root, field));
            // What lies elsewhere is likely to be there for more than the test.
            let own = values.filter(|value| !value.starts_with(".."));
            own.map(|value| join(directory, &value)).collect()
        };
        Some(Self {
            compared: named(compared),
            applied: named(applied),
        })
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.compared.append(&mut other.compared);
        self.applied.append(&mut other.applied);
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.compared.is_empty() && self.applied.is_empty()
    }

    /// Takes note of one more file that is only compared with.
    pub(super) fn compare_with(&mut self, file: String) {
        self.compared.insert(file);
    }

    /// Whether tests compare with the objects of a file, or try policies on them.
    pub(super) fn compare(&self, file: &str) -> bool {
        self.compared.contains(file)
    }

    /// Whether tests apply the objects of a file.
    pub(super) fn apply(&self, file: &str) -> bool {
        self.applied.contains(file)
    }
}

/// The texts at a field, in every entry of the lists on the way.
fn texts(root: Cursor<'_>, field: &str) -> Vec<String> {
    fn entries(at: Cursor<'_>) -> Vec<Cursor<'_>> {
        match at.kind() {
            Kind::Sequence => at.items().collect(),
            _ => vec![at],
        }
    }
    let mut at = entries(root);
    for key in field.split('.') {
        let below = at.iter().filter_map(|at| at.get(key));
        at = below.flat_map(entries).collect();
    }
    let texts = at.iter().filter_map(|at| at.as_str());
    texts.map(|text| text.into_owned()).collect()
}

/// Whether an object was read from a server: it has what only a server sets, or an owner without its UID, as is left
/// once such values are cut out.
pub(super) fn is_served(object: &Object<'_>) -> bool {
    const SET: [&str; 4] = ["generation", "resourceVersion", "selfLink", "uid"];
    let Some(metadata) = object.root.get("metadata") else {
        return false;
    };
    let is_cut = |owner: Cursor<'_>| owner.get("kind").is_some() && owner.get("uid").is_none();
    let owners = metadata.get("ownerReferences");
    SET.iter().any(|key| metadata.get(key).is_some())
        || owners.is_some_and(|owners| owners.items().any(is_cut))
}

/// How a file's name and those of its directories say that tests compare with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// It is what its test expects.
    Expected,
    /// It may be what a test expects, and another file.
    Likely,
    /// It is beside what tests compare with.
    Beside,
    /// Nothing says so.
    No,
}

/// What a file is called: `02-assert.yaml` is one that kuttl and chainsaw compare with, and `assert` or `expected` say so in
/// directories of tests.
pub(super) fn called(file: &str) -> Called {
    const DIRECTORIES: usize = 3;
    let file = file.to_ascii_lowercase();
    let (directories, name) = file.rsplit_once('/').unwrap_or(("", &file));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = words(stem).collect();
    let is_step = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let near = || directories.rsplit('/').take(DIRECTORIES);
    match words.as_slice() {
        [step, "assert", ..] if is_step(step) => Called::Expected,
        [step, "error" | "errors", ..] if is_step(step) => Called::Likely,
        _ if at_either_end(&words, is_expectation) => match near().any(is_of_tests) {
            true => Called::Expected,
            false => Called::Likely,
        },
        _ if is_expected_by_place(directories) => Called::Expected,
        _ if near().any(is_of_comparisons) => Called::Beside,
        _ => Called::No,
    }
}

fn at_either_end(words: &[&str], is_it: fn(&str) -> bool) -> bool {
    let mut ends = words.first().into_iter().chain(words.last());
    ends.any(|word| is_it(word))
}

fn is_expectation(word: &str) -> bool {
    matches!(
        word,
        "assert" | "assertion" | "assertions" | "asserts" | "expected" | "golden"
    )
}

/// Whether a file stands where the tests of a program keep what they read: no one applies it.
///
/// Sources: `go help packages` on `testdata`, Maven's standard directory layout.
pub(super) fn is_test_input(file: &str) -> bool {
    let directories = file
        .rsplit_once('/')
        .map_or("", |(directories, _)| directories);
    let mut each = directories.split('/');
    each.any(|directory| matches!(directory, "testdata" | "fixtures"))
        || format!("{directories}/").contains("/src/test/resources/")
}

/// Whether a file stands in a directory of tests, or not far below one.
pub(super) fn is_in_tests(file: &str) -> bool {
    const AROUND: usize = 4;
    let mut near = file.rsplit('/').skip(1).take(AROUND);
    near.any(is_of_tests)
}

fn is_of_tests(directory: &str) -> bool {
    let words: Vec<&str> = words(directory).collect();
    at_either_end(&words, |word| {
        matches!(
            word,
            "chainsaw" | "e2e" | "kuttl" | "test" | "testdata" | "testing" | "tests"
        )
    })
}

/// Whether a file stands in a directory for what tests expect, with a directory of tests around it.
fn is_expected_by_place(directories: &str) -> bool {
    const AROUND: usize = 5;
    let mut near = directories.rsplit('/').take(AROUND);
    let is_it = |directory: &str| {
        matches!(
            directory,
            "asserts" | "compare" | "expected" | "expected-output" | "golden" | "snapshots"
        )
    };
    near.any(is_it) && near.any(is_of_tests)
}

/// Whether a directory is called as those are that hold what tests compare with.
fn is_of_comparisons(directory: &str) -> bool {
    matches!(
        directory,
        "asserts" | "compare" | "expected" | "fixtures" | "golden" | "test-data" | "testdata"
    )
}
