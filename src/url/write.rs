//! A URL as it is written.

use std::borrow::Cow;
use std::fmt;

use super::Url;
use super::escape::{Part, escaped, is_well_escaped, unescaped};

impl Url {
    /// The path with its escapes.
    #[must_use]
    pub fn escaped_path(&self) -> Cow<'_, str> {
        match self.path.as_slice() {
            b"*" => "*".into(),
            path => as_written(self.written_path.as_deref(), path, Part::Path),
        }
    }
}

/// A part as it was written, if its escapes are well, or else as it should be.
fn as_written<'t>(written: Option<&'t str>, says: &[u8], part: Part) -> Cow<'t, str> {
    let stays = |written: &&str| {
        is_well_escaped(written, part) && unescaped(written, part).is_ok_and(|read| read == says)
    };
    match written.filter(stays) {
        Some(written) => written.into(),
        None => escaped(says, part).into(),
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.scheme.is_empty() {
            write!(f, "{}:", self.scheme)?;
        }
        if self.opaque.is_empty() {
            self.write_hierarchy(f)?;
        } else {
            f.write_str(&self.opaque)?;
        }
        if self.forces_query || !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        if !self.fragment.is_empty() {
            let written = self.written_fragment.as_deref();
            write!(
                f,
                "#{}",
                as_written(written, &self.fragment, Part::Fragment)
            )?;
        }
        Ok(())
    }
}

impl Url {
    fn write_hierarchy(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_host = !self.host.is_empty() || self.userinfo.is_some();
        let begins = !self.scheme.is_empty() || has_host;
        if has_host || begins && !self.omits_host && !self.path.is_empty() {
            f.write_str("//")?;
        }
        if let Some(userinfo) = &self.userinfo {
            write!(f, "{userinfo}@")?;
        }
        f.write_str(&escaped(&self.host, Part::Host))?;
        let path = self.escaped_path();
        if !path.is_empty() && !path.starts_with('/') && !self.host.is_empty() {
            f.write_str("/")?;
        }
        let first = path.split('/').next().unwrap_or_default();
        if !begins && first.contains(':') {
            f.write_str("./")?;
        }
        f.write_str(&path)
    }
}
