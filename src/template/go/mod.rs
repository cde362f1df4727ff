//! How Go reads and writes letters, strings and numbers.

pub(super) mod letters;
pub(super) mod number;
pub(super) mod quote;
