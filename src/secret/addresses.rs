//! Secrets in addresses: `amqp://app:…@mq`, `app:…@tcp(db:3306)/shop`, `https://api.example.com/x?sig=…`.

use super::values::{is_harmless, start_of};
use crate::source::occurrences;

/// Parameters of addresses that let in whoever knows them, besides those whose names say it.
const PARAMETERS: [&str; 5] = ["auth", "code", "key", "sig", "signature"];
/// No parameter of these is shorter and secret.
const LEAST: usize = 16;

/// What stands before a colon and no password.
const SCHEMES: [&str; 6] = ["acct", "mailto", "sip", "sips", "urn", "xmpp"];

/// No user and password are longer, and no address that has parameters, in bytes.
const LONGEST: usize = 1024;

/// Finds them.
pub(super) fn find(text: &str, found: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    for at in occurrences(text, "://") {
        let start = at + "://".len();
        let address = address(&text[start..]);
        if let Some((inner, end)) = of_user(address) {
            found(start + inner, start + end);
        }
        if start >= done {
            parameters(address, |inner, end| found(start + inner, start + end));
            done = start + address.len();
        }
    }
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        if let Some(start) = password_before(text, at) {
            found(start, at);
        }
    }
}

/// The address that a text starts with, without its scheme.
fn address(text: &str) -> &str {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>".contains(byte);
    let text = start_of(text, LONGEST);
    let mut bytes = text.as_bytes().iter();
    &text[..bytes.position(ends).unwrap_or(text.len())]
}

/// Where the password stands in an address, without its scheme; or the user, if that is one.
fn of_user(address: &str) -> Option<(usize, usize)> {
    let host = address.find('/').unwrap_or(address.len());
    // A password should have no slash; where one stands, what is before it is no port.
    let end = address[..host].rfind('@').or_else(|| {
        let (_, port) = address[..host].split_once(':')?;
        let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) || is_harmless(port);
        address.rfind('@').filter(|_| !is_port)
    })?;
    let user = &address[..end];
    match user.split_once(':') {
        Some((name, password)) => (!is_harmless(password)).then_some((name.len() + 1, end)),
        None => (user.len() >= 20
            && user.contains(|char: char| char.is_ascii_digit())
            && !is_harmless(user))
        .then_some((0, end)),
    }
}

/// What parameters hold that are secret by where they stand.
fn parameters(address: &str, mut found: impl FnMut(usize, usize)) {
    let Some(start) = address.find('?').map(|question| question + 1) else {
        return;
    };
    let mut at = start;
    for parameter in address[start..].split('&') {
        if let Some((name, value)) = parameter.split_once('=') {
            let name = name.rsplit('-').next().unwrap_or_default();
            let is_secret = PARAMETERS.contains(&&*name.to_ascii_lowercase());
            if is_secret && value.len() >= LEAST && !is_harmless(value) {
                found(at + parameter.len() - value.len(), at + parameter.len());
            }
        }
        at += parameter.len() + 1;
    }
}

/// Where the password starts before a `@` in an address without a scheme, `app:…@tcp(db:3306)`, or in one of Oracle's,
/// `thin:app/…@db`.
fn password_before(text: &str, sign: usize) -> Option<usize> {
    let of_user = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`/@,=".contains(byte);
    let before = &text.as_bytes()[..sign];
    let password = before.iter().rev().take(100).position(ends);
    let word = sign - password?;
    let behind = &text[sign + 1..];
    if text[..word].ends_with('/') {
        let user =
            text[..word - 1].rfind(|char: char| !char.is_ascii_alphanumeric() && char != '_')?;
        // What is no word there may be of several bytes.
        let is_oracles = text.as_bytes()[..=user].ends_with(b"thin:");
        return (is_oracles && sign > word).then_some(word);
    }
    let (user, password) = text.get(word..sign)?.split_once(':')?;
    let is_user = !user.is_empty() && user.bytes().all(of_user) && !SCHEMES.contains(&user);
    (is_user && !is_harmless(password) && is_host(behind)).then_some(word + user.len() + 1)
}

/// Whether a text starts with a host and its port: what is behind a digest's or a version's `@` has none.
fn is_host(text: &str) -> bool {
    if ["tcp(", "unix(", "udp("]
        .iter()
        .any(|start| text.starts_with(start))
    {
        return true;
    }
    let of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    let host = text.bytes().take_while(of_host).count();
    let port = text[host..].strip_prefix(':').unwrap_or_default();
    let digits = port.bytes().take_while(u8::is_ascii_digit).count();
    let is_whole = !port[digits..].starts_with(|char: char| char.is_alphanumeric());
    host > 0 && (1..=5).contains(&digits) && is_whole
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        find(text, &mut |start, end| all.push(&text[start..end]));
        all
    }

    #[test]
    fn passwords_and_tokens_of_addresses_are_found() {
        for (text, secret) in [
            ("amqp://app:hunter2@mq:5672/x", "hunter2"),
            ("redis://:hunter2@redis", "hunter2"),
            ("postgres://app:hun/ter2@db/x", "hun/ter2"),
            ("mongodb://a:hunter2@m1:27017,m2:27017/x", "hunter2"),
            (
                "https://4f9a1c7be02d85f36a1940bc7de8f215@errors.example.com/1",
                "4f9a1c7be02d85f36a1940bc7de8f215",
            ),
            (
                "https://x.example.com/a?se=1&sig=abcdefgh12345678%3D",
                "abcdefgh12345678%3D",
            ),
            ("value: app:hunter2@tcp(db:3306)/shop", "hunter2"),
            ("jdbc:oracle:thin:app/hunter2@//db:1521/x", "hunter2"),
        ] {
            assert_eq!(found(text), [secret], "{text}");
        }
    }

    #[test]
    fn what_is_no_text_has_no_passwords() {
        for text in [
            "\u{fffd}a/b@c",
            "\0GITCRYPT\0\u{fffd}/\u{fffd}@",
            "\u{e9}thin:x/@",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn ports_digests_versions_and_paths_are_none() {
        for text in [
            "http://web:8080/@scope/x",
            "https://example.com/a:b@c",
            "https://registry.example.com/a?key=1&code=x",
            "registry.example.com/app:1.2@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "pkg:npm/left-pad@1.3.0",
            "actions/checkout@v4",
            "sip:alice@example.com:5060",
            "git@git.example.com:team/app.git",
            "ssh://git@git.example.com:2222/team/app",
            "postgres://app:$(PASSWORD)@db/x",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
