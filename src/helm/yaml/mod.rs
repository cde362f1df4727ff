//! YAML as Helm reads and writes it: by sigs.k8s.io/yaml, so through JSON, with go-yaml underneath.

mod facts;
mod keys;
mod pieces;
mod read;
mod resolve;
mod scalar;
mod through;
mod write;

pub use read::{read, read_entries, read_file};
pub(crate) use resolve::is_base_60;
pub use write::{Unwritable, Writer, write};
