//! Fields that servers drop before they look at them, because the feature gate that they came with is off.
//!
//! Source: the `dropDisabled…` functions of `pkg/api` and the `PrepareForCreate` of each kind's strategy in
//! `pkg/registry`; since when a gate is on is in `pkg/features/kube_features.go`.

use std::sync::OnceLock;

use crate::validation::check::{Check, Dropped};
use crate::validation::field::Field;
use crate::validation::versions::Feature;
use crate::validation::warnings::pod_place;

/// A field behind a gate.
struct Gated {
    gate: &'static str,
    /// The first version in which it is on by default.
    on: Feature,
    holder: Holder,
    /// The fields below their holder. `[]` are the items of a list, `{}` the values of a map, `a|b` is one or the other.
    path: &'static str,
    /// A value that says what holds without the field as well.
    usual: &'static str,
}

/// What a path starts at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// Any container of a pod, a template's too.
    Container,
    /// The spec of a pod, a template's too.
    Pod,
    /// An object of this kind.
    Kind(&'static str),
}

const NEVER: u8 = u8::MAX;

const fn row(gate: &'static str, on: u8, holder: Holder, path: &'static str) -> Gated {
    usual(gate, on, holder, path, "")
}

const fn usual(
    gate: &'static str,
    on: u8,
    holder: Holder,
    path: &'static str,
    usual: &'static str,
) -> Gated {
    Gated {
        gate,
        on: Feature(on),
        holder,
        path,
        usual,
    }
}

use Holder::{Container, Kind, Pod};

