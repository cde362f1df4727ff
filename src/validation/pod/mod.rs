//! Pods and pod templates: `core/v1`. Source: `ValidatePodCreate` and `ValidatePodTemplateSpec`.

mod annotations;
mod containers;
mod env;
mod mounts;
mod network;
mod old_volumes;
mod paths;
mod platform;
mod probes;
mod projected;
mod resources;
mod restarts;
mod scheduling;
mod security;
mod spec;
mod volumes;

pub(super) use old_volumes::{iscsi, source as old_volume_source};
pub(super) use paths::no_backsteps;
pub(super) use resources::{container_resource_name, fixed_overhead};
pub(super) use scheduling::{node_selector, tolerations};
pub(super) use spec::{check, pod_template_spec, stateful_template_spec};
pub(super) use volumes::{csi_driver_name, host_path, template_metadata};
