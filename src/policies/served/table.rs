//! How the server writes what a manifest leaves out, or sets to nothing: it reads an object into Go's structures and writes
//! them again, and so do expressions of policies see it.
//!
//! Recorded by `tests/conformance/record/policies` from the types of `k8s.io/api` v0.36.3 (tags and pointers) and from
//! `legacyscheme` of Kubernetes 1.36.3, which fills in what holds by default.

/// What the server does with the fields of a definition. Other fields are there if they hold more than nothing: `0`, `false`,
/// an empty text, list or map are left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    kept: &'static str,
    always: &'static str,
    filled: &'static str,
}

/// What the server does with a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// It is there, even with nothing in it, if it is written.
    pub(super) is_kept: bool,
    /// It is there, written or not.
    pub(super) is_always: bool,
    /// What is filled in: `{}` for an object, and `0`, `true` or a text otherwise.
    pub(super) filled: Option<&'static str>,
}

impl Row {
    /// That of a definition by its full name; none if nothing is known of it.
    pub(super) fn of(definition: &str) -> Option<Self> {
        let name = short(definition)?;
        let known = ROWS.binary_search_by_key(&name, |row| row.0);
        Some(known.map_or(Self::PLAIN, |at| {
            let (_, kept, always, filled) = ROWS[at];
            Self {
                kept,
                always,
                filled,
            }
        }))
    }

    const PLAIN: Self = Self {
        kept: "",
        always: "",
        filled: "",
    };

    /// What becomes of a field.
    pub(super) fn field(&self, name: &str) -> Written {
        let find = |words: &'static str| {
            let mut words = words.split(' ').map(|word| match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word, None),
            });
            words.find(|&(word, _)| word == name)
        };
        let (kept, always) = (find(self.kept), find(self.always));
        Written {
            is_kept: kept.is_some(),
            is_always: always.is_some() || IN_ALL.contains(&name),
            filled: kept
                .or(always)
                .or_else(|| find(self.filled))
                .and_then(|(_, value)| value),
        }
    }
}

/// The name in the table of a definition of a group that is known here.
fn short(definition: &str) -> Option<&str> {
    const GROUPS: [&str; 10] = [
        "apps.v1",
        "autoscaling.v1",
        "autoscaling.v2",
        "batch.v1",
        "core.v1",
        "networking.v1",
        "policy.v1",
        "rbac.v1",
        "scheduling.v1",
        "storage.v1",
    ];
    if let Some(name) = definition.strip_prefix("io.k8s.apimachinery.pkg.apis.") {
        return Some(name);
    }
    let name = definition.strip_prefix("io.k8s.api.")?;
    let (group, _) = name.rsplit_once('.')?;
    GROUPS.contains(&group).then_some(name)
}

/// The fields that are always there, in whatever definition has them.
const IN_ALL: [&str; 2] = ["metadata", "spec"];

