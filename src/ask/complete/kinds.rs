//! The kinds that there are, and the versions of the API that have them.

use std::collections::BTreeSet;

use super::Typed;
use crate::api::{ApiKind, Version};
use crate::ask::{Completion, Sort};
use crate::objects::Text;

impl Typed<'_, '_> {
    fn version(&self) -> Version {
        let versions = self.asked.settings.of(self.asked.path).versions;
        versions.iter().next_back().unwrap_or_default()
    }

    /// The kinds that the version serves, of the `apiVersion` that is written if it is one.
    pub(super) fn kinds(&self) -> Vec<Completion> {
        let written = Text::field(&self.spot.root, "apiVersion");
        let all: Vec<ApiKind> = ApiKind::resources(self.version()).collect();
        let of_written = all.iter().filter(|kind| {
            written
                .as_ref()
                .is_some_and(|written| kind.api_version() == &**written)
        });
        let mut kinds: Vec<ApiKind> = of_written.copied().collect();
        if kinds.is_empty() {
            kinds = all;
        }
        let mut seen = BTreeSet::new();
        kinds
            .iter()
            .filter(|kind| seen.insert(kind.kind()))
            .map(|kind| Completion {
                detail: self.homes(kind.kind()).join(", "),
                ..self.value(kind.kind(), true, Sort::Kind)
            })
            .collect()
    }

    /// The versions of the API that have the kind that is written; without one all.
    pub(super) fn api_versions(&self) -> Vec<Completion> {
        let written = Text::field(&self.spot.root, "kind");
        let homes = written.map_or_else(Vec::new, |kind| self.homes(&kind));
        let homes = match homes.is_empty() {
            false => homes,
            true => {
                let all = ApiKind::resources(self.version()).map(ApiKind::api_version);
                let all: BTreeSet<&str> = all.collect();
                all.into_iter().collect()
            }
        };
        let homes = homes.iter();
        homes
            .map(|home| self.value(home, true, Sort::Value))
            .collect()
    }

    /// The versions of the API that have a kind, the one to prefer first.
    fn homes(&self, kind: &str) -> Vec<&'static str> {
        let all = ApiKind::resources(self.version()).filter(|known| known.kind() == kind);
        let mut homes: Vec<ApiKind> = all.collect();
        homes.sort_by_cached_key(|kind| std::cmp::Reverse(kind.preference()));
        homes.into_iter().map(ApiKind::api_version).collect()
    }
}
