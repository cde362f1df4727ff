//! Names in which `*` stands for any characters.

/// Whether `name` is what `pattern` says, in which `*` stands for any characters.
#[must_use]
pub fn is_like(name: &str, pattern: &str) -> bool {
    let Some(star) = memchr::memchr(b'*', pattern.as_bytes()) else {
        return name == pattern;
    };
    let Some(mut name) = name.strip_prefix(&pattern[..star]) else {
        return false;
    };
    let mut parts = pattern[star + 1..].split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return name.ends_with(part);
        }
        match name.find(part) {
            Some(at) => name = &name[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn an_asterisk_stands_for_anything() {
        for (name, pattern) in [
            ("shop", "shop"),
            ("shop", "*"),
            ("shop-web", "shop-*"),
            ("shop-web", "*-web"),
            ("shop-web-2", "s*-*2"),
            ("aXbXc", "a*b*c"),
        ] {
            assert!(is_like(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [
            ("shops", "shop"),
            ("web", "shop-*"),
            ("ab", "a*b*b"),
            ("", "a*"),
        ] {
            assert!(!is_like(name, pattern), "{name} {pattern}");
        }
    }
}