/// Definitions, in order, with their fields that are kept, always there, and filled in: a name, and behind `=` what is
/// filled in.
#[rustfmt::skip]
const ROWS: [(&str, &str, &str, &str); 114] = [
    ("apps.v1.DaemonSetSpec", "revisionHistoryLimit=10", "template updateStrategy", ""),
    ("apps.v1.DaemonSetUpdateStrategy", "", "", "rollingUpdate={} type=RollingUpdate"),
    ("apps.v1.DeploymentSpec", "progressDeadlineSeconds=600 replicas=1 revisionHistoryLimit=10", "strategy template", ""),
    ("apps.v1.DeploymentStrategy", "", "", "rollingUpdate={} type=RollingUpdate"),
    ("apps.v1.ReplicaSetSpec", "replicas=1", "template", ""),
    ("apps.v1.RollingUpdateDaemonSet", "maxSurge=0 maxUnavailable=1", "", ""),
    ("apps.v1.RollingUpdateDeployment", "maxSurge=25% maxUnavailable=25%", "", ""),
    ("apps.v1.RollingUpdateStatefulSetStrategy", "maxUnavailable partition=0", "", ""),
    ("apps.v1.StatefulSetOrdinals", "", "start", ""),
    ("apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy", "", "", "whenDeleted=Retain whenScaled=Retain"),
    ("apps.v1.StatefulSetSpec", "replicas=1 revisionHistoryLimit=10", "serviceName template updateStrategy", "persistentVolumeClaimRetentionPolicy={} podManagementPolicy=OrderedReady"),
    ("apps.v1.StatefulSetUpdateStrategy", "", "", "rollingUpdate={} type=RollingUpdate"),
    ("autoscaling.v1.HorizontalPodAutoscalerSpec", "minReplicas=1 targetCPUUtilizationPercentage=80", "scaleTargetRef", ""),
    ("autoscaling.v2.ContainerResourceMetricSource", "", "target", ""),
    ("autoscaling.v2.ExternalMetricSource", "", "metric target", ""),
    ("autoscaling.v2.HPAScalingRules", "selectPolicy stabilizationWindowSeconds tolerance", "", ""),
    ("autoscaling.v2.HorizontalPodAutoscalerSpec", "minReplicas=1", "scaleTargetRef", ""),
    ("autoscaling.v2.MetricTarget", "averageUtilization averageValue value", "", ""),
    ("autoscaling.v2.ObjectMetricSource", "", "describedObject metric target", ""),
    ("autoscaling.v2.PodsMetricSource", "", "metric target", ""),
    ("autoscaling.v2.ResourceMetricSource", "", "target", ""),
    ("batch.v1.CronJobSpec", "failedJobsHistoryLimit=1 startingDeadlineSeconds successfulJobsHistoryLimit=3 suspend=false timeZone", "jobTemplate", "concurrencyPolicy=Allow"),
    ("batch.v1.JobSpec", "activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode=NonIndexed completions managedBy manualSelector=false maxFailedIndexes parallelism=1 podReplacementPolicy suspend=false ttlSecondsAfterFinished", "template", ""),
    ("batch.v1.PodFailurePolicy", "", "rules", ""),
    ("batch.v1.PodFailurePolicyOnExitCodesRequirement", "containerName", "", ""),
    ("batch.v1.PodFailurePolicyOnPodConditionsPattern", "", "", "status=True"),
    ("batch.v1.SuccessPolicyRule", "succeededCount succeededIndexes", "", ""),
    ("core.v1.AppArmorProfile", "localhostProfile", "", ""),
    ("core.v1.AzureDiskVolumeSource", "cachingMode=ReadWrite fsType=ext4 kind readOnly=false", "", ""),
    ("core.v1.AzureFilePersistentVolumeSource", "", "secretNamespace", ""),
    ("core.v1.CSIVolumeSource", "fsType readOnly", "", ""),
    ("core.v1.CephFSVolumeSource", "", "monitors", ""),
    ("core.v1.ClientIPConfig", "timeoutSeconds", "", ""),
    ("core.v1.ClusterTrustBundleProjection", "name optional signerName", "path", ""),
    ("core.v1.ConfigMap", "immutable", "", ""),
    ("core.v1.ConfigMapEnvSource", "optional", "", ""),
    ("core.v1.ConfigMapKeySelector", "optional", "", ""),
    ("core.v1.ConfigMapProjection", "optional", "", ""),
    ("core.v1.ConfigMapVolumeSource", "defaultMode=420 optional", "", ""),
    ("core.v1.Container", "restartPolicy", "resources", "terminationMessagePath=/dev/termination-log terminationMessagePolicy=File"),
    ("core.v1.ContainerPort", "", "", "protocol=TCP"),
    ("core.v1.ContainerResizePolicy", "", "resourceName restartPolicy", ""),
    ("core.v1.DownwardAPIVolumeFile", "mode", "", ""),
    ("core.v1.DownwardAPIVolumeSource", "defaultMode=420", "", ""),
    ("core.v1.EmptyDirVolumeSource", "sizeLimit", "", ""),
    ("core.v1.EphemeralContainer", "restartPolicy", "resources", "terminationMessagePath=/dev/termination-log terminationMessagePolicy=File"),
    ("core.v1.FCVolumeSource", "lun", "", ""),
    ("core.v1.FileKeySelector", "optional=false", "", ""),
    ("core.v1.GRPCAction", "", "service=", ""),
    ("core.v1.GlusterfsPersistentVolumeSource", "endpointsNamespace", "", ""),
    ("core.v1.HTTPGetAction", "", "", "path=/ scheme=HTTP"),
    ("core.v1.HTTPHeader", "", "name value", ""),
    ("core.v1.HostPathVolumeSource", "type=", "", ""),
    ("core.v1.ISCSIPersistentVolumeSource", "initiatorName", "lun", ""),
    ("core.v1.ISCSIVolumeSource", "initiatorName", "lun", ""),
    ("core.v1.KeyToPath", "mode", "", ""),
    ("core.v1.Lifecycle", "stopSignal", "", ""),
    ("core.v1.LimitRangeSpec", "", "limits", ""),
    ("core.v1.LocalVolumeSource", "fsType", "", ""),
    ("core.v1.ObjectFieldSelector", "", "", "apiVersion=v1"),
    ("core.v1.PersistentVolumeClaimSpec", "storageClassName volumeAttributesClassName volumeMode=Filesystem", "resources", ""),
    ("core.v1.PersistentVolumeSpec", "volumeAttributesClassName volumeMode=Filesystem", "", "persistentVolumeReclaimPolicy=Retain"),
    ("core.v1.PodCertificateProjection", "maxExpirationSeconds", "", ""),
    ("core.v1.PodDNSConfigOption", "value", "", ""),
    ("core.v1.PodResourceClaim", "resourceClaimName resourceClaimTemplateName", "", ""),
    ("core.v1.PodSchedulingGroup", "podGroupName", "", ""),
    ("core.v1.PodSecurityContext", "fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy supplementalGroupsPolicy", "", ""),
    ("core.v1.PodSpec", "activeDeadlineSeconds automountServiceAccountToken enableServiceLinks hostUsers hostnameOverride preemptionPolicy priority runtimeClassName setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds=30", "", "dnsPolicy=ClusterFirst restartPolicy=Always schedulerName=default-scheduler securityContext={}"),
    ("core.v1.PodTemplate", "", "template", ""),
    ("core.v1.PreferredSchedulingTerm", "", "preference", ""),
    ("core.v1.Probe", "terminationGracePeriodSeconds", "", "failureThreshold=3 periodSeconds=10 successThreshold=1 timeoutSeconds=1"),
    ("core.v1.ProjectedVolumeSource", "defaultMode=420", "sources", ""),
    ("core.v1.RBDPersistentVolumeSource", "", "monitors", "keyring=/etc/ceph/keyring pool=rbd user=admin"),
    ("core.v1.RBDVolumeSource", "", "monitors", "keyring=/etc/ceph/keyring pool=rbd user=admin"),
    ("core.v1.ReplicationControllerSpec", "replicas=1", "", ""),
    ("core.v1.ScaleIOPersistentVolumeSource", "", "secretRef", "fsType=xfs storageMode=ThinProvisioned"),
    ("core.v1.ScaleIOVolumeSource", "", "secretRef", "fsType=xfs storageMode=ThinProvisioned"),
    ("core.v1.SeccompProfile", "localhostProfile", "", ""),
    ("core.v1.Secret", "immutable", "", "type=Opaque"),
    ("core.v1.SecretEnvSource", "optional", "", ""),
    ("core.v1.SecretKeySelector", "optional", "", ""),
    ("core.v1.SecretProjection", "optional", "", ""),
    ("core.v1.SecretVolumeSource", "defaultMode=420 optional", "", ""),
    ("core.v1.SecurityContext", "allowPrivilegeEscalation privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser", "", ""),
    ("core.v1.ServiceAccount", "automountServiceAccountToken", "", ""),
    ("core.v1.ServiceAccountTokenProjection", "expirationSeconds=3600", "", ""),
    ("core.v1.ServicePort", "appProtocol", "", "protocol=TCP"),
    ("core.v1.ServiceSpec", "allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution", "", "sessionAffinity=None type=ClusterIP"),
    ("core.v1.SleepAction", "", "seconds", ""),
    ("core.v1.Sysctl", "", "value", ""),
    ("core.v1.Toleration", "tolerationSeconds", "", ""),
    ("core.v1.TopologySelectorLabelRequirement", "", "values", ""),
    ("core.v1.TopologySpreadConstraint", "minDomains nodeAffinityPolicy nodeTaintsPolicy", "", ""),
    ("core.v1.TypedLocalObjectReference", "", "apiGroup", ""),
    ("core.v1.TypedObjectReference", "namespace", "apiGroup", ""),
    ("core.v1.VolumeMount", "mountPropagation recursiveReadOnly", "", ""),
    ("core.v1.WeightedPodAffinityTerm", "", "podAffinityTerm", ""),
    ("core.v1.WindowsSecurityContextOptions", "gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName", "", ""),
    ("meta.v1.LabelSelectorRequirement", "", "key operator", ""),
    ("meta.v1.OwnerReference", "blockOwnerDeletion controller", "apiVersion kind name uid", ""),
    ("networking.v1.HTTPIngressPath", "", "backend", ""),
    ("networking.v1.IngressClassParametersReference", "apiGroup namespace", "scope=Cluster", ""),
    ("networking.v1.IngressServiceBackend", "", "port", ""),
    ("networking.v1.IngressSpec", "ingressClassName", "", ""),
    ("networking.v1.NetworkPolicyPort", "endPort port protocol=TCP", "", ""),
    ("networking.v1.NetworkPolicySpec", "", "podSelector", ""),
    ("policy.v1.PodDisruptionBudgetSpec", "maxUnavailable minAvailable unhealthyPodEvictionPolicy", "", ""),
    ("rbac.v1.ClusterRole", "", "rules", ""),
    ("rbac.v1.ClusterRoleBinding", "", "roleRef", ""),
    ("rbac.v1.Role", "", "rules", ""),
    ("rbac.v1.RoleBinding", "", "roleRef", ""),
    ("rbac.v1.RoleRef", "", "apiGroup=rbac.authorization.k8s.io", ""),
    ("scheduling.v1.PriorityClass", "preemptionPolicy=PreemptLowerPriority", "value", ""),
    ("storage.v1.StorageClass", "allowVolumeExpansion reclaimPolicy=Delete volumeBindingMode=Immediate", "", ""),
];

