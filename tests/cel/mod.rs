//! Expressions, held against what the evaluator of Kubernetes' API servers says of them.

mod checked;
mod declared;
mod definitions;
mod faults;
mod library;
mod shown;
