//! Expressions, held against what the evaluator of Kubernetes' API servers says of them.

mod bounds;
mod checked;
mod declared;
mod definitions;
mod evaluated;
mod faults;
mod library;
mod policies;
mod properties;
mod shown;
mod variables;
