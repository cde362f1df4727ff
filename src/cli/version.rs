//! The versions of Kubernetes, as people write them.

use super::Failure;
use crate::api::{Version, Versions};

/// The version that was asked for; the newest unless one was.
pub(super) fn chosen(written: Option<&str>) -> Result<Version, Failure> {
    let Some(written) = written else {
        return Ok(Version::default());
    };
    Version::parse(written).ok_or_else(|| {
        let range = Versions::all();
        Failure::Request(format!(
            "there is no Kubernetes {written} in this build; it has {range}"
        ))
    })
}
