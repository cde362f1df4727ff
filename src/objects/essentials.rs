//! What an object of a kind cannot be without, and a part that is merged into one seldom has.

use crate::objects::{Object, Workload, WorkloadKind};
use crate::yaml::Cursor;

/// The fields of a kind of which a whole object has at least one, and a patch that changes something else none. Those of
/// workloads are an image and a selector, see [`is_bare`].
const ESSENTIALS: [(&str, &[&str]); 14] = [
    ("APIService", &["spec.group", "spec.service"]),
    ("ClusterRoleBinding", &["roleRef"]),
    ("CustomResourceDefinition", &["spec.group", "spec.names"]),
    ("HorizontalPodAutoscaler", &["spec.scaleTargetRef"]),
    ("Ingress", &["spec.rules", "spec.defaultBackend"]),
    ("IngressClass", &["spec.controller"]),
    ("MutatingWebhookConfiguration", &["webhooks"]),
    ("PersistentVolume", &["spec.capacity", "spec.accessModes"]),
    ("PersistentVolumeClaim", &["spec.accessModes"]),
    ("RoleBinding", &["roleRef"]),
    (
        "Service",
        &["spec.ports", "spec.selector", "spec.externalName"],
    ),
    ("StorageClass", &["provisioner"]),
    ("ValidatingWebhookConfiguration", &["webhooks"]),
    ("VolumeAttachment", &["spec.attacher"]),
];

/// Whether an object has nothing of what makes its kind: a part of one, or barely begun.
pub(crate) fn is_bare(object: &Object<'_>) -> bool {
    if let Some(kind) = WorkloadKind::of(object.group(), &object.kind) {
        let selects = at(object.root, "spec.selector").is_some() && kind.selects();
        return !selects && !has_image(object);
    }
    let known = ESSENTIALS.iter().find(|(kind, _)| *kind == object.kind);
    known.is_some_and(|(_, fields)| fields.iter().all(|field| at(object.root, field).is_none()))
}

/// Whether some container of a workload has an image.
fn has_image(object: &Object<'_>) -> bool {
    let workload = Workload::of(object);
    workload.is_some_and(|workload| {
        let mut containers = workload.pod.all_containers();
        containers.any(|container| container.image.is_some())
    })
}

fn at<'t>(root: Cursor<'t>, field: &str) -> Option<Cursor<'t>> {
    let value = field.split('.').try_fold(root, |at, key| at.get(key))?;
    (!value.is_null()).then_some(value)
}