#[cfg(test)]
mod tests {
    use super::{ROWS, Row};
    use crate::api::{Type, implied};

    /// What people are told of defaults is what the server was seen to fill in.
    #[test]
    fn what_is_filled_in_is_what_holds_where_nothing_is_written() {
        let mut compared = 0;
        for definition in Type::all() {
            let Some(row) = Row::of(definition.name()) else {
                continue;
            };
            for field in definition.fields() {
                let filled = row.field(field.name()).filled;
                let Some(filled) = filled.filter(|filled| !matches!(*filled, "" | "{}")) else {
                    continue;
                };
                let implied = implied(definition, field.name()).and_then(|implied| implied.value);
                let told = field.default().or(implied).unwrap_or_default();
                let name = definition.name();
                assert_eq!(told.trim_matches('"'), filled, "{name}.{}", field.name());
                compared += 1;
            }
        }
        assert!(compared > 50, "{compared}");
    }

    #[test]
    fn rows_are_of_definitions_and_their_fields() {
        assert!(ROWS.is_sorted_by_key(|row| row.0));
        for (name, kept, always, filled) in ROWS {
            let is_it = |full: &str| full.ends_with(&format!(".{name}"));
            let definition = Type::all().find(|definition| is_it(definition.name()));
            let definition = definition.unwrap_or_else(|| panic!("{name}"));
            for word in [kept, always, filled]
                .iter()
                .flat_map(|words| words.split(' '))
            {
                let field = word.split('=').next().unwrap_or_default();
                let is_known = field.is_empty() || definition.some_field(field).is_some();
                assert!(is_known, "{name}.{field}");
            }
        }
        let row = Row::of("io.k8s.api.apps.v1.DeploymentSpec").unwrap();
        assert_eq!(row.field("replicas").filled, Some("1"));
        assert!(row.field("strategy").is_always && !row.field("paused").is_kept);
    }
}
