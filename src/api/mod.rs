//! What Kubernetes' API is: its kinds, their fields and what these take, in every embedded version.

mod table;
mod version;

pub use table::{ApiKind, Element, Field, Shape, Type};
pub use version::Version;
