//! The arguments that ask for the same check again: what is checked, and against what.

use super::check::Check;
use crate::files::{Most, shown};

impl Check {
    /// The arguments behind `podlint check`.
    pub(in crate::cli) fn again(&self) -> Vec<String> {
        let (scope, part) = (&self.scope, &self.part);
        let most = scope.max_file_size;
        let most = (most != Most::default()).then(|| most.count().to_string());
        let mut again = Again(Vec::new());
        for path in &scope.filename {
            again.with("--filename", &shown(path));
        }
        let texts = [
            ("--kubernetes-version", scope.kubernetes_version.clone()),
            ("--pod-security", scope.pod_security.clone()),
            ("--scope", scope.scope.map(|scope| scope.name().to_owned())),
            (
                "--profile",
                scope.profile.map(|profile| profile.name().to_owned()),
            ),
            ("--files-from", scope.files_from.as_deref().map(shown)),
            ("--config", scope.configuration.config.as_deref().map(shown)),
            ("--changed-since", part.changed_since.clone()),
            ("--project", part.project.as_deref().map(shown)),
            ("--max-file-size", most),
        ];
        for (flag, text) in texts {
            text.iter().for_each(|text| again.with(flag, text));
        }
        let lists = [
            ("--schema-location", scope.schema_location.clone()),
            ("--select", scope.select.clone()),
            ("--ignore", scope.ignore.clone()),
            ("--exclude", scope.exclude.clone()),
            (
                "--values",
                scope.charts.values.iter().map(|file| shown(file)).collect(),
            ),
            ("--set", scope.charts.set.clone()),
            (
                "--trust",
                scope
                    .configuration
                    .trust
                    .iter()
                    .map(|path| shown(path))
                    .collect(),
            ),
        ];
        for (flag, texts) in lists {
            texts.iter().for_each(|text| again.with(flag, text));
        }
        let switches = [
            ("--no-config", scope.configuration.no_config),
            ("--allow-empty", scope.allow_empty),
        ];
        let on = switches.iter().filter(|(_, on)| *on);
        again.0.extend(on.map(|(flag, _)| (*flag).to_owned()));
        again.0.push("--".to_owned());
        again.0.extend(scope.paths.iter().map(|path| shown(path)));
        again.0
    }
}

struct Again(Vec<String>);

impl Again {
    fn with(&mut self, flag: &str, text: &str) {
        self.0.push(format!("{flag}={text}"));
    }
}
