//! The fields that transformers change by themselves. Source: the default transformer configurations,
//! <https://github.com/kubernetes-sigs/kustomize/tree/master/examples/transformerconfigs>.

use super::config::{Config, References};
use super::id::Gvk;
use super::selector::FieldSpec;

/// A kind with its group and version, each empty if it is of no matter.
type Kind = (&'static str, &'static str, &'static str);

const ANY: Kind = ("", "", "");
const INGRESS: Kind = ("", "", "Ingress");

fn spec((group, version, kind): Kind, path: impl Into<String>, create: bool) -> FieldSpec {
    FieldSpec::new(Gvk::new(group, version, kind), path, create)
}

/// What is built in.
pub(super) fn config() -> Config {
    let name = || vec![spec(ANY, "metadata/name", false)];
    let mut config = Config {
        name_prefix: name(),
        name_suffix: name(),
        namespace: namespace(),
        common_labels: selectors().chain(labels()).collect(),
        labels: Vec::new(),
        template_labels: labels().collect(),
        annotations: annotations().collect(),
        references: references(),
        variables: variables(),
        images: images(),
        replicas: [
            "Deployment",
            "ReplicationController",
            "ReplicaSet",
            "StatefulSet",
        ]
        .into_iter()
        .map(|kind| spec(("", "", kind), "spec/replicas", true))
        .collect(),
    };
    config.sort();
    config
}

#[rustfmt::skip]
fn namespace() -> Vec<FieldSpec> {
    vec![
        spec(("", "", "Namespace"), "metadata/name", true),
        spec(("apiregistration.k8s.io", "", "APIService"), "spec/service/namespace", true),
        spec(("apiextensions.k8s.io", "", "CustomResourceDefinition"), "spec/conversion/webhook/clientConfig/service/namespace", false),
    ]
}

/// The templates in which labels and annotations stand, by the kinds that have them.
const TEMPLATES: [(Kind, &str); 8] = [
    (("", "v1", "ReplicationController"), "spec/template"),
    (("", "", "Deployment"), "spec/template"),
    (("", "", "ReplicaSet"), "spec/template"),
    (("", "", "DaemonSet"), "spec/template"),
    (("apps", "", "StatefulSet"), "spec/template"),
    (("batch", "", "Job"), "spec/template"),
    (("batch", "", "CronJob"), "spec/jobTemplate"),
    (("batch", "", "CronJob"), "spec/jobTemplate/spec/template"),
];

fn labels() -> impl Iterator<Item = FieldSpec> {
    let of_object = [
        spec(ANY, "metadata/labels", true),
        spec(
            ("apps", "", "StatefulSet"),
            "spec/volumeClaimTemplates[]/metadata/labels",
            true,
        ),
    ];
    let templates = TEMPLATES.iter();
    let templates =
        templates.map(|&(kind, path)| spec(kind, format!("{path}/metadata/labels"), true));
    of_object.into_iter().chain(templates)
}

fn annotations() -> impl Iterator<Item = FieldSpec> {
    let of_object = spec(ANY, "metadata/annotations", true);
    let templates = TEMPLATES.iter().map(|&(mut kind, path)| {
        if kind.2 == "StatefulSet" {
            kind.0 = "";
        }
        spec(kind, format!("{path}/metadata/annotations"), true)
    });
    std::iter::once(of_object).chain(templates)
}

/// Where labels select.
#[rustfmt::skip]
fn selectors() -> impl Iterator<Item = FieldSpec> {
    const PLAIN: [(Kind, &str, bool); 12] = [
        (("", "v1", "Service"), "spec/selector", true),
        (("", "v1", "ReplicationController"), "spec/selector", true),
        (("", "", "Deployment"), "spec/selector/matchLabels", true),
        (("", "", "ReplicaSet"), "spec/selector/matchLabels", true),
        (("", "", "DaemonSet"), "spec/selector/matchLabels", true),
        (("apps", "", "StatefulSet"), "spec/selector/matchLabels", true),
        (("batch", "", "Job"), "spec/selector/matchLabels", false),
        (("batch", "", "CronJob"), "spec/jobTemplate/spec/selector/matchLabels", false),
        (("policy", "", "PodDisruptionBudget"), "spec/selector/matchLabels", false),
        (("networking.k8s.io", "", "NetworkPolicy"), "spec/podSelector/matchLabels", false),
        (("networking.k8s.io", "", "NetworkPolicy"), "spec/ingress/from/podSelector/matchLabels", false),
        (("networking.k8s.io", "", "NetworkPolicy"), "spec/egress/to/podSelector/matchLabels", false),
    ];
    const OF_PODS: [&str; 5] = [
        "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
        "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution",
        "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
        "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution",
        "topologySpreadConstraints",
    ];
    let of_pods = ["Deployment", "StatefulSet"].into_iter().flat_map(|kind| {
        OF_PODS.iter().map(move |path| {
            let path = format!("spec/template/spec/{path}/labelSelector/matchLabels");
            spec(("apps", "", kind), path, false)
        })
    });
    PLAIN.iter().map(|&(kind, path, create)| spec(kind, path, create)).chain(of_pods)
}

fn images() -> Vec<FieldSpec> {
    let fields = [
        "containers[]/image",
        "initContainers[]/image",
        "volumes[]/image/reference",
    ];
    let paths = ["spec", "spec/template/spec"]
        .into_iter()
        .flat_map(|pod| fields.map(|field| format!("{pod}/{field}")));
    paths.map(|path| spec(ANY, path, true)).collect()
}

/// Where pods stand, by the kinds that have them.
const POD: (Kind, &str) = (("", "", "Pod"), "spec");
const POD_V1: (Kind, &str) = (("", "v1", "Pod"), "spec");
const POD_TEMPLATE: (Kind, &str) = (("", "", "PodTemplate"), "template/spec");
const DEPLOYMENT: (Kind, &str) = (("", "", "Deployment"), "spec/template/spec");
const REPLICA_SET: (Kind, &str) = (("", "", "ReplicaSet"), "spec/template/spec");
const CONTROLLER: (Kind, &str) = (("", "", "ReplicationController"), "spec/template/spec");
const DAEMON_SET: (Kind, &str) = (("", "", "DaemonSet"), "spec/template/spec");
const STATEFUL_SET: (Kind, &str) = (("", "", "StatefulSet"), "spec/template/spec");
const JOB: (Kind, &str) = (("", "", "Job"), "spec/template/spec");
const CRON_JOB: (Kind, &str) = (("", "", "CronJob"), "spec/jobTemplate/spec/template/spec");

fn in_pods(pods: &[(Kind, &str)], fields: &[&str]) -> Vec<FieldSpec> {
    let each = pods.iter().flat_map(|&(kind, pod)| {
        let paths = fields.iter().map(move |field| format!("{pod}/{field}"));
        paths.map(move |path| spec(kind, path, false))
    });
    each.collect()
}

fn plain(fields: &[(Kind, &str)]) -> Vec<FieldSpec> {
    let each = fields.iter();
    each.map(|&(kind, path)| spec(kind, path, false)).collect()
}

const WEBHOOKS: &str = "admissionregistration.k8s.io";
const RBAC: &str = "rbac.authorization.k8s.io";

fn to((group, version, kind): Kind, from: &[Vec<FieldSpec>]) -> References {
    References {
        to: Gvk::new(group, version, kind),
        from: from.concat(),
    }
}

fn references() -> Vec<References> {
    let scaled = [(
        ("", "", "HorizontalPodAutoscaler"),
        "spec/scaleTargetRef/name",
    )];
    let workloads = [
        "Deployment",
        "ReplicationController",
        "ReplicaSet",
        "StatefulSet",
    ];
    let mut all: Vec<References> = workloads
        .into_iter()
        .map(|kind| to(("", "", kind), &[plain(&scaled)]))
        .collect();
    all.extend(of_data());
    all.extend(of_others());
    all
}

/// Where ConfigMaps and Secrets are named.
#[rustfmt::skip]
fn of_data() -> [References; 2] {
    const PODS: [(Kind, &str); 8] = [
        POD_V1, POD_TEMPLATE, DEPLOYMENT, REPLICA_SET, DAEMON_SET, STATEFUL_SET, JOB, CRON_JOB,
    ];
    let named = plain(&[(("", "", "Role"), "rules/resourceNames"), (("", "", "ClusterRole"), "rules/resourceNames")]);
    let config_maps = to(("", "v1", "ConfigMap"), &[
        in_pods(&PODS, &[
            "volumes/configMap/name",
            "containers/env/valueFrom/configMapKeyRef/name",
            "initContainers/env/valueFrom/configMapKeyRef/name",
            "containers/envFrom/configMapRef/name",
            "initContainers/envFrom/configMapRef/name",
            "volumes/projected/sources/configMap/name",
        ]),
        named.clone(),
        plain(&[
            (("", "", "Node"), "spec/configSource/configMap"),
            (INGRESS, "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"),
        ]),
    ]);
    let secrets = to(("", "v1", "Secret"), &[
        in_pods(&PODS, &[
            "volumes/secret/secretName",
            "containers/env/valueFrom/secretKeyRef/name",
            "initContainers/env/valueFrom/secretKeyRef/name",
            "containers/envFrom/secretRef/name",
            "initContainers/envFrom/secretRef/name",
            "imagePullSecrets/name",
            "volumes/projected/sources/secret/name",
        ]),
        named,
        plain(&[
            (INGRESS, "spec/tls/secretName"),
            (INGRESS, "metadata/annotations/ingress.kubernetes.io\\/auth-secret"),
            (INGRESS, "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret"),
            (INGRESS, "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret"),
            (("", "", "ServiceAccount"), "imagePullSecrets/name"),
            (("", "", "StorageClass"), "parameters/secretName"),
            (("", "", "StorageClass"), "parameters/adminSecretName"),
            (("", "", "StorageClass"), "parameters/userSecretName"),
            (("", "", "StorageClass"), "parameters/secretRef"),
            (("serving.knative.dev", "v1", "Service"), "spec/template/spec/containers/env/valueFrom/secretKeyRef/name"),
            (("", "", "PersistentVolume"), "spec/azureFile/secretName"),
        ]),
    ]);
    [config_maps, secrets]
}

/// Where other objects are named.
#[rustfmt::skip]
fn of_others() -> Vec<References> {
    const PODS: [(Kind, &str); 7] = [
        POD, STATEFUL_SET, DEPLOYMENT, CONTROLLER, CRON_JOB, JOB, DAEMON_SET,
    ];
    vec![
        to(("", "v1", "Service"), &[plain(&[
            (("apps", "", "StatefulSet"), "spec/serviceName"),
            (INGRESS, "spec/rules/http/paths/backend/serviceName"),
            (INGRESS, "spec/backend/serviceName"),
            (INGRESS, "spec/rules/http/paths/backend/service/name"),
            (INGRESS, "spec/defaultBackend/service/name"),
            (("apiregistration.k8s.io", "", "APIService"), "spec/service/name"),
            ((WEBHOOKS, "", "ValidatingWebhookConfiguration"), "webhooks/clientConfig/service"),
            ((WEBHOOKS, "", "MutatingWebhookConfiguration"), "webhooks/clientConfig/service"),
        ])]),
        to((RBAC, "", "Role"), &[plain(&[((RBAC, "", "RoleBinding"), "roleRef/name")])]),
        to((RBAC, "", "ClusterRole"), &[plain(&[
            ((RBAC, "", "RoleBinding"), "roleRef/name"),
            ((RBAC, "", "ClusterRoleBinding"), "roleRef/name"),
        ])]),
        to(("", "v1", "ServiceAccount"), &[
            plain(&[((RBAC, "", "RoleBinding"), "subjects"), ((RBAC, "", "ClusterRoleBinding"), "subjects")]),
            in_pods(&PODS, &["serviceAccountName"]),
        ]),
        to(("", "v1", "PersistentVolumeClaim"), &[in_pods(&PODS, &["volumes/persistentVolumeClaim/claimName"])]),
        to(("", "v1", "PersistentVolume"), &[plain(&[
            (("", "", "PersistentVolumeClaim"), "spec/volumeName"),
            (("", "", "ClusterRole"), "rules/resourceNames"),
        ])]),
        to(("storage.k8s.io", "v1", "StorageClass"), &[plain(&[
            (("", "", "PersistentVolume"), "spec/storageClassName"),
            (("", "", "PersistentVolumeClaim"), "spec/storageClassName"),
            (("", "", "StatefulSet"), "spec/volumeClaimTemplates/spec/storageClassName"),
        ])]),
        to(("scheduling.k8s.io", "v1", "PriorityClass"), &[in_pods(&PODS, &["priorityClassName"])]),
        // Its group is written with the version, so that it is never found.
        to(("networking.k8s.io/v1", "v1", "IngressClass"), &[plain(&[(INGRESS, "spec/ingressClassName")])]),
        to((WEBHOOKS, "", "ValidatingAdmissionPolicy"), &[plain(&[
            ((WEBHOOKS, "", "ValidatingAdmissionPolicyBinding"), "spec/policyName"),
        ])]),
    ]
}

#[rustfmt::skip]
fn variables() -> Vec<FieldSpec> {
    const PODS: [(Kind, &str); 7] = [CRON_JOB, DAEMON_SET, DEPLOYMENT, JOB, POD, REPLICA_SET, STATEFUL_SET];
    const SERVED_PODS: [(Kind, &str); 5] = [DAEMON_SET, DEPLOYMENT, JOB, POD, REPLICA_SET];
    let mut all = in_pods(&PODS, &[
        "containers/args",
        "containers/command",
        "containers/env/value",
        "containers/volumeMounts/mountPath",
        "initContainers/args",
        "initContainers/command",
        "initContainers/env/value",
        "initContainers/volumeMounts/mountPath",
    ]);
    all.extend(in_pods(&SERVED_PODS, &["volumes/nfs/server"]));
    all.extend(plain(&[
        (("", "", "CronJob"), "spec/jobTemplate/spec/template/volumes/nfs/server"),
        (("", "", "Deployment"), "spec/template/metadata/annotations"),
        (INGRESS, "spec/rules/host"),
        (INGRESS, "spec/tls/hosts"),
        (INGRESS, "spec/tls/secretName"),
        (("", "", "Service"), "spec/ports/port"),
        (("", "", "Service"), "spec/ports/targetPort"),
        (("", "", "StatefulSet"), "spec/volumeClaimTemplates/spec/nfs/server"),
        (("", "", "PersistentVolume"), "spec/nfs/server"),
        (ANY, "metadata/labels"),
        (ANY, "metadata/annotations"),
    ]));
    all
}
