//! The versions of Kubernetes, as people write them.

use super::Failure;
use crate::schema::Version;

/// The version that was asked for, and its name.
pub(super) fn chosen(written: Option<&str>) -> Result<(Version, String), Failure> {
    match written.map(|text| text.trim_start_matches('v')) {
        None | Some("1.36") => Ok((Version::default(), "1.36".to_owned())),
        Some(other) => Err(Failure::Request(format!(
            "there is no Kubernetes {other} in this build; it has 1.36"
        ))),
    }
}
