//! Structural schemas of custom resources as expressions see them: the types that they declare, values over them, and the
//! rules that stand in them. Source: `pkg/cel/common` of `k8s.io/apiserver`, and `pkg/apiserver/schema/cel` of
//! `k8s.io/apiextensions-apiserver`.

mod declared;
mod formats;
pub mod json;
mod lists;
mod names;
mod operands;
mod part;
mod rules;
mod seen;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use formats::is_duration;
pub use part::Part;
pub use rules::{Compiled, Rule, steps};
pub use walk::{Broken, Outcome, Step, Why, evaluate};
