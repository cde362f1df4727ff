//! What the server makes of pods and their containers.

use std::borrow::Cow;
use std::rc::Rc;

use super::entries::Entries;
use super::items::Items;
use super::record::Record;
use super::scalar;
use super::special::{Found, not_known, same_as};
use crate::api::Shape;
use crate::cel::Value;
use crate::cel::value::{List, Map};
use crate::objects::Image;
use crate::yaml::Kind;

pub(super) fn pod<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    let is_pod = record.whole.is("Pod");
    let written = record.field(name);
    match name {
        "serviceAccount" | "serviceAccountName" => {
            let either = record
                .text("serviceAccountName")
                .or_else(|| record.text("serviceAccount"));
            match either {
                Some(account) => Some(Ok(Some(scalar::made(account)))),
                None => is_pod.then(|| Err(not_known(name))),
            }
        }
        "enableServiceLinks" if written.is_none() && is_pod => Some(Ok(Some(Value::Bool(true)))),
        "priority" | "preemptionPolicy" | "imagePullSecrets" | "overhead" if written.is_none() => {
            is_pod.then(|| Err(not_known(name)))
        }
        "volumes" if mounts_token(record) => {
            Some(and_more(record, name, "the volume of the token"))
        }
        "tolerations" if is_pod => Some(and_more(record, name, "the tolerations of every pod")),
        _ => None,
    }
}

/// Whether the server adds the token of the account, which only the account can keep it from.
fn mounts_token(record: &Record<'_>) -> bool {
    let spec = record.whole.root.get("spec");
    let says_no = spec
        .and_then(|spec| spec.get("automountServiceAccountToken")?.as_bool())
        .is_some_and(|mounts| !mounts);
    record.whole.is("Pod") && !says_no
}

/// A list to which the server adds something.
fn and_more<'t>(record: &Record<'t>, name: &str, what: &'static str) -> Found<'t> {
    let written = record.field(name).filter(|at| at.kind() == Kind::Sequence);
    let field = record.definition.field(name, record.whole.version);
    let (Some(at), Some(Shape::List(element))) = (written, field.map(|field| field.shape())) else {
        return Err(not_known(name));
    };
    let items = Items::of(element.shape(), at, &record.whole).and_more(what);
    Ok(Some(Value::List(List::Seen(Rc::new(items)))))
}

pub(super) fn container<'t>(record: &Record<'t>, name: &str) -> Option<Found<'t>> {
    match name {
        "imagePullPolicy" if record.text(name).is_none() => Some(Ok(pull_policy(record, "image"))),
        "volumeMounts" if mounts_token(record) => {
            Some(and_more(record, name, "the mount of the token"))
        }
        _ => None,
    }
}

/// Images that may change are pulled always.
pub(super) fn pull_policy<'t>(record: &Record<'t>, field: &str) -> Option<Value<'t>> {
    let image = record.text(field).unwrap_or_default();
    let image = Image::parse(&image);
    let is_latest = match (image.tag, image.digest) {
        (None, None) => true,
        (tag, digest) => digest.is_none() && tag == Some("latest"),
    };
    Some(scalar::made(if is_latest {
        "Always"
    } else {
        "IfNotPresent"
    }))
}

/// In the network of its node, a port of a Pod is the node's.
pub(super) fn host_port<'t>(record: &Record<'t>) -> Option<Found<'t>> {
    let spec = record
        .whole
        .root
        .get("spec")
        .filter(|_| record.whole.is("Pod"))?;
    let is_on_host = spec.get("hostNetwork")?.as_bool()?;
    is_on_host.then(|| same_as(record, "containerPort", "hostPort"))
}

/// A Pod's container asks for what it is limited to, where it does not say.
pub(super) fn requests<'t>(record: &Record<'t>) -> Option<Found<'t>> {
    let limits = record.field("limits").filter(|_| record.whole.is("Pod"))?;
    let Some(requests) = record.field("requests") else {
        return Some(same_as(record, "limits", "requests"));
    };
    let mut added = Vec::new();
    for entry in limits.entries() {
        match scalar::value(Shape::Quantity, entry.value) {
            Ok(amount) => added.push((Cow::Owned(entry.key.as_key().into_owned()), amount)),
            Err(error) => return Some(Err(error)),
        }
    }
    let entries = Entries::of(Some(Shape::Quantity), requests, &record.whole).adding(added);
    Some(Ok(Some(Value::Map(Map::Seen(Rc::new(entries))))))
}
