//! What keeps the name of an image from being one. Source: the grammar of <https://github.com/distribution/reference>, by which the
//! kubelet reads it (`InvalidImageName`).

use crate::objects::Image;

/// What is wrong with the name of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFault<'a> {
    /// The part of the name.
    pub part: &'a str,
    /// What is wrong with it, behind "the name of the image".
    pub what: String,
    /// What to do.
    pub help: String,
    /// Whether a name of the same form could be read: a registry whose name has no dot.
    pub is_read: bool,
}

/// The longest name with its registry.
const MOST: usize = 255;

/// The longest tag.
const MOST_OF_TAG: usize = 128;

impl<'a> Image<'a> {
    /// What is wrong with a name, if no runtime pulls an image of that name. Blanks around it are the API server's concern.
    #[must_use]
    pub fn fault(reference: &'a str) -> Option<ImageFault<'a>> {
        let name = reference.trim();
        if name.is_empty() {
            return None;
        }
        if let Some((scheme, rest)) = name.split_once("://") {
            let what = format!("begins with `{scheme}://`, as an address does");
            let help = format!("leave it out: `{rest}`");
            return Some(fault(&name[..scheme.len() + 3], what, help));
        }
        if let Some(blank) = name.find(char::is_whitespace) {
            let help = "leave it out; a tag stands behind `:`".to_owned();
            return Some(fault(&name[blank..], "has a blank in it".to_owned(), help));
        }
        let image = Self::parse(name);
        let written = name.split(['@']).next().unwrap_or(name);
        let tag = image.tag.map_or(0, |tag| tag.len() + 1);
        let path = &written[..written.len() - tag];
        image
            .digest
            .and_then(digest)
            .or_else(|| image.tag.and_then(|tag| of_tag(name, tag)))
            .or_else(|| of_path(path))
    }
}

fn fault(part: &str, what: String, help: String) -> ImageFault<'_> {
    ImageFault {
        part,
        what,
        help,
        is_read: false,
    }
}

fn digest(digest: &str) -> Option<ImageFault<'_>> {
    let (algorithm, digits) = digest.split_once(':').unwrap_or((digest, ""));
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => {
            let what = format!("has a digest that is none: `{digest}`");
            let help =
                "write the digest as `sha256:` and its 64 digits, or a tag behind `:`".to_owned();
            return Some(fault(digest, what, help));
        }
    };
    let is_hex = digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_hex && digits.len() == length {
        return None;
    }
    let what = match digits.len() == length {
        true => format!("has a digest that is none: {algorithm} has the digits 0 to 9 and a to f"),
        false => format!(
            "has a digest of {} digits, where {algorithm} has {length}",
            digits.len()
        ),
    };
    let help = "copy the digest from the registry, or `docker images --digests`".to_owned();
    Some(fault(digest, what, help))
}

fn of_tag<'a>(name: &'a str, tag: &'a str) -> Option<ImageFault<'a>> {
    let is_letter = |char: char| char.is_ascii_alphanumeric() || char == '_';
    if tag.is_empty() {
        let help = "write a tag behind the colon, or leave the colon out".to_owned();
        return Some(fault(name, "ends with a colon and no tag".to_owned(), help));
    }
    let wrong = tag
        .char_indices()
        .find(|&(at, char)| !is_letter(char) && (at == 0 || !matches!(char, '.' | '-')));
    if let Some((at, char)) = wrong {
        let what = format!("has a tag with `{char}` in it");
        let help = match char {
            '+' => format!(
                "write `_` or `-` for it, as the registry does: `{}`",
                tag.replace('+', "_")
            ),
            _ if at == 0 => "a tag begins with a letter, a digit or `_`".to_owned(),
            _ => "a tag is of letters, digits, `_`, `.` and `-`".to_owned(),
        };
        return Some(fault(tag, what, help));
    }
    (tag.len() > MOST_OF_TAG).then(|| {
        let what = format!(
            "has a tag of {} characters, where {MOST_OF_TAG} are allowed",
            tag.len()
        );
        fault(tag, what, "take a shorter tag".to_owned())
    })
}

/// A name without its tag and digest: a registry, if the first part looks like one, and a path.
fn of_path(name: &str) -> Option<ImageFault<'_>> {
    let first = name.split_once('/');
    let registry = first.filter(|(host, _)| {
        host.contains(['.', ':']) || *host == "localhost" || host.contains(char::is_uppercase)
    });
    let path = registry.map_or(name, |(_, path)| path);
    if name.len() > MOST {
        let what = format!("has {} characters, where {MOST} are allowed", name.len());
        return Some(fault(
            name,
            what,
            "take a shorter path in the registry".to_owned(),
        ));
    }
    if let Some(found) = registry.and_then(|(host, _)| of_registry(host)) {
        return Some(found);
    }
    if let Some(part) = path.split('/').find(|part| !is_component(part)) {
        return Some(of_component(path, part));
    }
    // Without a dot no one means a registry by it, but the name can be read.
    let upper = registry.filter(|(host, _)| !host.contains(['.', ':']) && *host != "localhost");
    if let Some((host, _)) = upper {
        let what = format!(
            "begins with `{host}`, which is taken for a registry since it has upper-case letters"
        );
        return Some(ImageFault {
            is_read: true,
            ..fault(host, what, lower(name))
        });
    }
    let is_id = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| {
        let what = "is the ID of an image and no name".to_owned();
        fault(
            name,
            what,
            "name the repository, and the digest behind `@sha256:`".to_owned(),
        )
    })
}