#[rustfmt::skip]
const GATED: &[Gated] = &[
    row("AtomicWriteVolumeUserFields", NEVER, Pod, "volumes[].secret|configMap|downwardAPI|projected.defaultUser"),
    row("AtomicWriteVolumeUserFields", NEVER, Pod, "volumes[].secret|configMap|downwardAPI.items[].user"),
    row("AtomicWriteVolumeUserFields", NEVER, Pod, "volumes[].projected.sources[].secret|configMap|downwardAPI.items[].user"),
    row("DynamicResourceAllocation", 34, Pod, "resourceClaims"),
    row("EmptyDirVolumeMode", NEVER, Pod, "volumes[].emptyDir.mode"),
    row("EvictionRequestAPI", NEVER, Pod, "evictionResponders"),
    row("GenericWorkload", NEVER, Pod, "schedulingGroup|workloadRef"),
    row("HostnameOverride", 35, Pod, "hostnameOverride"),
    row("ImageVolume", 35, Pod, "volumes[].image"),
    row("MatchLabelKeysInPodAffinity", 31, Pod, "affinity.podAffinity|podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].matchLabelKeys|mismatchLabelKeys"),
    row("MatchLabelKeysInPodAffinity", 31, Pod, "affinity.podAffinity|podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.matchLabelKeys|mismatchLabelKeys"),
    row("MatchLabelKeysInPodTopologySpread", 27, Pod, "topologySpreadConstraints[].matchLabelKeys"),
    usual("MinDomainsInPodTopologySpread", 27, Pod, "topologySpreadConstraints[].minDomains", "1"),
    usual("NodeInclusionPolicyInPodTopologySpread", 26, Pod, "topologySpreadConstraints[].nodeAffinityPolicy", "Honor"),
    usual("NodeInclusionPolicyInPodTopologySpread", 26, Pod, "topologySpreadConstraints[].nodeTaintsPolicy", "Ignore"),
    row("PodLevelResources", 34, Pod, "resources"),
    row("PodSchedulingReadiness", 27, Pod, "schedulingGates"),
    usual("SELinuxChangePolicy", 33, Pod, "securityContext.seLinuxChangePolicy", "Recursive"),
    row("SidecarContainers", 29, Pod, "initContainers[].restartPolicy"),
    usual("SupplementalGroupsPolicy", 33, Pod, "securityContext.supplementalGroupsPolicy", "Merge"),
    usual("UserNamespacesSupport", 33, Pod, "hostUsers", "true"),

    row("ContainerRestartRules", 35, Container, "restartPolicyRules"),
    row("ContainerStopSignals", NEVER, Container, "lifecycle.stopSignal"),
    row("DynamicResourceAllocation", 34, Container, "resources.claims"),
    row("EnvFiles", 35, Container, "env[].valueFrom.fileKeyRef"),
    usual("GRPCContainerProbeTLS", NEVER, Container, "livenessProbe|readinessProbe|startupProbe.grpc.mode", "Plaintext"),
    usual("H2CContainerProbe", NEVER, Container, "livenessProbe|readinessProbe|startupProbe.httpGet.protocol", "HTTP1"),
    usual("H2CContainerProbe", NEVER, Container, "lifecycle.postStart|preStop.httpGet.protocol", "HTTP1"),
    row("InPlacePodVerticalScaling", 33, Container, "resizePolicy"),
    row("PodLifecycleSleepAction", 30, Container, "lifecycle.postStart|preStop.sleep"),
    row("ProbeTerminationGracePeriod", 25, Container, "livenessProbe|startupProbe.terminationGracePeriodSeconds"),
    usual("ProcMountType", 33, Container, "securityContext.procMount", "Default"),
    usual("RecursiveReadOnlyMounts", 31, Container, "volumeMounts[].recursiveReadOnly", "Disabled"),
    row("VolumeBindMountOptions", NEVER, Container, "volumeMounts[].bindMountOptions"),

    row("CronJobTimeZone", 25, Kind("CronJob"), "spec.timeZone"),
    usual("SELinuxMountReadWriteOncePod", 28, Kind("CSIDriver"), "spec.seLinuxMount", "false"),
    row("MutableCSINodeAllocatableCount", 35, Kind("CSIDriver"), "spec.nodeAllocatableUpdatePeriodSeconds"),
    usual("VolumeLimitScaling", 37, Kind("CSIDriver"), "spec.preventPodSchedulingIfMissing", "false"),
    row("CustomResourceFieldSelectors", 31, Kind("CustomResourceDefinition"), "spec.versions[].selectableFields"),
    row("DRAExtendedResource", 36, Kind("DeviceClass"), "spec.extendedResourceName"),
    row("HPAConfigurableTolerance", 35, Kind("HorizontalPodAutoscaler"), "spec.behavior.scaleDown|scaleUp.tolerance"),
    row("HPAContainerMetrics", 27, Kind("HorizontalPodAutoscaler"), "spec.metrics[].containerResource"),
    row("JobBackoffLimitPerIndex", 29, Kind("Job"), "spec.backoffLimitPerIndex|maxFailedIndexes"),
    usual("JobManagedBy", 32, Kind("Job"), "spec.managedBy", "kubernetes.io/job-controller"),
    row("JobPodFailurePolicy", 26, Kind("Job"), "spec.podFailurePolicy"),
    usual("JobPodReplacementPolicy", 29, Kind("Job"), "spec.podReplacementPolicy", "TerminatingOrFailed"),
    row("JobSuccessPolicy", 31, Kind("Job"), "spec.successPolicy"),
    row("CoordinatedLeaderElection", NEVER, Kind("Lease"), "spec.preferredHolder|strategy"),
    row("CSINodeExpandSecret", 27, Kind("PersistentVolume"), "spec.csi.nodeExpandSecretRef"),
    row("VolumeAttributesClass", 34, Kind("PersistentVolume"), "spec.volumeAttributesClassName"),
    row("VolumeAttributesClass", 34, Kind("PersistentVolumeClaim"), "spec.volumeAttributesClassName"),
    row("VolumeAttributesClass", 34, Kind("StatefulSet"), "spec.volumeClaimTemplates[].spec.volumeAttributesClassName"),
    row("VolumeAttributesClass", 34, Pod, "volumes[].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName"),
    usual("PDBUnhealthyPodEvictionPolicy", 27, Kind("PodDisruptionBudget"), "spec.unhealthyPodEvictionPolicy", "IfHealthyBudget"),
    row("DRAConsumableCapacity", 36, Kind("ResourceClaim"), "spec.devices.requests[].exactly.capacity"),
    row("DRAConsumableCapacity", 36, Kind("ResourceClaim"), "spec.devices.constraints[].distinctAttribute"),
    row("DRADerivedAttributes", NEVER, Kind("ResourceClaim"), "spec.devices.requests[].exactly.derivedAttributes"),
    row("DRADeviceTaints", 36, Kind("ResourceClaim"), "spec.devices.requests[].exactly.tolerations"),
    row("DRAConsumableCapacity", 36, Kind("ResourceClaimTemplate"), "spec.spec.devices.requests[].exactly.capacity"),
    row("DRAConsumableCapacity", 36, Kind("ResourceClaimTemplate"), "spec.spec.devices.constraints[].distinctAttribute"),
    row("DRADerivedAttributes", NEVER, Kind("ResourceClaimTemplate"), "spec.spec.devices.requests[].exactly.derivedAttributes"),
    row("DRADeviceTaints", 36, Kind("ResourceClaimTemplate"), "spec.spec.devices.requests[].exactly.tolerations"),
    row("DRAConsumableCapacity", 36, Kind("ResourceSlice"), "spec.devices[].allowMultipleAllocations"),
    row("DRAConsumableCapacity", 36, Kind("ResourceSlice"), "spec.devices[].capacity{}.requestPolicy"),
    row("DRADeviceBindingConditions", 36, Kind("ResourceSlice"), "spec.devices[].bindingConditions|bindingFailureConditions|bindsToNode"),
    row("DRADeviceCompatibilityGroups", NEVER, Kind("ResourceSlice"), "spec.devices[].consumesCounters[].compatibilityGroups"),
    row("DRADeviceTaints", 36, Kind("ResourceSlice"), "spec.devices[].taints"),
    row("DRAListTypeAttributes", NEVER, Kind("ResourceSlice"), "spec.devices[].attributes{}.bools|ints|strings|versions"),
    row("DRANodeAllocatableResources", NEVER, Kind("ResourceSlice"), "spec.devices[].nodeAllocatableResourceMappings|nodeAllocatableResources"),
    row("DRAOptionalNodeOperations", NEVER, Kind("ResourceSlice"), "spec.skipNodeOperations"),
    row("DRAPartitionableDevices", 36, Kind("ResourceSlice"), "spec.sharedCounters|perDeviceNodeSelection"),
    row("DRAPartitionableDevices", 36, Kind("ResourceSlice"), "spec.devices[].consumesCounters"),
    row("DRAPartitionableDevicesType", NEVER, Kind("ResourceSlice"), "spec.partitionTypeAttribute"),
    row("ServiceTrafficDistribution", 31, Kind("Service"), "spec.trafficDistribution"),
    usual("MaxUnavailableStatefulSet", 37, Kind("StatefulSet"), "spec.updateStrategy.rollingUpdate.maxUnavailable", "1"),
    row("StatefulSetAutoDeletePVC", 27, Kind("StatefulSet"), "spec.persistentVolumeClaimRetentionPolicy"),
    row("StatefulSetStartOrdinal", 27, Kind("StatefulSet"), "spec.ordinals"),
];

