//! The kinds that there are, and the versions of the API that have them.

use std::collections::BTreeSet;

use super::Typed;
use crate::api::{ApiKind, Version};
use crate::ask::{Completion, Sort};
use crate::objects::Text;

impl Typed<'_, '_> {
    pub(super) fn version(&self) -> Version {
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
        if self.is_custom(written.as_deref()) {
            kinds.clear();
        }
        let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.kind()).collect();
        let own = names.into_iter().map(|name| (name, self.homes(name)));
        let custom = self.custom_kinds(written.as_deref());
        let all = own.chain(
            custom
                .iter()
                .map(|(name, homes)| (name.as_str(), homes.clone())),
        );
        all.map(|(name, homes)| Completion {
            detail: homes.join(", "),
            ..self.value(name, true, Sort::Kind)
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
                let custom = self.asked.around.defined();
                let custom = custom.flat_map(|(_, one)| one.api_versions());
                let all: BTreeSet<String> = all.map(str::to_owned).chain(custom).collect();
                all.into_iter().collect()
            }
        };
        let homes = homes.iter();
        homes
            .map(|home| self.value(home, true, Sort::Value))
            .collect()
    }

    /// The versions of the API that have a kind, the one to prefer first; those of custom resources behind them.
    fn homes(&self, kind: &str) -> Vec<String> {
        let all = ApiKind::resources(self.version()).filter(|known| known.kind() == kind);
        let mut homes: Vec<ApiKind> = all.collect();
        homes.sort_by_cached_key(|kind| std::cmp::Reverse(kind.preference()));
        let own = homes.into_iter().map(|kind| kind.api_version().to_owned());
        let custom = self.asked.around.defined();
        let custom = custom.filter(|(_, one)| one.of.1 == kind);
        let custom = custom.flat_map(|(_, one)| one.api_versions());
        let mut seen = BTreeSet::new();
        let homes = own.chain(custom);
        homes.filter(|home| seen.insert(home.clone())).collect()
    }

    /// The kinds that CRDs among the files define, of the `apiVersion` that is written if they have one of it.
    fn custom_kinds(&self, written: Option<&str>) -> Vec<(String, Vec<String>)> {
        let is_custom = self.is_custom(written);
        let is_open = |homes: &[String]| {
            let has = |written: &str| homes.iter().any(|home| home == written);
            !is_custom && written.is_none_or(str::is_empty) || written.is_some_and(has)
        };
        let kinds = self.asked.around.defined().map(|(_, one)| one.of.1.clone());
        let kinds: BTreeSet<String> = kinds.collect();
        let kinds = kinds.into_iter().map(|kind| {
            let homes = self.homes(&kind);
            (kind, homes)
        });
        kinds.filter(|(_, homes)| is_open(homes)).collect()
    }

    /// Whether a version is one that CRDs among the files define.
    fn is_custom(&self, written: Option<&str>) -> bool {
        let mut defined = self.asked.around.defined();
        written.is_some_and(|written| {
            defined.any(|(_, one)| one.api_versions().any(|home| home == written))
        })
    }
}
