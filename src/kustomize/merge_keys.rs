//! The definitions of Kubernetes 1.21 that kustomize merges by, as far as they have lists that are merged. Source: its
//! OpenAPI, `x-kubernetes-patch-strategy`, `x-kubernetes-patch-merge-key` and `x-kubernetes-list-map-keys`.

/// A definition.
#[derive(Debug)]
pub(super) struct Type(&'static [Field]);

/// A field that has lists that are merged in it, or is one.
#[derive(Debug)]
pub(super) struct Field {
    name: &'static str,
    /// What it is, or what the list holds.
    pub(super) of: &'static Type,
    /// The keys by which the list is merged.
    pub(super) keys: Option<&'static [&'static str]>,
}

impl Type {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.0.iter().find(|field| field.name == name)
    }
}

const fn inner(name: &'static str, of: &'static Type) -> Field {
    let keys = None;
    Field { name, of, keys }
}

const fn list(name: &'static str, keys: &'static [&'static str], of: &'static Type) -> Field {
    let keys = Some(keys);
    Field { name, of, keys }
}

static LEAF: Type = Type(&[]);

static META: Type = Type(&[
    list("finalizers", &[], &LEAF),
    list("ownerReferences", &["uid"], &LEAF),
]);

/// An object that has nothing that is merged but in its metadata.
static OBJECT: Type = Type(&[inner("metadata", &META)]);

static CONTAINER: Type = Type(&[
    list("env", &["name"], &LEAF),
    list("ports", &["containerPort", "protocol"], &LEAF),
    list("volumeDevices", &["devicePath"], &LEAF),
    list("volumeMounts", &["mountPath"], &LEAF),
]);

static EPHEMERAL_CONTAINER: Type = Type(&[
    list("env", &["name"], &LEAF),
    list("volumeDevices", &["devicePath"], &LEAF),
    list("volumeMounts", &["mountPath"], &LEAF),
]);

static CLAIM_TEMPLATE: Type = Type(&[inner("volumeClaimTemplate", &OBJECT)]);

static VOLUME: Type = Type(&[inner("ephemeral", &CLAIM_TEMPLATE)]);

static POD_SPEC: Type = Type(&[
    list("containers", &["name"], &CONTAINER),
    list("ephemeralContainers", &["name"], &EPHEMERAL_CONTAINER),
    list("hostAliases", &["ip"], &LEAF),
    list("imagePullSecrets", &["name"], &LEAF),
    list("initContainers", &["name"], &CONTAINER),
    list(
        "topologySpreadConstraints",
        &["topologyKey", "whenUnsatisfiable"],
        &LEAF,
    ),
    list("volumes", &["name"], &VOLUME),
]);

static POD: Type = Type(&[inner("metadata", &META), inner("spec", &POD_SPEC)]);

static TEMPLATED: Type = Type(&[inner("template", &POD)]);

static WORKLOAD: Type = Type(&[inner("metadata", &META), inner("spec", &TEMPLATED)]);

static POD_TEMPLATE: Type = Type(&[inner("metadata", &META), inner("template", &POD)]);

static CRON_JOB_SPEC: Type = Type(&[inner("jobTemplate", &WORKLOAD)]);

static CRON_JOB: Type = Type(&[inner("metadata", &META), inner("spec", &CRON_JOB_SPEC)]);

static SERVICE_SPEC: Type = Type(&[list("ports", &["port", "protocol"], &LEAF)]);

static SERVICE: Type = Type(&[inner("metadata", &META), inner("spec", &SERVICE_SPEC)]);

static SERVICE_ACCOUNT: Type = Type(&[inner("metadata", &META), list("secrets", &["name"], &LEAF)]);

static NODE_SPEC: Type = Type(&[list("podCIDRs", &[], &LEAF)]);

static NODE: Type = Type(&[inner("metadata", &META), inner("spec", &NODE_SPEC)]);

static CSI_NODE_SPEC: Type = Type(&[list("drivers", &["name"], &LEAF)]);

static CSI_NODE: Type = Type(&[inner("metadata", &META), inner("spec", &CSI_NODE_SPEC)]);

static WEBHOOKS: Type = Type(&[inner("metadata", &META), list("webhooks", &["name"], &LEAF)]);

/// A group with versions that have the same kinds.
type Group = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static Type)],
);

