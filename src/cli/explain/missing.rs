//! What to say when there is nothing to explain.

use crate::api::{self, ApiKind, Field, Missing, Place, Version, Versions};
use crate::cli::Failure;
use crate::cli::args::Explain;
use crate::explain::span;
use crate::nearest::nearest;
use crate::rules::{Registry, Rule};

/// One sentence, with the nearest name.
pub(super) fn failure(
    asked: &Explain,
    version: Version,
    missing: &Missing,
    rules: &Registry,
) -> Failure {
    Failure::Request(match missing {
        Missing::Kind(name) => no_kind(&asked.name, name, rules),
        Missing::ApiVersion(wanted, kinds) => no_api_version(wanted, kinds),
        Missing::Version(kinds) => not_served(version, kinds),
        Missing::Field(place, name) => no_field(asked, place, name),
    })
}

fn no_kind(asked: &str, name: &str, rules: &Registry) -> String {
    // The names of rules have dashes; a lone word may be either.
    if asked.contains('-') {
        let hint = suggest(asked, rules.all().map(Rule::name).collect());
        let hint = hint.unwrap_or_else(|| "`podlint rules` lists them".to_owned());
        return format!("there is no rule {asked} ({hint})");
    }
    let mut known: Vec<String> = ApiKind::all()
        .flat_map(|kind| [kind.kind(), kind.plural()])
        .filter(|known| !known.is_empty())
        .map(str::to_lowercase)
        .collect();
    known.extend(rules.names().into_iter().map(str::to_owned));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let name = if name.is_empty() { asked } else { name };
    let hint = suggest(&name.to_lowercase(), known);
    let hint = hint.unwrap_or_else(|| {
        "kinds have names like deployment or deploy, custom resources are not known; `podlint rules` lists the rules"
            .to_owned()
    });
    format!("there is no rule and no kind {name} ({hint})")
}

fn no_api_version(wanted: &str, kinds: &[ApiKind]) -> String {
    let name = kinds.first().map_or("", |kind| kind.kind());
    let homes: Vec<&str> = kinds.iter().map(|kind| kind.api_version()).collect();
    format!(
        "there is no {name} in {wanted}; it is in {}",
        homes.join(", ")
    )
}

fn not_served(version: Version, kinds: &[ApiKind]) -> String {
    let homes: Vec<String> = kinds
        .iter()
        .map(|kind| format!("{} in {}", kind.api_version(), written(kind.versions())))
        .collect();
    let last = kinds
        .iter()
        .filter_map(|kind| kind.versions().iter().next_back());
    let last = last.max().unwrap_or_default();
    let name = kinds.first().map_or("", |kind| kind.kind());
    format!(
        "Kubernetes {version} has no {name}; it is {} (--kubernetes-version {last})",
        homes.join(", ")
    )
}

fn no_field(asked: &Explain, place: &Place, name: &str) -> String {
    let holder = called(place);
    let Some(definition) = place.definition() else {
        return format!("{holder} has no fields, so there is no {name} in it");
    };
    let version = place.version;
    let later = place.versions_with(Some(name));
    if let Some(nearest) = later.iter().next_back() {
        return format!(
            "{holder} has no {name} in Kubernetes {version}; it is in {} (--kubernetes-version {nearest})",
            written(later)
        );
    }
    let there = |kind: &ApiKind| api::find(&asked.name, Some(kind.api_version()), version).is_ok();
    if let Some(other) = place.alternatives().find(there) {
        let api_version = other.api_version();
        return format!(
            "{holder} of {} has no {name}; that of {api_version} does (--api-version {api_version})",
            place.kind.api_version()
        );
    }
    let known = api::fields(definition, version);
    let hint = suggest(name, known.into_iter().map(Field::name).collect())
        .or_else(|| Some(format!("did you mean {}?", called(&place.deeper(name)?))))
        .unwrap_or_else(|| format!("`podlint explain {holder}` lists its fields"));
    format!("{holder} has no field {name} ({hint})")
}

/// `Deployment.spec.template`
fn called(place: &Place) -> String {
    let fields = place.fields.iter().map(|field| field.name());
    let names: Vec<&str> = std::iter::once(place.kind.kind()).chain(fields).collect();
    names.join(".")
}

fn written(versions: Versions) -> String {
    span(versions).unwrap_or_else(|| versions.to_string())
}

fn suggest(written: &str, known: Vec<&str>) -> Option<String> {
    nearest(written, &known).map(|near| format!("did you mean {near}?"))
}
