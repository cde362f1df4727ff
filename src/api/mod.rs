//! What Kubernetes' API is: its kinds, their fields and what these take, in every embedded version.

mod defaults;
mod descriptions;
mod kinds;
mod lookup;
mod meant;
mod place;
mod table;
mod version;

pub use defaults::{Implied, implied};
pub use descriptions::{describe_by, description};
pub use kinds::{ApiKind, Scope, group_of};
pub use lookup::{Missing, find};
pub use meant::{has_group, meant};
pub use place::{Place, fields, inner};
pub use table::{Element, Field, Shape, Type, field_name_count};
pub use version::{Version, Versions};
