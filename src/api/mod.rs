//! What Kubernetes' API is: its kinds, their fields and what these take, in every embedded version.

mod kinds;
mod table;
mod version;

pub use kinds::{ApiKind, Scope};
pub use table::{Element, Field, Shape, Type};
pub use version::{Version, Versions};
