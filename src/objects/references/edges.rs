//! The references of the API as data: which field of which definition names which objects. The kinds that have such a
//! field, the way to it, and what stands beside it are not here; [`super::plan`] asks the API's definitions for them.

/// A field that names other objects.
#[derive(Debug)]
pub struct Edge {
    /// The definition that has it, without group and version: it is alike in all of them.
    pub of: &'static str,
    /// The field: a name, a selector, or an object with a `name`.
    pub field: &'static str,
    /// What it names.
    pub to: Target,
}

/// What a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An object of this group and kind, by its name.
    Kind(&'static str, &'static str),
    /// An object of the kind that is written beside its name.
    Written,
    /// All objects of this group and kind that have certain labels.
    Labelled(&'static str, &'static str),
}

use Target::{Kind, Labelled, Written};

const CONFIG_MAP: Target = Kind("", "ConfigMap");
const SECRET: Target = Kind("", "Secret");
const SERVICE: Target = Kind("", "Service");
const SERVICE_ACCOUNT: Target = Kind("", "ServiceAccount");
const NODE: Target = Kind("", "Node");
const VOLUME: Target = Kind("", "PersistentVolume");
const CLAIM: Target = Kind("", "PersistentVolumeClaim");
const PRIORITY: Target = Kind("scheduling.k8s.io", "PriorityClass");
const WORKLOAD: Target = Kind("scheduling.k8s.io", "Workload");
const STORAGE: Target = Kind("storage.k8s.io", "StorageClass");
const ATTRIBUTES: Target = Kind("storage.k8s.io", "VolumeAttributesClass");
const DEVICE_CLASS: Target = Kind("resource.k8s.io", "DeviceClass");
const DEVICE_CLAIM: Target = Kind("resource.k8s.io", "ResourceClaim");
const CLAIM_TEMPLATE: Target = Kind("resource.k8s.io", "ResourceClaimTemplate");
const BUNDLE: &str = "certificates.k8s.io";
const PODS: Target = Labelled("", "Pod");
const NAMESPACES: Target = Labelled("", "Namespace");

