//! Where custom resources carry pods.

use toml::de::DeTable;

use super::keys::{Key, POD};
use super::read::{Reader, Value};
use super::written::{At, WrittenPod};
use crate::objects::PodPlace;
use crate::source::Span;

impl Reader {
    pub(super) fn pods(&mut self, key: &Key, value: &Value<'_>) -> Vec<WrittenPod> {
        let tables = self.tables((key, value), "places of pods", None);
        let read = tables.into_iter();
        read.filter_map(|(table, span)| self.pod(table, span))
            .collect()
    }

    fn pod(&mut self, table: &DeTable<'_>, span: Span) -> Option<WrittenPod> {
        let before = self.problems.len();
        let (mut group, mut kind, mut path) = (None, None, None);
        for (key, value) in self.entries(table, &POD) {
            match key.name {
                "group" => group = self.text(key, value),
                "kind" => kind = self.text(key, value),
                "path" => path = self.text(key, value),
                _ => {}
            }
        }
        let (Some(kind), Some(path)) = (kind, path) else {
            if self.problems.len() == before {
                let message = "a place of pods needs a `kind` and a `path`";
                let help = "say both, as kind = \"Farm\" and path = \"spec.workers[].template\"";
                self.problem_at(span, message.to_owned(), Some(help.to_owned()));
            }
            return None;
        };
        let group_name = group.as_ref().map(|group| group.value.clone());
        match PodPlace::read(kind.value.clone(), group_name, &path.value) {
            Ok(place) => Some(WrittenPod {
                span,
                group,
                kind,
                path,
                place,
            }),
            Err(part) => {
                let message = format!("`{part}` is no field on the way to a pod");
                let help = "name fields with dots between, and `[]` behind a list whose items are all meant, like \
                            path = \"spec.workers[].template\"";
                self.problem_at(path.span, message, Some(help.to_owned()));
                None
            }
        }
    }
}

impl WrittenPod {
    /// Its entries, each with its value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'static str, &At<String>)> {
        let group = self.group.as_ref().map(|group| ("group", group));
        let others = [("kind", &self.kind), ("path", &self.path)];
        group.into_iter().chain(others)
    }
}