/// Kinds by group and versions.
#[rustfmt::skip]
static KINDS: [Group; 16] = [
    ("", &["v1"], &[
        ("Pod", &POD), ("PodTemplate", &POD_TEMPLATE), ("ReplicationController", &WORKLOAD), ("Service", &SERVICE),
        ("ServiceAccount", &SERVICE_ACCOUNT), ("Node", &NODE), ("ComponentStatus", &OBJECT), ("ConfigMap", &OBJECT),
        ("Endpoints", &OBJECT), ("Event", &OBJECT), ("LimitRange", &OBJECT), ("Namespace", &OBJECT),
        ("PersistentVolume", &OBJECT), ("PersistentVolumeClaim", &OBJECT), ("ResourceQuota", &OBJECT), ("Secret", &OBJECT),
    ]),
    ("apps", &["v1"], &[
        ("Deployment", &WORKLOAD), ("ReplicaSet", &WORKLOAD), ("DaemonSet", &WORKLOAD), ("StatefulSet", &WORKLOAD),
        ("ControllerRevision", &OBJECT),
    ]),
    ("batch", &["v1", "v1beta1"], &[("CronJob", &CRON_JOB)]),
    ("batch", &["v1"], &[("Job", &WORKLOAD)]),
    ("admissionregistration.k8s.io", &["v1", "v1beta1"], &[
        ("MutatingWebhookConfiguration", &WEBHOOKS), ("ValidatingWebhookConfiguration", &WEBHOOKS),
    ]),
    ("storage.k8s.io", &["v1", "v1beta1"], &[
        ("CSINode", &CSI_NODE), ("CSIDriver", &OBJECT), ("StorageClass", &OBJECT), ("VolumeAttachment", &OBJECT),
        ("CSIStorageCapacity", &OBJECT),
    ]),
    ("apiextensions.k8s.io", &["v1", "v1beta1"], &[("CustomResourceDefinition", &OBJECT)]),
    ("apiregistration.k8s.io", &["v1", "v1beta1"], &[("APIService", &OBJECT)]),
    ("autoscaling", &["v1", "v2beta1", "v2beta2"], &[("HorizontalPodAutoscaler", &OBJECT)]),
    ("networking.k8s.io", &["v1", "v1beta1"], &[("Ingress", &OBJECT), ("IngressClass", &OBJECT)]),
    ("networking.k8s.io", &["v1"], &[("NetworkPolicy", &OBJECT)]),
    ("extensions", &["v1beta1"], &[("Ingress", &OBJECT)]),
    ("policy", &["v1", "v1beta1"], &[("PodDisruptionBudget", &OBJECT), ("PodSecurityPolicy", &OBJECT)]),
    ("rbac.authorization.k8s.io", &["v1", "v1beta1"], &[
        ("ClusterRole", &OBJECT), ("ClusterRoleBinding", &OBJECT), ("Role", &OBJECT), ("RoleBinding", &OBJECT),
    ]),
    ("scheduling.k8s.io", &["v1", "v1beta1"], &[("PriorityClass", &OBJECT)]),
    ("coordination.k8s.io", &["v1", "v1beta1"], &[("Lease", &OBJECT)]),
];

/// The definition of a kind that is built in.
pub(super) fn built_in(api_version: &str, kind: &str) -> Option<&'static Type> {
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    let groups = KINDS.iter();
    let mut kinds = groups
        .filter(|(of, versions, _)| *of == group && versions.contains(&version))
        .flat_map(|(_, _, kinds)| *kinds);
    kinds
        .find(|(name, _)| *name == kind)
        .map(|&(_, definition)| definition)
}
