//! Overrides, whose conditions and effects must both be there.

use toml::de::DeTable;

use super::keys::{Key, OVERRIDE};
use super::read::{Reader, Value};
use super::written::WrittenOverride;

impl Reader {
    pub(super) fn overrides(&mut self, key: &Key, value: &Value<'_>) -> Vec<WrittenOverride> {
        let help = "put patterns into fewer of them: `*` stands for any characters";
        let tables = self.tables((key, value), "overrides", Some(help));
        let read = tables.into_iter().map(|(table, span)| {
            let mut one = WrittenOverride {
                span,
                ..WrittenOverride::default()
            };
            self.one_override(table, &mut one);
            one
        });
        read.collect()
    }

    fn one_override(&mut self, table: &DeTable<'_>, into: &mut WrittenOverride) {
        let before = self.problems.len();
        for (key, value) in self.entries(table, &OVERRIDE) {
            match key.name {
                "paths" => into.paths = Some(self.globs(key, value)),
                "kinds" => into.kinds = Some(self.patterns(key, value)),
                "namespaces" => into.namespaces = Some(self.patterns(key, value)),
                "names" => into.names = Some(self.patterns(key, value)),
                "containers" => into.containers = Some(self.patterns(key, value)),
                "ignore" => into.ignore = self.ignored(key, value),
                "levels" => into.levels = self.levels(key, value),
                "reason" => into.reason = self.text(key, value),
                _ => {}
            }
        }
        if self.problems.len() > before {
            return;
        }
        let conditions = [
            &into.paths,
            &into.kinds,
            &into.namespaces,
            &into.names,
            &into.containers,
        ];
        if conditions.iter().all(|condition| condition.is_none()) {
            let message = "this override has no condition, so it would hold for everything";
            let help = "give it `paths`, `kinds`, `namespaces`, `names` or `containers`, or say it outside of `overrides`";
            self.problem_at(into.span, message.to_owned(), Some(help.to_owned()));
        } else if into.ignore.is_empty() && into.levels.is_empty() {
            let message = "this override changes nothing";
            let help = "give it `ignore` or `levels`";
            self.problem_at(into.span, message.to_owned(), Some(help.to_owned()));
        }
    }
}
