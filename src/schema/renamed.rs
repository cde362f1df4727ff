//! Fields of older versions of an API that newer ones have by another name or elsewhere. Source: the deprecated API
//! migration guide of the Kubernetes documentation.

use super::belongs::Level;
use super::ways;
use crate::api::{Shape, Type, Version};
use crate::diagnostic::Edit;
use crate::mend::{Moving, Step, cut, flow, lines};
use crate::objects::Object;
use crate::source::{SourceId, Span};
use crate::yaml::{Cursor, Entry, Kind, Style};

/// What has become of a field.
#[derive(Debug)]
pub(super) struct Renamed<'t> {
    /// The field as it is called today, from the mapping on that the old one stands in: `service.name`.
    pub(super) to: String,
    /// How it reads today.
    pub(super) shown: Option<String>,
    /// The changes, where they can be made.
    pub(super) edits: Option<Vec<Edit>>,
    /// Another old field that they take along.
    pub(super) with: Option<Cursor<'t>>,
}

/// A field of a definition that is no more, the way to where it is, and its name there.
struct Row(&'static str, &'static str, &'static [Step], &'static str);

use Step::{Item, Key};

const VERSION: &[Step] = &[Key("versions"), Item];
const WEBHOOK: &[Step] = &[Key("webhook")];
const METRIC: &[Step] = &[Key("metric")];
const TARGET: &[Step] = &[Key("target")];
const SERVICE: &[Step] = &[Key("service")];
const SERVICE_PORT: &[Step] = &[Key("service"), Key("port")];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row("networking.v1.IngressSpec", "backend", &[], "defaultBackend"),
    Row("networking.v1.IngressBackend", "serviceName", SERVICE, "name"),
    Row("networking.v1.IngressBackend", "servicePort", SERVICE_PORT, "number"),
    Row("v1.CustomResourceConversion", "webhookClientConfig", WEBHOOK, "clientConfig"),
    Row("v1.CustomResourceConversion", "conversionReviewVersions", WEBHOOK, "conversionReviewVersions"),
    Row("v1.CustomResourceDefinitionSpec", "additionalPrinterColumns", VERSION, "additionalPrinterColumns"),
    Row("v1.CustomResourceDefinitionSpec", "subresources", VERSION, "subresources"),
    Row("v1.CustomResourceDefinitionSpec", "validation", VERSION, "schema"),
    Row("v1.CustomResourceDefinitionSpec", "version", VERSION, "name"),
    Row("v1.CustomResourceColumnDefinition", "JSONPath", &[], "jsonPath"),
    Row("v2.ResourceMetricSource", "targetAverageUtilization", TARGET, "averageUtilization"),
    Row("v2.ResourceMetricSource", "targetAverageValue", TARGET, "averageValue"),
    Row("v2.ContainerResourceMetricSource", "targetAverageUtilization", TARGET, "averageUtilization"),
    Row("v2.ContainerResourceMetricSource", "targetAverageValue", TARGET, "averageValue"),
    Row("v2.ObjectMetricSource", "target", &[], "describedObject"),
    Row("v2.ObjectMetricSource", "metricName", METRIC, "name"),
    Row("v2.ObjectMetricSource", "selector", METRIC, "selector"),
    Row("v2.ObjectMetricSource", "targetValue", TARGET, "value"),
    Row("v2.PodsMetricSource", "metricName", METRIC, "name"),
    Row("v2.PodsMetricSource", "selector", METRIC, "selector"),
    Row("v2.PodsMetricSource", "targetAverageValue", TARGET, "averageValue"),
    Row("v2.ExternalMetricSource", "metricName", METRIC, "name"),
    Row("v2.ExternalMetricSource", "metricSelector", METRIC, "selector"),
    Row("v2.ExternalMetricSource", "targetAverageValue", TARGET, "averageValue"),
    Row("v2.ExternalMetricSource", "targetValue", TARGET, "value"),
    Row("v1.LimitedPriorityLevelConfiguration", "assuredConcurrencyShares", &[], "nominalConcurrencyShares"),
];

fn row(definition: Type, name: &str) -> Option<&'static Row> {
    let of = |row: &&Row| row.1 == name && definition.name().ends_with(row.0);
    ROWS.iter().find(of)
}

