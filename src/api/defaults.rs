//! What holds where a field is not written. The definitions that Kubernetes publishes say it of few; the others are in
//! the functions `SetDefaults_…` of `pkg/apis/*/v1/defaults.go` and in the documentation of the fields.

use super::Type;

/// What holds where a field is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Implied {
    /// The value, as JSON, if it is always one.
    pub value: Option<&'static str>,
    /// What else is to be said of it; empty if nothing is.
    pub note: &'static str,
}

/// What holds where a field of a definition is not written, if the definition does not say it itself.
#[must_use]
pub fn implied(holder: Type, field: &str) -> Option<Implied> {
    let holder = holder.name().rsplit('.').next().unwrap_or_default();
    let at = DEFAULTS.binary_search_by(|row| (row.0, row.1).cmp(&(holder, field)));
    let &(_, _, value, note) = DEFAULTS.get(at.ok()?)?;
    Some(Implied {
        value: (!value.is_empty()).then_some(value),
        note,
    })
}

/// The last word of a definition's name, a field, its value as JSON, and a note. In order.
#[rustfmt::skip]
const DEFAULTS: [(&str, &str, &str, &str); 181] = [
    ("AzureDiskVolumeSource", "cachingMode", "\"ReadWrite\"", ""),
    ("AzureDiskVolumeSource", "kind", "\"Shared\"", ""),
    ("AzureDiskVolumeSource", "readOnly", "false", ""),
    ("CSIDriverSpec", "attachRequired", "true", ""),
    ("CSIDriverSpec", "fsGroupPolicy", "\"ReadWriteOnceWithFSType\"", ""),
    ("CSIDriverSpec", "podInfoOnMount", "false", ""),
    ("CSIDriverSpec", "preventPodSchedulingIfMissing", "false", ""),
    ("CSIDriverSpec", "requiresRepublish", "false", ""),
    ("CSIDriverSpec", "seLinuxMount", "false", ""),
    ("CSIDriverSpec", "storageCapacity", "false", ""),
    ("CSIDriverSpec", "volumeLifecycleModes", "[\"Persistent\"]", ""),
    ("ClientIPConfig", "timeoutSeconds", "10800", ""),
    ("ConfigMap", "immutable", "false", ""),
    ("ConfigMapKeySelector", "optional", "false", ""),
    ("ConfigMapVolumeSource", "defaultMode", "420", "which is 0644"),
    ("ConfigMapVolumeSource", "optional", "false", ""),
    ("Container", "args", "", "what the image says"),
    ("Container", "command", "", "what the image says"),
    ("Container", "imagePullPolicy", "", "Always for the tag `latest` and for an image without a tag, else IfNotPresent"),
    ("Container", "stdin", "false", ""),
    ("Container", "stdinOnce", "false", ""),
    ("Container", "terminationMessagePath", "\"/dev/termination-log\"", ""),
    ("Container", "terminationMessagePolicy", "\"File\"", ""),
    ("Container", "tty", "false", ""),
    ("Container", "workingDir", "", "what the image says"),
    ("ContainerPort", "hostPort", "", "the `containerPort`, with `hostNetwork`; else none"),
    ("ContainerPort", "protocol", "\"TCP\"", ""),
    ("CronJobSpec", "concurrencyPolicy", "\"Allow\"", ""),
    ("CronJobSpec", "failedJobsHistoryLimit", "1", ""),
    ("CronJobSpec", "successfulJobsHistoryLimit", "3", ""),
    ("CronJobSpec", "suspend", "false", ""),
    ("CronJobSpec", "timeZone", "", "that of the controller manager"),
    ("CustomResourceConversion", "strategy", "\"None\"", ""),
    ("CustomResourceDefinitionNames", "listKind", "", "the `kind` with `List` behind it"),
    ("CustomResourceDefinitionNames", "singular", "", "the `kind` in lower case"),
    ("CustomResourceDefinitionSpec", "preserveUnknownFields", "false", ""),
    ("DaemonSetSpec", "minReadySeconds", "0", ""),
    ("DaemonSetSpec", "revisionHistoryLimit", "10", ""),
    ("DaemonSetUpdateStrategy", "type", "\"RollingUpdate\"", ""),
    ("DeploymentSpec", "minReadySeconds", "0", ""),
    ("DeploymentSpec", "paused", "false", ""),
    ("DeploymentSpec", "progressDeadlineSeconds", "600", ""),
    ("DeploymentSpec", "replicas", "1", ""),
    ("DeploymentSpec", "revisionHistoryLimit", "10", ""),
    ("DeploymentStrategy", "type", "\"RollingUpdate\"", ""),
    ("DeviceSubRequest", "allocationMode", "\"ExactCount\"", ""),
    ("DeviceSubRequest", "count", "1", "with the mode ExactCount"),
    ("DownwardAPIVolumeSource", "defaultMode", "420", "which is 0644"),
    ("EndpointPort", "protocol", "\"TCP\"", ""),
    ("EphemeralContainer", "imagePullPolicy", "", "Always for the tag `latest` and for an image without a tag, else IfNotPresent"),
    ("EphemeralContainer", "terminationMessagePath", "\"/dev/termination-log\"", ""),
    ("EphemeralContainer", "terminationMessagePolicy", "\"File\"", ""),
    ("ExactDeviceRequest", "allocationMode", "\"ExactCount\"", ""),
    ("ExactDeviceRequest", "count", "1", "with the mode ExactCount"),
    ("ExemptPriorityLevelConfiguration", "lendablePercent", "0", ""),
    ("ExemptPriorityLevelConfiguration", "nominalConcurrencyShares", "0", ""),
    ("FileKeySelector", "optional", "false", ""),
    ("FlowSchemaSpec", "matchingPrecedence", "1000", ""),
    ("HPAScalingRules", "policies", "", "in `scaleUp` 4 pods or 100 % in 15 seconds, in `scaleDown` 100 % in 15 seconds"),
    ("HPAScalingRules", "selectPolicy", "\"Max\"", ""),
    ("HPAScalingRules", "stabilizationWindowSeconds", "", "0 in `scaleUp`, 300 in `scaleDown`"),
    ("HTTPGetAction", "host", "", "the IP of the pod"),
    ("HTTPGetAction", "path", "\"/\"", ""),
    ("HTTPGetAction", "scheme", "\"HTTP\"", ""),
    ("HorizontalPodAutoscalerSpec", "metrics", "", "an average of 80 % of the CPU that is requested"),
    ("HorizontalPodAutoscalerSpec", "minReplicas", "1", ""),
    ("HorizontalPodAutoscalerSpec", "targetCPUUtilizationPercentage", "80", ""),
    ("HostPathVolumeSource", "type", "", "what is there is not looked at"),
    ("ImageVolumeSource", "pullPolicy", "", "Always for the tag `latest` and for an image without a tag, else IfNotPresent"),
    ("IngressClassParametersReference", "scope", "\"Cluster\"", ""),
    ("JobSpec", "backoffLimit", "6", "without limit where `backoffLimitPerIndex` is set"),
    ("JobSpec", "completionMode", "\"NonIndexed\"", ""),
    ("JobSpec", "completions", "1", "where `parallelism` is not set either"),
    ("JobSpec", "manualSelector", "false", ""),
    ("JobSpec", "parallelism", "1", ""),
    ("JobSpec", "podReplacementPolicy", "\"TerminatingOrFailed\"", "Failed beside a `podFailurePolicy`"),
    ("JobSpec", "suspend", "false", ""),
    ("LimitRangeItem", "default", "", "the `max`, for the type Container"),
    ("LimitRangeItem", "defaultRequest", "", "the `default`, or else the `min`, for the type Container"),
    ("LimitedPriorityLevelConfiguration", "lendablePercent", "0", ""),
    ("LimitedPriorityLevelConfiguration", "nominalConcurrencyShares", "30", ""),
    ("MatchResources", "matchPolicy", "\"Equivalent\"", ""),
    ("MutatingAdmissionPolicySpec", "failurePolicy", "\"Fail\"", ""),
    ("MutatingWebhook", "failurePolicy", "\"Fail\"", ""),
    ("MutatingWebhook", "matchPolicy", "\"Equivalent\"", ""),
    ("MutatingWebhook", "reinvocationPolicy", "\"Never\"", ""),
    ("MutatingWebhook", "timeoutSeconds", "10", ""),
    ("NamedRuleWithOperations", "scope", "\"*\"", ""),
    ("NetworkPolicyPort", "protocol", "\"TCP\"", ""),
    ("NetworkPolicySpec", "policyTypes", "", "Ingress, and Egress where there are `egress` rules"),
    ("ObjectFieldSelector", "apiVersion", "\"v1\"", ""),
    ("PersistentVolumeClaimSpec", "storageClassName", "", "the cluster's default class"),
    ("PersistentVolumeClaimSpec", "volumeMode", "\"Filesystem\"", ""),
    ("PersistentVolumeSpec", "persistentVolumeReclaimPolicy", "\"Retain\"", ""),
    ("PersistentVolumeSpec", "volumeMode", "\"Filesystem\"", ""),
    ("PodDisruptionBudgetSpec", "unhealthyPodEvictionPolicy", "\"IfHealthyBudget\"", ""),
    ("PodFailurePolicyOnPodConditionsPattern", "status", "\"True\"", ""),
    ("PodSpec", "dnsPolicy", "\"ClusterFirst\"", ""),
    ("PodSpec", "enableServiceLinks", "true", ""),
    ("PodSpec", "hostIPC", "false", ""),
    ("PodSpec", "hostNetwork", "false", ""),
    ("PodSpec", "hostPID", "false", ""),
    ("PodSpec", "hostUsers", "true", ""),
    ("PodSpec", "restartPolicy", "\"Always\"", "but the pods of a Job must say which"),
    ("PodSpec", "schedulerName", "\"default-scheduler\"", ""),
    ("PodSpec", "serviceAccountName", "\"default\"", "by the admission plugin ServiceAccount"),
    ("PodSpec", "setHostnameAsFQDN", "false", ""),
    ("PodSpec", "shareProcessNamespace", "false", ""),
    ("PodSpec", "terminationGracePeriodSeconds", "30", ""),
    ("PriorityClass", "globalDefault", "false", ""),
    ("PriorityClass", "preemptionPolicy", "\"PreemptLowerPriority\"", ""),
    ("Probe", "failureThreshold", "3", ""),
    ("Probe", "initialDelaySeconds", "0", ""),
    ("Probe", "periodSeconds", "10", ""),
    ("Probe", "successThreshold", "1", ""),
    ("Probe", "terminationGracePeriodSeconds", "", "that of the pod"),
    ("Probe", "timeoutSeconds", "1", ""),
    ("ProjectedVolumeSource", "defaultMode", "420", "which is 0644"),
    ("QueuingConfiguration", "handSize", "8", ""),
    ("QueuingConfiguration", "queueLengthLimit", "50", ""),
    ("QueuingConfiguration", "queues", "64", ""),
    ("ReplicaSetSpec", "minReadySeconds", "0", ""),
    ("ReplicaSetSpec", "replicas", "1", ""),
    ("ReplicationControllerSpec", "minReadySeconds", "0", ""),
    ("ReplicationControllerSpec", "replicas", "1", ""),
    ("ReplicationControllerSpec", "selector", "", "the labels of the template"),
    ("ResourceRequirements", "requests", "", "the `limits` of what has limits and no requests, in pods"),
    ("RoleRef", "apiGroup", "\"rbac.authorization.k8s.io\"", ""),
    ("RollingUpdateDaemonSet", "maxSurge", "0", ""),
    ("RollingUpdateDaemonSet", "maxUnavailable", "1", ""),
    ("RollingUpdateDeployment", "maxSurge", "\"25%\"", ""),
    ("RollingUpdateDeployment", "maxUnavailable", "\"25%\"", ""),
    ("RollingUpdateStatefulSetStrategy", "maxUnavailable", "1", ""),
    ("RollingUpdateStatefulSetStrategy", "partition", "0", ""),
    ("RuleWithOperations", "scope", "\"*\"", ""),
    ("Secret", "immutable", "false", ""),
    ("Secret", "type", "\"Opaque\"", ""),
    ("SecretKeySelector", "optional", "false", ""),
    ("SecretVolumeSource", "defaultMode", "420", "which is 0644"),
    ("SecretVolumeSource", "optional", "false", ""),
    ("SecurityContext", "privileged", "false", ""),
    ("SecurityContext", "procMount", "\"Default\"", ""),
    ("SecurityContext", "readOnlyRootFilesystem", "false", ""),
    ("ServiceAccountTokenProjection", "expirationSeconds", "3600", ""),
    ("ServicePort", "nodePort", "", "one that is free, for the types NodePort and LoadBalancer"),
    ("ServicePort", "protocol", "\"TCP\"", ""),
    ("ServicePort", "targetPort", "", "the `port`"),
    ("ServiceReference", "port", "443", ""),
    ("ServiceSpec", "allocateLoadBalancerNodePorts", "true", "for the type LoadBalancer"),
    ("ServiceSpec", "clusterIP", "", "one that is free"),
    ("ServiceSpec", "externalTrafficPolicy", "\"Cluster\"", "where the Service is reached from outside"),
    ("ServiceSpec", "internalTrafficPolicy", "\"Cluster\"", ""),
    ("ServiceSpec", "ipFamilyPolicy", "\"SingleStack\"", ""),
    ("ServiceSpec", "publishNotReadyAddresses", "false", ""),
    ("ServiceSpec", "sessionAffinity", "\"None\"", ""),
    ("ServiceSpec", "type", "\"ClusterIP\"", ""),
    ("StatefulSetOrdinals", "start", "0", ""),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", "whenDeleted", "\"Retain\"", ""),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", "whenScaled", "\"Retain\"", ""),
    ("StatefulSetSpec", "minReadySeconds", "0", ""),
    ("StatefulSetSpec", "podManagementPolicy", "\"OrderedReady\"", ""),
    ("StatefulSetSpec", "replicas", "1", ""),
    ("StatefulSetSpec", "revisionHistoryLimit", "10", ""),
    ("StatefulSetUpdateStrategy", "type", "\"RollingUpdate\"", ""),
    ("StorageClass", "allowVolumeExpansion", "false", ""),
    ("StorageClass", "reclaimPolicy", "\"Delete\"", ""),
    ("StorageClass", "volumeBindingMode", "\"Immediate\"", ""),
    ("Subject", "apiGroup", "", "rbac.authorization.k8s.io for a User or a Group, none for a ServiceAccount"),
    ("TCPSocketAction", "host", "", "the IP of the pod"),
    ("TokenRequestSpec", "expirationSeconds", "3600", ""),
    ("Toleration", "operator", "\"Equal\"", ""),
    ("TopologySpreadConstraint", "minDomains", "1", ""),
    ("TopologySpreadConstraint", "nodeAffinityPolicy", "\"Honor\"", ""),
    ("TopologySpreadConstraint", "nodeTaintsPolicy", "\"Ignore\"", ""),
    ("ValidatingAdmissionPolicySpec", "failurePolicy", "\"Fail\"", ""),
    ("ValidatingWebhook", "failurePolicy", "\"Fail\"", ""),
    ("ValidatingWebhook", "matchPolicy", "\"Equivalent\"", ""),
    ("ValidatingWebhook", "timeoutSeconds", "10", ""),
    ("VolumeMount", "mountPropagation", "\"None\"", ""),
    ("VolumeMount", "readOnly", "false", ""),
    ("VolumeMount", "recursiveReadOnly", "\"Disabled\"", ""),
];

