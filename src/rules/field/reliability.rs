//! What is asked of fields for the sake of reliability.

use super::{FieldRule, Place, containers, objects, pods, running};
use crate::rules::Check::Field;
use crate::rules::registry::rules;
use crate::yaml::Cursor;

rules! { pub(in crate::rules) RELIABILITY:
    "autoscaler-few-replicas" => [Field(&objects(&[("autoscaling", "HorizontalPodAutoscaler")], "spec.minReplicas")
        .by_default("1").at_least_parameter("minimum")
        .says("lets its pods become as few as {}", "")
        .here("too few", "1 without `minReplicas`")
        .note("while there is load for no more, the loss of one pod or node is felt by everybody")
        .help("raise `minReplicas` to what must be there when a node is lost"))],
    "budget-without-policy" => [Field(&objects(&[("policy", "PodDisruptionBudget")], "spec.minAvailable")
        .only(|place| place.written("spec.maxUnavailable").is_none())
        .says("says neither `minAvailable` nor `maxUnavailable`", "")
        .here("", "without either no pod is ever let go")
        .note("a node is only drained once all its pods could be evicted, so every drain and upgrade waits until it is forced")
        .help("write `maxUnavailable: 1` under `spec`"))],
    "container-port-unnamed" => [Field(&containers("ports[].name")
        .says("has a port without a name", "have ports without a name")
        .here("", "no `name`")
        .note("what names a port by its number, as Services, probes and policies do, must be changed with it")
        .help("give the port a `name`, such as `http`"))],
    "cpu-limit" => [
        Field(&running("resources.limits.cpu").or_of_pod("resources.limits.cpu").by_default("0").is_not("0")
            .only(|place| place.choice("limit") == Some("required"))
            .says("has no limit of CPU", "have no limit of CPU")
            .here("0 is no limit", "no `resources.limits.cpu`")
            .note("a container without a limit takes what CPU is free, so what it can do changes with its neighbours")
            .help("write `cpu` under `resources.limits`; `kubectl top pod --containers` shows what the container uses")),
        Field(&running("resources.limits.cpu").is_absent().only(forbids_limit)
            .says("has a limit of CPU", "have limits of CPU")
            .note("a container at its limit waits, even while its node has CPU to spare")
            .help("leave `cpu` under `resources.limits` out; `resources.requests.cpu` is what the container is sure to get")),
        Field(&pods("resources.limits.cpu").is_absent().only(forbids_limit)
            .says("has a limit of CPU", "")
            .note("containers at the limit of their pod wait, even while their node has CPU to spare")
            .help("leave `cpu` under `resources.limits` out; `resources.requests.cpu` is what the pod is sure to get")),
    ],
    "claim-open-to-pods" => [
        Field(&only_one_pod("spec.accessModes[]", &[("", "PersistentVolumeClaim")])),
        Field(&only_one_pod("spec.volumeClaimTemplates[].spec.accessModes[]", &[("apps", "StatefulSet")])),
    ],
    "cron-job-no-deadline" => [Field(&objects(&[("batch", "CronJob")], "spec.startingDeadlineSeconds")
        .says("says no `startingDeadlineSeconds`", "")
        .note("a run that was missed is started however late it is, and may do at noon what was meant for the night")
        .help("write `startingDeadlineSeconds` under `spec`: how many seconds late a run is still worth starting, and more than 10"))],
    "cron-job-overlap" => [Field(&objects(&[("batch", "CronJob")], "spec.concurrencyPolicy").by_default("Allow").is_not("Allow")
        .says("starts a run while the one before may still go on", "")
        .here("", "`Allow` without `concurrencyPolicy`")
        .note("runs that take longer than the time between them pile up, and do the same work side by side")
        .help("write `concurrencyPolicy: Forbid` under `spec`, or `Replace`, which ends the run before"))],
    "image-no-digest" => [Field(&containers("image").is_absent().only(|place| !has_digest(place))
        .says("has an image without a digest", "have images without a digest")
        .note("a tag can be moved to another image, and each pull may bring another program")
        .help("write its digest behind `{}`: `@sha256:…`, as the registry or `docker buildx imagetools inspect` shows it"))],
    "job-ttl" => [
        Field(&objects(&[("batch", "Job")], "spec.ttlSecondsAfterFinished").only(|place| !is_removed(place))
            .says("stays once it has finished", "")
            .here("", "no `ttlSecondsAfterFinished`")
            .note("a finished Job and its pods stay until somebody deletes them")
            .help("write `ttlSecondsAfterFinished` under `spec`: how long its pods and logs are to be there to look at")),
        Field(&objects(&[("batch", "CronJob")], "spec.jobTemplate.spec.ttlSecondsAfterFinished").is_absent()
            .says("removes its Jobs after {} seconds, whatever its history limits say", "")
            .note("a CronJob removes its own Jobs: it keeps `successfulJobsHistoryLimit`, 3 unless written, and `failedJobsHistoryLimit`, 1")
            .help("leave `ttlSecondsAfterFinished` out, and say with the two limits how many are to stay")),
    ],
    "hard-topology-spread" => [Field(&pods("topologySpreadConstraints[].whenUnsatisfiable").is_not("DoNotSchedule")
        .says("is not placed where its spread would be uneven", "")
        .note("while a zone or a node has no room, further pods stay pending though others have")
        .help("write `whenUnsatisfiable: ScheduleAnyway` where a pod in the wrong place is better than none"))],
    "no-cpu-request" => [Field(&requested("resources.requests.cpu").only(|place| !place.limits("cpu"))
        .says("asks for no CPU", "ask for no CPU")
        .here("0 is none", "no `resources.requests.cpu`")
        .note("the scheduler counts it as nothing, and on a busy node it gets the least")
        .help("write `cpu` under `resources.requests`: what the container needs as a rule (`kubectl top pod --containers`)"))],
    "no-ephemeral-storage-limit" => [Field(&running("resources.limits.ephemeral-storage").or_of_pod("resources.limits.ephemeral-storage")
        .says("has no limit of ephemeral storage", "have no limit of ephemeral storage")
        .here("", "no `resources.limits.ephemeral-storage`")
        .note("logs, `emptyDir` volumes and what is written into the container can fill the disk of its node, and others are evicted for it")
        .help("write `ephemeral-storage` under `resources.limits`: room for its logs and what it writes outside of volumes"))],
    "no-liveness-probe" => [Field(&running("livenessProbe").only(|place| place.is_ordinary() && place.runs_on())
        .says("has no liveness probe", "have no liveness probe")
        .here("", "no `livenessProbe`")
        .note("a program that hangs without ending is never restarted")
        .help("write a `livenessProbe` that fails only where a restart would help, and leave it out where the program ends by itself when it is broken"))],
    "no-memory-limit" => [Field(&running("resources.limits.memory").or_of_pod("resources.limits.memory").by_default("0").is_not("0")
        .says("has no limit of memory", "have no limit of memory")
        .here("0 is no limit", "no `resources.limits.memory`")
        .note("a container without a limit can take all memory of its node, and others are killed for it")
        .help("write `memory` under `resources.limits`, a little above what the container uses at most (`kubectl top pod --containers`)"))],
    "no-memory-request" => [Field(&requested("resources.requests.memory").only(|place| !place.limits("memory"))
        .says("asks for no memory", "ask for no memory")
        .here("0 is none", "no `resources.requests.memory`")
        .note("the scheduler counts it as nothing and may put it on a full node, where it is among the first to be killed")
        .help("write `memory` under `resources.requests`: what the container needs as a rule (`kubectl top pod --containers`)"))],
    "no-node-affinity" => [Field(&pods("affinity.nodeAffinity")
        .only(|place| place.written("nodeSelector").is_none() && place.written("nodeName").is_none())
        .says("says nothing of the nodes that it is for", "")
        .note("it may be placed on any node whose taints it tolerates")
        .help("write `affinity.nodeAffinity` or `nodeSelector` if the nodes differ, and nothing if they do not"))],
    "no-prestop-hook" => [Field(&running("lifecycle.preStop").only(|place| place.is_ordinary() && place.runs_on())
        .says("has no `preStop` hook", "have no `preStop` hook")
        .note("a pod is told to end while Services may still send to it, so a program that stops at once drops requests")
        .help("write `lifecycle: {preStop: {sleep: {seconds: 5}}}`, or leave it out where the program goes on answering after SIGTERM"))],
    "no-priority-class" => [Field(&pods("priorityClassName")
        .says("has no priority class", "")
        .here("", "no `priorityClassName`")
        .note("when room is short it waits, or is removed, like the least important pod of the cluster")
        .help("write `priorityClassName`; `kubectl get priorityclasses` shows which there are"))],
    "no-readiness-probe" => [Field(&running("readinessProbe").only(|place| place.is_ordinary() && place.runs_on())
        .says("has no readiness probe", "have no readiness probe")
        .here("", "no `readinessProbe`")
        .note("without one a container counts as ready once it has started: it is sent requests before it can answer them, and a broken update goes on")
        .help("write a `readinessProbe` that asks the program itself whether it can do its work"))],
    "no-rolling-update" => [
        Field(&objects(&[("apps", "Deployment")], "spec.strategy.type").is_not("Recreate").only(|place| !has_claim(place))
            .says("ends all its pods before it starts new ones", "")
            .note("with each update there is a time without any pod")
            .help("leave `strategy` out, or write `type: RollingUpdate`, unless two versions must never run beside each other")),
        Field(&objects(&[("apps", "StatefulSet"), ("apps", "DaemonSet")], "spec.updateStrategy.type").is_not("OnDelete")
            .says("is updated only where somebody deletes its pods", "")
            .note("what is applied does not run until each pod is deleted by hand, and until then nobody sees that it is not")
            .help("leave `updateStrategy` out, or write `type: RollingUpdate`")),
    ],
    "no-storage-class" => [
        Field(&objects(&[("", "PersistentVolumeClaim")], "spec.storageClassName").only(|place| !is_bound(place))
            .says("names no storage class", "")
            .here("", "no `storageClassName`")
            .note("it is given what the cluster has by default, which differs between clusters, and waits where there is none")
            .help("write `storageClassName` under `spec`; `kubectl get storageclasses` shows which there are")),
        Field(&objects(&[("apps", "StatefulSet")], "spec.volumeClaimTemplates[].spec.storageClassName")
            .says("makes claims that name no storage class", "")
            .here("", "no `storageClassName`")
            .note("they are given what the cluster has by default, which differs between clusters, and wait where there is none")
            .help("write `storageClassName` under the `spec` of the claim; `kubectl get storageclasses` shows which there are")),
    ],
    "no-topology-spread" => [Field(&pods("topologySpreadConstraints").only(may_spread)
        .says("says nothing of how it is spread", "")
        .here("", "no `topologySpreadConstraints`")
        .note("the scheduler's own constraints only prefer to spread pods that a Service or a workload selects, and are the cluster's to change")
        .help("write a constraint with `topologyKey: topology.kubernetes.io/zone`, `maxSkew: 1`, `whenUnsatisfiable: ScheduleAnyway` and the labels of these pods"))],
    "no-unhealthy-eviction-policy" => [Field(&objects(&[("policy", "PodDisruptionBudget")], "spec.unhealthyPodEvictionPolicy")
        .only(|place| place.versions.iter().next().is_some_and(|oldest| oldest.minor() >= 27))
        .says("says nothing of pods that are not ready", "")
        .here("", "no `unhealthyPodEvictionPolicy`")
        .note("unless told otherwise, a budget that is not met keeps broken pods as well, and a drain waits for pods that will never be ready")
        .help("write `unhealthyPodEvictionPolicy: AlwaysAllow` under `spec`, or `IfHealthyBudget`, which holds without it, to have it said"))],
    "priority-class-not-allowed" => [Field(&pods("priorityClassName").like_parameter("allowed")
        .says("has the priority class `{}`, which is not allowed", "")
        .note("a pod with a higher priority has others removed to make room for it")
        .help("name one of those that the parameter `allowed` of this rule lists"))],
    "service-port-range" => [
        Field(&objects(&[("", "Service")], "spec.ports[].port").at_least_parameter("first")
            .says("has the port {}, below those that are allowed", "")
            .help("take a port within the range that the parameters of this rule set")),
        Field(&objects(&[("", "Service")], "spec.ports[].port").at_most_parameter("last")
            .says("has the port {}, above those that are allowed", "")
            .help("take a port within the range that the parameters of this rule set")),
    ],
    "storage-class-not-allowed" => [
        Field(&objects(&[("", "PersistentVolumeClaim")], "spec.storageClassName").like_parameter("allowed")
            .says("has the storage class `{}`, which is not allowed", "")
            .help("name one of those that the parameter `allowed` of this rule lists")),
        Field(&objects(&[("apps", "StatefulSet")], "spec.volumeClaimTemplates[].spec.storageClassName").like_parameter("allowed")
            .says("makes claims with the storage class `{}`, which is not allowed", "")
            .help("name one of those that the parameter `allowed` of this rule lists")),
    ],
}

