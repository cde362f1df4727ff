//! What a scalar means to Kubernetes.

use std::borrow::Cow;

/// A scalar resolved as go-yaml v2 does (or JSON, in a JSON document).
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'t> {
    /// Empty, `~` or `null`: unset, to Kubernetes.
    Null,
    /// `true`, and in YAML `yes`, `on`, `y` and their kin.
    Bool(bool),
    /// Whole numbers in every notation; `i128` holds the whole range of `i64` and `u64`.
    Int(i128),
    /// Other numbers.
    Float(f64),
    /// Anything else, cooked: quotes, escapes and folding resolved.
    Str(Cow<'t, str>),
}
