//! Text that was rendered, by a chart or a kustomization, and where each byte of it comes from.

mod locate;
mod numbers;
mod passage;
mod rendering;
mod text;

pub use locate::Located;
pub use numbers::Numbers;
pub use passage::Passage;
pub use rendering::{Output, Problem, ProblemKind, ReadFile, Rendering, Slip, StandIn};
pub use text::{FileId, Made, Origin, Place, Run, Step, Text};
