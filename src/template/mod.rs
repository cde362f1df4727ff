//! Go's `text/template`: what a template with its data gives, and from where each byte of that comes.
//!
//! It knows nothing of Helm or Kubernetes; functions come from whoever executes. Its authority is the package's documentation
//! (<https://pkg.go.dev/text/template>) and behaviour.
//!
//! [`Templates`] parses texts into a set, an [`Engine`] executes one of them over a [`Value`], with the host's [`Functions`],
//! and within a [`Budget`].

mod budget;
mod builtin;
mod context;
mod engine;
mod exec;
mod failure;
pub mod format;
mod functions;
mod go;
mod held;
mod no_value;
mod parse;
mod source;
mod templates;
mod tree;
mod value;

pub use budget::{Bound, Budget, Limits};
pub use context::Context;
pub use engine::{Engine, Missing};
pub use failure::{Failure, FailureKind, Refusal};
pub use functions::{Function, Functions, Type};
pub use held::{Entries, Items};
pub use no_value::{NO_VALUE, without_no_value};
pub use templates::{ParsedText, Templates};
pub use value::{Key, List, Map, Object, Spelt, Value};
