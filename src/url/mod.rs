//! URLs, as Go's package `net/url` reads and writes them: that is what the API server and Helm mean by one.

mod escape;
mod parse;
mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use self::escape::query_unescaped;

/// The parts of a URL. What escapes stand for can be any bytes, so some parts are such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    /// In lower case.
    pub scheme: String,
    /// What stands behind the scheme of a URL like `mailto:me@example.com`.
    pub opaque: String,
    /// What stands before the `@`, escaped as it should be.
    pub userinfo: Option<String>,
    /// With its port.
    pub host: Vec<u8>,
    /// Without its escapes.
    pub path: Vec<u8>,
    /// What stands behind the `?`, as it is written.
    pub query: String,
    /// Whether it ends with a `?` behind which nothing stands.
    pub forces_query: bool,
    /// Without its escapes.
    pub fragment: Vec<u8>,
    /// The path as it is written, where it would be escaped otherwise.
    written_path: Option<String>,
    /// The fragment as it is written, where it would be escaped otherwise.
    written_fragment: Option<String>,
    /// Whether it has a scheme, and no `//` behind it.
    omits_host: bool,
}

impl Url {
    /// The host with its port.
    #[must_use]
    pub fn host(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.host)
    }

    /// The host without its port and the brackets of IPv6.
    #[must_use]
    pub fn hostname(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.host_and_port().0)
    }

    /// The digits of the port; empty if none is written.
    #[must_use]
    pub fn port(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.host_and_port().1)
    }

    fn host_and_port(&self) -> (&[u8], &[u8]) {
        let colon = self.host.iter().rposition(|&byte| byte == b':');
        let digits = |at: &usize| self.host[at + 1..].iter().all(u8::is_ascii_digit);
        let (host, port) = match colon.filter(digits) {
            Some(at) => (&self.host[..at], &self.host[at + 1..]),
            None => (self.host.as_slice(), &[][..]),
        };
        let inner = host
            .strip_prefix(b"[")
            .and_then(|host| host.strip_suffix(b"]"));
        (inner.unwrap_or(host), port)
    }

    /// The path without its escapes.
    #[must_use]
    pub fn path(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.path)
    }

    /// The values of each key of the query, in the order of the keys. Pairs that are not well written are passed over.
    #[must_use]
    pub fn query_pairs(&self) -> BTreeMap<Vec<u8>, Vec<Vec<u8>>> {
        /// Go reads none of more.
        const MOST: usize = 10_000;
        let mut all = BTreeMap::<_, Vec<_>>::new();
        if self.query.bytes().filter(|&byte| byte == b'&').count() >= MOST {
            return all;
        }
        for pair in self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.contains(';'))
        {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let (Ok(key), Ok(value)) = (query_unescaped(key), query_unescaped(value)) {
                all.entry(key).or_default().push(value);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;
