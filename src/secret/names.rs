//! Names of what is kept secret: `DB_PASSWORD`, `apiKey`, `client-secret`.

/// Words that end such a name, by themselves or as the end of a longer word.
const ENDS: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "token",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
    "clientsecret",
];

/// Words that end such a name.
const WORDS: [&str; 5] = [
    "credential",
    "credentials",
    "requirepass",
    "masterauth",
    "dbpass",
];

/// What makes a key one of a lock, and not that of an entry.
const KEYS: [&str; 24] = [
    "access",
    "account",
    "admin",
    "aes",
    "api",
    "app",
    "auth",
    "cipher",
    "client",
    "deploy",
    "encryption",
    "hmac",
    "jwt",
    "license",
    "master",
    "private",
    "secret",
    "session",
    "shared",
    "signing",
    "ssh",
    "storage",
    "tls",
    "webhook",
];

/// What makes a secret a value, and not the name of an object of that kind.
const SECRETS: [&str; 13] = [
    "access",
    "api",
    "app",
    "application",
    "client",
    "consumer",
    "cookie",
    "hmac",
    "jwt",
    "oauth",
    "session",
    "shared",
    "signing",
];

/// What passes something on.
const PASSES: [&str; 8] = [
    "by",
    "fastcgi",
    "grpc",
    "memcached",
    "proxy",
    "scgi",
    "uwsgi",
    "first",
];

/// Whether what bears this name is kept secret, as far as a name tells.
pub(super) fn is_secret(name: &str) -> bool {
    let words = words(name);
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    let before = before.last().map_or("", String::as_str);
    match &**last {
        "key" => KEYS.contains(&before),
        "secret" => SECRETS.contains(&before) || is_variable(name),
        "pass" => !before.is_empty() && !PASSES.contains(&before),
        word => WORDS.contains(&word) || ENDS.iter().any(|end| word.ends_with(end)),
    }
}

/// Whether a name is written as variables of the environment are.
fn is_variable(name: &str) -> bool {
    name.bytes().all(|byte| !byte.is_ascii_lowercase())
}

/// The words of a name in lower case: `APIKey`, `api-key` and `api.key` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let lower = |at: usize| chars.get(at).is_some_and(|char| char.is_lowercase());
    let mut open = false;
    for (at, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            open = false;
            continue;
        }
        let starts = char.is_uppercase() && at > 0 && (lower(at - 1) || lower(at + 1));
        if !open || starts {
            words.push(String::new());
        }
        open = true;
        words
            .last_mut()
            .into_iter()
            .for_each(|word| word.extend(char.to_lowercase()));
    }
    words
}

/// Whether a value plainly is no secret, whatever its name: a switch, a path, or what stands for a value.
pub(super) fn is_harmless(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'', '`']);
    let word = value.to_ascii_lowercase();
    let is_word = matches!(
        &*word,
        "" | "true" | "false" | "null" | "none" | "yes" | "no" | "~"
    );
    is_word
        || value.starts_with(['$', '{', '[', '<', '*', '&', '/', '|', '>', '%', '#'])
        || value.starts_with("./")
        || value.contains("{{")
}

#[cfg(test)]
mod tests {
    use super::{is_harmless, is_secret};

    #[test]
    fn names_of_secrets_and_their_near_misses() {
        for name in [
            "password",
            "DB_PASSWORD",
            "PGPASSWORD",
            "dbPassword",
            "redis-password",
            "MYSQL_ROOT_PASSWORD",
            "token",
            "GITHUB_TOKEN",
            "authToken",
            "api_key",
            "apiKey",
            "APIKey",
            "X-Api-Key",
            "AWS_SECRET_ACCESS_KEY",
            "client_secret",
            "JWT_SECRET",
            "SECRET",
            "tls.key",
            "private-key",
            "--password",
            "SMTP_PASS",
            "requirepass",
            "spring.datasource.password",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "key",
            "topologyKey",
            "secretName",
            "secret",
            "tlsSecret",
            "PASSWORD_FILE",
            "tokenExpirationSeconds",
            "secretKeyRef",
            "imagePullSecrets",
            "proxy_pass",
            "TOKEN_URL",
            "keys",
            "passwordLength",
            "name",
            "",
            "compass",
            "tokens",
            "KEY_PATH",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn what_stands_for_a_value_is_none() {
        for value in [
            "",
            "true",
            "$(TOKEN)",
            "${PASSWORD}",
            "/run/secrets/token",
            "{{ .Values.token }}",
            "\"\"",
            "*pw",
        ] {
            assert!(is_harmless(value), "{value}");
        }
        assert!(!is_harmless("hunter2"));
    }
}
