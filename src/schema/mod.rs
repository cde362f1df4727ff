//! The API of Kubernetes: what fields an object has, what they take, and whether this one fits.

mod check;
mod kinds;
mod scalars;
mod table;
mod version;
mod words;

pub use check::check;
pub use table::{ApiKind, Element, Field, Shape, Type};
pub use version::Version;
