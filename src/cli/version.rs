//! The versions of Kubernetes, as people write them.

use super::Failure;
use crate::api::Version;

/// The version that was asked for; the newest unless one was.
pub(super) fn chosen(written: Option<&str>) -> Result<Version, Failure> {
    let Some(written) = written else {
        return Ok(Version::default());
    };
    Version::parse(written).ok_or_else(|| {
        let known = Version::all();
        let range = match known[..] {
            [first, .., last] => format!("{first} to {last}"),
            _ => Version::default().to_string(),
        };
        Failure::Request(format!(
            "there is no Kubernetes {written} in this build; it has {range}"
        ))
    })
}
