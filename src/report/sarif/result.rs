//! A finding.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::location::{Artifact, Location, Logical, Region};
use super::{Message, level};
use crate::baseline::Identity;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::engine::Finding;
use crate::report::{Places, edits, words};
use crate::rules::Registry;
use crate::source::SourceId;

/// All findings, each written before the next is made.
pub(super) struct Results<'r> {
    pub(super) findings: &'r [Finding],
    pub(super) rules: &'r Registry,
    pub(super) places: &'r Places<'r>,
    /// Of each finding.
    pub(super) identities: &'r [Identity],
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.findings.iter().zip(self.identities);
        let of = |found| SarifResult::of(found, self.places, self.rules);
        serializer.collect_seq(findings.map(of))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "podlint/v1")]
    podlint: String,
}

impl SarifResult {
    fn of(
        (finding, identity): (&Finding, &Identity),
        places: &Places<'_>,
        rules: &Registry,
    ) -> Self {
        let diagnostic = &finding.diagnostic;
        let primary = &diagnostic.primary;
        let mut location = Location::of(places, primary.source, primary.span, &primary.message);
        let subject = words::subject(diagnostic);
        location.logical_locations = subject
            .map(|fully_qualified_name| Logical {
                fully_qualified_name,
            })
            .into_iter()
            .collect();
        Self {
            rule_id: diagnostic.rule.name(),
            rule_index: rules.place_of(diagnostic.rule),
            level: level(finding.level),
            message: Message::new(&words::lines(diagnostic).join("\n")),
            locations: [location],
            related_locations: related(diagnostic, places),
            partial_fingerprints: Fingerprints {
                podlint: identity.unique(),
            },
            fixes: fix(diagnostic, places).into_iter().collect(),
        }
    }
}

fn related(diagnostic: &Diagnostic, places: &Places<'_>) -> Vec<Location> {
    let labels = diagnostic.labels.iter();
    labels
        .map(|label| Location::of(places, label.source, label.span, &label.message))
        .collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Message,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

/// The fix, unless it is one that is only shown, or holds a secret.
fn fix(diagnostic: &Diagnostic, places: &Places<'_>) -> Option<SarifFix> {
    let fix = diagnostic.fix.as_ref();
    let fix: &Fix = fix.filter(|fix| fix.applicability != Applicability::Display)?;
    let mut of_source: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    for edit in edits::shown(fix, places)? {
        of_source.entry(edit.source).or_default().push(edit);
    }
    let change = |(id, edits): (SourceId, Vec<Edit>)| {
        let replacement = |edit: Edit| Replacement {
            deleted_region: Region::of(places, id, edit.span),
            inserted_content: Content { text: edit.text },
        };
        Change {
            artifact_location: Artifact::of(places, id),
            replacements: edits.into_iter().map(replacement).collect(),
        }
    };
    Some(SarifFix {
        description: Message::new(&fix.title),
        artifact_changes: of_source.into_iter().map(change).collect(),
    })
}
