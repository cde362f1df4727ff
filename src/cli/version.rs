//! The versions of Kubernetes, as people write them.

use super::Failure;
use crate::api::Version;

/// The version that was asked for; the newest unless one was.
pub(super) fn chosen(written: Option<&str>) -> Result<Version, Failure> {
    written.map_or_else(
        || Ok(Version::newest()),
        |written| Version::named(written).map_err(Failure::Request),
    )
}
