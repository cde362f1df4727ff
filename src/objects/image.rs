//! Image references.

use std::borrow::Cow;

/// The parts of an image reference: `registry/path:tag@digest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image<'a> {
    /// The registry with its port, if one is written.
    pub registry: Option<&'a str>,
    /// The path within the registry: `library/nginx`.
    pub path: &'a str,
    /// The tag, if one is written.
    pub tag: Option<&'a str>,
    /// The digest with its algorithm, if one is written.
    pub digest: Option<&'a str>,
}

impl<'a> Image<'a> {
    /// Takes a reference apart as container runtimes do: what stands before the first `/` is a registry
    /// if it has a dot or a colon or is `localhost`.
    #[must_use]
    pub fn parse(reference: &'a str) -> Self {
        let (rest, digest) = match reference.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest)),
            None => (reference, None),
        };
        let (rest, tag) = match rest.rsplit_once(':') {
            Some((before, tag)) if !tag.contains('/') => (before, Some(tag)),
            _ => (rest, None),
        };
        let (registry, path) = match rest.split_once('/') {
            Some((host, path)) if host.contains(['.', ':']) || host == "localhost" => {
                (Some(host), path)
            }
            _ => (None, rest),
        };
        Self {
            registry,
            path,
            tag,
            digest,
        }
    }

    /// What is written before the tag: `quay.io/acme/shop`.
    #[must_use]
    pub fn name(&self) -> Cow<'a, str> {
        match self.registry {
            Some(registry) => Cow::Owned(format!("{registry}/{}", self.path)),
            None => Cow::Borrowed(self.path),
        }
    }

    /// Its path on Docker Hub, if it is from there; that of an image of Docker's own is its name alone: `nginx`.
    #[must_use]
    pub fn on_docker_hub(&self) -> Option<&'a str> {
        let is_there = matches!(
            self.registry,
            None | Some("docker.io" | "index.docker.io" | "registry-1.docker.io")
        );
        let path = self.path.strip_prefix("library/").unwrap_or(self.path);
        is_there.then_some(path)
    }

    /// The last part of the path: `nginx`.
    #[must_use]
    pub fn base(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_apart() {
        let hub = |reference| Image::parse(reference).on_docker_hub();
        assert_eq!(hub("docker.io/library/nginx:1"), Some("nginx"));
        assert_eq!(hub("prom/prometheus"), Some("prom/prometheus"));
        assert_eq!(hub("registry.example/nginx"), None);
        let image = Image::parse("localhost:5000/a/b:1.2@sha256:00");
        assert_eq!(image.registry, Some("localhost:5000"));
        assert_eq!((image.path, image.base()), ("a/b", "b"));
        assert_eq!((image.tag, image.digest), (Some("1.2"), Some("sha256:00")));
        let image = Image::parse("library/nginx");
        assert_eq!(
            (image.registry, image.path, image.tag),
            (None, "library/nginx", None)
        );
        assert_eq!(Image::parse("localhost:5000/x").tag, None);
    }
}
