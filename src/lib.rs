//! podlint lints Kubernetes manifests: what the API server would say about them, offline and at the
//! exact character, and how a pod should be made.
//!
//! The modules in the order of the data, each importing only from those above it:

pub mod diagnostic;
pub mod objects;
pub mod rules;
pub mod source;
pub mod yaml;
