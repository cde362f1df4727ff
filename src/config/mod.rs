//! Configuration: what files and flags say, with its places, and what follows from it.
//!
//! Files are found upwards from what is checked and hold for what is below them; a nearer file refines
//! those above it. `kubernetes-version`, `scope`, `schema-locations`, `project`, `require-reason`, `gitops` and `select` of the nearest
//! file that has them hold; the rest adds up, and of two that speak of the same rule, parameter or image the
//! nearer decides.

mod charts;
mod exclude;
mod file;
mod find;
mod globs;
mod keys;
mod pages;
mod pods;
mod policy;
mod read;
mod read_override;
mod read_rules;
mod schema;
mod settings;
mod show;
mod unused;
mod written;

pub use charts::ChartValues;
pub use exclude::Exclude;
pub use file::{Fault, File};
pub use find::{Files, NAMES, nearest};
pub use globs::Globs;
pub use policy::{Decision, Policy};
pub use read::Problem;
pub use schema::json_schema;
pub use settings::{Flags, Settings, Settling, Unsettled};
pub use show::{describe, template};
pub use unused::Used;
