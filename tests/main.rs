//! All integration tests in one binary: it links once.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, and in what tests share, a panic is the report"
)]

mod ask;
mod baseline;
mod cel;
mod changed;
mod charts;
mod cli;
mod commands;
mod conformance;
mod design;
mod editor;
mod every_field;
mod fix;
mod fixed_files;
mod functions;
mod git_programs;
mod golden;
mod graph;
mod hostile;
mod identity;
mod image_names;
mod input;
mod kustomize;
mod layering;
mod libyaml;
mod links;
mod manifests;
mod mends;
mod outputs;
mod own_rules;
mod packages;
mod packed;
mod peers;
mod pods;
mod programs;
mod random;
mod reach;
mod reader;
mod rendered;
mod report;
mod robust;
mod rules;
mod schema;
mod schema_packs;
mod secrets;
mod server;
mod session;
mod shards;
mod split;
mod templates;
mod unfilled;
mod watch;