/// Source of each: the field's description in the API's definitions. In order of definition and field.
#[rustfmt::skip]
pub(super) const EDGES: &[Edge] = &[
    edge("AggregationRule", "clusterRoleSelectors", Labelled("rbac.authorization.k8s.io", "ClusterRole")),
    edge("AzureFilePersistentVolumeSource", "secretName", SECRET),
    edge("AzureFileVolumeSource", "secretName", SECRET),
    edge("Binding", "target", Written),
    edge("BoundObjectReference", "name", Written),
    edge("CSIStorageCapacity", "nodeTopology", Labelled("", "Node")),
    edge("CSIStorageCapacity", "storageClassName", STORAGE),
    edge("ClaimSource", "resourceClaimName", DEVICE_CLAIM),
    edge("ClaimSource", "resourceClaimTemplateName", CLAIM_TEMPLATE),
    edge("ClusterTrustBundleProjection", "labelSelector", Labelled(BUNDLE, "ClusterTrustBundle")),
    edge("ClusterTrustBundleProjection", "name", Kind(BUNDLE, "ClusterTrustBundle")),
    edge("CompositePodGroupSpec", "priorityClassName", PRIORITY),
    edge("CompositePodGroupTemplate", "priorityClassName", PRIORITY),
    edge("ConfigMapEnvSource", "name", CONFIG_MAP),
    edge("ConfigMapKeySelector", "name", CONFIG_MAP),
    edge("ConfigMapNodeConfigSource", "name", CONFIG_MAP),
    edge("ConfigMapProjection", "name", CONFIG_MAP),
    edge("ConfigMapVolumeSource", "name", CONFIG_MAP),
    edge("CrossVersionObjectReference", "name", Written),
    edge("DeviceRequest", "deviceClassName", DEVICE_CLASS),
    edge("DeviceSubRequest", "deviceClassName", DEVICE_CLASS),
    edge("DeviceTaintSelector", "deviceClassName", DEVICE_CLASS),
    edge("Endpoint", "nodeName", NODE),
    edge("Endpoint", "targetRef", Written),
    edge("EndpointAddress", "nodeName", NODE),
    edge("EndpointAddress", "targetRef", Written),
    edge("EvictionPodReference", "name", Kind("", "Pod")),
    edge("EvictionRequestPodReference", "name", Kind("", "Pod")),
    edge("ExactDeviceRequest", "deviceClassName", DEVICE_CLASS),
    edge("IngressClassParametersReference", "name", Written),
    edge("IngressServiceBackend", "name", SERVICE),
    edge("IngressSpec", "ingressClassName", Kind("networking.k8s.io", "IngressClass")),
    edge("IngressTLS", "secretName", SECRET),
    edge("LocalObjectReference", "name", SECRET),
    edge("MatchResources", "namespaceSelector", NAMESPACES),
    edge("MutatingAdmissionPolicyBindingSpec", "policyName", Kind("admissionregistration.k8s.io", "MutatingAdmissionPolicy")),
    edge("MutatingWebhook", "namespaceSelector", NAMESPACES),
    edge("NetworkPolicyPeer", "namespaceSelector", NAMESPACES),
    edge("NetworkPolicyPeer", "podSelector", PODS),
    edge("NetworkPolicySpec", "podSelector", PODS),
    edge("OwnerReference", "name", Written),
    edge("PersistentVolumeClaimSpec", "selector", Labelled("", "PersistentVolume")),
    edge("PersistentVolumeClaimSpec", "storageClassName", STORAGE),
    edge("PersistentVolumeClaimSpec", "volumeAttributesClassName", ATTRIBUTES),
    edge("PersistentVolumeClaimSpec", "volumeName", VOLUME),
    edge("PersistentVolumeClaimVolumeSource", "claimName", CLAIM),
    edge("PersistentVolumeSpec", "claimRef", CLAIM),
    edge("PersistentVolumeSpec", "storageClassName", STORAGE),
    edge("PersistentVolumeSpec", "volumeAttributesClassName", ATTRIBUTES),
    edge("PodAffinityTerm", "labelSelector", PODS),
    edge("PodAffinityTerm", "namespaceSelector", NAMESPACES),
    edge("PodDisruptionBudgetSpec", "selector", PODS),
    edge("PodGroupResourceClaim", "resourceClaimName", DEVICE_CLAIM),
    edge("PodGroupResourceClaim", "resourceClaimTemplateName", CLAIM_TEMPLATE),
    edge("PodGroupSpec", "priorityClassName", PRIORITY),
    edge("PodGroupTemplate", "priorityClassName", PRIORITY),
    edge("PodResourceClaim", "resourceClaimName", DEVICE_CLAIM),
    edge("PodResourceClaim", "resourceClaimTemplateName", CLAIM_TEMPLATE),
    edge("PodSchedulingGroup", "podGroupName", Kind("scheduling.k8s.io", "PodGroup")),
    edge("PodSpec", "nodeName", NODE),
    edge("PodSpec", "priorityClassName", PRIORITY),
    edge("PodSpec", "runtimeClassName", Kind("node.k8s.io", "RuntimeClass")),
    edge("PodSpec", "serviceAccount", SERVICE_ACCOUNT),
    edge("PodSpec", "serviceAccountName", SERVICE_ACCOUNT),
    edge("PriorityLevelConfigurationReference", "name", Kind("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration")),
    edge("ReplicationControllerSpec", "selector", PODS),
    edge("ResourceClaimParametersReference", "name", Written),
    edge("ResourceClassParametersReference", "name", Written),
    edge("RoleRef", "name", Written),
    edge("SecretEnvSource", "name", SECRET),
    edge("SecretKeySelector", "name", SECRET),
    edge("SecretProjection", "name", SECRET),
    edge("SecretReference", "name", SECRET),
    edge("SecretVolumeSource", "secretName", SECRET),
    edge("ServiceAccount", "secrets", SECRET),
    edge("ServiceAccountSubject", "name", SERVICE_ACCOUNT),
    edge("ServiceReference", "name", SERVICE),
    edge("ServiceSpec", "selector", PODS),
    edge("StatefulSetSpec", "serviceName", SERVICE),
    edge("StorageOSPersistentVolumeSource", "secretRef", SECRET),
    edge("Subject", "name", Written),
    edge("TopologySpreadConstraint", "labelSelector", PODS),
    edge("TypedLocalObjectReference", "name", Written),
    edge("TypedObjectReference", "name", Written),
    edge("ValidatingAdmissionPolicyBindingSpec", "policyName", Kind("admissionregistration.k8s.io", "ValidatingAdmissionPolicy")),
    edge("ValidatingWebhook", "namespaceSelector", NAMESPACES),
    edge("VolumeAttachmentSource", "persistentVolumeName", VOLUME),
    edge("VolumeAttachmentSpec", "nodeName", NODE),
    edge("WorkloadPodGroupResourceClaim", "resourceClaimName", DEVICE_CLAIM),
    edge("WorkloadPodGroupResourceClaim", "resourceClaimTemplateName", CLAIM_TEMPLATE),
    edge("WorkloadPodGroupTemplateReference", "workloadName", WORKLOAD),
    edge("WorkloadReference", "name", WORKLOAD),
    edge("WorkloadReference", "workloadName", WORKLOAD),
];

