//! podlint lints Kubernetes manifests: what the API server would say about them, offline and at the
//! exact character, and how a pod should be made.
//!
//! The modules stand in the order of the data, and each imports only from those above it; a test holds
//! that. (The blank lines between them keep the formatter from sorting.)
//!
//! The core, down to `examples`, asks its [`host::Host`] for files, processors and the day, and nothing else: it builds for
//! `wasm32-unknown-unknown`, and runs in an editor or a page as well. The modules below it, with the feature `cli`, are
//! the program: they give the core the machine that it runs on, walk its directories, and read its command line.

pub mod panic;

pub mod parts;

pub mod sha2;

pub mod source;

pub mod date;

pub mod files;

pub mod host;

pub mod nearest;

pub mod slips;

pub mod letters;

pub mod placeholder;

pub mod naming;

pub mod quantity;

pub mod wildcard;

pub mod pattern;

pub mod field_path;

pub mod api;

pub mod diagnostic;

pub mod yaml;

pub mod origin;

pub mod template;

pub mod url;

pub mod cel;

pub mod structural;

pub mod secret;

pub mod mend;

pub mod objects;

pub mod pod_security;

pub mod facts;

pub mod schema;

pub mod policies;

pub mod validation;

pub mod custom;

pub mod helm;

pub mod kustomize;

pub mod gitops;

pub mod rules;

pub mod config;

pub mod suppress;

pub mod split;

pub mod engine;

pub mod baseline;

pub mod fix;

pub mod report;

pub mod explain;

pub mod ask;

pub mod bundle;

pub mod examples;

#[cfg(feature = "cli")]
pub mod parallel;

#[cfg(feature = "cli")]
pub mod disk;

#[cfg(feature = "cli")]
pub mod machine;

#[cfg(feature = "cli")]
pub mod walk;

#[cfg(feature = "cli")]
pub mod project;

#[cfg(feature = "cli")]
pub mod server;

#[cfg(feature = "cli")]
pub mod cli;

/// Which podlint this is: `0.1.0`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
