//! Fields of which more than a table says what the server makes of them. Sources: the functions `SetDefaults_…` of
//! `pkg/apis/*/v1`, the conversions beside them, the strategies of `pkg/registry` before an object is stored, and the admission
//! plugins that are on by default.

use std::borrow::Cow;
use std::rc::Rc;

use super::metadata::metadata;
use super::pod::{container, host_port, pod, pull_policy, requests};
use super::record::Record;
use super::value;
use crate::api::Shape;
use crate::cel::value::{List, Made, Text};
use crate::cel::{Error, Value};

/// What is found in a field: a value, nothing, or that it is not known.
pub(super) type Found<'t> = Result<Option<Value<'t>>, Error>;

/// An error that says what only a cluster knows.
pub(super) fn not_known(name: &str) -> Error {
    Error::unknown(format!("`{name}`"))
}

/// What the server makes of a field; none where it does nothing special with it.
pub(super) fn field<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    match record.name() {
        "ObjectMeta" => metadata(record, name),
        "PodSpec" => pod(record, name),
        "Container" | "EphemeralContainer" => container(record, name),
        "ServiceSpec" => service(record, name),
        "JobSpec" => job(record, name),
        "DeploymentStrategy" | "DaemonSetUpdateStrategy" | "StatefulSetUpdateStrategy" => {
            let is_other = record
                .text("type")
                .is_some_and(|kind| kind != "RollingUpdate");
            (name == "rollingUpdate" && is_other && record.field(name).is_none())
                .then_some(Ok(None))
        }
        _ => one_field(record, name),
    }
}

/// Definitions that have one such field, or few.
fn one_field<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    let is_written = record.field(name).is_some();
    let is_top = record
        .at
        .is_some_and(|at| at.id() == record.whole.root.id());
    match (record.name(), name) {
        (_, "status") if is_top => Some(Err(not_known("status"))),
        ("Secret", "stringData") => Some(Ok(None)),
        ("Secret", "data") => secret_data(record),
        ("ContainerPort", "hostPort") if !is_written => host_port(record),
        ("ServicePort", "targetPort") if !is_written => Some(same_as(record, "port", name)),
        ("ServicePort", "nodePort") if !is_written => {
            let is_open = ["NodePort", "LoadBalancer"].contains(&&*kind_of_service(record));
            is_open.then(|| Err(not_known(name)))
        }
        ("ResourceRequirements", "requests") => requests(record),
        ("ImageVolumeSource", "pullPolicy") if !is_written => {
            Some(Ok(pull_policy(record, "reference")))
        }
        ("Volume", "emptyDir") if !is_written => {
            let keys = record.at.into_iter().flat_map(|at| at.entries());
            let mut sources =
                keys.filter(|entry| !entry.key.is_key("name") && !entry.value.is_null());
            let is_empty = sources.next().is_none();
            is_empty.then(|| Ok(definition(record, name).map(|shape| record.empty(shape))))
        }
        ("ResourceFieldSelector", "divisor") if !is_written => Some(text("0")),
        ("Subject", "apiGroup") if !is_written => match record.text("kind").as_deref() {
            Some("User" | "Group") => Some(text("rbac.authorization.k8s.io")),
            _ => None,
        },
        ("NetworkPolicySpec", "policyTypes") if !is_written => Some(policy_types(record)),
        ("NamespaceSpec", "finalizers") => Some(Ok(Some(texts(["kubernetes"])))),
        ("PersistentVolumeClaimSpec", "storageClassName" | "dataSource" | "dataSourceRef")
            if !is_written && record.whole.is("PersistentVolumeClaim") =>
        {
            Some(Err(not_known(name)))
        }
        ("IngressSpec", "ingressClassName")
        | ("ReplicationControllerSpec", "selector")
        | ("HorizontalPodAutoscalerSpec", "metrics")
        | ("LimitRangeItem", "default" | "defaultRequest")
            if !is_written =>
        {
            Some(Err(not_known(name)))
        }
        ("HPAScalingRules", _) if !is_written => Some(Err(not_known(name))),
        _ => None,
    }
}

/// The value of another field of the same mapping.
pub(super) fn same_as<'t>(record: &Record<'t>, other: &str, name: &str) -> Found<'t> {
    let field = record.definition.field(name, record.whole.version);
    match (record.field(other), field) {
        (Some(at), Some(field)) => value(field.shape(), at, &record.whole).map(Some),
        _ => Ok(None),
    }
}

/// What `stringData` says is in `data`.
fn secret_data<'t>(record: &Record<'t>) -> Option<Found<'t>> {
    record.field("stringData")?;
    Some(Err(not_known("data")))
}

/// The type of the Service.
fn kind_of_service<'t>(record: &Record<'t>) -> Cow<'t, str> {
    let spec = record.whole.root.get("spec");
    let kind = spec.and_then(|spec| spec.get("type")?.as_str());
    kind.filter(|kind| !kind.is_empty())
        .unwrap_or(Cow::Borrowed("ClusterIP"))
}

fn service<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    if record.field(name).is_some() {
        return None;
    }
    let kind = kind_of_service(record);
    let is_outside = ["NodePort", "LoadBalancer"].contains(&&*kind);
    match name {
        "clusterIP" | "clusterIPs" | "ipFamilies" | "ipFamilyPolicy" if kind != "ExternalName" => {
            Some(Err(not_known(name)))
        }
        "internalTrafficPolicy" if kind != "ExternalName" => Some(text("Cluster")),
        "externalTrafficPolicy" if is_outside => Some(text("Cluster")),
        "allocateLoadBalancerNodePorts" if kind == "LoadBalancer" => {
            Some(Ok(Some(Value::Bool(true))))
        }
        "healthCheckNodePort" | "sessionAffinityConfig" => Some(Err(not_known(name))),
        _ => None,
    }
}

fn job<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    if record.field(name).is_some() {
        return None;
    }
    if !record.whole.is_called("Job") {
        // In the template of a CronJob nothing is filled in before a Job is made of it.
        return (name != "template").then_some(Ok(None));
    }
    let has = |name: &str| record.field(name).is_some();
    match name {
        "completions" => Some(Ok((!has("parallelism")).then_some(Value::Int(1)))),
        "backoffLimit" => {
            let limit = if has("backoffLimitPerIndex") {
                i64::from(i32::MAX)
            } else {
                6
            };
            Some(Ok(Some(Value::Int(limit))))
        }
        "podReplacementPolicy" => Some(text(match has("podFailurePolicy") {
            true => "Failed",
            false => "TerminatingOrFailed",
        })),
        "selector" => Some(Err(not_known(name))),
        _ => None,
    }
}

/// What a NetworkPolicy is about, by the rules that it has.
fn policy_types<'t>(record: &Record<'t>) -> Found<'t> {
    let egress = record.field("egress");
    let has_egress = egress.is_some_and(|rules| rules.items().next().is_some());
    Ok(Some(match has_egress {
        true => texts(["Ingress", "Egress"]),
        false => texts(["Ingress"]),
    }))
}

fn text<'t>(text: &'static str) -> Found<'t> {
    Ok(Some(Value::String(Text::Seen(text))))
}

fn texts<'t, const N: usize>(texts: [&'static str; N]) -> Value<'t> {
    let made: Made<'t> = texts.map(|text| Value::String(Text::Seen(text))).into();
    Value::List(List::Made(Rc::new(made)))
}

/// The definition of the object that a field holds.
fn definition(record: &Record<'_>, name: &str) -> Option<crate::api::Type> {
    match record.definition.field(name, record.whole.version)?.shape() {
        Shape::Object(definition) => Some(definition),
        _ => None,
    }
}