/// One step of a path: the fields of these names, or what is in them.
struct Step {
    names: Vec<&'static str>,
    each: Each,
}

#[derive(Clone, Copy)]
enum Each {
    Field,
    Item,
    Value,
}

impl Step {
    /// The steps of a path.
    fn all(path: &'static str) -> Vec<Self> {
        let steps = path.split('.').map(|step| {
            let (names, each) = match (step.strip_suffix("[]"), step.strip_suffix("{}")) {
                (Some(lists), _) => (lists, Each::Item),
                (_, Some(maps)) => (maps, Each::Value),
                _ => (step, Each::Field),
            };
            let names = names.split('|').collect();
            Self { names, each }
        });
        steps.collect()
    }
}

/// The paths of [`GATED`]: every pod is asked for many of them.
fn paths() -> &'static [Vec<Step>] {
    static PATHS: OnceLock<Vec<Vec<Step>>> = OnceLock::new();
    PATHS.get_or_init(|| GATED.iter().map(|gated| Step::all(gated.path)).collect())
}

/// Takes back what was found in fields that the server drops, and says that it drops them. To be called once the
/// rest is found.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let (root, version) = (check.root(), check.version);
    let pod = pod_place(&check.object.kind).map(|(path, _)| root.at(path).get("spec"));
    let lists = ["containers", "initContainers", "ephemeralContainers"].into_iter();
    let lists = lists.filter_map(|list| Some(pod?.get(list)));
    let containers: Vec<Field<'_>> = lists.flat_map(|list| list.items()).collect();
    let mut dropped = Vec::new();
    for (gated, path) in GATED.iter().zip(paths()) {
        if gated.on.is_in(version) {
            continue;
        }
        let mut found = |field, name| {
            if gated.matters(field) {
                let on = (gated.on.0 != NEVER).then_some(gated.on.0);
                dropped.push(Dropped::by_gate(field, name, gated.gate, on));
            }
        };
        match (gated.holder, pod) {
            (Kind(kind), _) if check.object.kind == kind => below(root, path, &mut found),
            (Pod, Some(spec)) => below(spec, path, &mut found),
            (Container, _) => {
                let each = containers.iter();
                each.for_each(|container| below(*container, path, &mut found));
            }
            _ => {}
        }
    }
    if !dropped.is_empty() {
        check.dropped(dropped);
    }
}

/// What takes a field and its name.
type Found<'f, 't> = dyn FnMut(Field<'t>, &'static str) + 'f;

/// Calls `found` with the fields that a path leads to.
fn below<'t>(field: Field<'t>, path: &[Step], found: &mut Found<'_, 't>) {
    let Some((step, rest)) = path.split_first() else {
        return;
    };
    let mut next = |field, name| match rest {
        [] => found(field, name),
        rest => below(field, rest, found),
    };
    for &name in &step.names {
        let field = field.get(name);
        if !field.is_set() {
            continue;
        }
        match step.each {
            Each::Item => field.items().for_each(|item| next(item, name)),
            Each::Value => field.entries().for_each(|(_, value)| next(value, name)),
            Each::Field => next(field, name),
        }
    }
}

impl Gated {
    /// Whether it makes a difference that the field is dropped.
    fn matters(&self, field: Field<'_>) -> bool {
        let says_usual = || field.place().text().trim_matches(['"', '\'']) == self.usual;
        field.is_set() && (self.usual.is_empty() || !says_usual())
    }
}