#[cfg(test)]
mod tests {
    use super::{DEFAULTS, implied};
    use crate::api::{ApiKind, Shape, Type, Version, fields, inner};

    /// Every definition of every version.
    fn definitions() -> Vec<Type> {
        let mut open: Vec<Type> = ApiKind::all().map(ApiKind::definition).collect();
        let mut known: Vec<Type> = Vec::new();
        while let Some(definition) = open.pop() {
            if !known.contains(&definition) {
                known.push(definition);
                let versions = Version::oldest()..=Version::newest();
                for version in crate::api::Versions::all()
                    .iter()
                    .filter(|version| versions.contains(version))
                {
                    let fields = fields(definition, version).into_iter();
                    open.extend(fields.filter_map(|field| inner(field.shape())));
                }
            }
        }
        known
    }

    #[test]
    fn every_default_is_one_that_its_field_takes() {
        assert!(DEFAULTS.is_sorted());
        let definitions = definitions();
        for (holder, name, value, note) in DEFAULTS {
            let of_name = definitions
                .iter()
                .filter(|of| of.name().rsplit('.').next() == Some(holder));
            let fields: Vec<_> = of_name
                .filter_map(|of| Some((of, of.some_field(name)?)))
                .collect();
            assert!(!fields.is_empty(), "there is no {holder}.{name}");
            assert!(!value.is_empty() || !note.is_empty(), "{holder}.{name}");
            for (of, field) in fields {
                assert!(implied(*of, name).is_some(), "{holder}.{name}");
                if value.is_empty() {
                    continue;
                }
                let json: serde_json::Value = serde_json::from_str(value).unwrap();
                let fits = match field.shape() {
                    Shape::String => json.is_string(),
                    Shape::Bool => json.is_boolean(),
                    Shape::Int32 | Shape::Int64 => json.is_i64(),
                    Shape::IntOrString => json.is_i64() || json.is_string(),
                    Shape::List(_) => json.is_array(),
                    _ => false,
                };
                assert!(fits, "{holder}.{name}: {value}");
                let values: Vec<&str> = field.all_values().map(|(value, _)| value).collect();
                let is_one = json.as_str().is_none_or(|json| values.contains(&json));
                assert!(values.is_empty() || is_one, "{holder}.{name}: {value}");
                let says = field
                    .default()
                    .is_none_or(|said| said == value || value.is_empty());
                assert!(
                    says,
                    "{holder}.{name}: the definition says {:?}",
                    field.default()
                );
            }
        }
    }
}
