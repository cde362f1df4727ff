//! Paths by name: absolute, without `.` and `..`, so that one can be sought below another. Links are not
//! followed: a file is where its name says.

use std::path::{Component, Path, PathBuf};

/// The absolute path of `path`, seen from the directory `here`.
#[must_use]
pub fn locate(here: &Path, path: &Path) -> PathBuf {
    let absolute = here.join(path);
    if is_plain(&absolute) {
        return absolute;
    }
    let mut located = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                located.pop();
            }
            part => located.push(part),
        }
    }
    located
}

/// Whether each part of an absolute path is a name, as of most: to take it apart costs far more than to see that.
fn is_plain(absolute: &Path) -> bool {
    let path = absolute.as_os_str().as_encoded_bytes();
    let is_rooted = path.first() == Some(&b'/') && !cfg!(windows);
    let is_name = |start: usize| {
        let part = &path[start + 1..];
        let part = part.strip_prefix(b".").unwrap_or(part);
        let part = part.strip_prefix(b".").unwrap_or(part);
        // What is left is nothing where there are but dots.
        !matches!(part.first(), None | Some(b'/'))
    };
    is_rooted && memchr::memchr_iter(b'/', path).all(is_name)
}

/// How many parts two paths, as reports have them, begin with alike.
#[must_use]
pub fn shared_parts(one: &str, other: &str) -> usize {
    let parts = one.split('/').zip(other.split('/'));
    parts.take_while(|(one, other)| one == other).count()
}

/// `path`, which is absolute, as one would write it in the directory `from`; `/` separates.
#[must_use]
pub fn seen_from(from: &Path, path: &Path) -> String {
    let shared = from
        .components()
        .zip(path.components())
        .take_while(|(a, b)| a == b)
        .count();
    let mut parts: Vec<String> = from
        .components()
        .skip(shared)
        .map(|_| "..".to_owned())
        .collect();
    let below = path.components().skip(shared);
    parts.extend(below.map(|part| part.as_os_str().to_string_lossy().into_owned()));
    if parts.is_empty() {
        return ".".to_owned();
    }
    parts.join("/")
}

/// The names on the way to a file, from its start; a root and what leads up have none.
pub fn names(path: &Path) -> impl DoubleEndedIterator<Item = &str> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{locate, seen_from};

    #[test]
    fn paths_are_resolved_by_name() {
        let at = |path| locate(Path::new("/r/s"), Path::new(path));
        assert_eq!(at("a/./b/../c"), Path::new("/r/s/a/c"));
        assert_eq!(at(""), Path::new("/r/s"));
        assert_eq!(at("../../../a"), Path::new("/a"));
        assert_eq!(at("/a/../b"), Path::new("/b"));
        for (path, plain) in [("a//b/", "a/b"), ("a/.", "a"), ("a/.b/c..d", "a/.b/c..d")] {
            assert_eq!(
                at(path).as_os_str(),
                Path::new("/r/s").join(plain).as_os_str(),
                "{path}"
            );
        }
        assert_eq!(at("/"), Path::new("/"));
        assert_eq!(seen_from(Path::new("/r/a"), Path::new("/r/b/c")), "../b/c");
        assert_eq!(seen_from(Path::new("/r"), Path::new("/r/c")), "c");
    }
}
