//! Files of volumes that hide each other. Source: `warningsForOverlappingVirtualPaths`.

use std::collections::BTreeSet;

use crate::diagnostic::RuleId;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::WARNS_OF_VOLUME_PATHS;

/// Warnings about the files of one volume. The server names no field.
pub(super) fn overlaps<'t>(check: &mut Check<'_, 't>, volume: Field<'t>) {
    for source in ["configMap", "secret", "downwardAPI"] {
        let items = volume.at(&[source, "items"]).items();
        let mut paths = BTreeSet::new();
        items.for_each(|item| add(check, &mut paths, item.get("path")));
    }
    let (mut paths, mut empty) = (BTreeSet::new(), Vec::new());
    for source in volume.at(&["projected", "sources"]).items() {
        let names = ["configMap", "secret", "downwardAPI", "serviceAccountToken"];
        match names.into_iter().find(|name| source.get(name).is_set()) {
            None => empty.push(source),
            Some("serviceAccountToken") => {
                add(
                    check,
                    &mut paths,
                    source.at(&["serviceAccountToken", "path"]),
                );
            }
            Some(name) => {
                let items = source.at(&[name, "items"]).items();
                items.for_each(|item| add(check, &mut paths, item.get("path")));
            }
        }
    }
    no_sources(check, &empty);
}

/// Sources that add nothing to a projected volume, which the server says once: entries without any, and
/// kinds behind feature gates that are off unless somebody turned them on.
fn no_sources<'t>(check: &mut Check<'_, 't>, empty: &[Field<'t>]) {
    let Some(&first) = empty.first() else { return };
    let gated = ["clusterTrustBundle", "podCertificate"];
    let message = match gated.into_iter().find(|name| first.get(name).is_set()) {
        Some(name) => {
            format!("`{name}` adds nothing to the volume: its feature gate is off by default")
        }
        None => "this entry names no source, and adds nothing to the volume".to_owned(),
    };
    check.warn_since(
        &WARNS_OF_VOLUME_PATHS,
        RuleId::IGNORED_VALUE,
        first,
        message,
    );
}

/// A path that equals one before it, or leads into it.
fn add<'t>(check: &mut Check<'_, 't>, paths: &mut BTreeSet<String>, path: Field<'t>) {
    let text = path.text().trim_end_matches('/').to_owned();
    if text.is_empty() {
        return;
    }
    // With a slash behind each, what lies in a directory stands behind it in order.
    let own = format!("{text}/");
    let around = own.match_indices('/').map(|(at, _)| &own[..=at]);
    let other = around.into_iter().find_map(|outer| paths.get(outer));
    let inside = || {
        paths
            .range(own.clone()..)
            .next()
            .filter(|other| other.starts_with(&own))
    };
    if let Some(other) = other.or_else(inside) {
        let (text, other) = (short(&text), short(other.trim_end_matches('/')));
        let message = format!("the file `{text}` of this volume overlaps with `{other}`");
        check.warn_since(
            &WARNS_OF_VOLUME_PATHS,
            RuleId::OVERLAPPING_VOLUME_PATHS,
            path,
            message,
        );
    }
    paths.insert(own);
}
