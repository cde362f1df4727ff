//! Secrets as the files of other programs have them, which a ConfigMap may hold: directives, SQL, XML, `.netrc`, hashes
//! of passwords.

use super::assigned::{Values, name_at_end, quoted};
use super::names::Name;
use super::values::is_harmless;
use crate::source::occurrences;

/// How hashes of passwords begin.
const HASHES: [&str; 10] = [
    "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$apr1$", "$argon2", "{SHA}", "{SSHA}",
];
/// No hash is shorter.
const LEAST: usize = 20;
/// None is longer, in bytes.
const LONGEST: usize = 512;

/// Finds them.
pub(super) fn find(text: &str, found: &mut impl FnMut(usize, usize)) {
    directives(text, found);
    quoted_words(text, found);
    elements(text, found);
    pairs(text, found);
    hashes(text, found);
}

/// What such lines have in them.
const DIRECTIVES: [&str; 5] = ["PASSW", "masterauth", "passw", "requirepass", "user "];

/// Lines of a name and a value with a blank between them, as `requirepass …`.
fn directives(text: &str, found: &mut impl FnMut(usize, usize)) {
    for sign in DIRECTIVES {
        let mut done = 0;
        for at in occurrences(text, sign) {
            if at < done {
                continue;
            }
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            // It may be the value of a key, and the only line.
            let start = text[line..at]
                .rfind(": ")
                .map_or(line, |end| line + end + 2);
            done = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let line = &text[start..done];
            if let Some(value) = value_of(line).filter(|value| !is_harmless(value)) {
                let start = start + (value.as_ptr() as usize - line.as_ptr() as usize);
                found(start, start + value.len());
            }
        }
    }
}

/// The secret that a line gives to the name that it starts with.
fn value_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '\t', '-', '"', '\'']);
    let line = line.trim_end_matches([' ', '\t', '\r', ';', '"', '\'']);
    let (name, rest) = line.split_once([' ', '\t'])?;
    let value = match name {
        // An account of redis.
        "user" => rest.split_once(" >")?.1,
        "machine" => rest.split_once("password ")?.1,
        "masterauth" | "requirepass" => rest.trim_start(),
        // Prose has no digits.
        _ => {
            let value = rest.trim_start();
            let is_value = !value.contains(char::is_whitespace)
                && value.contains(|char: char| char.is_ascii_digit());
            let is_name = name_at_end(name) == Some(name) && Name::of(name) == Some(Name::Secret);
            Some(value).filter(|_| is_value && is_name)?
        }
    };
    value.split(char::is_whitespace).next()
}

/// Words between quotes behind a name, as in SQL and nginx: `PASSWORD '…'`, `('DB_PASSWORD', '…')`.
fn quoted_words(text: &str, found: &mut impl FnMut(usize, usize)) {
    for quote in ['"', '\''] {
        let needle = format!(" {quote}");
        for at in occurrences(text, &needle) {
            let Some(name) = name_behind(text[..at].trim_end_matches(' ')) else {
                continue;
            };
            let start = at + needle.len();
            let value = &text[start..];
            let value = &value[..quoted(value, quote)];
            if let Some(inner) = name.secret_of(value) {
                found(start + inner, start + value.len());
            }
        }
    }
}

/// What the name tells that a text ends with, behind which its value may follow.
fn name_behind(text: &str) -> Option<Name> {
    let secret = |text| {
        name_at_end(text)
            .and_then(Name::of)
            .filter(|name| *name == Name::Secret)
    };
    let Some(argument) = text.strip_suffix(',') else {
        let by = text.len().saturating_sub("identified by".len());
        let by = text.get(by..).unwrap_or_default();
        let by = by
            .eq_ignore_ascii_case("identified by")
            .then_some(Name::Secret);
        return by.or_else(|| secret(text));
    };
    // One of a list of names is given to no other: this is the first argument of a function.
    let bare = argument.trim_end_matches(['"', '\'']);
    let before = bare.len() - name_at_end(bare).map_or(0, str::len);
    let before = bare[..before].trim_end_matches(['"', '\'']);
    let is_first = bare.len() < argument.len() && before.ends_with('(');
    secret(bare).filter(|_| is_first)
}

