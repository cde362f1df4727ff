//! From nodes to Kubernetes objects: which documents are manifests, what each object is called, and
//! views of the workloads and pods in them.

mod application;
mod beside;
mod carried;
mod comment;
mod config_maps;
mod container;
mod details;
mod essentials;
mod exec;
mod field;
mod grouped;
mod image;
mod image_fault;
mod inventory;
mod labelled;
mod named;
mod near_miss;
mod neighbours;
mod network;
mod numbers;
mod object;
mod once;
mod pod;
mod recognize;
mod references;
mod scaling;
mod spread;
mod stage;
mod template;
mod text;
mod way;
mod workload;
mod world;

pub use application::Application;
pub use beside::Beside;
pub use carried::PodPlace;
pub use comment::{is_explained, is_in_words};
pub use config_maps::ConfigMaps;
pub use container::{Container, EnvVar, Mount, Port, PortUse, within};
pub(crate) use details::ingress_rules;
pub use details::{
    Account, Claim, Data, Detail, Ingress, Known, Member, Monitor, Namespace, Other, Pods, Policy,
    Role, Route, Service, Storage,
};
pub(crate) use essentials::is_bare;
pub use exec::Exec;
pub(crate) use field::shape_below;
pub use image::Image;
pub use image_fault::ImageFault;
pub use inventory::{Entry, Inventory, Label, Labels, Place, Resource};
pub(crate) use inventory::{labels, names_in};
pub use labelled::{Labelled, Template};
pub use named::{Named, is_of_cluster};
pub use neighbours::Neighbours;
pub use network::{Awaited, LocalPort, NamedHost, Network};
pub use object::Object;
pub(crate) use object::USED_HERE;
pub(crate) use pod::APP_ARMOR;
pub use pod::{Pod, Volume, VolumeKind};
pub use recognize::{Recognized, Skip, recognize};
pub(crate) use recognize::{is_directive, is_encrypted};
pub use references::{Edge, Reference, References, Selection, Target, edge_at};
pub use scaling::{Autoscaler, Budget, Measure};
pub use stage::Stage;
pub(crate) use template::names_in_template;
pub use text::{Number, Text};
pub use way::Way;
pub use workload::{Workload, WorkloadKind, template_of};
pub use world::World;
