//! The one document that other programs read. Its shape is a promise: a change that breaks a reader
//! raises [`VERSION`].

use std::io;

use serde::{Serialize, Serializer};

use super::{Counts, Output, Places, edits, plain_json, words};
use crate::diagnostic::{Edit, Fix, Label, RuleId, Words};
use crate::engine::{By, Finding, Renderer, Report, Skipped};
use crate::field_path::FieldPath;
use crate::source::{Position, SourceId, Span};

const VERSION: u32 = 1;

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let counts = Counts::of(report);
    let document = Document {
        version: VERSION,
        summary: Summary {
            files: report.summary.files,
            documents: report.summary.documents,
            objects: report.summary.objects,
            errors: counts.errors,
            warnings: counts.warnings,
            advice: counts.advice,
            suppressed: report.summary.suppressed,
            skipped: report.summary.skipped.iter().map(skipped).collect(),
        },
        diagnostics: Diagnostics {
            findings: &report.findings,
            places: &places,
        },
    };
    plain_json::write(output.out, &document)?;
    output.statistics_aside(report)
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    summary: Summary<'r>,
    diagnostics: Diagnostics<'r>,
}

#[derive(Serialize)]
struct Summary<'r> {
    files: usize,
    documents: usize,
    objects: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
    suppressed: usize,
    skipped: Vec<SkippedDocument<'r>>,
}

#[derive(Serialize)]
struct SkippedDocument<'r> {
    path: &'r str,
    document: Option<u32>,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'r str>,
}

fn skipped(skipped: &Skipped) -> SkippedDocument<'_> {
    SkippedDocument {
        path: &skipped.path,
        document: skipped.document,
        reason: words::skip(skipped.reason),
        what: skipped.what.as_deref(),
    }
}

/// The findings, each written before the next is made.
struct Diagnostics<'r> {
    findings: &'r [Finding],
    places: &'r Places<'r>,
}

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = |finding| Diagnostic::of(finding, self.places);
        serializer.collect_seq(self.findings.iter().map(of))
    }
}

/// One finding.
#[derive(Serialize)]
pub(super) struct Diagnostic<'r> {
    rule: RuleId,
    category: &'static str,
    level: &'static str,
    server: Option<&'static str>,
    reason: Option<&'static str>,
    message: &'r str,
    path: &'r str,
    range: Range,
    /// None for what was found in a rendered text.
    document: Option<u32>,
    object: Option<Object<'r>>,
    field: Option<&'r FieldPath>,
    labels: Vec<LabelAt<'r>>,
    notes: &'r [Words],
    help: Option<&'r str>,
    fix: Option<FixAt<'r>>,
    /// Only there if a finding does not hold in all versions of Kubernetes that were asked for.
    #[serde(rename = "kubernetesVersions", skip_serializing_if = "Option::is_none")]
    versions: Option<Vec<String>>,
    /// What the text was rendered from that it was found in, if it was.
    rendered: Option<RenderedBy<'r>>,
}

impl<'r> Diagnostic<'r> {
    pub(super) fn of(finding: &'r Finding, places: &'r Places<'r>) -> Self {
        let diagnostic = &finding.diagnostic;
        let (path, range) = locate(places, diagnostic.primary.source, diagnostic.primary.span);
        Self {
            rule: diagnostic.rule,
            category: words::category(finding.category),
            level: words::level(finding.level),
            server: diagnostic.server.and_then(words::server),
            reason: diagnostic.reason.map(words::reason),
            message: &diagnostic.message,
            path,
            range,
            document: finding.rendered.is_none().then_some(diagnostic.document),
            object: diagnostic.object.as_ref().map(|object| Object {
                api_version: &object.api_version,
                kind: &object.kind,
                namespace: object.namespace.as_deref(),
                name: object.name.as_deref(),
            }),
            field: diagnostic.field.as_ref(),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| LabelAt::of(label, places))
                .collect(),
            notes: &diagnostic.notes,
            help: diagnostic.help.as_deref(),
            fix: diagnostic
                .fix
                .as_ref()
                .and_then(|fix| FixAt::of(fix, places)),
            versions: diagnostic
                .versions
                .map(|versions| versions.iter().map(|version| version.to_string()).collect()),
            rendered: finding.rendered.as_deref().map(RenderedBy::of),
        }
    }
}

/// What a text was rendered from: a chart or an overlay.
#[derive(Serialize)]
struct RenderedBy<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overlay: Option<&'r str>,
    values: &'r [String],
    release: Option<&'r str>,
    #[serde(rename = "deliveredBy", skip_serializing_if = "Option::is_none")]
    delivered_by: Option<DeliveredBy<'r>>,
}

/// What delivers it so.
#[derive(Serialize)]
struct DeliveredBy<'r> {
    kind: &'r str,
    namespace: Option<&'r str>,
    name: &'r str,
}

impl<'r> RenderedBy<'r> {
    fn of(by: &'r By) -> Self {
        let path = |of: Renderer| (by.renderer == of).then_some(&*by.path);
        Self {
            chart: path(Renderer::Helm),
            overlay: path(Renderer::Kustomize),
            values: &by.values,
            release: by.release.as_deref(),
            delivered_by: by.deliverer.as_ref().map(|by| DeliveredBy {
                kind: &by.kind,
                namespace: by.namespace.as_deref(),
                name: &by.name,
            }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'r> {
    api_version: &'r str,
    kind: &'r str,
    namespace: Option<&'r str>,
    name: Option<&'r str>,
}

#[derive(Serialize)]
struct LabelAt<'r> {
    path: &'r str,
    range: Range,
    message: &'r str,
}

impl<'r> LabelAt<'r> {
    fn of(label: &'r Label, places: &'r Places<'r>) -> Self {
        let (path, range) = locate(places, label.source, label.span);
        Self {
            path,
            range,
            message: &label.message,
        }
    }
}

#[derive(Serialize)]
struct FixAt<'r> {
    applicability: &'static str,
    title: &'r str,
    edits: Vec<EditAt<'r>>,
}

impl<'r> FixAt<'r> {
    /// None for one that holds a secret.
    fn of(fix: &'r Fix, places: &'r Places<'r>) -> Option<Self> {
        let edits = edits::shown(fix, places)?;
        Some(Self {
            applicability: words::applicability(fix.applicability),
            title: &fix.title,
            edits: edits
                .into_iter()
                .map(|edit| EditAt::of(edit, places))
                .collect(),
        })
    }
}

#[derive(Serialize)]
struct EditAt<'r> {
    path: &'r str,
    range: Range,
    text: String,
}

impl<'r> EditAt<'r> {
    fn of(edit: Edit, places: &'r Places<'r>) -> Self {
        let (path, range) = locate(places, edit.source, edit.span);
        Self {
            path,
            range,
            text: edit.text,
        }
    }
}

/// `end` is exclusive.
#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

/// Line and column count from 1, the column in characters; the offset in bytes, from 0.
#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

fn locate<'r>(places: &'r Places<'r>, id: SourceId, span: Span) -> (&'r str, Range) {
    let place = places.of(id);
    let (start, end) = place.range(span);
    let point = |at: Position, offset| Point {
        line: at.line,
        column: at.column,
        offset,
    };
    let range = Range {
        start: point(start, span.start),
        end: point(end, span.end),
    };
    (place.path(), range)
}