/// What a container or its pod asks for, of which 0 is nothing.
const fn requested(field: &'static str) -> FieldRule {
    running(field).or_of_pod(field).by_default("0").is_not("0")
}

/// The modes of a claim, of which one keeps other pods out.
const fn only_one_pod(
    field: &'static str,
    kinds: &'static [(&'static str, &'static str)],
) -> FieldRule {
    objects(kinds, field)
        .is("ReadWriteOncePod")
        .says("asks for storage that several pods may have: `{}`", "")
        .note("two pods that write the same files beside each other may break them")
        .help("write `ReadWriteOncePod` where only one pod is to have it")
}

fn has_digest(place: &Place<'_, '_>) -> bool {
    let image = place
        .container
        .and_then(|container| container.image.as_ref());
    image.is_none_or(|image| image.is_empty() || image.contains('@'))
}

fn forbids_limit(place: &Place<'_, '_>) -> bool {
    place.choice("limit") == Some("forbidden")
}

/// Whether something removes a Job that has finished: a hook of Helm or Argo CD, or its owner.
fn is_removed(place: &Place<'_, '_>) -> bool {
    const ANNOTATIONS: [&str; 3] = [
        "helm.sh/hook",
        "argocd.argoproj.io/hook",
        "argocd.argoproj.io/hook-delete-policy",
    ];
    let annotations = place.written("metadata.annotations");
    let has = |key: &&str| annotations.is_some_and(|all: Cursor<'_>| all.get(key).is_some());
    ANNOTATIONS.iter().any(has) || place.written("metadata.ownerReferences").is_some()
}

/// Whether a workload's pods have a volume that two of them may not be able to have at a time.
fn has_claim(place: &Place<'_, '_>) -> bool {
    let claim = "spec.template.spec.volumes[].persistentVolumeClaim";
    place.written(claim).is_some()
}

/// Whether a claim is for a volume that is there already.
fn is_bound(place: &Place<'_, '_>) -> bool {
    let class = "metadata.annotations[volume.beta.kubernetes.io/storage-class]";
    ["spec.volumeName", "spec.selector", class]
        .iter()
        .any(|way| place.written(way).is_some())
}

/// Whether there may be several of a pod: what scales, and is not held to one.
fn may_spread(place: &Place<'_, '_>) -> bool {
    let replicas = place.workload.and_then(|workload| workload.replicas);
    place.kind().is_some_and(|kind| kind.scales())
        && replicas.is_none_or(|replicas| replicas.value > 1)
}
