//! What most signatures are written with.

use crate::cel::types::{Inner, Type};

/// What a signature leaves open.
pub(crate) const A: Type = Type::Param("A");
/// What a signature leaves open beside [`A`].
pub(crate) const B: Type = Type::Param("B");
/// `list(A)`.
pub(crate) const LIST_A: Type = Type::List(Inner::Static(&A));
/// `map(A, B)`.
pub(crate) const MAP_A_B: Type = Type::Map(Inner::Static(&A), Inner::Static(&B));
/// `optional_type(A)`.
pub(crate) const OPTIONAL_A: Type = Type::Optional(Inner::Static(&A));
/// `list(string)`.
pub(crate) const LIST_STRING: Type = Type::List(Inner::Static(&Type::String));
