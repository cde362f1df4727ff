//! Kustomizations, built as `kustomize build` builds them, where each key and value of the objects that come of it knows
//! the file and the bytes that it was taken from.
//!
//! Its authority is kustomize 5.7 and its documentation, <https://kubectl.docs.kubernetes.io/references/kustomize/>. Nothing
//! is fetched, and functions and plugins are never run: what is left out is told, and the rest is built.
//!
//! What comes of a value: a field that a patch sets leads to the patch, and its key to whatever has it first; a name
//! that was given a prefix leads to the name in the base, through the prefix in the kustomization; a reference that was
//! renamed leads to itself, through the name of the object; a key of a generated ConfigMap leads to its literal, to its
//! line in a file of variables, or to its file, and what a generator adds besides to its name in the kustomization;
//! labels, namespaces, counts and tags lead to the kustomization.

mod alike;
mod bounds;
mod build;
mod build_notes;
mod builtin;
mod cache;
mod change;
mod chart;
mod completed;
mod config;
mod cooked;
mod copied;
mod crds;
mod decode;
mod defaults;
mod effect;
mod encode;
mod entries;
mod entry;
mod expand;
mod field;
mod file;
mod generated;
mod generator;
mod ground;
mod id;
mod image;
mod inflate;
mod items;
mod json_patch;
mod keyless;
mod lent;
mod load;
mod merge;
mod merge_keys;
mod names;
mod node;
mod order;
mod pairs;
mod part;
mod parts;
mod patch;
mod path;
mod plugin;
mod problem;
mod provenance;
mod read;
mod reference;
mod remote;
mod replacement;
mod requirements;
mod resource;
mod restriction;
mod scalar;
mod schema;
mod selector;
mod set;
mod spelling;
mod take;
mod target;
mod transform;
mod value_add;
mod variable;
mod write;

pub use build::{Build, build, build_with};
pub use cache::Cache;
pub use change::Change;
pub use entry::{Takes, build_all, entry_points};
pub use file::FIELDS;
pub use ground::Ground;

/// What a kustomization is called.
pub const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
