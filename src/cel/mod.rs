//! Expressions of the Common Expression Language as Kubernetes has it: rules of CRDs, conditions of policies, and rules
//! that people write. Source: <https://kubernetes.io/docs/reference/using-api/cel/>.
//!
//! A text is parsed to an [`Expression`], checked against what its place declares, and evaluated over values that are
//! seen where they stand: nothing is copied from a manifest. What an evaluation costs is counted as the API server
//! counts it, and ends at its limit.

mod check;
pub mod cost;
pub mod environment;
pub mod error;
pub mod eval;
pub mod function;
mod library;
mod parse;
mod standard;
pub mod tree;
pub mod types;
pub mod value;

pub use environment::{Environment, Fault, Names, Program};
pub use error::{Error, ErrorKind};
pub(crate) use library::{is_base64, is_date_time, is_uuid};
pub use tree::{Expression, Id};
pub use types::Type;
pub use value::Value;
