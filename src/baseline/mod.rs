//! What a finding is, whatever line it stands on.

mod field;
mod identity;

pub use identity::{Fingerprint, Identity, identities};