/// `<password>…</password>`
fn elements(text: &str, found: &mut impl FnMut(usize, usize)) {
    for end in occurrences(text, "</") {
        let name = text.as_bytes()[end + 2..].iter().take(80);
        let close = name.into_iter().position(|&byte| byte == b'>');
        let name = close.and_then(|close| text.get(end + 2..end + 2 + close));
        if name.and_then(Name::of) == Some(Name::Secret) {
            let start = text[..end].rfind(['>', '\n']).map_or(0, |start| start + 1);
            if !is_harmless(&text[start..end]) {
                found(start, end);
            }
        }
    }
}

/// What stands between a name and its value, and the words for either, in YAML, JSON, JSON within JSON and XML.
const BETWEEN: [char; 9] = [' ', '\t', '\r', '\n', '"', '\'', '\\', ',', '-'];

/// Names with values: `{"name": "DB_PASSWORD", "value": "…"}`, `name="password" value="…"`.
fn pairs(text: &str, found: &mut impl FnMut(usize, usize)) {
    let mut values = Values::of(text);
    for at in occurrences(text, "value") {
        let behind = &text[at + "value".len()..];
        let bare = behind.trim_start_matches(['"', '\'', '\\']);
        let sign = at + "value".len() + behind.len() - bare.len();
        if !bare.starts_with([':', '=']) {
            continue;
        }
        let before = text[..at].trim_end_matches(BETWEEN);
        let Some(word) = name_at_end(before) else {
            continue;
        };
        let before = before[..before.len() - word.len()].trim_end_matches(BETWEEN);
        let before = before
            .trim_end_matches([':', '='])
            .trim_end_matches(BETWEEN);
        let name = Name::of(word).filter(|_| before.ends_with("name"));
        let (start, end) = values.behind(sign, "value");
        let value = &text[start..end];
        if let Some(inner) = name.and_then(|name| name.secret_of(value)) {
            found(start + inner, end);
        }
    }
}

/// Hashes of passwords, in which a password can be looked for.
fn hashes(text: &str, found: &mut impl FnMut(usize, usize)) {
    let dollars = memchr::memchr_iter(b'$', text.as_bytes());
    for at in dollars.chain(occurrences(text, "{S")) {
        let Some(start) = HASHES.iter().find(|start| text[at..].starts_with(**start)) else {
            continue;
        };
        let in_hash = |byte: u8| byte.is_ascii_alphanumeric() || b"./+=$,-_".contains(&byte);
        let rest = &text[at + start.len()..];
        let hash = rest.bytes().take(LONGEST);
        let length = hash.take_while(|&byte| in_hash(byte)).count();
        // `$1$2` are two parameters of a shell.
        let is_salted = !matches!(*start, "$1$" | "$5$" | "$6$") || rest[..length].contains('$');
        if length >= LEAST && is_salted {
            found(at + start.len(), at + start.len() + length);
        }
    }
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
    fn files_of_other_programs_keep_their_secrets() {
        for (text, secret) in [
            ("port 6379\n  requirepass foobared\n", "foobared"),
            ("redis.conf: \"requirepass foobared\"", "foobared"),
            ("user app on >hunter2 ~* +@all", "hunter2"),
            ("machine db login app password hunter2 x", "hunter2"),
            ("CREATE USER app IDENTIFIED BY 'hunter2';", "hunter2"),
            ("ALTER ROLE app WITH PASSWORD 'hunter2';", "hunter2"),
            ("define('DB_PASSWORD', 'hunter2');", "hunter2"),
            ("proxy_set_header Authorization \"Bearer x1\";", "x1"),
            ("<password>hunter2</password>", "hunter2"),
            ("- name: DB_PASSWORD\n\tvalue: hunter2\n", "hunter2"),
            (
                "{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}",
                "hunter2",
            ),
            (
                r#"{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}"#,
                "hunter2",
            ),
            ("<property name=\"password\" value=\"hunter2\"/>", "hunter2"),
            (
                "admin:$apr1$Ab12cd34$Zx98yu76tr54pq32",
                "Ab12cd34$Zx98yu76tr54pq32",
            ),
        ] {
            assert_eq!(found(text), [secret], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_shown() {
        for text in [
            "password reset",
            "token review of the cluster",
            "keys: [\"token\", \"ca.crt\"]",
            "`token` takes a string, not \"x\"",
            "awk '{print $1$2}' file",
            "<port>8080</port>",
            "<property name=\"port\" value=\"8080\"/>",
            "user nginx;",
            "- name: DB_PASSWORD\n  valueFrom: {secretKeyRef: {name: db, key: password}}",
            "- name: DB_HOST\n  value: db",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
