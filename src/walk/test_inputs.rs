//! Directories of what a program's tests read: much of it is wrong on purpose, and nothing applies it.

use std::ffi::OsStr;
use std::path::Path;

use super::left_out::Siblings;
use crate::files::names;
use crate::naming::words;

/// Whether a directory is one, by its name and what is around it. Not if its tests run on a cluster, since they apply what
/// they read, nor in a tree of manifests alone, which has no tests.
///
/// Sources: `go help packages` on `testdata`; Jest's, RSpec's, Django's and Cypress's `fixtures`; Maven's standard
/// directory layout.
pub(super) fn is_one(path: &Path, around: &Siblings<'_>) -> bool {
    let is_called_so = match path.file_name().and_then(OsStr::to_str) {
        Some(
            "testdata" | "test-data" | "test_data" | "__testdata__" | "__fixtures__"
            | "__snapshot__" | "__snapshots__" | "test-fixtures" | "test_fixtures",
        ) => true,
        // An application may be called so, in a directory for each.
        Some("fake" | "fakes" | "fixtures" | "mock" | "mocks") => {
            around.has_code || near(around.directory, is_of_tests)
        }
        // Tests of manifests have them as such.
        Some("data") => {
            around.has_code && names(around.directory).next_back().is_some_and(is_of_tests)
        }
        Some("resources") => around.directory.ends_with("src/test"),
        _ => false,
    };
    let is_wrong = path
        .file_name()
        .and_then(OsStr::to_str)
        .is_some_and(is_wrong);
    let is_read_only = || is_called_so && !near(around.directory, is_on_cluster);
    around.in_project && (is_wrong || is_read_only())
}

/// Whether a directory is called as those are with what is to be refused, or to be mended: `invalid-examples`,
/// `broken-Deployment`. An application may be called after broken links.
fn is_wrong(directory: &str) -> bool {
    const MENDED: [&str; 8] = [
        "broken",
        "deployment",
        "example",
        "examples",
        "manifests",
        "pod",
        "pods",
        "service",
    ];
    let is_mended = |word: &str| MENDED.contains(&&*word.to_ascii_lowercase());
    let is_one_of = |word: &str| word.eq_ignore_ascii_case("broken");
    let is_broken = words(directory).any(is_one_of) && !is_one_of(directory);
    words(directory).any(is_refused)
        || is_broken && words(directory).next_back().is_some_and(is_mended)
}

/// Whether a word says that what is called so is there to be refused.
fn is_refused(word: &str) -> bool {
    matches!(word, "invalid" | "malformed")
}

/// Whether a file says by its name that it is there to be refused: `pod-invalid.yaml`, `error-bad-spec.yaml`.
pub(super) fn is_wrong_file(path: &Path) -> bool {
    const FAULTS: [&str; 6] = ["bad", "empty", "invalid", "missing", "no", "wrong"];
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    let stem = stem.to_ascii_lowercase();
    let words: Vec<&str> = words(&stem).collect();
    let is_error = matches!(words[..], ["error", fault, ..] if FAULTS.contains(&fault));
    let is_broken = matches!(words[..], [_, .., "broken"]);
    is_error || is_broken || words.into_iter().any(is_refused)
}

/// Whether a file is one of those at the top of a project.
pub(super) fn is_of_project(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    matches!(stem, "LICENSE" | "Makefile" | "README") || matches!(&*name, ".git" | "go.mod")
}

/// Whether a file is source code of a program.
pub(super) fn is_code(name: &OsStr) -> bool {
    const ENDS: [&str; 18] = [
        "bats", "c", "cc", "cpp", "cs", "ex", "exs", "go", "java", "js", "jsx", "kt", "php", "py",
        "rb", "rs", "ts", "tsx",
    ];
    let end = Path::new(name).extension().and_then(OsStr::to_str);
    end.is_some_and(|end| ENDS.contains(&end))
}

/// Whether a directory is called so, or one not far above it.
fn near(directory: &Path, is_it: fn(&str) -> bool) -> bool {
    const AROUND: usize = 6;
    names(directory).rev().take(AROUND).any(is_it)
}

fn is_of_tests(directory: &str) -> bool {
    matches!(
        directory,
        "__tests__" | "cypress" | "spec" | "specs" | "test" | "testing" | "tests"
    )
}

/// Whether a directory is called as those are with tests of the whole, which apply manifests to a cluster.
fn is_on_cluster(directory: &str) -> bool {
    words(directory).any(|word| {
        matches!(
            word,
            "acceptance"
                | "chainsaw"
                | "conformance"
                | "e2e"
                | "functional"
                | "integration"
                | "kuttl"
                | "smoke"
                | "systemtest"
                | "systemtests"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    fn is_left_out(path: &str, is_in_project: bool, beside: &[&str]) -> bool {
        let path = Path::new(path);
        let names: Vec<OsString> = beside.iter().map(OsString::from).collect();
        let directory = path.parent().unwrap();
        is_one(path, &Siblings::among(directory, &names, is_in_project))
    }

    #[test]
    fn what_tests_read_is_known_by_its_name() {
        for path in [
            "/shop/pkg/render/testdata",
            "/shop/test/testdata",
            "/shop/web/__fixtures__",
            "/shop/spec/fixtures",
            "/shop/tests/unit/fixtures",
            "/shop/test-data",
            "/shop/api/src/test/resources",
        ] {
            assert!(is_left_out(path, true, &[]), "{path}");
        }
        assert!(is_left_out("/shop/tests/data", true, &["conftest.py"]));
        for beside in ["render_test.go", "models.py", "parse.spec.ts", "check.bats"] {
            assert!(
                is_left_out("/shop/render/fixtures", false, &[beside]),
                "{beside}"
            );
            assert!(
                is_left_out("/shop/render/fake", false, &[beside]),
                "{beside}"
            );
        }
    }

    #[test]
    fn what_is_to_be_refused_is_known_by_its_name() {
        for path in [
            "/shop/hack/invalid-examples",
            "/shop/test/e2e/invalid",
            "/shop/malformed",
            "/shop/broken-Deployment",
        ] {
            assert!(is_left_out(path, true, &[]), "{path}");
            assert!(!is_left_out(path, false, &[]), "{path}");
        }
        assert!(!is_left_out("/shop/invalidation", true, &[]));
        assert!(!is_left_out("/shop/broken-link-checker", true, &[]));
        assert!(!is_left_out("/shop/apps/broken", true, &[]));
    }

    #[test]
    fn there_are_tests_in_projects_only() {
        let path = "/manifests/shop/test/testdata";
        assert!(!is_left_out(path, false, &["pod.yaml"]));
        for beside in [".git", "LICENSE", "Makefile", "README.md", "go.mod", "a.go"] {
            assert!(is_left_out(path, false, &[beside]), "{beside}");
        }
    }

    #[test]
    fn what_is_applied_is_none() {
        for path in [
            // An application of this name.
            "/shop/apps/fixtures",
            "/shop/apps/mocks",
            "/shop/test/e2e/fixtures",
            "/shop/e2e-tests/upgrade/testdata",
            "/shop/test/integration/mesh/deep/testdata",
            "/shop/systemtest/src/test/resources",
            "/shop/src/main/resources",
            "/shop/testdata-loader",
            "/shop/data",
            "/shop/tests/data",
        ] {
            let beside = ["kustomization.yaml", "README.md"];
            assert!(!is_left_out(path, true, &beside), "{path}");
        }
    }
}
