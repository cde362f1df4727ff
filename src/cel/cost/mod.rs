//! What an expression may cost before it is evaluated, as the API server estimates it. Sources: `checker/cost.go` of
//! cel-go, and `cost.go` of `k8s.io/apiserver/pkg/cel/library`.

mod bounds;
mod calls;
mod estimator;
mod known;
pub mod limits;
mod operands;
mod path;

pub use bounds::Bounds;
pub use estimator::estimate;
pub use operands::{CallEstimate, Operands};
pub use path::Step;

/// How large the values of variables may be.
pub trait Sizes {
    /// The most that the size of the value at a path below the variables may be: nothing if it is not known, as where the
    /// path leads to what is not declared. The path to a variable itself is empty, whichever it is.
    fn most(&self, path: &[Step]) -> Option<u64>;
}

/// Nothing is known of sizes.
impl Sizes for () {
    fn most(&self, _: &[Step]) -> Option<u64> {
        None
    }
}
