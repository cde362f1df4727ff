//! YAML as Helm reads and writes it: by sigs.k8s.io/yaml, so through JSON, with go-yaml underneath.

mod pieces;
mod read;

pub use read::{read, read_file};
