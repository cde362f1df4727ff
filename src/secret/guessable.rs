//! Passwords that anybody guesses: what tutorials and defaults have, what says of itself that it is a password, and what repeats
//! a name beside it or its own. They are kept as secret as others, but nobody is told anything by learning that one stands there.

/// What such passwords are made of.
const WORDS: [&str; 101] = [
    "a",
    "abc",
    "admin",
    "administrator",
    "any",
    "api",
    "app",
    "application",
    "b64",
    "bar",
    "base64",
    "baz",
    "change",
    "changeit",
    "database",
    "db",
    "default",
    "demo",
    "dev",
    "development",
    "dummy",
    "elastic",
    "example",
    "fake",
    "foo",
    "for",
    "from",
    "grafana",
    "guest",
    "hello",
    "here",
    "in",
    "insecure",
    "is",
    "it",
    "key",
    "letmein",
    "local",
    "login",
    "mariadb",
    "me",
    "minio",
    "mongo",
    "mongodb",
    "my",
    "mysql",
    "neo4j",
    "not",
    "now",
    "only",
    "pass",
    "passphrase",
    "passw",
    "passwd",
    "password",
    "pg",
    "please",
    "postgres",
    "postgresql",
    "prod",
    "production",
    "pw",
    "pwd",
    "qwerty",
    "rabbit",
    "rabbitmq",
    "redis",
    "replace",
    "root",
    "safe",
    "sample",
    "secret",
    "secrets",
    "secure",
    "server",
    "service",
    "so",
    "some",
    "strong",
    "super",
    "supersecret",
    "sysadmin",
    "system",
    "test",
    "tester",
    "testing",
    "that",
    "the",
    "this",
    "to",
    "token",
    "top",
    "user",
    "username",
    "value",
    "very",
    "weak",
    "welcome",
    "world",
    "wp",
    "your",
];

/// Words of the name of what nobody keeps secret: `DEMO_LOGIN_PASSWORD`.
const SHOWN: [&str; 5] = ["demo", "dummy", "example", "fake", "sample"];

/// More words than this say something.
const SENTENCE: usize = 6;

/// Longer texts are no words.
const LONGEST: usize = 96;

/// Digits in a row that are tried out: `admin123`.
const DIGITS: usize = 6;

/// Shorter texts of small letters alone are words, which lists of passwords have.
const WORD: usize = 16;

/// Whether a value that is secret by its name alone is one that anybody guesses who sees what stands around it: users,
/// databases, the software.
#[must_use]
pub fn is_guessable<'a>(
    name: &str,
    value: &str,
    around: impl IntoIterator<Item = &'a str>,
) -> bool {
    let value = value.trim().to_lowercase();
    if value.len() > LONGEST {
        return false;
    }
    let name = name.to_lowercase();
    if parts(&name).any(|part| SHOWN.contains(&part)) {
        return true;
    }
    let around: Vec<String> = around.into_iter().map(str::to_lowercase).collect();
    // `sg` of the user `sg`: as a part of others so short a word says nothing.
    if around.contains(&value) {
        return true;
    }
    let near = || around.iter().flat_map(|text| parts(text));
    let words: Vec<&str> = WORDS
        .into_iter()
        .chain(near().chain(parts(&name)).filter(|part| part.len() > 2))
        .chain(
            around
                .iter()
                .map(String::as_str)
                .filter(|text| !text.is_empty()),
        )
        .collect();
    let is_known = |part: &str| is_made_of(part, &words) || is_made_of(&spelt(part), &words);
    let is_sentence =
        parts(&value).count() >= SENTENCE && !value.bytes().any(|byte| byte.is_ascii_digit());
    !value.is_empty() && (is_sentence || parts(&value).all(is_known))
}

/// Whether a text is a short word of small letters: nobody makes such a secret by chance.
#[must_use]
pub fn is_short_word(text: &str) -> bool {
    let text = text.trim();
    let is_small = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.len() < WORD && text.bytes().all(is_small)
}

/// The parts of a name: `accounts` and `db`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| !c.is_alphanumeric() && !"@$!".contains(c);
    text.split(is_between)
        .map(|part| part.trim_end_matches('!'))
        .filter(|part| !part.is_empty())
}

/// `passw0rd` as it is meant.
fn spelt(part: &str) -> String {
    let letter = |c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        other => other,
    };
    part.chars().map(letter).collect()
}

/// Whether a text is some of the words, one behind the other, and a few digits.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if !reached[at] {
            continue;
        }
        let rest = &text[at..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let words = words.iter().filter(|word| rest.starts_with(**word));
        let lengths = words.map(|word| word.len());
        for length in lengths.chain((1..=DIGITS).contains(&digits).then_some(digits)) {
            reached[at + length] = true;
        }
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::{is_guessable, is_short_word};

    #[test]
    fn passwords_of_tutorials_are_guessed() {
        for value in [
            "password",
            "Passw0rd!",
            "P@ssw0rd",
            "my-secret-pw",
            "admin123",
            "12345",
            "change_me_please",
            "supersecretpassword",
            "wp_pass",
            "accounts-pwd",
            "shop",
            "this_is_not_how_passwords_are_kept",
            "SomeB64Value",
        ] {
            assert!(
                is_guessable(
                    "DB_PASSWORD",
                    value,
                    ["accounts-db", "registry.example/shop:1"]
                ),
                "{value}"
            );
        }
        assert!(is_guessable("DEMO_LOGIN_PASSWORD", "bankofhills", []));
    }

    #[test]
    fn what_repeats_a_user_is_guessed() {
        assert!(is_guessable("PGPASSWORD", "sg", ["db", "sg"]));
        assert!(!is_guessable("PGPASSWORD", "sg", ["db", "sg-db"]));
        assert!(is_guessable("pass", "from-secret", []));
        assert!(is_guessable("MINIO_ACCESS_KEY", "minio_access_key", []));
        assert!(!is_guessable("MINIO_ACCESS_KEY", "shop_access_key", []));
    }

    #[test]
    fn short_words_of_small_letters_are_known() {
        for word in ["c-krit", "mqcloudnative", "sg"] {
            assert!(is_short_word(word), "{word}");
        }
        for other in ["", "hunter2", "Kortenaer", "correct-horse-battery"] {
            assert!(!is_short_word(other), "{other}");
        }
    }

    #[test]
    fn others_are_not() {
        for value in [
            "hunter2",
            "correct-horse-battery",
            "991c2b2c810f705439cc51ad6c93c509",
            "S3cr3t!x9Kq",
            "12345678901",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "accounts-pwd",
            "",
        ] {
            assert!(!is_guessable("DB_PASSWORD", value, ["orders"]), "{value}");
        }
    }
}
