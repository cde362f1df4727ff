//! What API servers say of an object, of one version or of several.

use crate::api::{Version, Versions};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Phase, RuleId};
use crate::objects::Object;
use crate::schema::{self, Outcome};
use crate::validation;
use crate::yaml::Cursor;

/// What the API server of each version says; what all of them say alike stands once. False for a custom
/// resource.
pub(super) fn serve(object: &Object<'_>, settings: &Settings, found: &mut Vec<Diagnostic>) -> bool {
    let is_built_in = by_versions(object, settings.versions, found);
    if !settings.versions_are_asked {
        found.retain(|found| found.rule != RuleId::DEPRECATED_API || has_successor(object));
    }
    is_built_in
}

/// What the API server of each version says of the pods that somebody makes of a template, and what of the template itself,
/// which a custom resource has in full. What the schema of that has told already is not told again.
pub(super) fn serve_template<'t>(
    object: &Object<'t>,
    template: Cursor<'t>,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) {
    let mut of_template = Vec::new();
    for version in settings.versions.iter() {
        let mut of_it = Vec::new();
        Phase::Validation.run_schema(&mut of_it, |found| {
            schema::check_template(object, template, version, found);
        });
        Phase::Validation.run(&mut of_it, |found| {
            validation::check_template(object, template, version, found);
        });
        merge(&mut of_template, of_it, version);
    }
    settle(&mut of_template, settings.versions);
    let is_new = |one: &Diagnostic| {
        let mut known = found.iter();
        !known.any(|known| known.primary.span == one.primary.span)
    };
    of_template.retain(is_new);
    found.append(&mut of_template);
}

/// Whether all clusters that may be meant have what takes the place of a deprecated kind: those of the versions that
/// Kubernetes supports.
///
/// Source: <https://kubernetes.io/releases/version-skew-policy/>, the three newest versions.
fn has_successor(object: &Object<'_>) -> bool {
    const SUPPORTED: usize = 3;
    let oldest = Versions::all().iter().rev().take(SUPPORTED).last();
    oldest.is_none_or(|oldest| !schema::is_without_successor(object, oldest))
}

fn by_versions(object: &Object<'_>, versions: Versions, found: &mut Vec<Diagnostic>) -> bool {
    if versions.iter().nth(1).is_none() {
        return versions
            .iter()
            .all(|version| of_version(object, version, found));
    }
    for version in versions.iter() {
        let mut of_it = Vec::new();
        if !of_version(object, version, &mut of_it) {
            return false;
        }
        merge(found, of_it, version);
    }
    settle(found, versions);
    true
}

/// What holds in all versions that are asked for names none.
fn settle(found: &mut [Diagnostic], versions: Versions) {
    for diagnostic in found {
        diagnostic.versions = diagnostic.versions.filter(|&some| some != versions);
    }
}

/// What the API server of one version says. False for a custom resource.
fn of_version(object: &Object<'_>, version: Version, found: &mut Vec<Diagnostic>) -> bool {
    let outcome =
        Phase::Validation.run_schema(found, |found| schema::check(object, version, found));
    if outcome == Outcome::Checked {
        Phase::Validation.run(found, |found| validation::check(object, version, found));
        validation::settle(object, version, found);
    }
    outcome != Outcome::Custom
}

/// Adds what was found for a version to what was found for those before it.
fn merge(found: &mut Vec<Diagnostic>, of_version: Vec<Diagnostic>, version: Version) {
    for mut diagnostic in of_version {
        let alike = |known: &&mut Diagnostic| {
            diagnostic.versions = known.versions;
            **known == diagnostic
        };
        match found.iter_mut().find(alike) {
            Some(known) => known.versions = known.versions.map(|versions| versions.with(version)),
            None => {
                diagnostic.versions = Some(version.into());
                found.push(diagnostic);
            }
        }
    }
}
