//! Addresses of git repositories: how they are compared, and which of them git knows to be this one's.

use std::path::Path;

use crate::files::{FileSystem, Most};
use crate::origin::Text;

/// How many bytes of git's configuration are read.
const MOST_CONFIG: u64 = 1 << 20;

/// An address as it is compared: `github.com/shop/apps`.
pub(super) fn address(written: &str) -> String {
    let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/');
    let rest = rest.strip_suffix(".git").unwrap_or(rest);
    rest.replacen(':', "/", 1).to_lowercase()
}

/// Whether two addresses are of one repository.
pub(super) fn same(one: &Text, other: &Text) -> bool {
    address(one.as_str()) == address(other.as_str())
}

/// The addresses of remotes that git knows.
pub(super) fn remotes(top: &Path, files: &dyn FileSystem) -> Vec<String> {
    let config = top.join(".git/config");
    let read = files.read(&config, Most::bytes(MOST_CONFIG));
    let text = read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.unwrap_or_default();
    let urls = text.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "url").then(|| address(value.trim()))
    });
    // A clone of a directory says nothing of where others find it.
    urls.filter(|url| url.contains('/') && !url.starts_with(['/', '.']))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_however_they_are_written() {
        for written in [
            "https://github.com/shop/Apps.git",
            "git@github.com:shop/apps.git",
            "ssh://git@github.com/shop/apps",
            "https://user:word@github.com/shop/apps/",
        ] {
            assert_eq!(address(written), "github.com/shop/apps", "{written}");
        }
    }
}
