//! Which configuration files hold.

use std::path::{Path, PathBuf};

use crate::config::{Fault, Files};
use crate::host::Host;

/// Where configuration files are sought.
#[derive(Clone, Debug, Default)]
pub enum Sought {
    /// At what is checked, and above it.
    #[default]
    Around,
    /// It is this one, and no other.
    Given(PathBuf),
    /// Nowhere.
    Nowhere,
}

impl Sought {
    /// The configuration files for what is named: those above it, and above the working directory. Files in them may lead
    /// into `trusted` directories as well.
    ///
    /// # Errors
    ///
    /// The first that cannot be used.
    pub fn files<'p>(
        &self,
        host: &Host,
        trusted: &[PathBuf],
        named: impl Iterator<Item = &'p Path>,
    ) -> Result<Files, Fault> {
        let mut files = Files::none(host).trusting(trusted);
        match self {
            Self::Given(path) => return files.with(path),
            Self::Nowhere => return Ok(files),
            Self::Around => files.above(Path::new(""))?,
        }
        for path in named {
            // An empty path is the working directory.
            let is_directory = host.files.is_directory(&host.files.locate(path));
            let directory = if is_directory {
                Some(path)
            } else {
                path.parent()
            };
            if let Some(directory) = directory {
                files.above(directory)?;
            }
        }
        Ok(files)
    }
}
