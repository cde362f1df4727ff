//! The kinds that Kubernetes serves itself.

use super::table::{Type, bytes, header, string, word};
use super::version::Versions;

/// Where the objects of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In a namespace.
    Namespaced,
    /// In the cluster as a whole.
    Cluster,
    /// At another object, of which it is a part or an action: `Scale`, `Eviction`.
    Part,
}

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiKind(u32);

impl ApiKind {
    /// Every kind, ordered by kind and then by `apiVersion`.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..word(header::KIND_COUNT)).map(Self)
    }

    /// The kind of that `apiVersion` and `kind`.
    #[must_use]
    pub fn find(api_version: &str, kind: &str) -> Option<Self> {
        let (mut low, mut high) = (0, word(header::KIND_COUNT));
        while low < high {
            let middle = low.midpoint(high);
            let found = Self(middle);
            let key = (bytes(word(found.record())), bytes(word(found.record() + 1)));
            match key.cmp(&(kind.as_bytes(), api_version.as_bytes())) {
                std::cmp::Ordering::Equal => return Some(found),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn record(self) -> u32 {
        word(header::KINDS) + self.0 * 5
    }

    /// `Deployment`
    #[must_use]
    pub fn kind(self) -> &'static str {
        string(word(self.record()))
    }

    /// `apps/v1`
    #[must_use]
    pub fn api_version(self) -> &'static str {
        string(word(self.record() + 1))
    }

    /// Its definition.
    #[must_use]
    pub fn definition(self) -> Type {
        Type::at(word(self.record() + 2))
    }

    /// The versions that serve it.
    #[must_use]
    #[inline]
    pub fn versions(self) -> Versions {
        Versions::of_mask(word(self.record() + 3) as u16)
    }

    /// Where its objects are.
    #[must_use]
    pub fn scope(self) -> Scope {
        match word(self.record() + 3) >> 16 {
            0 => Scope::Namespaced,
            1 => Scope::Cluster,
            _ => Scope::Part,
        }
    }

    /// Its name in paths and on command lines: `deployments`.
    #[must_use]
    pub fn plural(self) -> &'static str {
        string(word(self.record() + 4))
    }
}