/// What has become of a field of `level`, if it was one.
pub(super) fn field<'t>(
    source: SourceId,
    level: &Level<'t>,
    entry: &Entry<'t>,
) -> Option<Renamed<'t>> {
    let name = entry.key.as_key();
    let Row(_, _, way, to) = row(level.definition, &name)?;
    if name == "target" && !is_reference(entry.value) {
        return None;
    }
    let together = backend(source, level, entry)
        .or_else(|| version(source, level, entry))
        .or_else(|| target(source, level, entry));
    if together.is_some() {
        return together;
    }
    let to = match (&*name, entry.value.as_int()) {
        ("servicePort", None) => "name",
        _ => to,
    };
    let moving = Moving {
        source,
        from: level.value,
        entry: *entry,
        name: to,
    };
    let edits = if waits(level, way) {
        None
    } else if is_repeated(level, entry) {
        let gone = cut::entries(&level.value, |key| key == name);
        Some(
            gone.into_iter()
                .map(|span| Edit::new(source, span, ""))
                .collect(),
        )
    } else if way.is_empty() {
        Some(vec![Edit::new(source, entry.key.span(), moving.key())])
    } else {
        let targets = ways::targets(level, way, to);
        targets.and_then(|targets| moving.each_to(&targets))
    };
    Some(Renamed {
        to: ways::written(way).replace("[0]", "[*]") + if way.is_empty() { "" } else { "." } + to,
        shown: ways::shown(way, to, &entry.value).filter(|_| !is_repeated(level, entry)),
        edits,
        with: None,
    })
}

/// Whether the only version of a definition is yet to become the one that a field goes to.
fn waits(level: &Level<'_>, way: &[Step]) -> bool {
    let has = |name| level.value.get(name).is_some();
    way.first() == VERSION.first() && has("version") && !has("versions")
}

/// Whether it is the version of a definition that lists it among its versions, too.
fn is_repeated(level: &Level<'_>, entry: &Entry<'_>) -> bool {
    let versions = level
        .value
        .get("versions")
        .filter(|_| entry.key.is_key("version"));
    let mut names = versions
        .iter()
        .flat_map(Cursor::items)
        .filter_map(|item| item.get("name"));
    names.any(|name| name.as_str() == entry.value.as_str())
}

/// The Service of an Ingress' backend with its port: two fields that one takes the place of.
fn backend<'t>(source: SourceId, level: &Level<'t>, entry: &Entry<'t>) -> Option<Renamed<'t>> {
    let old = |name| {
        let old = level.value.entry(name);
        old.filter(|old| old.value.kind() == Kind::Scalar && old.value.used_at().is_none())
    };
    let (name, port) = (old("serviceName")?, old("servicePort")?);
    let is_first = entry.key.id() == name.key.id().min(port.key.id());
    if !is_first || level.value.get("service").is_some() {
        return None;
    }
    let word = |word: &str| match name.key.style() {
        Style::Double => format!("\"{word}\""),
        _ => word.to_owned(),
    };
    let by = if port.value.as_int().is_some() {
        "number"
    } else {
        "name"
    };
    let service = format!(
        "{}: {{{}: {}, {}: {{{}: {}}}}}",
        word("service"),
        word("name"),
        flow(&name.value)?.text,
        word("port"),
        word(by),
        flow(&port.value)?.text
    );
    let with = if entry.key.id() == name.key.id() {
        port
    } else {
        name
    };
    let own = Span::new(entry.key.span().start, entry.value.span().end);
    let other = with.key.as_key();
    let mut edits = vec![Edit::new(source, own, &*service)];
    let gone = cut::entries(&level.value, |key| key == other);
    edits.extend(gone.into_iter().map(|span| Edit::new(source, span, "")));
    Some(Renamed {
        to: "service".to_owned(),
        shown: Some(service),
        edits: Some(edits),
        with: Some(with.key),
    })
}

