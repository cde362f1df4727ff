//! Go's `text/template`: what a template with its data gives, and from where each byte of that comes.
//!
//! It knows nothing of Helm or Kubernetes; functions come from whoever executes. Its authority is the package's documentation
//! (<https://pkg.go.dev/text/template>) and behaviour.

mod value;

pub use value::{Key, List, Map, Object, Value};
