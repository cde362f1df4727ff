//! What is told of manifests that tests of a program apply, and of what a chart is rendered to for its own tests: what the
//! server refuses fails them, and all else is made so for the test, be it weak, old or wrong.

use std::collections::BTreeMap;
use std::path::Path;

use super::Report;
use super::report::Finding;
use crate::config::Settings;
use crate::diagnostic::{Phase, RuleId, Server};
use crate::files::{FileSystem, names};
use crate::naming::words;
use crate::source::{Source, SourceId};

/// Leaves out what is told of such manifests and is not refused. Whoever names a file, or a directory of tests, is told all.
pub(super) fn spare(report: &mut Report, settings: &Settings) {
    let Report {
        findings, sources, ..
    } = report;
    let mut known: BTreeMap<SourceId, bool> = BTreeMap::new();
    let mut is_applied_by_tests = |id: SourceId| {
        let path = || sources.get(&id).map(|source| &*source.path);
        let is_it = || path().is_some_and(|path| is_applied_by_tests(path, settings));
        *known.entry(id).or_insert_with(is_it)
    };
    findings.retain(|finding| match is_of_chart_tests(finding) {
        true => is_kept(finding) && !is_made_up(finding, sources),
        false => is_kept(finding) || !is_applied_by_tests(finding.diagnostic.primary.source),
    });
}

/// Whether a finding is on a value that stands in a chart's values for tests: most are only rendered with them.
fn is_made_up(finding: &Finding, sources: &BTreeMap<SourceId, Source>) -> bool {
    let found = &finding.diagnostic;
    let is_value = matches!(
        found.rule,
        RuleId::INVALID_VALUE | RuleId::UNSUPPORTED_VALUE | RuleId::VALUE_TOO_LONG
    );
    let mut places = [&found.primary].into_iter().chain(&found.labels);
    is_value
        && places.any(|label| {
            let path = sources.get(&label.source).map(|source| &*source.path);
            let directory = path.and_then(|path| path.rsplit(['/', '\\']).nth(1));
            directory == Some("ci")
        })
}

/// Whether a finding holds in tests as well.
fn is_kept(finding: &Finding) -> bool {
    let found = &finding.diagnostic;
    found.server == Some(Server::Rejects)
        || found.rule == RuleId::RENDER_ERROR
        || matches!(found.phase, Phase::Reader | Phase::Suppression)
}

/// Whether only values with which a chart is tested give rise to a finding.
///
/// Source: `ci/*-values.yaml` of <https://github.com/helm/chart-testing>.
fn is_of_chart_tests(finding: &Finding) -> bool {
    let by = finding.rendered.as_deref();
    by.is_some_and(|by| {
        let mut values = by.values.iter();
        !by.values.is_empty() && values.all(|file| file.starts_with("ci/"))
    })
}

fn is_applied_by_tests(path: &str, settings: &Settings) -> bool {
    let files = &*settings.host.files;
    let file = files.locate(Path::new(path));
    let mut looked = settings.looked.iter();
    let Some(top) = looked.find(|looked| file.starts_with(looked)) else {
        return false;
    };
    let Some(directory) = file.parent() else {
        return false;
    };
    let below = directory.strip_prefix(top).unwrap_or(directory);
    let is_of_ci = names(below).next().is_some_and(|first| first == "ci");
    is_of_ci || is_on_cluster(below) || is_below_code(below, top, files)
}

/// Whether a directory, or one around it, is called as those are with tests that run on a cluster.
fn is_on_cluster(directory: &Path) -> bool {
    names(directory).any(|name| {
        words(name).any(|word| matches!(word, "chainsaw" | "e2e" | "kuttl" | "terratest"))
    })
}

/// Whether a directory, or one around it, is called as those are with tests, in a project that has code. The manifests of an
/// environment may stand in a directory of the same name.
fn is_below_code(directory: &Path, top: &Path, files: &dyn FileSystem) -> bool {
    let of_tests = names(directory).position(|name| {
        let last = words(name).next_back();
        last.is_some_and(|word| {
            matches!(
                word,
                "acceptance" | "conformance" | "test" | "testing" | "tests"
            )
        })
    });
    let Some(of_tests) = of_tests else {
        return false;
    };
    if names(directory).take(of_tests).any(has_environments) {
        return false;
    }
    const AROUND: usize = 12;
    let directory = top.join(directory);
    let mut around = directory.ancestors().take(AROUND);
    around.any(|directory| has_code(directory, files))
}

/// Whether a directory is called as those are with a directory for each environment, or each application.
fn has_environments(directory: &str) -> bool {
    matches!(
        directory,
        "apps"
            | "argocd"
            | "cluster"
            | "clusters"
            | "deploy"
            | "deployment"
            | "deployments"
            | "env"
            | "environment"
            | "environments"
            | "envs"
            | "flux"
            | "gitops"
            | "k8s"
            | "kubernetes"
            | "kustomize"
            | "manifests"
            | "overlays"
            | "stages"
    )
}

/// Whether a program is built in a directory.
fn has_code(directory: &Path, files: &dyn FileSystem) -> bool {
    const BUILT_BY: [&str; 9] = [
        "CMakeLists.txt",
        "Cargo.toml",
        "build.gradle",
        "build.gradle.kts",
        "go.mod",
        "package.json",
        "pom.xml",
        "pyproject.toml",
        "setup.py",
    ];
    BUILT_BY.iter().any(|file| files.has(directory, file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Nothing, Texts};
    use std::sync::Arc;

    fn is_one(directory: &str, others: &[&str]) -> bool {
        let mut files = Texts::over(Arc::new(Nothing));
        for file in others {
            files.put(Path::new(file), "");
        }
        let directory = Path::new(directory);
        is_on_cluster(directory) || is_below_code(directory, Path::new("/shop"), &files)
    }

    #[test]
    fn tests_on_a_cluster_are_known_by_their_names() {
        for directory in ["e2e/web", "chart/e2e-tests", "operator/terratest/examples"] {
            assert!(is_one(directory, &[]), "{directory}");
        }
    }

    #[test]
    fn other_tests_are_those_of_code() {
        for directory in ["test/web", "acceptance/tests/web", "pkg/integration_test"] {
            assert!(is_one(directory, &["/shop/go.mod"]), "{directory}");
            assert!(
                !is_one(directory, &["/shop/kustomization.yaml"]),
                "{directory}"
            );
        }
        assert!(is_one("web/test", &["/shop/web/package.json"]));
    }

    #[test]
    fn an_environment_is_no_test() {
        for directory in [
            "overlays/test",
            "clusters/test/web",
            "k8s/test",
            "latest/web",
        ] {
            assert!(!is_one(directory, &["/shop/go.mod"]), "{directory}");
        }
    }
}