/// The only version of a definition, which was served and the one that objects are stored in.
fn version<'t>(source: SourceId, level: &Level<'t>, entry: &Entry<'t>) -> Option<Renamed<'t>> {
    let is_only = entry.key.is_key("version") && level.value.get("versions").is_none();
    let is_plain = entry.value.as_str().is_some() && entry.value.used_at().is_none();
    let row = row(level.definition, "version").filter(|row| row.3 == "name")?;
    let name = entry.value.text();
    let span = Span::new(entry.key.span().start, entry.value.span().end);
    let column = lines::column(entry.key.tree().text(), span.start);
    let margin = " ".repeat(column + 2);
    let written = match (level.value.style(), entry.key.style()) {
        (Style::Flow, Style::Double) => {
            format!(r#""versions": [{{"name": {name}, "served": true, "storage": true}}]"#)
        }
        (Style::Flow, _) => format!("versions: [{{name: {name}, served: true, storage: true}}]"),
        _ => format!(
            "versions:\n{margin}- name: {name}\n{margin}  served: true\n{margin}  storage: true"
        ),
    };
    (is_only && is_plain).then(|| Renamed {
        to: ways::written(row.2) + "." + row.3,
        shown: Some(format!(
            "versions: [{{name: {name}, served: true, storage: true}}]"
        )),
        edits: Some(vec![Edit::new(source, span, written)]),
        with: None,
    })
}

/// Whether a target is the object that a metric is of, as it was called once.
fn is_reference(target: Cursor<'_>) -> bool {
    target.get("kind").is_some()
}

/// What a metric is to come to, which says its type today.
fn target<'t>(source: SourceId, level: &Level<'t>, entry: &Entry<'t>) -> Option<Renamed<'t>> {
    let Row(_, _, way, to) = row(level.definition, &entry.key.as_key())?;
    let kind = match *to {
        "averageUtilization" => "Utilization",
        "averageValue" => "AverageValue",
        "value" => "Value",
        _ => return None,
    };
    let is_first =
        way.first() == TARGET.first() && level.value.get("target").is_none_or(is_reference);
    let is_plain = entry.value.kind() == Kind::Scalar && entry.value.used_at().is_none();
    if !is_first || !is_plain {
        return None;
    }
    let amount = entry.value.text();
    let span = Span::new(entry.key.span().start, entry.value.span().end);
    let margin = " ".repeat(lines::column(entry.key.tree().text(), span.start) + 2);
    let shown = format!("target: {{type: {kind}, {to}: {amount}}}");
    let written = match (level.value.style(), entry.key.style()) {
        (Style::Flow, Style::Double) => {
            format!(r#""target": {{"type": "{kind}", "{to}": {amount}}}"#)
        }
        (Style::Flow, _) => shown.clone(),
        _ => format!("target:\n{margin}type: {kind}\n{margin}{to}: {amount}"),
    };
    Some(Renamed {
        to: format!("target.{to}"),
        shown: Some(shown),
        edits: Some(vec![Edit::new(source, span, written)]),
        with: None,
    })
}

/// More old fields of one object are not told.
const MOST_TOLD: usize = 200;

/// All old fields of an object that is to be one of another apiVersion: where each stands, what it has become, and the
/// changes of all that can be made at once.
pub(super) fn all<'t>(
    object: &Object<'t>,
    definition: Type,
    version: Version,
) -> (Vec<(Span, String)>, Vec<Edit>) {
    let (mut told, mut edits) = (Vec::new(), Vec::new());
    let mut pending = vec![(object.root, Shape::Object(definition))];
    while let Some((value, shape)) = pending.pop() {
        if told.len() >= MOST_TOLD {
            break;
        }
        match (shape, value.kind()) {
            (Shape::List(element), Kind::Sequence) => {
                pending.extend(value.items().map(|item| (item, element.shape())));
            }
            (Shape::Object(definition), Kind::Mapping) => {
                let level = Level {
                    value,
                    key: None,
                    definition,
                };
                for entry in value.entries() {
                    let name = entry.key.as_key();
                    let shape = today(definition, &name, version);
                    pending.extend(shape.map(|shape| (entry.value, shape)));
                    if let Some(renamed) = self::field(object.source, &level, &entry) {
                        told.push((entry.key.span(), format!("`{}` today", renamed.to)));
                        put(&mut edits, renamed.edits.unwrap_or_default());
                    }
                }
                let is_path = definition.name().ends_with("networking.v1.HTTPIngressPath");
                if is_path && let Some(edit) = path_type(object.source, &value) {
                    put(&mut edits, vec![edit]);
                }
            }
            _ => {}
        }
    }
    told.sort_unstable();
    (told, edits)
}

/// What a field takes, wherever it is today.
fn today(definition: Type, name: &str, version: Version) -> Option<Shape> {
    if let Some(field) = definition.field(name, version) {
        return Some(field.shape());
    }
    let row = row(definition, name)?;
    let name = Key(row.3);
    let mut shape = Shape::Object(definition);
    for step in row.2.iter().chain([&name]) {
        shape = match (step, shape) {
            (Key(key), Shape::Object(definition)) => definition.field(key, version)?.shape(),
            (Item, Shape::List(element)) => element.shape(),
            _ => return None,
        };
    }
    Some(shape)
}

/// Adds changes, if they are not in the way of others.
fn put(edits: &mut Vec<Edit>, more: Vec<Edit>) {
    let touch = |a: &Edit, b: &Edit| a.span.start <= b.span.end && b.span.start <= a.span.end;
    if !more
        .iter()
        .any(|new| edits.iter().any(|old| touch(old, new)))
    {
        edits.extend(more);
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    }
}

/// The path type that old versions took for granted.
fn path_type(source: SourceId, path: &Cursor<'_>) -> Option<Edit> {
    let first = path.entries().next()?.key;
    if path.get("pathType").is_some() || first.used_at().is_some() {
        return None;
    }
    let start = first.span().start;
    let text = path.tree().text();
    let line = if path.style() == Style::Flow && first.style() == Style::Double {
        "\"pathType\": \"ImplementationSpecific\", ".to_owned()
    } else if path.style() == Style::Flow {
        "pathType: ImplementationSpecific, ".to_owned()
    } else {
        let column = lines::column(text, start);
        format!("pathType: ImplementationSpecific\n{}", " ".repeat(column))
    };
    Some(Edit::new(source, Span::new(start, start), line))
}
