//! What a kustomization can have: its fields, and the files that it names.

use super::{Form, Typed};
use crate::ask::{Completion, Sort, kustomization};
use crate::yaml::Kind;

impl Typed<'_, '_> {
    pub(super) fn in_kustomization(&self) -> Option<Vec<Completion>> {
        if self.spot.is_on_key {
            let is_top = self.spot.way.len() == 1 && self.spot.root.kind() == Kind::Mapping;
            return is_top.then(|| self.kustomization_fields());
        }
        let word = self.line.word.of(self.asked.text);
        let offers = kustomization::offers(self.asked, self.spot, word);
        let written = offers.into_iter().map(|offer| {
            let text = match offer.is_directory && !offer.name.ends_with('/') {
                true => format!("{}/", offer.name),
                false => offer.name.clone(),
            };
            let detail = if offer.is_directory {
                "directory"
            } else {
                "file"
            };
            Completion {
                detail: detail.to_owned(),
                ..self.value(&text, true, Sort::File)
            }
        });
        Some(written.collect())
    }

    fn kustomization_fields(&self) -> Vec<Completion> {
        let there = self.there();
        let missing =
            kustomization::fields().filter(|name| !there.iter().any(|known| known == name));
        let form = |name: &str| match name {
            "apiVersion" | "kind" | "namePrefix" | "nameSuffix" | "namespace" => Form::String,
            "metadata" | "commonAnnotations" | "generatorOptions" | "helmGlobals" | "openapi"
            | "sortOptions" => Form::Object,
            _ => Form::List,
        };
        missing
            .map(|name| self.field(("", name), form(name), String::new()))
            .collect()
    }
}
