//! GitLab's Code Quality report.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use std::io;

use serde::{Serialize, Serializer};

use super::places::Place;
use super::{Output, Places, plain_json, words};
use crate::baseline::{self, Identity};
use crate::diagnostic::Level;
use crate::engine::{Finding, Report};

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let issues = Issues {
        report,
        places: &Places::new(&report.sources),
        identities: &baseline::identities(report),
    };
    plain_json::write(output.out, &issues)?;
    output.all_aside(report)
}

/// All findings, each written before the next is made.
struct Issues<'r> {
    report: &'r Report,
    places: &'r Places<'r>,
    identities: &'r [Identity],
}

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.report.findings.iter().zip(self.identities);
        serializer.collect_seq(findings.map(|(finding, identity)| {
            let place = self.places.of(finding.diagnostic.primary.source);
            Issue::of(finding, identity, place)
        }))
    }
}

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'static str,
    /// Of two that are equal GitLab shows one.
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

/// Both inclusive.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'r> Issue<'r> {
    fn of(finding: &Finding, identity: &Identity, place: &'r Place<'r>) -> Self {
        let diagnostic = &finding.diagnostic;
        let (start, end) = place.range(diagnostic.primary.span);
        Self {
            description: words::message(diagnostic),
            check_name: diagnostic.rule.name(),
            fingerprint: identity.unique(),
            severity: match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Advice => "info",
            },
            location: Location {
                path: place.path().trim_start_matches("./"),
                lines: Lines {
                    begin: start.line,
                    end: end.line,
                },
            },
        }
    }
}
