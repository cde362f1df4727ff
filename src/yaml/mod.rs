//! YAML and JSON as Kubernetes reads them: text in, one arena of spanned nodes out.
//!
//! The grammar is libyaml's and the scalar rules are go-yaml v2's, because those decide what the API
//! server sees. A [`Tree`] holds all documents of a file; a [`Cursor`] walks it, following aliases and
//! merge keys and remembering the place of use.

mod aliases;
mod cook;
mod cursor;
mod entries;
mod flow;
mod json;
mod keys;
mod layout;
mod leaf;
mod list;
mod part;
mod path;
mod properties;
mod reader;
mod refused;
mod scalar;
mod scan;
mod space;
mod split;
mod stretches;
mod tree;
mod unfilled;
mod values;

pub(crate) use cook::base64 as decode_base64;
pub use cursor::Cursor;
pub use entries::{Children, Entries, Entry};
pub use layout::{Layout, Stretch};
pub use path::Step;
pub use scalar::Scalar;
pub use tree::{Document, Fault, FaultKind, Kind, Node, NodeId, Style, Tree};
