//! Secrets in any text, without a look at what it is: private keys, tokens, and what is assigned to a name of
//! something secret, as in `password=…`, `token: …`, `--api-key …` and `https://user:…@host`.

use super::bytes::Bytes;
use super::{addresses, assigned, code, commands, looks};
use crate::source::{Span, occurrences};

/// Finds them.
pub(super) fn find(text: &str, spans: &mut Vec<Span>) {
    let mut found = |start: usize, end: usize| {
        if start < end {
            spans.push(Span::new(start as u32, end as u32));
        }
    };
    private_keys(text, &mut found);
    addresses::find(text, &mut found);
    commands::find(text, &mut found);
    code::find(text, &mut found);
    runs(text, &mut found);
    assigned::find(text, &mut found);
}

/// What stands between the first and the last line of a private key.
fn private_keys(text: &str, found: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    for at in occurrences(text, "-----BEGIN ") {
        let first = at + "-----BEGIN ".len();
        let title = text[first..]
            .find("-----")
            .map(|end| &text[first..first + end]);
        let Some(title) = title.filter(|title| at >= done && title.len() < 40) else {
            continue;
        };
        if !title.contains("PRIVATE KEY") {
            continue;
        }
        let start = first + title.len() + "-----".len();
        let end = text[start..]
            .find("-----END")
            .map_or(text.len(), |end| start + end);
        // A key without an end does not go on behind the document.
        let end = text[start..end]
            .find("\n---\n")
            .map_or(end, |end| start + end);
        found(start, end);
        done = end;
    }
}

/// Which bytes tokens are made of.
const IN_RUN: Bytes = Bytes::letters_and(b"_-.+/~=:@");

/// What looks like a token among what stands between blanks and quotes.
fn runs(text: &str, found: &mut impl FnMut(usize, usize)) {
    let in_run = |byte: u8| IN_RUN.has(byte);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && in_run(bytes[at]) {
            at += 1;
        }
        // Nothing shorter looks like a token.
        if at - start >= 20 {
            looks::find(&text[start..at], |range| {
                found(start + range.start, start + range.end)
            });
        }
        at += 1;
    }
    for scheme in ["Bearer ", "bearer ", "Basic "] {
        for at in occurrences(text, scheme) {
            let start = at + scheme.len();
            let token = text[start..]
                .bytes()
                .take_while(|&byte| in_run(byte))
                .count();
            let token = &text[start..start + token];
            if token.len() >= 8
                && token
                    .bytes()
                    .any(|byte| byte.is_ascii_digit() || byte == b'=')
            {
                found(start, start + token.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Hidden, Source, SourceId, Span};

    fn shown(text: &str) -> String {
        let mut spans = Vec::new();
        super::find(text, &mut spans);
        let source = Source {
            id: SourceId(0),
            path: String::new(),
            hidden: Hidden::of(text, spans, Vec::new()),
            text: text.to_owned(),
        };
        source.shown(Span::new(0, text.len() as u32)).into_owned()
    }

    #[test]
    fn what_is_assigned_to_a_secret_name_is_hidden() {
        for (text, expected) in [
            ("password: hunter2 # mine", "password: *** # mine"),
            ("  - DB_PASSWORD=hunter2 \\", "  - DB_PASSWORD=*** \\"),
            (
                "{\"token\": \"a b\", \"x\": 1}",
                "{\"token\": \"***\", \"x\": 1}",
            ),
            (
                "{name: a, api-key: x1y2, image: b}",
                "{name: a, api-key: ***, image: b}",
            ),
            ("run --api-key k3y --port 80", "run --api-key *** --port 80"),
            ("run --password='a b' -v", "run --password='***' -v"),
            ("PGPASSWORD=x psql -h db", "PGPASSWORD=*** psql -h db"),
            (
                "spring.datasource.password = a b",
                "spring.datasource.password = *** b",
            ),
            (
                "url: amqp://app:hunter2@mq:5672/x",
                "url: amqp://app:***@mq:5672/x",
            ),
            (
                "Authorization: Bearer abc123def",
                "Authorization: Bearer ***",
            ),
            (
                "x: '{\\\"password\\\":\\\"a\\\"}'",
                "x: '{\\\"password\\\":\\\"***\\\"}'",
            ),
            (
                "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nxyz=\n-----END RSA PRIVATE KEY-----\nb",
                "a\n-----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY-----\nb",
            ),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn what_is_no_secret_is_shown() {
        for text in [
            "secretName: shop-tls",
            "automountServiceAccountToken: true",
            "password: ${DB_PASSWORD}",
            "tokenPath: /var/run/token",
            "secretKeyRef: {name: db, key: password}",
            "key: password",
            "proxy_pass http://web:8080;",
            "image: redis@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "`token` takes a string, not a mapping",
            "https://example.com/a:b@c",
            "-----BEGIN CERTIFICATE-----\nMIIDxzCCAq+gAwIBAgIUYd1Kh3pX2mQn8S5vR0LtZc9WbE4wDQYJKoZIhvcNAQEL\n-----END CERTIFICATE-----",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
