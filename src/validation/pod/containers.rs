//! Containers, those of init and ephemeral ones.

use std::borrow::Cow;

use super::spec::Pod;
use super::{env, mounts, network, probes, resources, restarts, security};
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, PORT_NAME};
use crate::validation::seen::Seen;

type Names<'t> = Seen<'t, Cow<'t, str>>;

/// Source: `validateContainers`.
pub(super) fn containers<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let list = pod.spec.get("containers");
    if list.is_empty() {
        check.required(list, "containers: [{name: web, image: …}]");
        return;
    }
    let mut names = Seen::new();
    for container in list.items() {
        container_common(check, pod, container);
        unique_name(check, container, &mut names);
        probes::lifecycle(check, pod, container);
        probes::probes(check, pod, container);
        restarts::container_restart_policy(check, container, false);
    }
    network::host_port_conflicts(check, pod, list.items());
}

/// Source: `validateInitContainers`. Those that restart always, native sidecars, may have what others of
/// init may not.
pub(super) fn init_containers<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let mut names = named(pod, &["containers"]);
    for container in pod.spec.get("initContainers").items() {
        container_common(check, pod, container);
        restarts::container_restart_policy(check, container, true);
        unique_name(check, container, &mut names);
        network::host_port_conflicts(check, pod, std::iter::once(container));
        if container.get("restartPolicy").is("Always") {
            probes::lifecycle(check, pod, container);
            probes::probes(check, pod, container);
            continue;
        }
        for name in [
            "lifecycle",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
        ] {
            let field = container.get(name);
            if field.is_set() && !is_signal_alone(field) {
                let why = "in an init container, unless its `restartPolicy` is `Always`";
                check.forbidden(field, why);
            }
        }
        for policy in container.get("resizePolicy").items() {
            let restart = policy.get("restartPolicy");
            if restart.is("RestartContainer") {
                check.conflict(
                    restart,
                    "an init container that is no sidecar cannot restart to be resized",
                    "restartPolicy: NotRequired",
                );
            }
        }
    }
}

/// Whether a `lifecycle` has a signal and no hook: the server drops the signal, and what is left is none.
fn is_signal_alone(field: Field<'_>) -> bool {
    let hooks = ["postStart", "preStop"];
    field.get_if_defined("stopSignal").is_set()
        && !hooks.iter().any(|name| field.get(name).is_set())
}

/// Names must differ over all containers; an empty one is reported elsewhere.
fn unique_name<'t>(check: &mut Check<'_, 't>, container: Field<'t>, names: &mut Names<'t>) {
    let name = container.get("name");
    let text = name.text();
    if !text.is_empty()
        && let Some(first) = names.before(text, name)
    {
        check.duplicate(name, first);
    }
}

/// The names of the containers in some lists.
fn named<'t>(pod: &Pod<'t>, lists: &[&'static str]) -> Names<'t> {
    let mut names = Seen::new();
    for container in lists.iter().flat_map(|list| pod.spec.get(list).items()) {
        let name = container.get("name");
        names.before(name.text(), name);
    }
    names
}

/// The fields that an ephemeral container may not have. Source: `allowedEphemeralContainerFields`.
const NOT_EPHEMERAL: [&str; 8] = [
    "lifecycle",
    "livenessProbe",
    "ports",
    "readinessProbe",
    "resources",
    "resizePolicy",
    "startupProbe",
    "restartPolicyRules",
];

/// Source: `validateEphemeralContainers`.
pub(super) fn ephemeral_containers<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let targets = named(pod, &["containers", "initContainers"]);
    let mut names = named(pod, &["containers", "initContainers"]);
    for container in pod.spec.get("ephemeralContainers").items() {
        container_common(check, pod, container);
        untrimmed_image(check, container);
        unique_name(check, container, &mut names);
        let target = container.get("targetContainerName");
        if !target.is_empty() && targets.first(&target.text()).is_none() {
            check.not_found(target, "container of this pod");
        }
        for name in NOT_EPHEMERAL {
            let field = container.get(name);
            if !field.is_empty() {
                check.forbidden(field, "in an ephemeral container");
            }
        }
        for mount in container.get("volumeMounts").items() {
            for name in ["subPath", "subPathExpr"] {
                if !mount.get(name).is_empty() {
                    check.forbidden(mount.get(name), "in an ephemeral container");
                }
            }
        }
    }
}

/// Source: `validateContainerCommon`.
fn container_common<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, container: Field<'t>) {
    check.required_format(container.get("name"), &DNS_LABEL);
    let image = container.get("image");
    if image.is_empty() {
        check.required(image, "image: registry.example.com/shop/web:1.0.0");
    }
    let policies = ["File", "FallbackToLogsOnError"];
    check.one_of(container.get("terminationMessagePolicy"), &policies);
    ports(check, container.get("ports"));
    env::env(check, container.get("env"));
    env::env_from(check, container.get("envFrom"));
    mounts::volume_mounts(check, container);
    mounts::volume_devices(check, pod, container);
    pull_policy(check, container.get("imagePullPolicy"));
    resources::container_resources(check, container.get("resources"), &pod.claims);
    resources::resize_policy(check, pod, container.get("resizePolicy"));
    security::security_context(check, container.get("securityContext"), pod.host_users());
}

/// `imagePullPolicy`, of a container or of an image volume.
pub(super) fn pull_policy<'t>(check: &mut Check<'_, 't>, policy: Field<'t>) {
    check.one_of(policy, &["Always", "IfNotPresent", "Never"]);
}

/// Source: `validateContainerPorts`.
fn ports<'t>(check: &mut Check<'_, 't>, ports: Field<'t>) {
    let mut names = Seen::new();
    for port in ports.items() {
        let name = port.get("name");
        let text = name.text();
        if !text.is_empty() {
            if !(PORT_NAME.fits)(&text) {
                check.format(name, &PORT_NAME);
            } else if let Some(first) = names.before(text, name) {
                check.duplicate(name, first);
            }
        }
        let number = port.get("containerPort");
        if number.is_set() && number.int() != Some(0) {
            check.range(number, 1, 65535);
        } else {
            check.required(number, "containerPort: 8080");
        }
        if port.get("hostPort").int() != Some(0) {
            check.range(port.get("hostPort"), 1, 65535);
        }
        check.one_of(port.get("protocol"), &["TCP", "UDP", "SCTP"]);
    }
}

/// What holds for the containers of a Pod and not for those of a template. Source:
/// `validateContainersOnlyForPod`.
pub(super) fn containers_only_for_pod<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    for list in ["containers", "initContainers"] {
        for container in pod.spec.get(list).items() {
            untrimmed_image(check, container);
        }
    }
}

fn untrimmed_image<'t>(check: &mut Check<'_, 't>, container: Field<'t>) {
    let image = container.get("image");
    let text = image.text();
    if text.trim() != text {
        check.invalid(image, "a name without blanks around it");
    }
}
