//! The versions of Kubernetes, as people write them.

use super::Failure;
use crate::api::{Version, Versions};

/// The versions that were asked for, `1.30` or `1.29..1.33`; the newest unless one was.
pub(super) fn several(written: Option<&str>) -> Result<Versions, Failure> {
    let Some((first, last)) = written.and_then(|written| written.split_once("..")) else {
        return Ok(chosen(written)?.into());
    };
    let (from, to) = (parse(first)?, parse(last)?);
    if from > to {
        let sentence =
            format!("{first}..{last} ends before it starts; did you mean {last}..{first}?");
        return Err(Failure::Request(sentence));
    }
    Ok(Versions::range(from, to))
}

/// The version that was asked for; the newest unless one was.
pub(super) fn chosen(written: Option<&str>) -> Result<Version, Failure> {
    written.map_or_else(|| Ok(Version::newest()), parse)
}

fn parse(written: &str) -> Result<Version, Failure> {
    Version::parse(written).ok_or_else(|| {
        let known = Versions::all();
        Failure::Request(if written.is_empty() {
            format!(
                "a range has a version at both ends, like {}..{}",
                Version::oldest(),
                Version::newest()
            )
        } else {
            format!("there is no Kubernetes {written} in this build; it has {known}")
        })
    })
}