fn of_registry(host: &str) -> Option<ImageFault<'_>> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, port),
        _ => (host, "80"),
    };
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = |part: &str| {
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty()
            && part.bytes().all(is_known)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let is_address = name.starts_with('[') && name.ends_with(']');
    let is_name = is_address || name.split('.').all(is_part);
    // What is no host may be read as a part of the path.
    (!(is_port && is_name || is_component(host))).then(|| {
        let what = format!("begins with `{host}`, which is no name of a registry");
        fault(
            host,
            what,
            "write the registry's host, and its port behind `:`".to_owned(),
        )
    })
}

/// Lower-case letters and digits, with separators between them: a dot, one or two underscores, any number of dashes.
fn is_component(part: &str) -> bool {
    let is_letter = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit();
    let is_separator =
        |run: &str| matches!(run, "" | "." | "_" | "__") || run.bytes().all(|byte| byte == b'-');
    part.starts_with(is_letter)
        && part.ends_with(is_letter)
        && part.split(is_letter).all(is_separator)
}

fn of_component<'a>(path: &'a str, part: &'a str) -> ImageFault<'a> {
    if part.is_empty() {
        let help = "write one `/` between its parts, and none at its ends".to_owned();
        return fault(
            path,
            "has nothing between two slashes, or at an end".to_owned(),
            help,
        );
    }
    if part.contains(char::is_uppercase) && is_component(&part.to_lowercase()) {
        return fault(
            part,
            format!("has upper-case letters in `{part}`"),
            lower(path),
        );
    }
    let help =
        "the path is of lower-case letters and digits, with `.`, `_`, `__` or `-` between them"
            .to_owned();
    match part.contains(':') {
        true => fault(
            part,
            format!("has two tags: `{part}`"),
            "leave one of them".to_owned(),
        ),
        false => fault(
            part,
            format!("has `{part}` in it, which no path in a registry may be"),
            help,
        ),
    }
}

fn lower(name: &str) -> String {
    format!(
        "registries know lower-case names only: `{}`",
        name.to_lowercase()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_runtimes_read() {
        let digest = format!("a@sha256:{}", "0a".repeat(32));
        for name in [
            "nginx",
            "library/nginx:1.27",
            "registry.example:5000/team/app_v2:1.0-rc.1",
            "localhost/a",
            "LOCALHOST:5000/a:B",
            "a.b/c__d/e--f:_x",
            "127.0.0.1:80/a",
            "[::1]:5000/a",
            "registry.example/a:1",
            &digest,
            "a-b.c_d/x9",
            "gcr.io/a/b/c/d:v1",
            "",
            " nginx",
        ] {
            assert_eq!(Image::fault(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_no_runtime_reads() {
        let long = format!("a:{}", "x".repeat(129));
        let deep = "a/".repeat(130) + "a";
        let id = "0a".repeat(32);
        for (name, part) in [
            ("registry.example/Team/app:1", "Team"),
            ("NGINX", "NGINX"),
            ("https://registry.example/app:1", "https://"),
            ("docker://nginx", "docker://"),
            ("registry.example/app :1", " :1"),
            ("nginx 1.27", " 1.27"),
            ("nginx@sha256:abc", "sha256:abc"),
            ("nginx@latest", "latest"),
            ("nginx@md5:0", "md5:0"),
            ("nginx:", "nginx:"),
            ("nginx:1+build", "1+build"),
            ("nginx:-1", "-1"),
            ("nginx:1:2", "nginx:1"),
            ("a//b", "a//b"),
            ("/a", "/a"),
            ("a/", "a/"),
            ("registry.example/a..b", "a..b"),
            ("a___b", "a___b"),
            ("a-", "a-"),
            ("_a", "_a"),
            ("registry_1.example:80/a", "registry_1.example:80"),
            ("registry.example:x/a", "registry.example:x"),
            ("registry..example/a", "registry..example"),
            ("nginx:1.2.3/", "nginx:1.2.3"),
            (&long, &long[2..]),
            (&deep, &deep),
            (&id, &id),
            ("nginx:${TAG", "${TAG"),
        ] {
            let found = Image::fault(name);
            assert_eq!(
                found.as_ref().map(|found| found.part),
                Some(part),
                "{name}: {found:?}"
            );
            assert!(!found.unwrap().is_read, "{name}");
        }
        let found = Image::fault("Team/app:1").unwrap();
        assert!(found.is_read && found.part == "Team", "{found:?}");
    }
}
