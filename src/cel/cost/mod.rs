//! What an expression may cost before it is evaluated, as the API server estimates it.

mod bounds;
mod operands;

pub use bounds::Bounds;
pub use operands::{CallEstimate, Operands};
