//! podlint lints Kubernetes manifests: what the API server would say about them, offline and at the
//! exact character, and how a pod should be made.
//!
//! The modules stand in the order of the data, and each imports only from those above it; a test holds
//! that. (The blank lines between them keep the formatter from sorting.)

pub mod panic;

pub mod parallel;

pub mod source;

pub mod disk;

pub mod nearest;

pub mod letters;

pub mod placeholder;

pub mod wildcard;

pub mod pattern;

pub mod field_path;

pub mod api;

pub mod diagnostic;

pub mod yaml;

pub mod secret;

pub mod mend;

pub mod objects;

pub mod facts;

pub mod schema;

pub mod validation;

pub mod custom;

pub mod rules;

pub mod config;

pub mod suppress;

pub mod split;

pub mod engine;

pub mod baseline;

pub mod fix;

pub mod examples;

pub mod walk;

pub mod report;

pub mod cli;