pub(super) const fn edge(of: &'static str, field: &'static str, to: Target) -> Edge {
    Edge { of, field, to }
}

/// The edges of a definition, by its name without group and version.
pub(super) fn edges_of(definition: &str) -> &'static [Edge] {
    let start = EDGES.partition_point(|edge| edge.of < definition);
    let behind = &EDGES[start..];
    &behind[..behind.partition_point(|edge| edge.of == definition)]
}

/// The edge of a field of a definition, which is named without group and version.
#[must_use]
pub fn edge_at(definition: &str, field: &str) -> Option<&'static Edge> {
    edges_of(definition).iter().find(|edge| edge.field == field)
}

/// An edge of the API, by its place among them.
pub(super) mod by_place {
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{EDGES, Edge};

    pub(crate) fn serialize<S: Serializer>(edge: &Edge, to: S) -> Result<S::Ok, S::Error> {
        let key = (edge.of, edge.field);
        let place = EDGES.binary_search_by_key(&key, |edge| (edge.of, edge.field));
        let place = place.map_err(|_| S::Error::custom("an edge of a custom resource"))?;
        to.serialize_u32(place as u32)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<&'static Edge, D::Error> {
        let edge = EDGES.get(u32::deserialize(from)? as usize);
        edge.ok_or_else(|| D::Error::custom("no such edge"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::plan::leads;
    use super::{EDGES, Labelled, edges_of};
    use crate::api::{ApiKind, Shape, Type, inner};

    /// Fields of a type that refers to objects, and that are no edges.
    const LEFT_OUT: [(&str, &str, &str); 23] = [
        (
            "*",
            "objectSelector",
            "objects of any kind, when they are sent to the server",
        ),
        (
            "*",
            "paramRef",
            "its kind stands in the policy that is bound",
        ),
        (
            "ParamRef",
            "selector",
            "its kind stands in the policy that is bound",
        ),
        ("CronJobStatus", "active", "written by the cluster"),
        ("Event", "involvedObject", "written by the cluster"),
        ("Event", "regarding", "written by the cluster"),
        ("Event", "related", "written by the cluster"),
        (
            "ResourceClaimStatus",
            "reservedFor",
            "written by the cluster",
        ),
        (
            "DaemonSetSpec",
            "selector",
            "its own pods, which the server holds it against",
        ),
        (
            "DeploymentSpec",
            "selector",
            "its own pods, which the server holds it against",
        ),
        (
            "JobSpec",
            "selector",
            "its own pods, which the server holds it against",
        ),
        (
            "ReplicaSetSpec",
            "selector",
            "its own pods, which the server holds it against",
        ),
        (
            "StatefulSetSpec",
            "selector",
            "its own pods, which the server holds it against",
        ),
        (
            "ExternalMetricSource",
            "metricSelector",
            "series of a metric",
        ),
        (
            "ExternalMetricStatus",
            "metricSelector",
            "series of a metric",
        ),
        ("MetricIdentifier", "selector", "series of a metric"),
        ("ObjectMetricSource", "selector", "series of a metric"),
        ("ObjectMetricStatus", "selector", "series of a metric"),
        ("PodsMetricSource", "selector", "series of a metric"),
        ("PodsMetricStatus", "selector", "series of a metric"),
        (
            "IPAddressSpec",
            "parentRef",
            "names a resource, in the plural, and no kind",
        ),
        ("Subject", "group", "a group of users is no object"),
        ("Subject", "user", "a user is no object"),
    ];

    fn simple(definition: Type) -> &'static str {
        let name = definition.name();
        name.rsplit('.').next().unwrap_or(name)
    }

    fn is_edge(of: &str, field: &str) -> bool {
        edges_of(of).iter().any(|edge| edge.field == field)
    }

    #[test]
    fn edges_stand_in_order_and_are_fields_of_the_api() {
        let keys = || EDGES.iter().map(|edge| (edge.of, edge.field));
        assert!(keys().is_sorted_by(|a, b| a < b));
        for (of, field) in keys() {
            let mut alike = Type::all().filter(|definition| simple(*definition) == of);
            let has = |definition: Type| definition.some_field(field).is_some();
            assert!(alike.any(has), "{of} has no field {field}");
        }
    }

    #[test]
    fn what_an_edge_leads_to_is_a_kind_of_the_api() {
        for edge in EDGES {
            let (super::Kind(group, kind) | Labelled(group, kind)) = edge.to else {
                continue;
            };
            let is_it = |known: ApiKind| known.kind() == kind && known.group() == group;
            assert!(
                ApiKind::all().any(is_it),
                "{}.{}: {group} {kind}",
                edge.of,
                edge.field
            );
        }
    }

    /// A field whose type refers to objects is an edge, its type is one, or it is named above with the reason.
    #[test]
    fn every_reference_of_the_api_is_an_edge_or_left_out() {
        let mut unused: BTreeSet<_> = LEFT_OUT.iter().map(|&(of, field, _)| (of, field)).collect();
        for definition in Type::all() {
            for field in definition.fields() {
                let of = simple(definition);
                let Some(to) = inner(field.shape()).map(simple) else {
                    continue;
                };
                let refers = ["Reference", "Ref", "Subject", "LabelSelector"];
                if !refers.iter().any(|end| to.ends_with(end)) {
                    continue;
                }
                let key = LEFT_OUT.iter().map(|&(of, field, _)| (of, field));
                let mut keys =
                    key.filter(|&key| key == (of, field.name()) || key == ("*", field.name()));
                let left_out = keys.next();
                left_out.inspect(|key| {
                    unused.remove(key);
                });
                // A reference by itself, or one that holds some.
                let leads = inner(field.shape()).is_some_and(leads);
                assert!(
                    is_edge(of, field.name()) || leads || left_out.is_some(),
                    "{}.{} is a {to}",
                    definition.name(),
                    field.name()
                );
            }
        }
        assert!(unused.is_empty(), "no such fields: {unused:?}");
    }

    /// The API uses them for nothing else, which one edge for all of them relies on.
    #[test]
    fn local_references_are_to_secrets() {
        for definition in Type::all() {
            for field in definition.fields() {
                let to = inner(field.shape()).map(Type::name);
                if to == Some("io.k8s.api.core.v1.LocalObjectReference") {
                    let name = field.name().to_lowercase();
                    assert!(name.contains("secret"), "{}.{name}", definition.name());
                }
            }
        }
    }

    /// What is read below a map would have to name the key in its path.
    #[test]
    fn no_reference_stands_in_a_map() {
        for definition in Type::all() {
            for field in definition.fields() {
                if let Shape::Map(element) = field.shape() {
                    let below = inner(element.shape());
                    assert!(
                        below.is_none_or(|below| !leads(below)),
                        "{}",
                        definition.name()
                    );
                }
            }
        }
    }
}
